"""What the press takes away: figures, the table of impulses, one archive with everything."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.archive import archive
from impulswerk.exports.citation import cite, edition_name, plain
from impulswerk.exports.table import csv_table
from impulswerk.model import urls
from impulswerk.model.entries import Impulse
from impulswerk.model.schema import TERM_PAGES
from impulswerk.permanence.publication import Publication
from impulswerk.render.environment import environment
from impulswerk.text.wording import doubted


@dataclass(frozen=True)
class Count:
    """Something counted; `is_part` of the line above, `page` (a docs path) tells more."""

    name: str
    count: int
    is_part: bool = False
    page: str = ""


def counts(graph: Graph) -> Iterator[Count]:
    """What is the site publishes."""
    yield Count("Impulse", len(graph.active), page=urls.IMPULSE_INDEX)
    for state in graph.catalog.states:
        count = sum(impulse.state.value == state.id for impulse in graph.impulses)
        if count:
            yield Count(f"davon: {state.title}", count, is_part=True)
    if graph.catalog.chronicle:
        count = len(graph.catalog.chronicle)
        yield Count("Einträge in „Was daraus wurde“", count, page=urls.CHRONICLE)
    if graph.catalog.feedback:
        yield Count("Rückmeldungen", len(graph.catalog.feedback), page=urls.DIALOGUE)
    yield Count("Treiber", len(graph.drivers), page=urls.DRIVER_INDEX)
    for driver in graph.drivers:
        name = f"Impulse mit Haupttreiber {driver.title}"
        count = len(graph.main_impulses(driver))
        yield Count(name, count, is_part=True, page=urls.driver_path(driver))
    for entry in TERM_PAGES:
        count = len(graph.term_lists[entry.name])
        yield Count(entry.title, count, page=urls.term_index(entry.name))


def impulse_table(graph: Graph, publication: Publication) -> bytes:
    """Every impulse with its short link, for a spreadsheet."""
    return csv_table(
        ("Nummer", "Titel", "Kurztext", "Haupttreiber", "Handlungsfeld", "Stand", "Link"),
        (
            (
                impulse.number,
                impulse.title,
                impulse.short,
                graph.driver(impulse.drivers[0]).title,
                graph.term("handlungsfelder", impulse.field).title,
                graph.state(impulse).title,
                publication.absolute(urls.permalink(impulse)),
            )
            for impulse in graph.impulses
        ),
        for_excel=True,
    )


def press_kit(
    graph: Graph, publication: Publication, files: Mapping[str, Callable[[], bytes]]
) -> bytes:
    """A ZIP of texts, table, pictures and QR codes; the same content gives the same bytes.

    `files` makes the pictures and the table by the docs path under which the site has them.
    """
    makers: dict[str, Callable[[], bytes]] = {
        **{
            name: partial(_text, graph, publication, name) for name in ("liesmich.txt", "texte.txt")
        },
        "impulse.csv": files[urls.PRESS_TABLE],
        "bilder/website.png": files[urls.share_image(None)],
        "qr-codes/website.svg": files[urls.qr_code(None, "svg")],
        "qr-codes/website.png": files[urls.qr_code(None, "png")],
    }
    for entry in graph.entries:
        name = f"impuls-{entry.number:02d}" if isinstance(entry, Impulse) else f"treiber-{entry.id}"
        makers[f"bilder/{name}.png"] = files[urls.share_image(entry)]
        for form in ("svg", "png"):
            makers[f"qr-codes/{name}.{form}"] = files[urls.qr_code(entry, form)]
    return archive(sorted(makers.items()), publication.date)


def _text(graph: Graph, publication: Publication, name: str) -> bytes:
    """A text that opens everywhere: byte order mark and CRLF."""
    text = (
        environment()
        .get_template(f"presse/{name}")
        .render(
            graph=graph,
            ausgabe=publication,
            ausgabe_name=edition_name(graph, publication),
            zitat=plain(cite(graph, publication, None)),
            zahlen=counts(graph),
            mit_zweifel=doubted,
        )
    )
    return text.replace("\n", "\r\n").encode("utf-8-sig")
