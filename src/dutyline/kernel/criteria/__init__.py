"""Dated thresholds and clauses, loaded from packs."""
