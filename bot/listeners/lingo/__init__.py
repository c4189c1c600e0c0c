"""Terms in Slack: looked up, changed, and looked at again."""
