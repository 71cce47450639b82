"""My duties, a person's line, and one obligation with its proof."""
