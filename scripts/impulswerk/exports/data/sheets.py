"""All impulses as tables that people open: CSV for a German Excel by double click, and XLSX."""

import datetime as dt
from collections.abc import Iterator

from impulswerk.exports.data.fields import DATA, Values
from impulswerk.exports.data.records import Records
from impulswerk.exports.data.table import COLUMNS, SEPARATOR, Column, rows
from impulswerk.exports.table import Cell, csv_table
from impulswerk.exports.workbook import workbook
from impulswerk.model import urls

CSV_SHEET = f"{urls.DATA_FOLDER}impulse-excel.csv"
XLSX_SHEET = f"{urls.DATA_FOLDER}impulse.xlsx"

_TITLED = {column.key for column in COLUMNS if column.part == "titel"}
# People read titles: ids are for programs.
_SHOWN = tuple(c for c in COLUMNS if not (c.part == "id" and c.key in _TITLED))
_TITLES = {datum.name: datum.title for datum in DATA["impuls"]}
HEAD = tuple(_TITLES[column.key] for column in _SHOWN)


def csv_sheet(records: Records) -> bytes:
    """Semicolons, byte order mark, German days."""
    return csv_table(HEAD, _rows(records), for_excel=True)


def xlsx_sheet(records: Records) -> bytes:
    """The same as a workbook."""
    title = f"{records.graph.catalog.work.title}: alle Impulse"
    return workbook(title, HEAD, _rows(records), records.publication.date)


def _rows(records: Records) -> Iterator[list[Cell]]:
    for values in rows(records):
        yield [_cell(column, values) for column in _SHOWN]


def _cell(column: Column, values: Values) -> Cell:
    cell = column.cell(values)
    if column.datatype == "date" and cell:
        return dt.date.fromisoformat(str(cell))
    return str(cell).replace(SEPARATOR, "; ") if column.is_list else cell
