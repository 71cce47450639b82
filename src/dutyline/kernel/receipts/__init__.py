"""What was asked twice is done once."""
