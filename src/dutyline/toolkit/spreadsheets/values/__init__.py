"""Read what cells mean: dates, numbers, yes and no, choices, several items in one cell."""
