"""Draws the photos of the demo: plain scenes of a plant, before a repair and after it."""
