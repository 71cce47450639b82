"""Append-only: who did what, when and why."""
