"""A Slack workspace on your laptop: Web API, Socket Mode and a page to talk in. It is no bot."""
