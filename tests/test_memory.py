"""Sources that a program reads again give the same as if it read them for the first time."""

import os
from pathlib import Path

import pytest

from impulswerk import catalog
from impulswerk.marked import MarkedDocument
from impulswerk.memory import Memory
from impulswerk.project import assemble
from impulswerk.rules.fields import read
from impulswerk.sources import read_files
from tests.edits import Editor
from tests.project import SMALL

LINKING, LINKED = "impulses/01-lotsen.md", "impulses/02-werkstatt.md"


def _small() -> dict[str, bytes]:
    return dict(read_files(SMALL).content)


def test_random_edits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()
    for seed in range(4):
        editor = Editor(tmp_path / f"{seed}", seed)
        for name, value in editor.environment.items():
            monkeypatch.setitem(os.environ, name, value)
        editor.start()
        for _ in range(25):
            editor.edit()
            files = read_files(editor.root).content
            warm, cold = assemble(files, memory=memory), assemble(files)
            assert warm.problems == cold.problems
            assert (warm.graph and warm.graph.catalog) == (cold.graph and cold.graph.catalog)


@pytest.mark.parametrize(
    ("source", "old", "new", "rule"),
    [
        (LINKED, "## Umsetzung", "## Umsetzungen", "toter-anker"),
        ("impulses/vokabular.yml", "id: transfer", "id: wechsel", "unbekanntes-handlungsfeld"),
        (LINKING, "titel: ", "titel: [Liste] #", "falscher-typ"),
    ],
)
def test_what_another_file_makes_wrong_is_seen(source: str, old: str, new: str, rule: str) -> None:
    files = _small()
    link = b"- Man sieht es [hier](02-werkstatt.md#umsetzung).\n"
    files[LINKING] = files[LINKING].replace(b"- Man sieht es.\n", link)
    memory = Memory()
    before = assemble(files, memory=memory).problems
    broken = {**files, source: files[source].replace(old.encode(), new.encode())}
    found = assemble(broken, memory=memory).problems
    assert found == assemble(broken).problems
    assert rule in {problem.rule for problem in found} - {problem.rule for problem in before}
    assert assemble(files, memory=memory).problems == before


def test_only_what_changed_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    files, memory = _small(), Memory()
    assemble(files, memory=memory)
    asked: list[str] = []

    def watched(document: MarkedDocument, *rest: object) -> object:
        asked.append(document.source)
        return read(document, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(catalog, "read", watched)
    assemble({**files, LINKED: files[LINKED] + b"\n"}, memory=memory)
    assert [source for source in asked if "treiber" not in source] == [LINKED]
