"""The PDF files to be: the whole collection, and a sheet for each impulse."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.typeset.collection import Collection
from impulswerk.exports.typeset.compiler import Job
from impulswerk.exports.typeset.contents import Sheet
from impulswerk.exports.typeset.text import (
    UnknownElementError,
)
from impulswerk.model import urls
from impulswerk.model.entries import Impulse
from impulswerk.model.schema import WORK
from impulswerk.permanence.publication import Publication
from impulswerk.text.as_json import one_line

# A sheet lies on the table of a meeting: one leaf, two pages.
SHEET_PAGES = 2
_UNKNOWN = "Ein Text enthält ein Element, das sich nicht setzen lässt: {}."
# Sizes of its text, from the usual one to the smallest that can still be read well.
_SHEET_SETTINGS = 4


@dataclass(frozen=True)
class Document:
    """A PDF file to be: its site address, the source to blame for it, and the job.

    `path` is the address as its edition or language knows it. `fault` is a German sentence on why
    there is no job.
    """

    path: str
    address: str
    source: str
    job: Job | None
    fault: str = ""


def documents(graph: Graph, publication: Publication) -> Iterator[Document]:
    """The collection, and a sheet for each impulse; another language has the sheets alone."""
    if not publication.folder:
        yield collection(graph, publication)
    yield from (sheet(graph, publication, impulse) for impulse in graph.impulses)


def collection(graph: Graph, publication: Publication) -> Document:
    """Everything as one document."""
    job = partial(Job, "sammlung.typ", epoch=_epoch(publication.date))
    data = Collection(graph, publication).data
    return _document(publication, urls.COLLECTION_PDF, WORK.where, data, job)


def sheet(graph: Graph, publication: Publication, impulse: Impulse) -> Document:
    """An impulse on two pages."""
    epoch = _epoch(publication.changed(impulse))
    job = partial(Job, "blatt.typ", epoch=epoch, settings=_SHEET_SETTINGS, most_pages=SHEET_PAGES)
    data = partial(Sheet(graph, publication).data, impulse)
    return _document(publication, urls.sheet(impulse), impulse.source, data, job)


def _document(
    publication: Publication,
    path: str,
    source: str,
    data: Callable[[], dict[str, Any]],
    job: Callable[..., Job],
) -> Document:
    address = publication.here(path)
    try:
        return Document(path, address, source, job(data=one_line(data())))
    except UnknownElementError as error:
        return Document(path, address, source, None, _UNKNOWN.format(error))


def _epoch(day: dt.date) -> int:
    return int(dt.datetime.combine(day, dt.time(), dt.UTC).timestamp())
