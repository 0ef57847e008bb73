"""Tables as Excel workbooks (XLSX); the same rows give the same bytes."""

import datetime as dt
import io
from collections.abc import Iterable, Sequence

import xlsxwriter  # type: ignore[import-untyped] # ships no types

from impulswerk.exports.table import Cell

# Characters. A column is as wide as its longest entry, up to what fits beside others.
_LEAST, _MOST = 8, 60
# What a text says stays a text, whatever it begins with.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def workbook(
    title: str, head: Sequence[str], rows: Iterable[Sequence[Cell]], day: dt.date
) -> bytes:
    """A workbook with one sheet that can be filtered; `day` is the one it says it was made on."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as book:
        book.set_properties({"title": title, "created": dt.datetime.combine(day, dt.time())})
        sheet = book.add_worksheet("Tabelle")
        bold = book.add_format({"bold": True, "valign": "top", "text_wrap": True})
        plain = book.add_format({"valign": "top", "text_wrap": True})
        date = book.add_format({"valign": "top", "align": "left", "num_format": "dd.mm.yyyy"})
        sheet.write_row(0, 0, head, bold)
        widths = [len(name) + 3 for name in head]
        last = 0
        for last, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(last, column, cell, date)
                else:
                    sheet.write(last, column, cell, plain)
                longest = 10 if isinstance(cell, dt.date) else len(str(cell))
                widths[column] = max(widths[column], longest)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(max(width, _LEAST), _MOST))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(head) - 1)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
    return buffer.getvalue()
