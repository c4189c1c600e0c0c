"""From a due slot to its message: entered, claimed, built, frozen, handed over, reported once."""
