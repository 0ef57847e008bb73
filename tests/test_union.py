"""Two ledgers become one that has all that either has."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impulswerk.catalogue.ledger import read_ledger, write_ledger
from impulswerk.model.entries import Ledger, LedgerEntry
from impulswerk.permanence.union import UnreadableError, main, unite
from tests.project import REAL

_NAMES = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)
_ADDRESSES = st.lists(_NAMES, max_size=3).map(lambda parts: "".join(f"{part}/" for part in parts))
_ENTRIES = st.builds(
    LedgerEntry,
    st.frozensets(_NAMES, max_size=3),
    st.one_of(st.just(""), _ADDRESSES.filter(bool)),
    st.just(0),
)
_LEDGERS = st.builds(
    Ledger,
    st.dictionaries(_ADDRESSES, _ENTRIES, max_size=5),
    st.just(""),
    st.dictionaries(st.just("2026-11"), st.just("a" * 40)),
)


def _read(text: str) -> Ledger:
    ledger, problems = read_ledger({"impulses/permalinks.yml": text.encode()})
    assert problems == []
    return ledger


@given(_LEDGERS, _LEDGERS)
def test_nothing_of_either_gets_lost_and_the_form_is_the_usual_one(
    one: Ledger, two: Ledger
) -> None:
    texts = [write_ledger(one, {}), write_ledger(two, {})]
    text = unite(*texts)
    united = _read(text)
    assert text == write_ledger(united, {})
    assert united.entries.keys() == one.entries.keys() | two.entries.keys()
    for address, entry in united.entries.items():
        parts = [ledger.entries.get(address, LedgerEntry()) for ledger in (one, two)]
        assert entry.anchors == parts[0].anchors | parts[1].anchors
        assert entry.target == parts[0].target or parts[1].target
    assert united.editions == {**two.editions, **one.editions}
    assert unite(text, texts[0]) == unite(text, texts[1]) == text


def test_the_ledger_of_this_project_is_united_with_itself_without_a_change() -> None:
    text = (REAL / "impulses/permalinks.yml").read_text("utf-8")
    assert unite(text, text) == text
    assert unite("", text).splitlines()[-1] == text.splitlines()[-1]


def test_a_move_entered_by_hand_is_kept() -> None:
    moved = "adressen:\n  treiber/alt/: {nach: treiber/neu/}\n"
    found = unite(moved, 'adressen:\n  "treiber/alt/": [a]\n')
    assert found == 'adressen:\n  "treiber/alt/": {nach: treiber/neu/, abschnitte: [a]}\n'


@pytest.mark.parametrize(
    "line",
    ["<<<<<<< HEAD", "  kaputt", '  "i/1/": [a', '  "i/1/": []\n  "i/1/": []', "anderes:", "- a"],
)
def test_what_cannot_be_read_is_refused_and_nothing_written(
    line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "gut.yml", tmp_path / "schlecht.yml"
    good.write_text('adressen:\n  "i/7/": []\n')
    bad.write_text(f"adressen:\n{line}\n")
    with pytest.raises(UnreadableError):
        unite(bad.read_text(), good.read_text())
    assert main([str(good), str(bad)]) == 1
    assert good.read_text() == 'adressen:\n  "i/7/": []\n'
    assert "lassen sich nicht vereinen. Zeile " in capsys.readouterr().err
