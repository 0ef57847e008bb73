"""The paper and its impulses as PDF files: from the graph to HTML, from HTML to bytes."""
