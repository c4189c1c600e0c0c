"""What a written sentence claims and what a passage states, in a form that can be compared."""
