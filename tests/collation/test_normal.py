import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impulswerk.collation.normal import digest, flow, fold, likely, plain, reads_as
from impulswerk.collation.quotes import occurrences


def reads(lines: list[str], quote: str) -> bool:
    return list(occurrences(plain(quote), flow((line, 1) for line in lines))) == [1]


@pytest.mark.parametrize(
    ("lines", "quote"),
    [
        (["Die Cluster-", "politik des Landes"], "Die Clusterpolitik des Landes"),
        (["eine KI-", "Anwendung im Haus"], "eine KI-Anwendung im Haus"),
        (["der Innovations-", "und Wettbewerbskraft"], "der Innovations- und Wettbewerbskraft"),
        (["und den-", "noch gelingt es"], "und dennoch gelingt es"),
        (["weder Tages-", "noch Nachtzug"], "weder Tages- noch Nachtzug"),
        (["ein bloßes Lippen-", "bekenntnis"], "ein bloßes Lippen\u00adbekenntnis"),
        (["die För\u00adder\u00admittel"], "die Fördermittel"),
        (["die KI\u00adAnwendung"], "die KI-Anwendung"),  # a soft hyphen that is painted
        (["Start-ups/", "KMU im Land"], "Start-ups/KMU im Land"),
        (["von 2023–", "2024 an"], "von 2023–2024 an"),
        (["alle Akteur:", "innen im Land"], "alle Akteur:innen im Land"),
        (["das Oﬃce ﬁndet ﬂugs Stoﬀ"], "das Office findet flugs Stoff"),
        (["„Offen“, sagt sie"], "»Offen«, sagt sie"),
        (["‚Offen‘, sagt sie"], '"Offen", sagt sie'),
        (["zum\u00a0Beispiel\u2009so  und"], "zum Beispiel so und"),
        (["zu\u200bsammen\ufeff geht es"], "zusammen geht es"),
        (["die Ko\u0308pfe im Land"], "die Köpfe im Land"),
        (["die KI\u2011Labore im Land"], "die KI-Labore im Land"),
    ],
)
def test_what_a_typesetter_changes_is_tolerated(lines: list[str], quote: str) -> None:
    assert reads(lines, quote)


@pytest.mark.parametrize(
    ("lines", "quote"),
    [
        (["ein Wort mehr als"], "ein Wort als"),
        (["ein Wort mehr als"], "ein Wort mehr mehr als"),
        (["den Clustern im Land"], "den Cluster im Land"),
        (["die Cluster im Land"], "Die Cluster im Land"),
        (["mit 1.250 Betrieben"], "mit 1.260 Betrieben"),
        (["mit 10,5 Prozent"], "mit 105 Prozent"),
        (["Bund, Land und Stadt"], "Bund Land und Stadt"),
        (["die Köpfe im Land"], "die Koepfe im Land"),
        (["die Straße im Land"], "die Strasse im Land"),
        (["von 2023–2024 an"], "von 2023-2024 an"),
        (["so – und nicht anders"], "so — und nicht anders"),
        (["so – und nicht anders"], "so - und nicht anders"),
        (["und so weiter …"], "und so weiter ..."),
        (["sie arbeiten zusammen mit"], "sie arbeiten zu sammen mit"),
        (["z. B. im Land"], "z.B. im Land"),
        (["eine KI-Anwendung im Haus"], "eine KI Anwendung im Haus"),
        (["eine KI-Anwendung im Haus"], "eine KIAnwendung im Haus"),
        (["der Innovations-", "und Wettbewerbskraft"], "der Innovationsund Wettbewerbskraft"),
        (["die Cluster-", "politik im Land"], "die Cluster- politik im Land"),
        (["auf 100 m² im Land"], "auf 100 m2 im Land"),
        (["ein ½ Jahr im Land"], "ein 1/2 Jahr im Land"),
        (["die Cluster®-Marke im Land"], "die Cluster-Marke im Land"),
        (["Innovationsakteur:innen im Land"], "Innovationsakteurinnen im Land"),
        (["Start-ups/KMU im Land"], "Start-ups / KMU im Land"),
    ],
)
def test_nothing_else_is_tolerated(lines: list[str], quote: str) -> None:
    assert not reads(lines, quote)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("die Clusterpolitik im Land", "die Cluster"),
        ("die Clusterpolitik im Land", "politik im Land"),
        ("die KI-Anwendung im Land", "Anwendung im Land"),
        ("die KI-Anwendung im Land", "die KI"),
        ("mit 10,5 Prozent im Land", "5 Prozent im Land"),
        ("bei creative.nrw im Land", "nrw im Land"),
        ("alle Akteur:innen im Land", "alle Akteur"),
        ("die Innovations- und Tatkraft", "die Innovations"),
    ],
)
def test_a_quote_does_not_cut_words(text: str, quote: str) -> None:
    assert not reads([text], quote)


@pytest.mark.parametrize("quote", ["Die Cluster", "politik im Land"])
def test_a_quote_does_not_cut_a_hyphenated_word(quote: str) -> None:
    assert not reads(["Die Cluster-", "politik im Land"], quote)


@pytest.mark.parametrize(
    "quote", ["Offen ist das Land", "Land, sagt sie", "(auch heute) im Haus", "auch heute"]
)
def test_signs_around_words_are_no_part_of_them(quote: str) -> None:
    assert reads(["„Offen ist das Land, sagt sie“ (auch heute) im Haus."], quote)


def test_pages_begin_where_their_first_line_does() -> None:
    text = flow([("Die Cluster-", 4), ("politik im Land", 5), ("gilt weiter", 7)])
    assert [text.page(text.text.index(word)) for word in ("Die", "politik", "gilt")] == [4, 5, 7]


def test_what_is_shown_reads_like_the_source() -> None:
    lines = [
        "Cluster-",
        "politik, KI-",
        "Labore, Tat-",
        "und Zugkraft, Start-ups/",
        "KMU 2023–",
        "24",
    ]
    shown = likely(flow((line, 1) for line in lines).text)
    assert shown == "Clusterpolitik, KI-Labore, Tat- und Zugkraft, Start-ups/KMU 2023– 24"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_the_digest_tells_apart_what_the_comparison_does(one: str, other: str) -> None:
    assert (digest(one) == digest(other)) == (plain(one) == plain(other))


@given(st.text(alphabet=st.characters(exclude_categories=["Co", "Cs"])))
def test_a_line_reads_as_itself(text: str) -> None:
    assert reads_as(flow([(text, 1)]).text, plain(text)) or "\u00ad" in text


@given(st.sampled_from(["NFC", "NFD"]))
def test_composition_is_no_difference(form: str) -> None:
    text = "Fördermöglichkeiten über Länder"
    assert digest(unicodedata.normalize(form, text)) == digest(text)  # type: ignore[arg-type]
