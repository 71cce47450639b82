"""The pages of one's own security, and who needs a second factor."""
