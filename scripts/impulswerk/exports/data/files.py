"""Every data file: where it lies and who makes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.data import documents
from impulswerk.exports.data.bundle import bundle
from impulswerk.exports.data.chronicle import table as chronicle_table
from impulswerk.exports.data.extent import Extent
from impulswerk.exports.data.fields import CONTENTS
from impulswerk.exports.data.linked import LINKED, linked
from impulswerk.exports.data.listing import OFFERS
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


class _Wholes:
    """Files that the entry for data portals describes, by path.

    Of their bytes, which are many, only those that were made last are kept.
    """

    def __init__(self, makers: Mapping[str, Callable[[], bytes]]) -> None:
        self._makers = makers
        self._extents: dict[str, Extent] = {}
        self.content = lru_cache(maxsize=1)(self._content)

    def extent(self, path: str) -> Extent:
        """What there is to say of the bytes of a file, which is made for it unless it was."""
        if path not in self._extents:
            self.content(path)
        return self._extents[path]

    def _content(self, path: str) -> bytes:
        content = self._makers[path]()
        self._extents[path] = Extent.of(content)
        return content


def data_files(graph: Graph, publication: Publication) -> Iterator[Export]:
    """Path and maker of each; those about everything first."""
    records = Records(graph, publication)
    makers: dict[str, Callable[[], bytes]] = {
        document.path: partial(documents.write, records, document)
        for document in documents.documents(records)
    }
    makers[TABLE] = partial(table, records)
    makers[METADATA] = partial(metadata, records)
    makers[CSV_SHEET] = partial(csv_sheet, records)
    makers[XLSX_SHEET] = partial(xlsx_sheet, records)
    makers[LINKED] = partial(linked, records)
    makers[urls.CHRONICLE_TABLE] = partial(
        chronicle_table, graph.catalog.chronicle, graph.corrected, publication
    )
    makers[urls.OPENAPI] = partial(openapi, records)
    for name in CONTENTS:
        makers[urls.data_schema(name)] = partial(documents.schema, publication, name)
    for entry in graph.entries:
        makers[urls.plain_text(entry)] = partial(plain_text, records, entry)
    # What goes by the size of other files, the archive of them all last.
    everything = dict(makers)
    makers[urls.DATA_BUNDLE] = partial(bundle, records, everything)
    offered = [offer.path for offer in OFFERS]
    printed = publication.printed.files
    pdfs = {path: partial(bytes, file.content) for path, file in printed.items()}
    wholes = _Wholes({path: makers.pop(path) for path in offered} | pdfs)
    everything[urls.DATA_PACKAGE] = partial(package, records, wholes.extent)
    for path in offered:
        yield path, partial(wholes.content, path)
        # The same bytes: whoever goes by the order has them at hand.
        if path == f"{urls.DATA_FOLDER}impulse.json":
            yield urls.LATEST_DATA, partial(wholes.content, path)
    yield from makers.items()
    yield urls.DATA_PACKAGE, everything[urls.DATA_PACKAGE]
    yield urls.DATA_CATALOG, partial(catalogue, records, wholes.extent)
    yield urls.LLMS, partial(llms, records)
    yield urls.ROBOTS, partial(robots, publication)
