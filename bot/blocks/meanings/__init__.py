"""Terms that nobody has defined, and meanings that differ: what admins and owners see of them."""
