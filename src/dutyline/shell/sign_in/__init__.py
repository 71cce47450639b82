"""Signing in: accounts, the first administrator, the people of a demonstration."""
