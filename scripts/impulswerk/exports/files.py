"""Every file beside the pages: who makes it and where it lies; bytes are made when asked for."""

from collections.abc import Iterator
from functools import partial

from impulswerk.catalogue.graph import Entry, Graph
from impulswerk.exports import citation, press
from impulswerk.exports.card import card
from impulswerk.exports.data.files import data_files
from impulswerk.exports.favicon import PATH as FAVICON
from impulswerk.exports.favicon import favicon
from impulswerk.exports.feeds import chronicle_feeds, feeds
from impulswerk.exports.jsonschema import json_schemas
from impulswerk.exports.linkaid.data import data_file
from impulswerk.exports.oembed import oembed
from impulswerk.exports.redirects import SCRIPT, Export
from impulswerk.exports.security import security_txt
from impulswerk.exports.share_image import share_image
from impulswerk.exports.step_table import step_tables
from impulswerk.model import urls
from impulswerk.permanence.publication import Publication
from impulswerk.render import look, qr
from impulswerk.render.environment import TEMPLATES
from impulswerk.sources.store import Keep

_SCRIPT = TEMPLATES / "umzug.js"
_CITATIONS = {"bib": citation.bibtex, "ris": citation.ris, "json": citation.csl_json}


def exported_files(graph: Graph, publication: Publication, keep: Keep) -> Iterator[Export]:
    """Path and maker of every file that is no page."""
    yield SCRIPT, _SCRIPT.read_bytes
    yield look.STYLES, partial(look.style_sheet, graph)
    yield FAVICON, partial(favicon, graph, keep)
    yield look.ICON, partial(look.icon, graph)
    yield urls.LINK_AID_DATA, partial(data_file, graph)
    for path, text in json_schemas(graph):
        yield path, text.encode
    for impulse in graph.impulses:
        yield f"{urls.card(impulse)}index.html", partial(card, graph, impulse, publication.base)
        yield urls.oembed(impulse), partial(oembed, graph, impulse, publication.base)
    yield from _citations(graph, publication)
    for path, make_text in feeds(graph, publication):
        yield path, make_text
    yield from chronicle_feeds(graph, publication)
    for told in graph.catalog.chronicle:
        yield urls.chronicle_image(told.id), partial(share_image, graph, told, keep)
    yield from data_files(graph, publication)
    yield from step_tables(graph, publication)
    if text := security_txt(graph.catalog.operator, publication):
        yield urls.SECURITY, text.encode
    taken = dict(_pictures(graph, publication, keep))
    taken[urls.PRESS_TABLE] = partial(press.impulse_table, graph, publication)
    yield from taken.items()
    for path, file in publication.printed.files.items():
        yield path, partial(bytes, file.content)
    yield urls.PRESS_KIT, partial(press.press_kit, graph, publication, taken)


def translated_files(graph: Graph, publication: Publication, keep: Keep) -> Iterator[Export]:
    """The same for another language: all that is shown, cited and printed in its words."""
    yield from _citations(graph, publication)
    yield from feeds(graph, publication)
    yield from _pictures(graph, publication, keep)
    for path, file in publication.printed.files.items():
        yield path, partial(bytes, file.content)


def _citations(graph: Graph, publication: Publication) -> Iterator[Export]:
    for entry in (None, *graph.entries):
        for form, write in _CITATIONS.items():
            yield urls.citation(entry, form), partial(_cited, graph, publication, entry, write)


def _cited(
    graph: Graph,
    publication: Publication,
    entry: Entry | None,
    write: citation.Writer,
) -> bytes:
    return write(citation.cite(graph, publication, entry))


def _pictures(graph: Graph, publication: Publication, keep: Keep) -> Iterator[Export]:
    for entry in (None, *graph.entries):
        yield urls.share_image(entry), partial(share_image, graph, entry, keep)
        address = publication.absolute(urls.short(entry))
        for form, write in qr.FORMS.items():
            yield urls.qr_code(entry, form), partial(write, address)
