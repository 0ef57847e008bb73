"""Word by word: golden cases, and what holds for every pair of texts."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impulswerk.text.words import AROUND, Words, shortened, word_changes


def _shown(before: str, after: str) -> str:
    marks = {"gleich": "{}", "weg": "[-{}-]", "neu": "[+{}+]"}
    return "".join(marks[run.kind].format(run.text) for run in word_changes(before, after))


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("", "", ""),
        ("gleich", "gleich", "gleich"),
        ("", "Neu.", "[+Neu.+]"),
        ("Alt.", "", "[-Alt.-]"),
        ("ein Wort", "ein gutes Wort", "ein [+gutes +]Wort"),
        ("ein gutes Wort", "ein Wort", "ein [-gutes -]Wort"),
        ("nur\nUmbruch", "nur Umbruch", "nur Umbruch"),
        ("  nur  Leerraum", "nur Leerraum ", "nur Leerraum "),
        # What stands alone between two replacements is read as part of them …
        ("Es gibt ein Problem.", "Das gibt zwei Probleme.",
         "[-Es gibt ein Problem.-][+Das gibt zwei Probleme.+]"),
        # … but not between two words that only came.
        ("rot gelb blau", "rot hell gelb tief blau", "rot [+hell +]gelb [+tief +]blau"),
        ("A eins zwei drei B", "C eins zwei drei D", "[-A -][+C +]eins zwei drei [-B-][+D+]"),
        # Whole items and sentences, where the words would also allow a part of two.
        ("• Die A\n• Die B", "• Die A\n• Die X\n• Die B", "• Die A\n[+• Die X\n+]• Die B"),
        ("• Die A\n• Die X\n• Die B", "• Die A\n• Die B", "• Die A\n[-• Die X\n-]• Die B"),
        ("Ja. Er geht. Nein.", "Ja. Er kommt. Er geht. Nein.", "Ja. [+Er kommt. +]Er geht. Nein."),
        ("Die A", "Die X\nDie A", "[+Die X\n+]Die A"),
        ("a b", "a b a b", "a b [+a b+]"),
    ],
)  # fmt: skip
def test_word_changes(before: str, after: str, shown: str) -> None:
    assert _shown(before, after) == shown


def test_texts_too_long_to_compare_are_replaced_where_they_differ() -> None:
    before = " ".join(f"a{number}" for number in range(3000))
    after = before.replace("a10 ", "x ").replace("a2990 ", "y ").replace("a1500 ", "z ")
    kinds = [run.kind for run in word_changes(before, after)]
    assert kinds == ["gleich", "weg", "neu", "gleich"]


_TEXT = st.lists(st.sampled_from(["a", "b", "c", "der", "  ", "\n", " "])).map(" ".join) | st.text()


@given(_TEXT, _TEXT)
def test_both_texts_can_be_read_from_the_runs(before: str, after: str) -> None:
    runs = list(word_changes(before, after))
    assert "".join(run.text for run in runs if run.kind != "weg") == after
    old = "".join(run.text for run in runs if run.kind != "neu")
    assert old.split() == before.split()
    assert all(one.kind != two.kind for one, two in pairwise(runs))
    if before.split() == after.split() != []:
        assert {run.kind for run in runs} <= {"gleich"}


@given(_TEXT, _TEXT)
def test_shortening_keeps_every_change(before: str, after: str) -> None:
    runs = tuple(word_changes(before, after))
    short = shortened(runs)
    assert [run.kind for run in short] == [run.kind for run in runs]
    for run, found in zip(runs, short, strict=True):
        if run.kind != "gleich" or len(run.text.split()) <= 2 * AROUND:
            assert found == run
        else:
            assert len(found.text.split()) <= 2 * AROUND + 1


def test_shortening_keeps_the_words_beside_a_change() -> None:
    many = " ".join(str(number) for number in range(40)) + " "
    runs = (Words("gleich", many), Words("neu", "X "), Words("gleich", many), Words("weg", "Y "))
    first, _, between, _ = shortened(runs)
    assert first.text == " …32 33 34 35 36 37 38 39 ".replace("…", "… ").lstrip()
    assert between.text == "0 1 2 3 4 5 6 7 … 32 33 34 35 36 37 38 39 "
