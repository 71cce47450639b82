"""Duties of posts: what is owed, changed in dated versions, given and taken."""
