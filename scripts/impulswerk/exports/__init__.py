"""Exports: each module makes one kind of file for others to use; `files` lists what there is."""
