"""Outside holders of checkpoints: who keeps what was signed where no administrator reaches it."""
