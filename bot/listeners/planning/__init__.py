"""Planning digests in Slack: who may, what is offered, and keeping it."""
