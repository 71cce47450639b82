"""Long work people ask for: queued, run with their rights, its progress shown."""
