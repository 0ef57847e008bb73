"""The pages made wholly from the data: indexes first, then impulses, drivers and closed lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from impulswerk import urls
from impulswerk.exports.jsonschema import allowed_terms
from impulswerk.graph import Graph
from impulswerk.pages.rendering import Page
from impulswerk.rulebook import GROUPS
from impulswerk.scaffold import file_name, impulse_text, next_number
from impulswerk.schema import RECORDS, TERM_PAGES

_PROPOSED_TITLE = "Neuer Impuls"


@dataclass(frozen=True)
class RenderedPage:
    """Markdown of a page, its virtual docs path and the source an editor would change."""

    path: str
    text: str
    source: str = ""


def index_pages(graph: Graph) -> Iterator[RenderedPage]:
    """Lists, the matrix and the pages for editors."""
    for path, template in (
        (urls.IMPULSE_INDEX, "impulsliste.md"),
        (urls.DRIVER_INDEX, "treiberliste.md"),
        (urls.MATRIX, "matrix.md"),
    ):
        yield RenderedPage(path, Page(graph, path).render(template))
    for entry in TERM_PAGES:
        path = urls.term_index(entry.name)
        text = Page(graph, path).render("begriffe.md", liste=entry)
        yield RenderedPage(path, text, "impulses/vokabular.yml")
    yield RenderedPage(
        urls.RULES_PAGE, Page(graph, urls.RULES_PAGE).render("pruefregeln.md", gruppen=GROUPS)
    )
    yield RenderedPage(
        urls.FIELDS_PAGE, Page(graph, urls.FIELDS_PAGE).render("felder.md", arten=RECORDS)
    )
    yield _proposal_page(graph)


def _proposal_page(graph: Graph) -> RenderedPage:
    """The scaffold of the next impulse, to copy and, encoded, for the address of an editor."""
    name = file_name(next_number(entry.number for entry in graph.impulses), _PROPOSED_TITLE)
    scaffold = impulse_text(_PROPOSED_TITLE, allowed_terms(graph))
    text = Page(graph, urls.PROPOSE_PAGE).render(
        "vorschlagen.md", datei=name, geruest=scaffold, inhalt=quote(scaffold, safe="")
    )
    return RenderedPage(urls.PROPOSE_PAGE, text)


def entry_pages(graph: Graph) -> Iterator[RenderedPage]:
    """One page for each impulse, driver and entry of a closed list."""
    for impulse in graph.impulses:
        path = urls.impulse_path(impulse)
        text = Page(graph, path).render("impuls.md", impuls=impulse)
        yield RenderedPage(path, text, impulse.source)
    for driver in graph.drivers:
        path = urls.driver_path(driver)
        text = Page(graph, path).render("treiber.md", treiber=driver)
        yield RenderedPage(path, text, driver.source)
    for entry in TERM_PAGES:
        for term in graph.term_lists[entry.name]:
            path = urls.term_path(entry.name, term.id)
            text = Page(graph, path).render("begriff.md", liste=entry, begriff=term)
            yield RenderedPage(path, text, "impulses/vokabular.yml")
