"""Duty, obligation, evidence: the chain."""
