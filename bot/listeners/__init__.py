"""What people do in Slack: parsed, passed on, and answered."""
