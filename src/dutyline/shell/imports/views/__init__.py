"""Pages of the import wizard, one file a step."""
