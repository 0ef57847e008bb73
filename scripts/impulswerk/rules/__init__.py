"""The rules: each takes what was read and yields problems, touching no file."""
