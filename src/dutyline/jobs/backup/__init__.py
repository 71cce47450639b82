"""One file that holds everything, and the way back: proved by counts and hashes."""
