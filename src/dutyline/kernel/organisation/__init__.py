"""Units, posts, persons and appointments, as of any day."""
