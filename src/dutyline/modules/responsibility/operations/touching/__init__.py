"""What a change of law, of a post or of a unit touches of the responsibility system."""
