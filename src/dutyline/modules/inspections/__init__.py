"""Checklists, rounds, hidden dangers."""
