"""Tests of the whole: architecture, journeys, browser, faults."""
