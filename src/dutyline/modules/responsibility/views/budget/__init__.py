"""The pages of the safety budget."""
