"""Criteria, catalogues and the packs they come from."""
