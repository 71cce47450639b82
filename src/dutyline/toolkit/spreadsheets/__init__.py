"""Read the tables people really have, and write tables that come back the same."""
