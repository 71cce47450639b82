"""What every route of an API is made of: bounded lists, strict bodies, versions of an object."""
