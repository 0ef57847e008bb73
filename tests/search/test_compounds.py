"""Compounds fall into the words the site has, and other words stay whole."""

import pytest

from impulswerk.text.compounds import Splitter

_KNOWN = (
    "beratung fordermittel mittel fordern generationen wechsel energie kosten strom preis preise "
    "innovation kapazitat unternehmen nehmen unter land aus kern veranstaltung ende zahlen amt"
)
KNOWN = _KNOWN.split()


@pytest.fixture(scope="module")
def splitter() -> Splitter:
    return Splitter(KNOWN, short=["amt"])


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("fordermittelberatung", ["fordermittel", "beratung", "forder", "mittel"]),
        ("generationenwechsel", ["generationen", "wechsel"]),
        ("energiekosten", ["energie", "kosten"]),
        ("innovationskapazitat", ["innovations", "kapazitat"]),
        ("strompreise", ["strom", "preise"]),
        ("energieamt", ["energie", "amt"]),
    ],
)
def test_compound(splitter: Splitter, word: str, parts: list[str]) -> None:
    found = splitter.parts(word)
    # A linking letter may stay with the first part: its root is what is indexed.
    assert [part.removesuffix("s") for part in found] == [part.removesuffix("s") for part in parts]


@pytest.mark.parametrize(
    "word",
    [
        "unternehmen",  # the first half is a preposition
        "ausland",
        "zahlende",  # an ending, not a word
        "kosten",
        "strom",
        "unbekannt",
        "",
    ],
)
def test_no_compound(splitter: Splitter, word: str) -> None:
    assert splitter.parts(word) == ()


def test_short_words_split_only_where_they_are_nouns_of_the_site() -> None:
    assert Splitter(["energie", "amt"]).parts("energieamt") == ()
