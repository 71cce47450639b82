"""The log nobody can rewrite: entries, their tree, and checkpoints held outside."""
