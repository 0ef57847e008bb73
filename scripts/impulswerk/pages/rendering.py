"""Render the package's templates: HTML-escaped by default, links relative to the page at hand."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from impulswerk import urls
from impulswerk.exports import citation
from impulswerk.exports.card import snippet
from impulswerk.exports.data.listing import alternatives, field_tables, offers
from impulswerk.exports.metadata import metadata
from impulswerk.exports.press import facts
from impulswerk.exports.share_image import alt_text
from impulswerk.frozen import is_frozen
from impulswerk.graph import Graph
from impulswerk.markdown import Link, has_footnotes, replace_targets
from impulswerk.model import Driver, Impulse, State
from impulswerk.pages.facts import fact, gaps
from impulswerk.pages.figure import figure, is_drawable
from impulswerk.publication import Publication
from impulswerk.rules.text import resolve
from impulswerk.schema import TERM_PAGES
from impulswerk.status import Status, status
from impulswerk.wording import count, doubted, file_size, german_date, publication_date

# Where the footnotes of a text are put; Markdown's extension knows these words.
_NOTES_HERE = "///Footnotes Go Here///"


def code_marks(text: str) -> Markup:
    """Escaped text in which `backticks` have become <code>."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))


def front_matter(*values: dict[str, Any]) -> Markup:
    """YAML front matter of a generated page; JSON is the subset of YAML that needs no quoting."""
    return Markup("\n".join(["---", *front_lines(*values), "---"]))


def front_lines(*values: dict[str, Any]) -> list[str]:
    """The lines between the dashes."""
    return [
        f"{key}: {json.dumps(value, ensure_ascii=False)}"
        for part in values
        for key, value in part.items()
    ]


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent.parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["datum"] = german_date
    environment.filters["erschienen"] = publication_date
    environment.filters["mit_zweifel"] = doubted
    environment.filters["groesse"] = file_size
    environment.filters["code"] = code_marks
    environment.globals.update(
        figur=figure,
        figur_lesbar=is_drawable,
        anzahl=count,
        State=State,
        listen=TERM_PAGES,
        urls=urls,
        kopf=front_matter,
        zitieren=citation.cite,
        ausgabe_name=citation.edition_name,
        zitat_teile=citation.plain_parts,
        zitat_kurz=citation.short_text,
        zitat_markdown=citation.markdown,
        zitat_html=citation.html,
        ABRUF=citation.ACCESS,
        kopfangaben=metadata,
        karte_schnipsel=snippet,
        bildtext=alt_text,
        zahlen=facts,
        datendateien=offers,
        datenfelder=field_tables,
        alternativen=alternatives,
        angabe=fact,
        barrieren=gaps,
    )
    return environment


_ENVIRONMENT = _environment()


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page's virtual docs path, the source an editor would change, and how to get its text.

    The text is made when it is asked for: who only wants to know which pages there are need not
    wait for it. `status` says whose texts the page shows, None where it shows none of ours.
    """

    path: str
    make: Callable[[], str]
    source: str = ""
    status: Callable[[], Status] | None = None

    def about(
        self, graph: Graph, entries: Iterable[Impulse | Driver], *, is_easy: bool = False
    ) -> RenderedPage:
        """The same page, with what has to be said of it since it shows `entries`."""
        return replace(self, status=partial(status, graph, tuple(entries), is_easy=is_easy))


class Page:
    """One page in the making: knows its own virtual path, so that every link can be relative."""

    def __init__(self, graph: Graph, publication: Publication, path: str) -> None:
        self.graph = graph
        self.publication = publication
        self.path = path

    def render(self, template: str, **values: Any) -> str:
        """Text of the template with the graph, the links of this page and `values`."""
        return _ENVIRONMENT.get_template(template).render(
            graph=self.graph, seite=self, ausgabe=self.publication, **values
        )

    def later(self, template: str, source: str = "", **values: Any) -> RenderedPage:
        """The page that `template` gives, to be rendered when it is needed."""
        return RenderedPage(self.path, partial(self.render, template, **values), source)

    def to(self, target: str, anchor: str = "") -> str:
        """Relative address of a virtual docs path."""
        if self.publication.edition and not is_frozen(target):
            return urls.between(self.publication.prefix + self.path, target, anchor)
        return urls.between(self.path, target, anchor)

    def entry(self, entry: Impulse | Driver, anchor: str = "") -> str:
        """Relative address of an impulse or a driver."""
        return self.to(urls.entry_path(entry), anchor)

    def term(self, vocabulary: str, term_id: str) -> str:
        """Relative address of an entry of a closed list."""
        return self.to(urls.term_path(vocabulary, term_id))

    def markdown(self, entry: Impulse | Driver) -> Markup:
        """The entry's own text, its links between sources turned into links between pages."""
        text = self.rewrite(entry.source, entry.body).strip()
        # Otherwise they would stand below everything else on the page.
        return Markup(f"{text}\n\n{_NOTES_HERE}" if has_footnotes(entry.body) else text)

    def rewrite(self, source: str, text: str) -> str:
        """`text` of the file `source` with links to sources pointing to their pages."""
        pages = self.graph.pages
        folder = self.path.rpartition("/")[0] or "."

        here = self.publication.prefix + folder

        def target(link: Link) -> str | None:
            goal = resolve(source, link)
            if goal is None or not link.path:
                return None
            if goal in pages:
                anchor = f"#{link.anchor}" if link.anchor else ""
                start = folder if is_frozen(pages[goal]) else here
                return posixpath.relpath(pages[goal], start) + anchor
            if goal.startswith("impulses/"):
                # Left out because of a problem, while someone is editing: keep the page whole.
                return posixpath.relpath(urls.IMPULSE_INDEX, folder)
            return None

        return replace_targets(text, target)
