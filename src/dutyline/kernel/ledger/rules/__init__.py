"""What the log is made of, without a database: bytes, hashes, proofs, signatures."""
