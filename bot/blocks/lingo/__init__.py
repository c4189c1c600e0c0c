"""Terms in Slack: their cards, the forms that change them, and what owners are told."""
