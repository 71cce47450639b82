"""What happens to acknowledged records when a server is killed."""
