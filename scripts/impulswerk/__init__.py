"""Build a cross-linked site and its data from impulses written as YAML and Markdown."""

# The packages, lowest first: each may import those before it, none of those after it. This is the
# one place that says so; tests/test_layers.py holds the program to it, and `python -m tests.layers`
# shows it with sizes and arrows.
PACKAGES = (
    "model",
    "text",
    "sources",
    "rules",
    "catalogue",
    "permanence",
    "render",
    "exports",
    "pages",
    "collation",
    "site",
    "commands",
)
