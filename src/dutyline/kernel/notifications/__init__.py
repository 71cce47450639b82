"""What people are told: in the product at once, by e-mail through an outbox."""
