"""The data as a whole: described for programs, as tables for people, in one archive, for good."""

import copy
import csv
import datetime as dt
import hashlib
import io
import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl  # type: ignore[import-untyped] # ships no types
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from impulswerk.exports.data import fields
from impulswerk.exports.data.listing import OFFERS
from impulswerk.exports.data.sheets import CSV_SHEET, HEAD, XLSX_SHEET
from impulswerk.exports.workbook import workbook
from impulswerk.model import urls
from tests.exports.offered import AWKWARD, BASE, Offered

# The schemas as they were last published. What a program of others relies on stays in them.
PUBLISHED = Path(__file__).parent / "schema" / "v1"


# --- descriptions ----------------------------------------------------------------------------


def test_the_description_keeps_to_openapi(either: Offered) -> None:
    found = either.json(urls.OPENAPI)
    OpenAPIV31SpecValidator(found).validate()
    assert found["servers"] == [{"url": BASE.rstrip("/")}]
    names = [path["get"]["operationId"] for path in found["paths"].values()]
    assert len(set(names)) == len(names)


def test_every_address_is_described_and_answers_as_described(either: Offered) -> None:
    found = either.json(urls.OPENAPI)
    asked: set[str] = set()
    for path, methods in found["paths"].items():
        (content,) = methods["get"]["responses"]["200"]["content"].values()
        start, _, rest = path.removeprefix("/").partition("{")
        end = rest.partition("}")[2]
        files = {
            name
            for name in either.files
            if name.startswith(start) and name.endswith(end) and (rest or name == start)
            if "/" not in name.removeprefix(start)
        }
        assert files, path
        asked |= files
        if schema := content.get("schema"):
            whole = {**schema, "components": found["components"]}
            validator = jsonschema.Draft202012Validator(whole)
            for name in files:
                assert not list(validator.iter_errors(either.json(name))), name
    beside = {urls.OPENAPI, urls.DATA_PACKAGE, f"{urls.DATA_FOLDER}impulse.csv-metadata.json"}
    folder = {name for name in either.files if name.startswith(urls.DATA_FOLDER)}
    assert {name for name in folder - asked - beside if "/schema/" not in name} == set()


def test_the_package_names_every_file_with_its_size_and_checksum(either: Offered) -> None:
    package = either.json(urls.DATA_PACKAGE)
    assert {urls.DATA_FOLDER + resource["path"] for resource in package["resources"]} == {
        offer.path for offer in OFFERS if offer.path != urls.DATA_BUNDLE
    }
    for resource in package["resources"]:
        content = either.files[urls.DATA_FOLDER + resource["path"]]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    (table,) = (resource for resource in package["resources"] if "schema" in resource)
    head = next(csv.reader(io.StringIO(either.files[f"{urls.DATA_FOLDER}impulse.csv"].decode())))
    assert [field["name"] for field in table["schema"]["fields"]] == head


# --- tables for people -----------------------------------------------------------------------


def _csv(offered: Offered) -> list[dict[str, str]]:
    text = offered.files[CSV_SHEET].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";", strict=True))


def _xlsx(offered: Offered) -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(io.BytesIO(offered.files[XLSX_SHEET]))
    head, *rows = book.active.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_a_german_excel_opens_the_table_by_double_click(either: Offered) -> None:
    assert either.files[CSV_SHEET].startswith(b"\xef\xbb\xbf")
    rows, impulses = _csv(either), either.graph.impulses
    assert list(rows[0]) == list(HEAD)
    assert [row["Nummer"] for row in rows] == [str(impulse.number) for impulse in impulses]
    titles = {driver.title for driver in either.graph.drivers}
    assert all(set(row["Treiber"].split("; ")) <= titles for row in rows)


def test_the_workbook_says_the_same(either: Offered) -> None:
    for shown, row in zip(_xlsx(either), _csv(either), strict=True):
        for name, cell in row.items():
            found = shown[name]
            if isinstance(found, dt.datetime):
                found = f"{found:%d.%m.%Y}"
            assert cell.removeprefix("'") == str("" if found is None else found).removeprefix("'")


def test_what_looks_like_a_formula_stays_a_text(small: Offered) -> None:
    book = openpyxl.load_workbook(io.BytesIO(small.files[XLSX_SHEET]))
    cell = book.active.cell(3, HEAD.index("Titel") + 1)
    assert (cell.value, cell.data_type) == (AWKWARD, "s")
    (row,) = (row for row in _csv(small) if row["Nummer"] == "2")
    assert row["Titel"] == f"'{AWKWARD}"


def test_a_workbook_made_twice_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def made() -> bytes:
        return workbook("T", ["A", "B"], [("x", dt.date(2026, 1, 2)), (1, "")], dt.date(2026, 3, 1))

    first = made()
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    assert made() == first
    assert b"2026-03-01T00:00:00Z" in zipfile.ZipFile(io.BytesIO(first)).read("docProps/core.xml")


# --- everything together ---------------------------------------------------------------------


def test_the_archive_holds_everything_with_checksums(either: Offered) -> None:
    with zipfile.ZipFile(io.BytesIO(either.files[urls.DATA_BUNDLE])) as archive:
        names = archive.namelist()
        inside = {name: archive.read(name) for name in names}
    sums = inside.pop("SHA256SUMS").decode()
    assert names[-1] == "SHA256SUMS"
    assert sums.splitlines() == [
        f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in inside.items()
    ]
    texts = {name for name in inside if name.startswith("texte/")}
    assert len(texts) == len(either.graph.entries)
    folder = {
        path.removeprefix(urls.DATA_FOLDER): content
        for path, content in either.files.items()
        if path.startswith(urls.DATA_FOLDER) and path != urls.DATA_BUNDLE
    }
    assert {name: inside[name] for name in inside.keys() - texts} == folder


# --- the promise -----------------------------------------------------------------------------


def _broken(before: Any, now: Any, place: str = "") -> Iterator[str]:
    """Where a file that keeps to the schema of `now` need not keep to the one of `before`."""
    for word in ("type", "format", "const", "minimum"):
        if before.get(word) != now.get(word):
            yield f"{place}: {word} war {before.get(word)}, ist {now.get(word)}"
    for name in before.get("required", ()):
        if name not in now.get("required", ()):
            yield f"{place}.{name} stand immer da, jetzt nicht mehr"
    for name, value in before.get("properties", {}).items():
        if name in now.get("properties", {}):
            yield from _broken(value, now["properties"][name], f"{place}.{name}")
        else:
            yield f"{place}.{name} gibt es nicht mehr"
    if "items" in before:
        yield from _broken(before["items"], now.get("items", {}), f"{place}[]")
    kinds, others = before.get("anyOf", []), now.get("anyOf", [])
    if len(kinds) != len(others):
        yield f"{place}: andere Arten von Werten"
    for kind, other in zip(kinds, others, strict=False):
        yield from _broken(kind, other, place)


def _bare(offered: Offered, name: str) -> dict[str, Any]:
    """A schema without what depends on where it is published."""
    found = offered.json(urls.data_schema(name))
    del found["$id"]
    return found


def test_what_was_published_still_holds(small: Offered) -> None:
    """Rewrite with `UPDATE_GOLDEN=1 pytest …` after keys were added; nothing else is accepted."""
    published = {
        path.stem: json.loads(path.read_text("utf-8")) for path in PUBLISHED.glob("*.json")
    }
    present = {name: _bare(small, name) for name in fields.CONTENTS}
    assert published.keys() <= present.keys()
    for name, before in published.items():
        assert list(_broken(before, present[name], name)) == []
    if os.environ.get("UPDATE_GOLDEN"):
        for name, schema in present.items():
            text = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
            (PUBLISHED / f"{name}.json").write_text(text, "utf-8")
        return
    assert present == published, "Neue Angaben gehören in die veröffentlichten Schemas."


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("properties.impuls.properties.titel", None),
        ("properties.impuls.properties.titel.type", "integer"),
        ("properties.impuls.properties.geaendert.format", "date"),
        ("properties.impuls.required", ["nummer"]),
        ("properties.impuls.properties.treiber.items.properties.id", None),
        ("properties.impuls.properties.verweise_hierher.items.anyOf", []),
    ],
)
def test_a_broken_promise_is_noticed(path: str, value: Any, small: Offered) -> None:
    before = _bare(small, "impuls")
    now = copy.deepcopy(before)
    *steps, last = path.split(".")
    holder = now
    for step in steps:
        holder = holder[step]
    if value is None:
        del holder[last]
    else:
        holder[last] = value
    assert list(_broken(before, before)) == []
    assert list(_broken(before, now))


def test_more_keys_break_nothing(small: Offered) -> None:
    before = _bare(small, "impuls")
    now = copy.deepcopy(before)
    inside = now["properties"]["impuls"]
    inside["properties"]["neu"] = {"type": "string"}
    inside["required"].append("neu")
    assert list(_broken(before, now)) == []
