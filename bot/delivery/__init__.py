"""What was said to the bot is kept before it is acknowledged; what the bot says is posted once."""
