"""The pages made wholly from the data: indexes first, then impulses, drivers and closed lists."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from impulswerk import urls
from impulswerk.datafiles import VOCABULARY_FILE
from impulswerk.exports.jsonschema import allowed_terms
from impulswerk.graph import Graph
from impulswerk.pages.rendering import Page, RenderedPage
from impulswerk.publication import Publication
from impulswerk.rulebook import GROUPS
from impulswerk.scaffold import PROPOSED_TITLE, file_name, impulse_text, next_number
from impulswerk.schema import RECORDS, TERM_PAGES


def index_pages(graph: Graph, publication: Publication) -> Iterator[RenderedPage]:
    """Lists, the matrix and the pages for editors."""

    def page(path: str) -> Page:
        return Page(graph, publication, path)

    yield page(urls.IMPULSE_INDEX).later("impulsliste.md").about(graph, graph.impulses)
    yield page(urls.DRIVER_INDEX).later("treiberliste.md").about(graph, graph.drivers)
    yield page(urls.MATRIX).later("matrix.md").about(graph, graph.impulses)
    for entry in TERM_PAGES:
        index = page(urls.term_index(entry.name)).later("begriffe.md", VOCABULARY_FILE, liste=entry)
        yield index.about(graph, graph.impulses)
    yield page(urls.RULES_PAGE).later("pruefregeln.md", gruppen=GROUPS)
    yield page(urls.FIELDS_PAGE).later("felder.md", arten=RECORDS)
    yield _proposal_page(page(urls.PROPOSE_PAGE))


def _proposal_page(page: Page) -> RenderedPage:
    """The scaffold of the next impulse, to copy and, encoded, for the address of an editor."""
    graph = page.graph
    name = file_name(next_number(entry.number for entry in graph.impulses), PROPOSED_TITLE)
    scaffold = impulse_text(PROPOSED_TITLE, allowed_terms(graph))
    return page.later(
        "vorschlagen.md", datei=name, geruest=scaffold, inhalt=quote(scaffold, safe="")
    )


def entry_pages(graph: Graph, publication: Publication) -> Iterator[RenderedPage]:
    """One page for each impulse, driver and entry of a closed list."""
    for impulse in graph.impulses:
        page = Page(graph, publication, urls.impulse_path(impulse))
        yield page.later("impuls.md", impulse.source, impuls=impulse).about(graph, [impulse])
    for driver in graph.drivers:
        page = Page(graph, publication, urls.driver_path(driver))
        impulses = (*graph.main_impulses(driver), *graph.further_impulses(driver))
        rendered = page.later("treiber.md", driver.source, treiber=driver)
        yield rendered.about(graph, (driver, *impulses))
    for entry in TERM_PAGES:
        for term in graph.term_lists[entry.name]:
            page = Page(graph, publication, urls.term_path(entry.name, term.id))
            rendered = page.later("begriff.md", VOCABULARY_FILE, liste=entry, begriff=term)
            yield rendered.about(graph, graph.members(entry.name, term))
