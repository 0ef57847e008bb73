"""The table: as RFC 4180 and CSVW want it, and harmless in a spreadsheet."""

import csv
import io
import warnings
from pathlib import Path

import csvw  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from impulswerk.exports.data.table import COLUMNS, METADATA, SEPARATOR, TABLE, Column
from impulswerk.exports.table import csv_table
from tests.exports.offered import AWKWARD, SHORT, Offered

# What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection).
FORMULA = "=+-@\t\r\n"


def _rows(offered: Offered) -> list[dict[str, str]]:
    text = offered.files[TABLE].decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_one_line_for_each_impulse(either: Offered) -> None:
    rows = _rows(either)
    assert [int(row["nummer"]) for row in rows] == [i.number for i in either.graph.impulses]
    for row, impulse in zip(rows, either.graph.impulses, strict=True):
        assert row["treiber"].split(SEPARATOR) == list(impulse.drivers)
        assert row["handlungsfeld"] == impulse.field
        assert row["zielgruppen"].split(SEPARATOR) == list(impulse.groups)
        assert row["stand"] == impulse.state.value
        related = [str(other.number) for other in either.graph.related(impulse)]
        assert list(filter(None, row["verwandt"].split(SEPARATOR))) == related


def test_the_form_of_rfc_4180(small: Offered) -> None:
    data = small.files[TABLE]
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r\n") == 1 + len(small.graph.impulses)


def test_no_cell_begins_like_a_formula(small: Offered) -> None:
    two = _rows(small)[1]
    assert (two["titel"], two["kurz"]) == (f"'{AWKWARD}", f"'{SHORT}")
    assert two["suchbegriffe"] == "'-1|a/b"
    for row in _rows(small):
        assert not [cell for cell in row.values() if cell.startswith(tuple(FORMULA))]


@given(st.lists(st.text(max_size=12), min_size=1, max_size=4))
def test_any_text_comes_back_from_any_table(cells: list[str]) -> None:
    """Whatever a text begins with: read back it is the same, but for the apostrophe."""
    data = csv_table([f"spalte{n}" for n in range(len(cells))], [cells])
    _, row = csv.reader(io.StringIO(data.decode("utf-8", "surrogatepass"), newline=""), strict=True)
    for before, after in zip(cells, row, strict=True):
        assert after == (f"'{before}" if before.startswith(tuple(FORMULA)) else before)
        assert not after.startswith(tuple(FORMULA))


@given(st.lists(st.text(st.characters(categories=("L", "N", "P")), min_size=1), max_size=5))
def test_entries_of_a_list_stay_apart(entries: list[str]) -> None:
    cell = str(Column("suchbegriffe", is_list=True).cell({"suchbegriffe": entries}))
    assert len(cell.split(SEPARATOR)) == max(1, len(entries))


@pytest.fixture
def table(either: Offered, tmp_path: Path) -> Path:
    """The table and its metadata on disk, as their standard has them: side by side."""
    for path in (TABLE, METADATA):
        (tmp_path / Path(path).name).write_bytes(either.files[path])
    return tmp_path / Path(METADATA).name


def test_an_independent_reader_finds_the_types_that_the_metadata_name(
    either: Offered, table: Path
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        found = csvw.CSVW(str(table), validate=True)
    assert found.is_valid, found.warnings
    rows = list(found.tables[0])
    json = either.json("daten/v1/impulse.json")["impulse"]
    assert [row["nummer"] for row in rows] == [values["nummer"] for values in json]
    for row, values in zip(rows, json, strict=True):
        assert row["treiber"] == [driver["id"] for driver in values["treiber"]]
        assert row["verwandt"] == [other["nummer"] for other in values["verwandt"]]
        assert row["permalink"].unsplit() == values["permalink"]
        if "geaendert" in values:
            assert row["geaendert"].date().isoformat() == values["geaendert"][:10]


def test_the_independent_reader_notices_a_wrong_column(small: Offered, tmp_path: Path) -> None:
    (tmp_path / "impulse.csv").write_bytes(small.files[TABLE].replace(b"nummer", b"zahl", 1))
    (tmp_path / "impulse.csv-metadata.json").write_bytes(small.files[METADATA])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = csvw.CSVW(str(tmp_path / "impulse.csv-metadata.json")).tables[0]
        with pytest.raises(ValueError, match="nummer"):
            list(found)


def test_metadata_describe_every_column(small: Offered) -> None:
    metadata = small.json(METADATA)
    assert metadata["url"] == "impulse.csv"
    columns = metadata["tableSchema"]["columns"]
    assert [column["name"] for column in columns] == [column.name for column in COLUMNS]
    assert all(column["dc:title"] and column["dc:description"] for column in columns)
