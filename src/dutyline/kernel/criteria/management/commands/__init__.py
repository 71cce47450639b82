"""Commands of criteria."""
