"""The business core; knows no module."""
