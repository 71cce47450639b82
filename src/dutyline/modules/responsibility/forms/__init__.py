"""The forms of responsibility."""
