"""Render the package's templates: HTML-escaped by default, links relative to the page at hand."""

from __future__ import annotations

import datetime as dt
import json
import posixpath
import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from impulswerk import urls
from impulswerk.graph import Graph
from impulswerk.markdown import Link, replace_targets
from impulswerk.model import Driver, Impulse, State
from impulswerk.pages.figure import figure, is_drawable
from impulswerk.rules.text import resolve
from impulswerk.schema import TERM_PAGES

_MONTHS = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]


def german_date(date: dt.date) -> str:
    """`8. April 2025`, with a no-break space after the day."""
    return f"{date.day}.\u00a0{_MONTHS[date.month - 1]} {date.year}"


def count(number: int, singular: str, plural: str) -> str:
    """`1 Impuls`, `12 Impulse`, `kein Impuls` is left to the caller; no-break space between."""
    return f"{number}\u00a0{singular if number == 1 else plural}"


def code_marks(text: str) -> Markup:
    """Escaped text in which `backticks` have become <code>."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))


def front_matter(values: dict[str, Any]) -> Markup:
    """YAML front matter of a generated page; JSON is the subset of YAML that needs no quoting."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    return Markup("\n".join(["---", *lines, "---"]))


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
    environment.filters["code"] = code_marks
    environment.globals.update(
        figur=figure,
        figur_lesbar=is_drawable,
        anzahl=count,
        State=State,
        listen=TERM_PAGES,
        urls=urls,
        kopf=front_matter,
    )
    return environment


_ENVIRONMENT = _environment()


class Page:
    """One page in the making: knows its own virtual path, so that every link can be relative."""

    def __init__(self, graph: Graph, path: str) -> None:
        self.graph = graph
        self.path = path

    def render(self, template: str, **values: Any) -> str:
        """Text of the template with the graph, the links of this page and `values`."""
        return _ENVIRONMENT.get_template(template).render(graph=self.graph, seite=self, **values)

    def to(self, target: str, anchor: str = "") -> str:
        """Relative address of a virtual docs path."""
        return urls.between(self.path, target, anchor)

    def entry(self, entry: Impulse | Driver, anchor: str = "") -> str:
        """Relative address of an impulse or a driver."""
        return self.to(urls.entry_path(entry), anchor)

    def term(self, vocabulary: str, term_id: str) -> str:
        """Relative address of an entry of a closed list."""
        return self.to(urls.term_path(vocabulary, term_id))

    def markdown(self, entry: Impulse | Driver) -> Markup:
        """The entry's own text, its links between sources turned into links between pages."""
        return Markup(self.rewrite(entry.source, entry.body).strip())

    def rewrite(self, source: str, text: str) -> str:
        """`text` of the file `source` with links to sources pointing to their pages."""
        pages = self.graph.pages

        def target(link: Link) -> str | None:
            goal = resolve(source, link)
            if goal is None or not link.path:
                return None
            folder = self.path.rpartition("/")[0] or "."
            if goal in pages:
                anchor = f"#{link.anchor}" if link.anchor else ""
                return posixpath.relpath(pages[goal], folder) + anchor
            if goal.startswith("impulses/"):
                # Left out because of a problem, while someone is editing: keep the page whole.
                return posixpath.relpath(urls.IMPULSE_INDEX, folder)
            return None

        return replace_targets(text, target)
