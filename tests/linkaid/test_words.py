"""Nouns are found in every case and number, and words that only look alike are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from py_mini_racer import MiniRacer

from impulswerk.exports.linkaid.lexicon import Commonness, commonness, title_labels
from impulswerk.exports.linkaid.program import PROGRAM
from impulswerk.exports.linkaid.words import first_forms, normal, noun_forms, other_forms
from tests.project import REAL

_ENGINE = MiniRacer()
_ENGINE.eval((REAL / PROGRAM[0]).read_text("utf-8").replace("export ", ""))


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("Zuschuss", "Zuschüssen"),
        ("Datenraum", "Datenräume"),
        ("Kompetenzzentrum", "Kompetenzzentren"),
        ("Kompetenzzentren", "Kompetenzzentren"),
        ("Praktikum", "Praktika"),
        ("Technikum", "Technika"),
        ("Konsortium", "Konsortien"),
        ("Ergebnis", "Ergebnisse"),
        ("Fördermittel", "Fördermitteln"),
        ("Weiterbildung", "Weiterbildungen"),
        ("Lieferkette", "Lieferketten"),
        ("Kennzahlen", "Kennzahl"),
        ("Lehrkräfte", "Lehrkraft"),
        ("Rohstoffpreise", "Rohstoffpreis"),
        ("Zölle", "Zöllen"),
        ("Gründer", "Gründerinnen"),
        ("Testfeld", "Testfelder"),
        ("Azubis", "Azubi"),
        ("Tool", "Tools"),
        ("Kreative", "Kreativer"),
        ("Ältere", "Älteren"),
        ("Patent", "Patente"),
        ("Investor", "Investorinnen"),
        ("Export", "Exports"),
    ],
)
def test_noun(given: str, written: str) -> None:
    assert normal(written) in noun_forms(given)


@pytest.mark.parametrize(
    ("given", "other"),
    [
        ("Gründer", "Gründe"),
        ("Gründer", "Grund"),
        ("Messe", "Messer"),
        ("Zölle", "Zoll"),
        ("Ältere", "Alter"),
        ("Rente", "Rentner"),
        ("Idee", "Ideal"),
        ("Technikum", "Techniken"),
    ],
)
def test_what_only_looks_alike_is_another_word(given: str, other: str) -> None:
    assert normal(other) not in noun_forms(given)


@pytest.mark.parametrize("written", ["grüne", "grünen", "grüner", "grünem", "grünes", "grün"])
def test_adjective(written: str) -> None:
    assert normal(written) in other_forms("grünen")


def test_verb() -> None:
    assert {"teilen", "teilt", "teilten", "geteilt"} <= set(other_forms("teilen"))


def test_a_compound_begins_with_a_noun_and_what_links_it() -> None:
    assert "weiterbildungs" in first_forms("Weiterbildung")
    assert "lieferketten" in first_forms("Lieferkette")
    assert "wasserstoff" in first_forms("Wasserstoff")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Förderung", "Foerderung"),
        ("Förderung", "FO\u0308RDERUNG"),
        ("Förderung", "Förde\u00adrung"),
        ("Straße", "Strasse"),
        ("CO2", "CO₂"),
    ],
)
def test_spellings_of_one_word(one: str, other: str) -> None:
    assert normal(one) == normal(other)


@given(st.text())
def test_the_program_spells_every_word_as_the_data_do(text: str) -> None:
    assert _ENGINE.call("normal", text) == normal(text)


@pytest.mark.parametrize("word", ["neue", "Quelle", "Steuer", "Fördern", "fordern"])
def test_letters_that_are_no_umlaut_stay(word: str) -> None:
    assert normal(word) == word.lower()


def test_common_nouns_are_known_in_all_forms() -> None:
    assert commonness("Familien") == Commonness.EVERYDAY
    assert commonness("Geschäftsstelle") == Commonness.KNOWN
    assert commonness("Frühwarnsystem") == Commonness.RARE


def test_nouns_of_a_title_come_with_their_adjectives() -> None:
    assert title_labels("Grüne Technologien schneller in die Anwendung bringen") == (
        "Grüne Technologien",
        "Technologien",
        "Anwendung",
    )
    assert title_labels("Start-ups aus dem Cluster heraus unterstützen") == ("Start-ups", "Cluster")
    assert title_labels("miteinander reden") == ()
