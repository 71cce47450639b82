"""Pages of responsibility letters."""
