"""All data files as one ZIP, with a list of checksums that `sha256sum --check` reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from impulswerk.exports.archive import archive
from impulswerk.exports.data.extent import Extent
from impulswerk.exports.data.records import Records
from impulswerk.model import urls
from impulswerk.model.entries import Impulse

Maker = Callable[[], bytes]
Makers = Mapping[str, Maker]

_SUMS = "SHA256SUMS"


def bundle(records: Records, makers: Makers) -> bytes:
    """The files below `daten/v1/` as they lie there, and the texts as Markdown.

    `makers` makes all data files, by their paths below the site.
    """
    sums: list[str] = []
    return archive(_files(records, makers, sums), records.publication.date)


def _files(records: Records, makers: Makers, sums: list[str]) -> Iterator[tuple[str, Maker]]:
    """Name and maker of each; the checksums come last, when all others were made."""
    named = {
        path.removeprefix(urls.DATA_FOLDER): make
        for path, make in makers.items()
        if path.startswith(urls.DATA_FOLDER)
    }
    for entry in records.graph.entries:
        name = f"impuls-{entry.name}" if isinstance(entry, Impulse) else f"treiber-{entry.id}"
        named[f"texte/{name}.md"] = makers[urls.plain_text(entry)]
    for name, make in sorted(named.items()):
        yield name, partial(_summed, name, make, sums)
    yield _SUMS, lambda: "".join(sums).encode()


def _summed(name: str, make: Maker, sums: list[str]) -> bytes:
    content = make()
    sums.append(f"{Extent.of(content).sha256}  {name}\n")
    return content
