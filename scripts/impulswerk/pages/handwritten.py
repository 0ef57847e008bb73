"""Pages written by hand in docs/: fills in their building blocks and turns source links around."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from impulswerk import urls
from impulswerk.exports.metadata import metadata
from impulswerk.graph import Graph
from impulswerk.model import HandwrittenPage
from impulswerk.operator_fields import fact_paths
from impulswerk.pages.facts import fact
from impulswerk.pages.rendering import Page, RenderedPage, front_lines
from impulswerk.publication import Publication
from impulswerk.rules.text import BLOCK, FACT

_FOLDER = Path(__file__).parent.parent / "templates" / "bausteine"

# A block is a template; these need a list handed to them and are not for hand-written pages.
_NEEDS_VALUES = {"begriffe"}

BLOCKS = tuple(
    sorted(path.stem for path in _FOLDER.glob("*.html") if path.stem not in _NEEDS_VALUES)
)


def handwritten_pages(graph: Graph, publication: Publication) -> Iterator[RenderedPage]:
    """Every Markdown page of docs/ as the site engine shall see it."""
    for entry in graph.catalog.handwritten:
        page = Page(graph, publication, entry.path)
        rendered = RenderedPage(entry.path, partial(_text, page, entry), entry.source)
        # Whoever writes a page without any of our texts, such as the imprint, says so in its head.
        if entry.meta.get("statuszeile") != "nein":
            is_easy = entry.meta.get("sprache") == "leicht"
            rendered = rendered.about(graph, graph.entries, is_easy=is_easy)
        yield rendered


def _text(page: Page, entry: HandwrittenPage) -> str:
    """The page's own text with links turned around, building blocks and facts filled in."""
    text = BLOCK.sub(
        lambda found: (
            page.render(f"bausteine/{found[1]}.html").strip() if found[1] in BLOCKS else found[0]
        ),
        page.rewrite(entry.source, entry.text),
    )
    operator, start = page.graph.catalog.operator, urls.between(page.path, urls.HOME)
    known = fact_paths()
    text = FACT.sub(
        lambda found: fact(operator, found[1], start) if found[1] in known else found[0], text
    )
    if entry.path == urls.HOME and text.startswith("---\n"):
        more = front_lines(metadata(page.graph, page.publication, None))
        text = "\n".join(["---", *more, text[4:]])
    return text
