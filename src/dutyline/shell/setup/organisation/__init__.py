"""Changing the organisation: units, posts, who holds them, shifts."""
