"""Whatever is set in type: the PDF files and the pictures, made by Typst from data."""
