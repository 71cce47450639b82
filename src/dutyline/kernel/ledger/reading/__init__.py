"""What the log answers: proofs, and whether it still stands."""
