"""The reader of the program's own tables takes nothing that its records do not ask for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pytest

from impulswerk.commands import cli
from impulswerk.model import rulebook
from impulswerk.model.tables import TableError, read_table


class Colour(StrEnum):
    RED = "rot"


@dataclass(frozen=True)
class Leaf:
    name: str
    size: int = 0
    is_green: bool = False
    colour: Colour = Colour.RED
    days: tuple[int, int] | None = None
    leaves: tuple[Leaf, ...] = ()


@dataclass(frozen=True)
class Tree:
    leaves: tuple[Leaf, ...]
    shared: object = None
    words: tuple[str, ...] = ()


def _read(tmp_path: Path, text: str) -> Tree:
    path = tmp_path / "tree.yml"
    path.write_text(text, "utf-8")
    return read_table(path, Tree)


def test_a_table_becomes_records(tmp_path: Path) -> None:
    text = """\
shared:
  small: &small {size: 1, is_green: true}
leaves:
  - name: 2025-04-08
  - {<<: *small, name: two, size: 2, days: [-1, 0]}
  - name: three
    colour: rot
    leaves: [{<<: *small, name: "true"}]
words: [yes, 007]
"""
    assert _read(tmp_path, text) == Tree(
        (
            Leaf("2025-04-08"),
            Leaf("two", 2, True, days=(-1, 0)),
            Leaf("three", leaves=(Leaf("true", 1, True),)),
        ),
        words=("yes", "007"),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: here must stand the keys of Tree"),
        ("- a", "line 1: here must stand the keys of Tree"),
        ("words: [a]", 'line 1: the key "leaves" is missing; Tree needs it'),
        ("leaves:\n  - size: 1", 'line 2: the key "name" is missing; Leaf needs it'),
        ("leaves: []\nleafs: []", 'line 2: unknown key "leafs"; Tree has leaves, shared, words'),
        ("leaves: []\nleaves: []", 'line 2: the key "leaves" stands here twice'),
        ("leaves: []\n[a]: b", "line 2: a key must be a word"),
        ("leaves: a", 'line 1: "leaves" must be a list'),
        ("leaves: [a]", "line 1: here must stand the keys of Leaf"),
        ("leaves: []\nwords:\n- [a]", 'line 3: each of "words" must be text'),
        ("leaves: [{name: }]", 'line 1: "name" must be text'),
        ("leaves: [{name: [a]}]", 'line 1: "name" must be text'),
        ("leaves: [{name: a, size: many}]", 'line 1: "size" must be a whole number'),
        ("leaves: [{name: a, size: 010}]", 'line 1: "size" must be a whole number'),
        ("leaves: [{name: a, size: [1]}]", 'line 1: "size" must be a whole number'),
        ("leaves: [{name: a, is_green: yes}]", 'line 1: "is_green" must be true or false'),
        ("leaves: [{name: a, is_green: []}]", 'line 1: "is_green" must be true or false'),
        ("leaves: [{name: a, colour: blau}]", 'line 1: "colour" must be one of rot'),
        ("leaves: [{name: a, days: [1]}]", 'line 1: "days" must have 2 entries'),
        ("leaves: [{name: a, days: }]", 'line 1: "days" must be a list'),
        ("leaves: [{<<: [a], name: b}]", "line 1: << must name one group of keys"),
        ("leaves: [", "did not find expected node content"),
    ],
)
def test_whatever_does_not_fit_is_refused(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(TableError) as refusal:
        _read(tmp_path, text)
    assert str(refusal.value).startswith("tree.yml: ")
    assert message in str(refusal.value)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"^gone\.yml: "):
        read_table(tmp_path / "gone.yml", Tree)


def test_a_command_ends_with_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A broken table of the program itself is no traceback either."""

    def broken(_name: str) -> object:
        return read_table(tmp_path / "rules.yml", rulebook.Group)

    monkeypatch.setattr(cli, "import_module", broken)
    assert cli.main(["explain"]) != 0
    said = capsys.readouterr().err
    assert said.startswith("rules.yml: ")
    assert len(said.splitlines()) == 1
