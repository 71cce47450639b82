"""The demonstration, as it is told."""
