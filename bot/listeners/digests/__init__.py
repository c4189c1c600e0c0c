"""Digests in Slack: planned there, asked about, and answered by owners."""
