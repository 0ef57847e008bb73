"""Tests of what the search knows and of what it finds."""
