"""Roles in words, and who has them."""
