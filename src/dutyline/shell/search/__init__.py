"""One search over everything the person may see."""
