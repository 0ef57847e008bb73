"""Build a cross-linked site and its data from impulses written as YAML and Markdown."""
