"""Files to plain text: a room for each family of formats."""
