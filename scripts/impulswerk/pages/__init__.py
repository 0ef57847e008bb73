"""Pages: each function turns the graph into the Markdown text of one page."""
