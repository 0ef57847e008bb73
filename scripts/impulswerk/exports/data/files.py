"""Every data file: where it lies and who makes it."""

from collections.abc import Callable, Iterator
from functools import cache, partial

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.data import documents
from impulswerk.exports.data.bundle import bundle
from impulswerk.exports.data.chronicle import table as chronicle_table
from impulswerk.exports.data.extent import Extent
from impulswerk.exports.data.fields import CONTENTS
from impulswerk.exports.data.linked import LINKED, linked
from impulswerk.exports.data.llms import llms
from impulswerk.exports.data.openapi import openapi
from impulswerk.exports.data.package import package
from impulswerk.exports.data.plain_text import plain_text
from impulswerk.exports.data.portal import catalogue
from impulswerk.exports.data.records import Records
from impulswerk.exports.data.sheets import CSV_SHEET, XLSX_SHEET, csv_sheet, xlsx_sheet
from impulswerk.exports.data.sitemap import robots
from impulswerk.exports.data.table import METADATA, TABLE, metadata, table
from impulswerk.exports.redirects import Export
from impulswerk.model import urls
from impulswerk.permanence.publication import Publication


def data_files(graph: Graph, publication: Publication) -> Iterator[Export]:
    """Path and maker of each."""
    records, catalog = Records(graph, publication), graph.catalog
    made: dict[str, Callable[[], bytes]] = {
        document.path: partial(documents.write, records, document)
        for document in documents.documents(records)
    }
    made |= {
        TABLE: partial(table, records),
        METADATA: partial(metadata, records),
        CSV_SHEET: partial(csv_sheet, records),
        XLSX_SHEET: partial(xlsx_sheet, records),
        LINKED: partial(linked, records),
        urls.CHRONICLE_TABLE: partial(
            chronicle_table, catalog.chronicle, graph.corrected, publication
        ),
        urls.OPENAPI: partial(openapi, records),
    }
    for name in CONTENTS:
        made[urls.data_schema(name)] = partial(documents.schema, publication, name)
    for entry in graph.entries:
        made[urls.plain_text(entry)] = partial(plain_text, records, entry)
    # The archive holds most of them, and two others tell their sizes: each is made once.
    made = {path: cache(make) for path, make in made.items()}
    printed = publication.printed.files

    def extent(path: str) -> Extent:
        return Extent.of(printed[path].content if path in printed else made[path]())

    made[urls.DATA_PACKAGE] = cache(partial(package, records, extent))
    made[urls.DATA_BUNDLE] = cache(partial(bundle, records, dict(made)))
    yield from made.items()
    yield urls.LATEST_DATA, made[f"{urls.DATA_FOLDER}impulse.json"]
    yield urls.DATA_CATALOG, partial(catalogue, records, extent)
    yield urls.LLMS, partial(llms, records)
    yield urls.ROBOTS, partial(robots, publication)
