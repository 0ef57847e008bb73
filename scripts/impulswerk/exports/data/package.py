"""The data as a package (Frictionless Data Package 1.0): names, types, sizes and checksums."""

from collections.abc import Callable
from typing import Any

from impulswerk.exports.data.extent import Extent
from impulswerk.exports.data.fields import DATA, Values
from impulswerk.exports.data.listing import OFFERS, ZIP, Offer
from impulswerk.exports.data.notices import states_in_words
from impulswerk.exports.data.records import Records
from impulswerk.exports.data.table import COLUMNS, TABLE, Column
from impulswerk.model import urls
from impulswerk.text.as_json import readable
from impulswerk.text.slugs import slugify

_TYPES = {"integer": "integer", "date": "date"}


def package(records: Records, extent: Callable[[str], Extent]) -> bytes:
    """The description, which lies beside the files; `extent` knows each of them by its path."""
    work, publication = records.graph.catalog.work, records.publication
    found: dict[str, Any] = {
        "profile": "data-package",
        "name": slugify(work.title),
        "title": f"{work.title}: Impulse",
        "description": f"{work.short} {states_in_words(records.graph)}".strip(),
        "homepage": publication.base,
        "version": publication.date.isoformat(),
        "contributors": [{"title": work.publisher, "role": "publisher"}],
        "resources": [
            _resource(offer, extent(offer.path)) for offer in OFFERS if offer.form != ZIP
        ],
    }
    if work.licence:
        found["licenses"] = [{"path": work.licence, "title": work.rights or work.licence}]
    return readable(found).encode()


def _resource(offer: Offer, extent: Extent) -> Values:
    name = offer.path.removeprefix(urls.DATA_FOLDER)
    found: Values = {
        "name": slugify(name.replace(".", "-")),
        "path": name,
        "title": offer.title,
        "description": offer.text,
        "format": name.rpartition(".")[2],
        "mediatype": offer.form.media_type,
        "encoding": "utf-8",
        "bytes": extent.size,
        "hash": f"sha256:{extent.sha256}",
    }
    if offer.path == TABLE:
        fields = [_field(column) for column in COLUMNS]
        found["profile"] = "tabular-data-resource"
        found["schema"] = {"fields": fields, "primaryKey": "nummer"}
    return found


def _field(column: Column) -> Values:
    datum = next(datum for datum in DATA["impuls"] if datum.name == column.key)
    kind = "string" if column.is_list else _TYPES.get(column.datatype, "string")
    found: Values = {
        "name": column.name,
        "title": datum.title,
        "description": datum.help,
        "type": kind,
    }
    if column.datatype == "anyURI":
        found["format"] = "uri"
    if column.key == "nummer":
        found["constraints"] = {"required": True, "unique": True}
    return found
