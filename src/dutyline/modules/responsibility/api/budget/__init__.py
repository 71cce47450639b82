"""The safety budget through the API."""
