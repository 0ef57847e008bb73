"""All data files as one ZIP, with a list of checksums that `sha256sum --check` reads."""

from collections.abc import Callable, Mapping

from impulswerk.exports.archive import archive
from impulswerk.exports.data.extent import Extent
from impulswerk.exports.data.records import Records
from impulswerk.model import urls
from impulswerk.model.entries import Impulse

Makers = Mapping[str, Callable[[], bytes]]

_SUMS = "SHA256SUMS"


def bundle(records: Records, makers: Makers) -> bytes:
    """The files below `daten/v1/` as they lie there, and the texts as Markdown.

    `makers` makes all data files, by their paths below the site.
    """
    named = {
        path.removeprefix(urls.DATA_FOLDER): make
        for path, make in makers.items()
        if path.startswith(urls.DATA_FOLDER)
    }
    for entry in records.graph.entries:
        name = f"impuls-{entry.name}" if isinstance(entry, Impulse) else f"treiber-{entry.id}"
        named[f"texte/{name}.md"] = makers[urls.plain_text(entry)]
    files = sorted(named.items())
    sums = "".join(f"{Extent.of(make()).sha256}  {name}\n" for name, make in files)
    return archive([*files, (_SUMS, sums.encode)], records.publication.date)
