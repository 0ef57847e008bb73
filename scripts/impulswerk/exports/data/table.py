"""All impulses as one table in CSV, and CSVW metadata that say what its columns hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from impulswerk.exports.data.fields import DATA, Values
from impulswerk.exports.data.notices import states_in_words
from impulswerk.exports.data.records import Records
from impulswerk.exports.table import csv_table
from impulswerk.model import urls
from impulswerk.text.as_json import readable

TABLE = f"{urls.DATA_FOLDER}impulse.csv"
# Where the standard has readers look for it: beside the table, under its name.
METADATA = f"{TABLE}-metadata.json"
SEPARATOR = "|"
_INSTEAD = "/"


@dataclass(frozen=True)
class Column:
    """A column: the key of an impulse, and of a value that has keys itself, which of them."""

    key: str
    part: str = ""
    datatype: str = "string"
    is_list: bool = False

    @property
    def name(self) -> str:
        """Heading of the column."""
        return f"{self.key}_titel" if self.part == "titel" else self.key

    def cell(self, values: Values) -> str | int:
        """What stands in the column; the entries of a list stand side by side."""
        found = values.get(self.key, "")
        if self.datatype == "date":
            # A moment is one at German time: it begins with the day that pages name.
            return str(found)[: len("JJJJ-MM-TT")]
        if self.is_list:
            items = (str(item[self.part]) if self.part else item for item in found)
            return SEPARATOR.join(item.replace(SEPARATOR, _INSTEAD) for item in items)
        cell: str | int = found[self.part] if self.part else found
        return cell


COLUMNS = (
    Column("nummer", datatype="integer"),
    Column("titel"),
    Column("kurz"),
    Column("url", datatype="anyURI"),
    Column("permalink", datatype="anyURI"),
    Column("stand", "id"),
    Column("stand", "titel"),
    Column("abgeglichen_von"),
    Column("abgeglichen_am", datatype="date"),
    Column("geaendert", datatype="date"),
    Column("treiber", "id", is_list=True),
    Column("treiber", "titel", is_list=True),
    Column("handlungsfeld", "id"),
    Column("handlungsfeld", "titel"),
    Column("zielgruppen", "id", is_list=True),
    Column("zielgruppen", "titel", is_list=True),
    Column("handelnde", "id", is_list=True),
    Column("handelnde", "titel", is_list=True),
    Column("herausforderungen", "id", is_list=True),
    Column("herausforderungen", "titel", is_list=True),
    Column("verwandt", "nummer", datatype="integer", is_list=True),
    Column("ersetzt_durch", "nummer", datatype="integer", is_list=True),
    Column("suchbegriffe", is_list=True),
    Column("json", datatype="anyURI"),
)


def table(records: Records) -> bytes:
    """RFC 4180 in UTF-8: one line for each impulse, withdrawn ones too."""
    return csv_table(
        [column.name for column in COLUMNS],
        ([column.cell(values) for column in COLUMNS] for values in rows(records)),
    )


def rows(records: Records) -> Iterator[Values]:
    """What there is to show of each impulse."""
    for impulse in records.graph.impulses:
        address = records.publication.absolute(urls.record(impulse))
        yield records.attributes(impulse) | {"json": address}


def metadata(records: Records) -> bytes:
    """CSV on the Web (W3C, 2015): names, meanings and types of the columns."""
    publication, work = records.publication, records.graph.catalog.work
    found: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "de"}],
        "url": TABLE.rpartition("/")[2],
        "dc:title": f"{work.title}: alle Impulse",
        "dc:description": states_in_words(records.graph),
        "dc:creator": work.publisher,
        "dc:language": "de",
        "dc:modified": {"@value": publication.date.isoformat(), "@type": "xsd:date"},
    }
    if work.rights:
        found["dc:rights"] = work.rights
    if work.licence:
        found["dc:license"] = {"@id": work.licence}
    found["dialect"] = {"encoding": "utf-8", "lineTerminators": ["\r\n"], "header": True}
    found["tableSchema"] = {
        "columns": [_described(column) for column in COLUMNS],
        "primaryKey": "nummer",
        "aboutUrl": publication.absolute("i/{nummer}/"),
    }
    return readable(found).encode()


def _described(column: Column) -> Values:
    datum = next(datum for datum in DATA["impuls"] if datum.name == column.key)
    part = {"titel": " (Titel)", "id": " (Kennung)"}.get(column.part, "")
    found: Values = {
        "name": column.name,
        "titles": column.name,
        "dc:title": datum.title + part,
        "dc:description": datum.help,
        "datatype": column.datatype,
        "required": datum.always and not column.is_list,
    }
    if column.is_list:
        found["separator"] = SEPARATOR
    return found
