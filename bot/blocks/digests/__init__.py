"""A digest in Slack: the message, what follows in its thread, and what is said without one."""
