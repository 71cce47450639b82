"""Tests of responsibility."""
