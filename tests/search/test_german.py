"""Words of one family meet, whatever their ending and however their umlauts are typed."""

import pytest

from impulswerk.text.german import fold, root, stem, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Förderung", "Foerderung"),
        ("Förderung", "FORDERUNG"),
        ("Straße", "Strasse"),
        ("Zölle", "Zoelle"),
        ("Demografie", "Demographie"),
        ("Büro", "Bu\u0308ro"),
        ("Café", "cafe"),
    ],
)
def test_spellings_of_one_word_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize("word", ["neue", "Quelle", "Feuer", "Bauer", "Steuer"])
def test_two_vowels_that_are_no_umlaut_stay(word: str) -> None:
    assert fold(word) == word.lower()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zuschüsse", "Zuschuss"),
        ("Datenräumen", "Datenraum"),
        ("Ämter", "Amt"),
        ("Betriebs", "Betrieb"),
        ("künstlicher", "künstliche"),
        ("Strompreise", "Strompreis"),
    ],
)
def test_inflected_forms_have_one_stem(one: str, other: str) -> None:
    assert stem(fold(one)) == stem(fold(other))


@pytest.mark.parametrize("word", ["Haus", "Gas", "KI", "Europa", "ERP"])
def test_what_is_no_ending_stays(word: str) -> None:
    assert stem(fold(word)) == fold(word)


@pytest.mark.parametrize(
    "family",
    [
        "Beratung Berater beraten",
        "Förderung fördern Förderer",
        "Gründung Gründer gründen",
        "Digitalisierung digitalisieren digital",
        "Kooperation kooperieren",
        "Forschung Forscher forschen",
        "Evaluation Evaluierung",
        "Reparatur reparieren",
        "Energie Energien",
    ],
)
def test_a_family_has_one_root(family: str) -> None:
    assert len({root(fold(word)) for word in family.split()}) == 1


def test_a_root_keeps_enough_to_be_told_from_others() -> None:
    assert all(len(root(fold(word))) >= 4 for word in ("Leitung", "Messung", "Lehrling"))


def test_words_of_a_text() -> None:
    assert words("Start-ups, „KI“ für Mitarbeiter:innen und Kolleg*innen") == [
        "start",
        "ups",
        "startups",
        "ki",
        "fur",
        "mitarbeiter",
        "und",
        "kolleg",
    ]
