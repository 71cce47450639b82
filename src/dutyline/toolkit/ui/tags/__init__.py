"""Template tags, a file for each family; `templatetags/ui.py` gathers them."""
