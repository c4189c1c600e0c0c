"""The words of a message, explained to whoever wants to know them."""
