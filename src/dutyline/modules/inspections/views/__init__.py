"""Pages of inspections: rounds, hidden dangers, statistics."""
