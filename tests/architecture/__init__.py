"""What holds the house up: walls, sizes, words, and who may open which door."""
