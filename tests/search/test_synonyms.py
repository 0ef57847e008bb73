"""Groups of words are read as written, and every mistake is named at its place."""

import pytest

from impulswerk.model.entries import Synonym
from impulswerk.rules.synonyms import WordGroup, read_synonyms

GOOD = b"""gruppen:
  - {woerter: [Azubi, Lehrling]}
  - woerter: [China]
    meint: [Lieferkette]
"""


def test_good_file() -> None:
    groups, problems = read_synonyms(GOOD)
    assert problems == ()
    assert groups == (WordGroup(("Azubi", "Lehrling")), WordGroup(("China",), ("Lieferkette",)))
    assert [group.span.line for group in groups] == [2, 3]


def test_each_word_stands_for_what_is_meant_or_for_the_others() -> None:
    assert [*WordGroup(("Azubi", "Lehrling")).synonyms()] == [
        Synonym("Azubi", "Lehrling", is_exact=True),
        Synonym("Lehrling", "Azubi", is_exact=True),
    ]
    assert [*WordGroup(("China",), ("Lieferkette",)).synonyms()] == [
        Synonym("China", "Lieferkette", is_exact=False)
    ]


def test_words_of_a_page_are_nobodys_synonyms() -> None:
    (group,), problems = read_synonyms(b"gruppen:\n  - {woerter: [Geld], seiten: [i/25]}\n")
    assert problems == ()
    assert group == WordGroup(("Geld",), pages=("i/25",))
    assert [*group.synonyms()] == []


def test_empty_list_is_no_mistake() -> None:
    assert read_synonyms(b"gruppen: []\n") == ((), ())


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("gruppen:\n  - {woerter: [Azubi]}\n", "pflichtfeld-fehlt", 2),
        ("gruppen:\n  - {worter: [Azubi, Lehrling]}\n", "unbekanntes-feld", 2),
        ("gruppen:\n  - {meint: [Lehrling]}\n", "pflichtfeld-fehlt", 2),
        ("gruppen:\n  - Azubi\n", "falscher-typ", 2),
        ("gruppen: Azubi\n", "falscher-typ", 1),
        ("gruppe:\n  - {woerter: [Azubi, Lehrling]}\n", "unbekanntes-feld", 1),
        ("", "kopf-leer", 1),
        ("gruppen: [\n", "yaml-syntax", 2),
    ],
)
def test_mistake(text: str, rule: str, line: int) -> None:
    _, problems = read_synonyms(text.encode())
    assert (rule, line) in [(problem.rule, problem.span.line) for problem in problems]


def test_a_mistake_costs_only_its_own_group() -> None:
    groups, problems = read_synonyms(GOOD + b"  - {woerter: [Einsam]}\n")
    assert len(groups) == 2
    assert [problem.rule for problem in problems] == ["pflichtfeld-fehlt"]
