"""Dutyline: who owed what, was it done, and where is the proof."""

__version__ = "0.1.0"
