"""What stands on paper: the whole paper, and the sheet of an impulse, as HTML with all it needs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from impulswerk import urls
from impulswerk.datafiles import PAPER_FILE
from impulswerk.exports import qr
from impulswerk.exports.citation import cite, without_link
from impulswerk.exports.data.places import file_at, page_at
from impulswerk.exports.look import LIGHT, place
from impulswerk.exports.print.render import Job
from impulswerk.exports.print.style import FORMS, TEMPLATES, cover, stylesheet
from impulswerk.exports.print.texts import html_text
from impulswerk.graph import Entry, Graph
from impulswerk.keeping import Keep, not_kept
from impulswerk.model import Driver, Impulse, State
from impulswerk.operator_fields import OPERATOR
from impulswerk.pages.facts import card
from impulswerk.pages.figure import CAPTION, figure, is_drawable
from impulswerk.publication import Publication
from impulswerk.schema import TERM_PAGES
from impulswerk.wording import count, doubted, german_date, publication_date

# A sheet lies on the table of a meeting: one leaf, two pages.
SHEET_PAGES = 2
# From the usual setting, with room for notes, to the tightest that can still be read well.
_SETTINGS = 5


def jobs(graph: Graph, publication: Publication, keep: Keep = not_kept) -> Iterator[Job]:
    """The paper, and a sheet for each impulse; a frozen edition has the paper alone."""
    yield paper_job(graph, publication, keep)
    if not publication.edition:
        yield from (sheet_job(graph, publication, impulse, keep) for impulse in graph.impulses)


def paper_job(graph: Graph, publication: Publication, keep: Keep = not_kept) -> Job:
    """Everything as one document."""
    page = _Paper(graph, publication, keep)
    html = (
        _environment()
        .get_template("druck/papier.html")
        .render(
            **_common(graph, publication),
            seite=page,
            stil=Markup(stylesheet("druck.css", "papier.css") + cover()),
        )
    )
    return Job(publication.prefix + urls.PAPER_PDF, PAPER_FILE, (html,))


def sheet_job(
    graph: Graph, publication: Publication, impulse: Impulse, keep: Keep = not_kept
) -> Job:
    """An impulse on two pages."""
    html = (
        _environment()
        .get_template("druck/blatt.html")
        .render(
            **_common(graph, publication),
            seite=_Sheet(graph, publication, keep),
            impuls=impulse,
            stil=Markup(stylesheet("druck.css", "blatt.css")),
        )
    )
    first = '<body class="satz-0"'
    assert first in html
    versions = tuple(html.replace(first, f'<body class="satz-{n}"') for n in range(_SETTINGS))
    return Job(urls.sheet(impulse), impulse.source, versions, SHEET_PAGES)


class _Document:
    """Where things are, as seen from a document on paper; empty where nobody could go there."""

    level = 2

    def __init__(self, graph: Graph, publication: Publication, keep: Keep) -> None:
        self.keep = keep
        self.graph = graph
        self.publication = publication
        self._entries: dict[str, Entry] = {entry.source: entry for entry in graph.entries}

    def entry(self, entry: Entry) -> str:
        """Address of an impulse or a driver."""
        return self.web(urls.short(entry))

    def text(self, entry: Entry) -> Markup:
        """The entry's own text."""
        return html_text(self.graph, entry, self.level, self.prefix(entry), self._link)

    def prefix(self, entry: Entry) -> str:
        """What ids of headings begin with."""
        del entry
        return ""

    def printed_address(self, address: str = "") -> str:
        """A site address as people type it: without the scheme."""
        return file_at(self.publication, address).partition("://")[2].rstrip("/")

    def web(self, address: str = "") -> str:
        """Full address of a site address such as `i/7/`, where the site has one."""
        return file_at(self.publication, address) if self.publication.has_address else ""

    def code(self, address: str) -> Markup:
        """The QR code of a site address as SVG with its alternative text."""
        full = file_at(self.publication, address)
        svg = qr.kept(full, "svg", self.keep).decode()
        head, _, rest = svg.partition(">")
        return Markup(f'{head} class="qr"><title>QR-Code: {full}</title>{rest}')

    def _link(self, source: str, anchor: str, words: str) -> str:
        """HTML of a link in a running text; without an address its words alone."""
        entry = self._entries.get(source)
        goal = self.section(entry, anchor) if entry else self._page(source, anchor)
        return f'<a href="{escape(goal)}">{words}</a>' if goal else words

    def section(self, entry: Entry, anchor: str) -> str:
        """Address of a section of an entry."""
        return self._page(entry.source, anchor)

    def _page(self, source: str, anchor: str) -> str:
        if not self.publication.has_address:
            return ""
        page = page_at(self.publication, self.graph.pages[source])
        return f"{page}#{anchor}" if anchor else page


class _Sheet(_Document):
    """Stands alone: every link leads to the site, and names the impulse for readers of paper."""

    def _link(self, source: str, anchor: str, words: str) -> str:
        entry = self._entries.get(source)
        mark = ""
        if isinstance(entry, Impulse):
            mark = f' <span class="leise">(Impuls\u00a0{entry.number})</span>'
        return super()._link(source, anchor, words) + mark


class _Paper(_Document):
    """Holds everything: links lead from page to page."""

    level = 4

    def entry(self, entry: Entry) -> str:
        return f"#{self._id(entry)}"

    def prefix(self, entry: Entry) -> str:
        return f"{self._id(entry)}--"

    def section(self, entry: Entry, anchor: str) -> str:
        if isinstance(entry, Impulse) and entry.state is State.WITHDRAWN:
            return self.entry(entry)  # there only its name and what takes its place
        return f"#{self.prefix(entry)}{anchor}" if anchor else self.entry(entry)

    @staticmethod
    def _id(entry: Entry) -> str:
        return f"impuls-{entry.number}" if isinstance(entry, Impulse) else f"treiber-{entry.id}"


def _common(graph: Graph, publication: Publication) -> dict[str, Any]:
    return {
        "graph": graph,
        "ausgabe": publication,
        "zitat": partial(_citation, graph, publication),
        "figur": figure(graph) if is_drawable(graph) else None,
        "stelle": partial(_place_of, graph),
    }


def _citation(graph: Graph, publication: Publication, entry: Entry | None) -> str:
    return without_link(cite(graph, publication, entry))


def _place_of(graph: Graph, entry: Entry) -> int:
    """Which of the four colours and forms stands for an entry."""
    return place(entry if isinstance(entry, Driver) else graph.driver(entry.drivers[0]))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["datum"] = german_date
    environment.filters["erschienen"] = publication_date
    environment.filters["mit_zweifel"] = doubted
    environment.globals.update(
        anzahl=count,
        betreiber=partial(card, group=OPERATOR.field("betreiber")),
        farben=LIGHT,
        formen=FORMS,
        listen=TERM_PAGES,
        State=State,
        urls=urls,
        UNTERSCHRIFT=CAPTION,
    )
    return environment
