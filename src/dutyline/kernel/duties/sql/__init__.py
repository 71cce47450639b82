"""Statements that are one for many rows, in the words SQLite and PostgreSQL share."""
