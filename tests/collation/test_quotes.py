import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from impulswerk.collation.normal import Flow, flow
from impulswerk.collation.quotes import Verdict, is_long_enough, is_whole, verify
from impulswerk.collation.render import comparison
from tests.collation.made import SENTENCES, TEXT, wrapped

WORDS = TEXT.split()
PAGES = [(sentence, 1 + index // 5) for index, sentence in enumerate(SENTENCES)]
PAPER = flow((line, page) for text, page in PAGES for line in wrapped(text, 40))


def verdict(quote: str, page: int, text: Flow = PAPER) -> Verdict:
    return verify(quote, (page,), text).verdict


def test_every_sentence_is_found_on_its_page() -> None:
    assert {verdict(sentence, page) for sentence, page in PAGES} == {Verdict.FOUND}


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        (
            "Wer dort eine Säge braucht, trägt sich abends in eine lange Liste ein.",
            "Wer dort eine [Quelle: Fräse | Zitat: Säge] braucht, trägt sich abends in eine lange "
            "Liste ein.",
        ),
        (
            "Rund 1.260 Betriebe haben 2023–2024 an der Versuchsreihe teilgenommen",
            "Rund [Quelle: 1.250 | Zitat: 1.260] Betriebe haben 2023–2024 an der Versuchsreihe "
            "teilgenommen",
        ),
        (
            "Offen bleibt wer die Öfen im Winter heizt und wer die Schlüssel verwahrt.",
            "Offen [Quelle: bleibt, | Zitat: bleibt] wer die Öfen im Winter heizt und wer die "
            "Schlüssel verwahrt.",
        ),
        (
            "So wandert das Wissen der Ältere in die Hände derer, die neu beginnen.",
            "So wandert das Wissen der [Quelle: Älteren | Zitat: Ältere] in die Hände derer, die "
            "neu beginnen.",
        ),
        (
            "Manche Gäste kommen aus Lüttich, um das Verfahren nachzubauen.",
            "Manche Gäste kommen aus Lüttich, um das Verfahren [im Zitat fehlt: bei sich] "
            "nachzubauen.",
        ),
        (
            "Fördergelder fließen immer erst, wenn drei Nachbarn füreinander bürgen.",
            "Fördergelder fließen [nur im Zitat: immer] erst, wenn drei Nachbarn füreinander "
            "bürgen.",
        ),
        (
            "Was dort eine Fräse braucht, trägt sich abends in eine kurze",
            "[Quelle: Wer | Zitat: Was] dort eine Fräse braucht, trägt sich abends in eine "
            "[Quelle: lange | Zitat: kurze]",
        ),
        (
            f"{SENTENCES[1]} {SENTENCES[2].replace('37', '38')}",
            "… Betriebe haben 2023–2024 an der Versuchsreihe teilgenommen, davon "
            "[Quelle: 37 | Zitat: 38] im Handwerk.",
        ),
    ],
)
def test_a_near_miss_is_refused_and_shown(quote: str, shown: str) -> None:
    outcome = verify(quote, (1, 2, 3, 4), PAPER)
    assert outcome.verdict is Verdict.DIFFERENT
    assert comparison(outcome.words) == shown


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        # At the very beginning and the very end of the paper.
        (
            "Die Werkstatt am Fluss teilen seit Jahren",
            "Die [Quelle: Werkstätten | Zitat: Werkstatt] am Fluss teilen seit Jahren",
        ),
        (
            "ob ein zerlegter Stuhl wieder ein Tisch werden kann.",
            "ob ein zerlegter Stuhl wieder ein [Quelle: Stuhl | Zitat: Tisch] werden kann.",
        ),
        # The sign before the first word of the source is no difference.
        (
            "Ohne die Nachbarn hätten sie nie angefangen",
            "Ohne die Nachbarn hätten [Quelle: wir | Zitat: sie] nie angefangen",
        ),
        # Many words left out, and many put in.
        (
            "Wer dort eine Fräse braucht, trägt sich ein. Rund 1.250 Betriebe haben 2023–2024 an "
            "der Versuchsreihe teilgenommen, davon 37 im Handwerk.",
            "Wer dort eine Fräse braucht, trägt sich [im Zitat fehlt: abends in eine lange Liste] "
            "ein. Rund 1.250 Betriebe haben 2023–2024 an der Versuchsreihe teilgenommen, davon 37 "
            "im Handwerk.",
        ),
        (
            "Wer dort eine Fräse braucht, trägt sich wie alle anderen auch schon abends in eine "
            "lange Liste ein. Rund 1.250 Betriebe haben 2023–2024 an der Versuchsreihe "
            "teilgenommen",
            "Wer dort eine Fräse braucht, trägt sich [nur im Zitat: wie alle anderen auch schon] "
            "abends in eine lange Liste ein. Rund 1.250 Betriebe haben 2023–2024 an der "
            "Versuchsreihe teilgenommen",
        ),
    ],
)
def test_the_whole_stretch_is_shown(quote: str, shown: str) -> None:
    assert comparison(verify(quote, (1, 2, 3, 4), PAPER).words) == shown


# The first and the last word of each quote stand once more, not far from where it is.
TWICE = flow(
    [
        ("Die Stadt baut. Die Werkstätten am Fluss teilen seit Jahren ihre Maschinen am Abend,", 1),
        ("also auch bei Nacht am Abend.", 2),
    ]
)


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        (
            "Die Betriebe am Fluss teilen seit Jahren ihre Maschinen",
            "Die [Quelle: Werkstätten | Zitat: Betriebe] am Fluss teilen seit Jahren ihre "
            "Maschinen",
        ),
        (
            "Werkstätten am Fluss teilen seit Jahren ihre Geräte am Abend",
            "Werkstätten am Fluss teilen seit Jahren ihre [Quelle: Maschinen | Zitat: Geräte] am "
            "Abend",
        ),
    ],
)
def test_only_what_is_beside_the_quote_is_compared(quote: str, shown: str) -> None:
    outcome = verify(quote, (1,), TWICE)
    assert outcome.pages == (1,)
    assert comparison(outcome.words) == shown


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("Werkstätten am Fluss schweigen gern", Verdict.DIFFERENT),  # three of five words
        ("Werkstätten am Fluss schweigen immer gern", Verdict.MISSING),  # three of six
    ],
)
def test_three_of_five_words_are_near(quote: str, expected: Verdict) -> None:
    for page in (1, 2):
        assert verdict(quote, page, TWICE) is expected


def test_a_place_may_begin_within_another_that_is_none() -> None:
    text = flow([("Er rief Jnein nein nein nein nein nein.", 1)])
    assert verdict("nein nein nein nein nein", 1, text) is Verdict.FOUND


def test_of_two_near_places_that_of_the_page_named_is_shown() -> None:
    text = flow((SENTENCES[1], page) for page in (1, 2, 3))
    quote = SENTENCES[1].replace("Fräse", "Säge")
    assert [verify(quote, (page,), text).pages for page in (1, 2, 3)] == [(1,), (2,), (3,)]


@pytest.mark.parametrize(
    ("text", "word", "is_one"),
    [
        ("ein Netz.", "Netz", True),
        ("ein „Netz“", "Netz", True),
        ("Netz", "Netz", True),
        ("Netzwerk", "Netz", False),
        ("ein Fischnetz", "netz", False),
        ("das KI-Netz", "Netz", False),
        ("rund 10,5 Netze", "5 Netze", False),
        ("rund 10, 5 Netze", "5 Netze", True),
        ("Akteur:innen", "Akteur", False),
        ("der Akteur: innen", "Akteur", True),
        ("creative.nrw", "creative", False),
        ("so creative. Neu", "creative", True),
        ("ANetz", "Netz", False),
        ("(Netzwerk)", "Netz", False),
        ("0,5 Netze", "5 Netze", False),
    ],
)
def test_a_word_is_whole_or_not(text: str, word: str, is_one: bool) -> None:
    start = text.index(word)
    assert is_whole(text, start, start + len(word)) is is_one
    # Wherever in the text it stands.
    assert is_whole(f"Es gab {text} hier", start + 7, start + 7 + len(word)) is is_one


def test_the_right_quote_on_the_wrong_page_is_refused() -> None:
    outcome = verify(SENTENCES[7], (1,), PAPER)
    assert (outcome.verdict, outcome.pages) == (Verdict.ELSEWHERE, (2,))


def test_a_quote_that_stands_twice_is_right_on_either_page() -> None:
    text = flow([(SENTENCES[0], 1), (SENTENCES[1], 2), (SENTENCES[0], 3)])
    assert [verdict(SENTENCES[0], page, text) for page in (1, 2, 3)] == [
        Verdict.FOUND,
        Verdict.ELSEWHERE,
        Verdict.FOUND,
    ]


def test_a_quote_across_a_page_break_belongs_to_the_first_page() -> None:
    text = flow([("Die Werkstätten am Fluss teilen ihre Maschi-", 1), ("nen und Meisterinnen.", 2)])
    quote = "teilen ihre Maschinen und Meisterinnen."
    assert verdict(quote, 1, text) is Verdict.FOUND
    assert verdict(quote, 2, text) is Verdict.ELSEWHERE


def test_a_quote_joined_from_two_places_is_refused() -> None:
    assert verdict(f"{SENTENCES[0]} {SENTENCES[2]}", 1) is Verdict.DIFFERENT
    assert verdict("Die Werkstätten am Fluss […] ihre Meisterinnen.", 1) is not Verdict.FOUND


def test_what_is_nowhere_is_not_found() -> None:
    assert verdict("Ein Satz, den niemand je geschrieben oder gelesen hat.", 1) is Verdict.MISSING


@pytest.mark.parametrize("quote", ["", "   ", "und", "Die Werkstätten am", "So in an um zu"])
def test_a_short_quote_proves_nothing(quote: str) -> None:
    assert not is_long_enough(quote)
    assert verdict(quote, 1) is Verdict.TOO_SHORT


@pytest.mark.parametrize(
    ("quote", "is_enough"),
    [
        ("abcdef abcdef abcdef ab", True),
        ("abcdef abcdef abcdef a", False),  # nineteen letters
        ("abcdef abcdef abcdefabcdef", False),  # three words
        ("abcdef abcdef abcdefabcdef –", False),
        ("abcdef abcdef abcdef abc def abc", True),
    ],
)
def test_four_words_of_twenty_letters_are_enough(quote: str, is_enough: bool) -> None:
    assert is_long_enough(quote) is is_enough


def test_an_empty_paper_holds_nothing() -> None:
    assert verdict(SENTENCES[0], 1, flow([])) is Verdict.MISSING


def test_a_quote_that_begins_before_the_paper_stands_at_its_beginning() -> None:
    quote = "Heute wie morgen: Die Stadt baut. Die Werkstätten am Fluss teilen seit Jahren"
    outcome = verify(quote, (2,), TWICE)
    assert (outcome.verdict, outcome.pages) == (Verdict.DIFFERENT, (1,))
    assert comparison(outcome.words).startswith("[nur im Zitat: Heute wie morgen:] Die Stadt")


def test_a_term_may_be_one_word_but_must_be_whole() -> None:
    assert verify("KI-Anwendung", (1,), PAPER, short=True).verdict is Verdict.FOUND
    assert verify("Anwendung", (1,), PAPER, short=True).verdict is not Verdict.FOUND


def test_a_footnote_is_a_text_of_its_own() -> None:
    note = flow([("1 Vgl. die eigene Erhebung bei elf Betrieben im Winter.", 3)])
    found = verify("die eigene Erhebung bei elf Betrieben", (3,), PAPER, (note,))
    assert (found.verdict, found.in_note) == (Verdict.FOUND, True)
    assert not verify(SENTENCES[0], (1,), PAPER, (note,)).in_note
    assert not verify("Ein Satz, den niemand je schrieb.", (1,), PAPER, (note,)).in_note


@st.composite
def quotes(draw: st.DrawFn) -> tuple[int, int]:
    start = draw(st.integers(0, len(WORDS) - 12))
    return start, start + draw(st.integers(4, 12))


@st.composite
def settings_of_text(draw: st.DrawFn) -> Flow:
    """The text in lines of any width, with page breaks anywhere."""
    lines = wrapped(TEXT, draw(st.integers(14, 90)), hyphenate=draw(st.booleans()))
    breaks = draw(st.sets(st.integers(0, len(lines) - 1), max_size=6))
    page, placed = 1, []
    for index, line in enumerate(lines):
        page += index in breaks
        placed.append((line, page))
    return flow(placed)


@given(quotes(), settings_of_text())
def test_every_quote_survives_any_setting(span: tuple[int, int], text: Flow) -> None:
    quote = " ".join(WORDS[slice(*span)])
    assume(is_long_enough(quote) and not quote.endswith("-"))  # „Innovations-“ is half a word
    outcome = verify(quote, range(1, 20), text)
    assert outcome.verdict is Verdict.FOUND, outcome


@given(quotes(), settings_of_text(), st.data())
def test_no_quote_with_one_changed_word_is_found(
    span: tuple[int, int], text: Flow, data: st.DataObject
) -> None:
    words = WORDS[slice(*span)]
    place = data.draw(st.integers(0, len(words) - 1))
    change = data.draw(st.sampled_from(CHANGES))
    changed = change(words[place])
    assume(changed != words[place])
    quote = " ".join([*words[:place], *([changed] if changed else []), *words[place + 1 :]])
    # A word that is left out at an edge leaves a shorter quote that is still right.
    assume(is_long_enough(quote) and f" {quote} " not in f" {TEXT} ")
    assume(quote.strip(".,;") not in TEXT)
    assert verify(quote, range(1, 20), text).verdict is not Verdict.FOUND


CHANGES = (
    lambda _: "Wasserwaage",
    lambda _: "",
    lambda word: word + "n",
    lambda word: word.swapcase(),
    lambda word: re.sub(r"[.,;:]", "", word),
    lambda word: re.sub(r"\d", "7", word),
    lambda word: word.replace("–", "-"),
    lambda word: word.replace("-", ""),
    lambda word: word.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue"),
    lambda word: f"{word} {word}",
    lambda word: f"{word[:2]} {word[2:]}" if len(word) > 2 else word,
)
