"""Tools without business nouns."""
