"""Questions to inspections, in its own words; below the models whose managers they are."""
