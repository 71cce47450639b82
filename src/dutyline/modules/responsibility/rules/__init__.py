"""What holds for post cards, without the database."""
