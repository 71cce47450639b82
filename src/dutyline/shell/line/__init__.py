"""The line board: who owes what, down the line, and the records behind each number."""
