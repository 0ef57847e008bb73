"""Pages written by hand in docs/: fills in their building blocks and turns source links around."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from impulswerk.graph import Graph
from impulswerk.pages.generated import RenderedPage
from impulswerk.pages.rendering import Page
from impulswerk.rules.text import BLOCK

_FOLDER = Path(__file__).parent.parent / "templates" / "bausteine"

# A block is a template; these need a list handed to them and are not for hand-written pages.
_NEEDS_VALUES = {"begriffe"}

BLOCKS = tuple(
    sorted(path.stem for path in _FOLDER.glob("*.html") if path.stem not in _NEEDS_VALUES)
)


def handwritten_pages(graph: Graph) -> Iterator[RenderedPage]:
    """Every Markdown page of docs/ as the site engine shall see it."""
    for entry in graph.catalog.handwritten:
        page = Page(graph, entry.path)
        text = page.rewrite(entry.source, entry.text)
        text = BLOCK.sub(
            lambda found, page=page: (  # type: ignore[misc]
                page.render(f"bausteine/{found[1]}.html").strip()
                if found[1] in BLOCKS
                else found[0]
            ),
            text,
        )
        yield RenderedPage(entry.path, text, entry.source)
