"""What people are told, through an outbox."""
