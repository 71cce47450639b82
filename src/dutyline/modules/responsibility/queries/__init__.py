"""Questions to the rows of responsibility."""
