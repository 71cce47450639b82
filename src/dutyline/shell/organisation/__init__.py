"""Pages of units, posts, places and people, as of any day."""
