"""What a reader sees in a PDF: text and pictures of pages, bookmarks, links."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
from PIL import Image


def texts(content: bytes) -> list[str]:
    """The text of each page; words that are parted at the end of a line are whole."""
    with pypdfium2.PdfDocument(content) as document:
        found = [page.get_textpage().get_text_range() for page in document]
    return [" ".join(text.replace("\ufffe", "").replace("\xa0", " ").split()) for text in found]


def picture(content: bytes, page: int) -> Image.Image:
    """A page as it looks, counted from 0, at 150 dots per inch."""
    with pypdfium2.PdfDocument(content) as document:
        found: Image.Image = document[page].render(scale=150 / 72).to_pil()
        return found


def bookmarks(content: bytes) -> list[tuple[int, str, int]]:
    """Level, title and page (from 1) of every bookmark."""
    with pypdfium2.PdfDocument(content) as document:
        found = []
        for mark in document.get_toc():
            target = mark.get_dest()
            assert target is not None
            page = target.get_index()
            assert page is not None
            found.append((mark.level, mark.get_title(), page + 1))
        return found


def links(content: bytes) -> Iterator[tuple[int, str]]:
    """Page (from 1) and goal of every link: an address, or `#` and a place in the file.

    A place has a name or is a page. One that is nowhere ends the test.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        names = set(_names(pdf.Root.Names.Dests)) if "/Names" in pdf.Root else set()
        pages: list[object] = [page.objgen for page in pdf.pages]
        for number, page in enumerate(pdf.pages, start=1):
            for link in page.get("/Annots", []):
                assert link.Subtype == "/Link"
                assert str(link.Contents).strip(), "a link says where it leads"
                if "/A" in link:
                    yield number, str(link.A.URI)
                elif isinstance(link.Dest, pikepdf.Array):
                    yield number, f"#{pages.index(link.Dest[0].objgen) + 1}"
                else:
                    assert str(link.Dest) in names
                    yield number, f"#{link.Dest}"


def _names(node: Any) -> Iterator[str]:
    for kid in node.get("/Kids", []):
        yield from _names(kid)
    yield from (str(name) for name in list(node.get("/Names", []))[::2])
