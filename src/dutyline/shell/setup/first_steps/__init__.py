"""What a new installation needs, ticking itself."""
