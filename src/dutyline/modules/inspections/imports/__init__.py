"""Imports of ledgers and checklists."""
