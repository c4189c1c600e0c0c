"""Charts as pictures, with their numbers in words beside them."""
