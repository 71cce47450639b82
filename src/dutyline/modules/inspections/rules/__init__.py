"""What counts, what is grave, what is odd: calculations without side effects."""
