"""Documents set as PDF or as Word from the same parts."""
