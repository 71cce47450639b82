"""What of responsibility comes in from tables."""
