"""Files that are handed to the bot."""
