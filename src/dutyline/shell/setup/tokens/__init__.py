"""API tokens of one's own account."""
