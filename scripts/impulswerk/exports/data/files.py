"""Every data file: where it lies and who makes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial

from impulswerk import urls
from impulswerk.exports.data import documents
from impulswerk.exports.data.linked import LINKED, linked
from impulswerk.exports.data.llms import llms
from impulswerk.exports.data.plain_text import plain_text
from impulswerk.exports.data.portal import catalogue
from impulswerk.exports.data.records import Records
from impulswerk.exports.data.sitemap import robots
from impulswerk.exports.data.table import METADATA, TABLE, metadata, table
from impulswerk.exports.redirects import Export
from impulswerk.graph import Graph
from impulswerk.publication import Publication


def _printed(publication: Publication) -> dict[str, Callable[[], bytes]]:
    return {path: partial(bytes, file.content) for path, file in publication.printed.files.items()}


def data_files(graph: Graph, publication: Publication) -> Iterator[Export]:
    """Path and maker of each; whoever asks twice gets what was made the first time."""
    records = Records(graph, publication)
    files: dict[str, Callable[[], bytes]] = {
        document.path: cache(partial(documents.write, records, document))
        for document in documents.documents(records)
    }
    files[TABLE] = cache(partial(table, records))
    files[LINKED] = cache(partial(linked, records))
    yield from files.items()
    yield urls.LATEST_DATA, files[f"{urls.DATA_FOLDER}impulse.json"]
    yield METADATA, partial(metadata, records)
    for name in documents.CONTENTS:
        yield urls.data_schema(name), partial(documents.schema, publication, name)
    yield urls.DATA_CATALOG, partial(catalogue, records, files | _printed(publication))
    for entry in graph.entries:
        yield urls.plain_text(entry), partial(plain_text, records, entry)
    yield urls.LLMS, partial(llms, records)
    yield urls.ROBOTS, partial(robots, publication)
