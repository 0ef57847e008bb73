"""The paper and its impulses as PDF files: from the graph to HTML and CSS, and from there to bytes."""
