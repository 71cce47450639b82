"""Tests of the API of responsibility."""
