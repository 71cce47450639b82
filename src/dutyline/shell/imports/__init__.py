"""The import wizard: upload, match columns, look at the dry run, apply."""
