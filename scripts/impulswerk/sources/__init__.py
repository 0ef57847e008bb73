"""The only readers of files, YAML, git and the machine."""
