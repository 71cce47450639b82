"""Tells the inspections of the demo enterprise: checklists, plans, rounds, hidden dangers."""
