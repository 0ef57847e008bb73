"""Tables as CSV (RFC 4180) that no spreadsheet takes for formulas."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence

Cell = str | int | dt.date

# What makes a spreadsheet run a cell instead of showing it (OWASP, CSV Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_table(
    head: Sequence[str], rows: Iterable[Sequence[Cell]], *, for_excel: bool = False
) -> bytes:
    """UTF-8 with CRLF and commas; with `for_excel` as a German Excel opens it by double click.

    That means semicolons, a byte order mark, and days as `28.11.2026`. A text that begins like a
    formula gets an apostrophe in front, which spreadsheets understand as "this is text".
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";" if for_excel else ",", lineterminator="\r\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow([_safe(cell) for cell in row])
    return buffer.getvalue().encode("utf-8-sig" if for_excel else "utf-8")


def _safe(cell: Cell) -> str | int:
    if isinstance(cell, dt.date):
        return f"{cell:%d.%m.%Y}"
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
