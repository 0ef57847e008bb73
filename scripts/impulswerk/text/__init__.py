"""German words and Markdown, as pure functions of text."""
