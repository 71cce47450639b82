"""People set up: their details, leave, departure and return."""
