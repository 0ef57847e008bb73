"""Pages written by hand in docs/: fills in their building blocks and turns source links around."""

import re
from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from impulswerk.catalogue.catalog import is_explained
from impulswerk.catalogue.graph import Graph
from impulswerk.exports.metadata import metadata
from impulswerk.model import urls
from impulswerk.model.entries import HandwrittenPage
from impulswerk.model.operator_fields import fact_paths
from impulswerk.pages.page import Page, PlannedPage
from impulswerk.pages.view import View, contents, status_line
from impulswerk.pages.words import Words
from impulswerk.permanence.publication import Publication
from impulswerk.render.environment import TEMPLATES
from impulswerk.render.operator import fact
from impulswerk.rules.text import BLOCK, FACT
from impulswerk.text.convert import read

_FRONT = re.compile(r"---\n(.*?)^---$", re.MULTILINE | re.DOTALL)
_FOLDER = TEMPLATES / "bausteine"

# A block is a template; these need a list handed to them and are not for hand-written pages.
_NEEDS_VALUES = {"begriffe"}

BLOCKS = tuple(
    sorted(path.stem for path in _FOLDER.glob("*.html") if path.stem not in _NEEDS_VALUES)
)


def handwritten_pages(graph: Graph, publication: Publication) -> Iterator[PlannedPage]:
    """Every Markdown page of docs/ with its building blocks and facts filled in."""
    for entry in graph.catalog.handwritten:
        view = View(graph, publication, entry.path)
        yield PlannedPage(entry.path, partial(_page, view, entry))


def _page(view: View, entry: HandwrittenPage) -> Page:
    front = _FRONT.match(entry.text)
    operator, start = view.graph.catalog.operator, urls.between(view.path, urls.HOME)
    known = fact_paths()
    # Facts stand within sentences, and are part of them; a block brings finished HTML.
    source = FACT.sub(
        lambda found: fact(operator, found[1], start) if found[1] in known else found[0],
        entry.text[front.end() :] if front else entry.text,
    )
    text = read(source)
    words = Words(view.graph.catalog.glossary if is_explained(entry.meta) else ())
    html = BLOCK.sub(
        lambda found: (
            view.render(f"bausteine/{found[1]}.html").strip() if found[1] in BLOCKS else found[0]
        ),
        words.explain(Markup(text.html(view.goals(entry.source)))),
    )
    if words.met:
        html += view.render("_worte.html", worte=words)
    titles = [heading.title for heading in text.headings if heading.level == 1]
    meta = {
        **({"title": Markup(titles[0]).striptags()} if titles else {}),
        **entry.meta,
        **view.language(),
        **(metadata(view.graph, view.publication, None) if entry.path == urls.HOME else {}),
        "verzeichnis": contents(
            (heading.id, heading.title) for heading in text.headings if heading.level == 2
        ),
        "quelle": entry.source,
    }
    meta["tueren"] = view.doors(str(meta.get("title") or view.graph.catalog.work.title))
    # Whoever writes a page without any of our texts, such as the imprint, says so in its head.
    if entry.has_our_texts:
        is_easy = entry.meta.get("sprache") == "leicht"
        meta |= status_line(view.graph, view.graph.entries, is_easy=is_easy)
    return Page(entry.path, meta, html)
