"""Goals through the API."""
