"""App Home, and what is offered before anybody has asked."""
