"""Admins and owners decide on terms that nobody has defined, and on meanings that differ."""
