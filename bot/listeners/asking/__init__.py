"""How a question is heard and answered: in threads, in private, by command and by shortcut."""
