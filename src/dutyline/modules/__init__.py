"""What the line works with; each module works alone."""
