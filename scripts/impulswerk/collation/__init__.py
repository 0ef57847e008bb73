"""Collation: compare the impulses with a source's own words, and prove quotes without it."""
