"""Exports: each module makes one kind of file for others to use, and none knows another."""
