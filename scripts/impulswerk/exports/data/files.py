"""Every data file: where it lies and who makes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.data import documents
from impulswerk.exports.data.fields import CONTENTS
from impulswerk.exports.data.linked import LINKED, linked
from impulswerk.exports.data.listing import OFFERS
from impulswerk.exports.data.llms import llms
from impulswerk.exports.data.plain_text import plain_text
from impulswerk.exports.data.portal import Extent, catalogue
from impulswerk.exports.data.records import Records
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
    makers[LINKED] = partial(linked, records)
    offered = [offer.path for offer in OFFERS]
    printed = publication.printed.files
    pdfs = {path: partial(bytes, file.content) for path, file in printed.items()}
    wholes = _Wholes({path: makers.pop(path) for path in offered} | pdfs)
    for path in offered:
        yield path, partial(wholes.content, path)
        # The same bytes: whoever goes by the order has them at hand.
        if path == f"{urls.DATA_FOLDER}impulse.json":
            yield urls.LATEST_DATA, partial(wholes.content, path)
    yield from makers.items()
    yield METADATA, partial(metadata, records)
    for name in CONTENTS:
        yield urls.data_schema(name), partial(documents.schema, publication, name)
    yield urls.DATA_CATALOG, partial(catalogue, records, wholes.extent)
    for entry in graph.entries:
        yield urls.plain_text(entry), partial(plain_text, records, entry)
    yield urls.LLMS, partial(llms, records)
    yield urls.ROBOTS, partial(robots, publication)
