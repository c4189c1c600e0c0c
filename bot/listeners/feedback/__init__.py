"""What people say of answers, what owners say, and what they vouch for."""
