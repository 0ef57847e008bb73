"""Where links go and where not, on the real impulses."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings

from impulswerk.exports.linkaid.program import Link, LinkProgram
from tests.linkaid.evaluation import target_of, text_of
from tests.linkaid.strange import TEXT

ON_SUBJECT = "Unternehmen, Betriebe und Firmen brauchen Technologien und Vernetzung. "


STRANGE = "Der Hund lief über die Wiese, und die Sonne schien auf das Dach der alten Mühle. "
Find = Callable[[str], dict[str, str]]


@pytest.fixture
def find(aid: LinkProgram) -> Find:
    """Passages with their pages, but for Cluster, which most texts here have."""

    def found(text: str) -> dict[str, str]:
        links = {text[link.start : link.end]: target_of(link.address) for link in aid.links(text)}
        return {passage: target for passage, target in links.items() if target != "g:cluster"}

    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Unser Cluster berät zu Fördermitteln.", {"Fördermitteln": "25"}),
        ("Unser Cluster berät zu Foerdermitteln.", {"Foerdermitteln": "25"}),
        ("FACHKRÄFTEMANGEL BREMST UNTERNEHMEN", {"FACHKRÄFTEMANGEL": "13"}),
        ("Unternehmen klagen über den Mangel an Fachkräften.", {"Mangel an Fachkräften": "13"}),
        ("Betriebe nutzen Künstliche\u00a0Intelligenz.", {"Künstliche\u00a0Intelligenz": "7"}),
        ("Betriebe erproben künstlicher Intelligenz", {"künstlicher Intelligenz": "7"}),
        ("Die Industrie will Start-up-Unterstützung", {"Start-up-Unterstützung": "26"}),
        (
            "Die Start\u2010ups der Region, Förder\u00admittel für Betriebe",
            {"Start\u2010ups": "26"},
        ),
        ("Technologietransferstellen der Betriebe", {"Technologietransferstellen": "16"}),
        ("Betriebe laden zum Format creative.challenges ein.", {"creative.challenges": "21"}),
        ("Unternehmen\nkoppeln Energie\nund Kosten", {}),
    ],
)
def test_forms_of_a_phrase(text: str, expected: dict[str, str], find: Find) -> None:
    links = find(text)
    assert expected.items() <= links.items()
    assert bool(links) == bool(expected)


@pytest.mark.parametrize(
    "guarded",
    [
        "https://beispiel.example/Fördermittel",
        "http://beispiel.example/?q=Fördermittel",
        "www.beispiel.example/Fördermittel",
        "beispiel.example/Fördermittel",
        "Fördermittel.example",
        "Fördermittel@beispiel.example",
        "[Fördermittel](https://beispiel.example/)",
        "[mehr](Fördermittel.md)",
        "![Fördermittel](bild.png)",
        "[![Fördermittel](bild.png)](Fördermittel)",
        "[Fördermittel][1]",
        "`Fördermittel`",
        "```\nFördermittel\n```",
        "~~~\nFördermittel",
        "<https://beispiel.example/Fördermittel>",
        '<a href="#">Fördermittel</a>',
        '<a href="#">zu <abbr>Fördermitteln</abbr> und <b>Fördermittel</b></a>',
        "<a><a>Fördermittel</a>",
        '<img alt="Fördermittel">',
        "<code>Fördermittel</code>",
        "#Fördermittel",
        "@Fördermittel",
    ],
)
def test_what_is_a_link_an_address_or_code_stays(guarded: str, find: Find) -> None:
    assert find(f"{ON_SUBJECT}\n\n{guarded}") == {}
    assert find(f"{ON_SUBJECT}\n\n{guarded}\n\nMehr zu Fördermitteln.") in (
        {"Fördermitteln": "25"},
        # A block of code that nobody closes goes on to the end.
        {},
    )


@pytest.mark.parametrize(
    "text",
    [
        "Innovation, Unternehmen, Cluster, NRW, Wirtschaft und Projekte",
        "Die Gründe sind Unternehmen und Clustern bekannt.",
        "Der Betrieb wechselt das Messer, das Alter der Technologien zählt.",
        "Unternehmen ki",  # an acronym is written in capitals
        "Die Exporteure unter den Unternehmen",  # an ending, no second part
        "Unternehmen\n\nKünstliche\n\nIntelligenz",
        "Künstliche, Intelligenz der Unternehmen",
        "Transfer in die und mit der und an die Praxis der Unternehmen",
        "Unternehmen und Fördermittel" + "programme" * 12,  # no word is so long
    ],
)
def test_words_that_say_nothing_are_not_linked(text: str, find: Find) -> None:
    assert find(text) == {}


def test_an_impulse_is_linked_once(find: Find) -> None:
    text = ON_SUBJECT + "Fördermittel, Fördermittelberatung und Förderprogramme."
    assert list(find(text).values()).count("25") == 1


def test_the_longer_passage_wins(find: Find) -> None:
    text = "Die Weiterentwicklung der Clusterpolitik braucht Unternehmen."
    assert find(text)["Weiterentwicklung der Clusterpolitik"] == "34"


def test_a_general_word_leads_to_the_general_page(find: Find) -> None:
    assert find(f"{ON_SUBJECT}Die Digitalisierung hilft.") == {
        "Digitalisierung": "t:digitalisierung"
    }
    assert find(f"{ON_SUBJECT}Der digitale Wandel.") == {"digitale Wandel": "t:digitalisierung"}
    assert find(f"{ON_SUBJECT}Die Clusterpolitik.") == {"Clusterpolitik": "f:clusterpolitik"}
    assert find(f"{ON_SUBJECT}Die Abwärme.") == {"Abwärme": "g:abwaerme"}
    # One impulse is called by what the glossary explains.
    assert find(f"{ON_SUBJECT}Der Technologietransfer.") == {"Technologietransfer": "16"}


@pytest.mark.parametrize(
    ("phrase", "target"),
    [("runder Tisch", "35"), ("Einstieg in die KI", "7"), ("Pflückroboter", "6")],
)
def test_general_words_say_something_together(phrase: str, target: str, find: Find) -> None:
    assert find(f"{ON_SUBJECT}Es geht um {phrase}.") == {phrase: target}


@pytest.mark.parametrize(
    "office",
    [
        "Ministerin für Wirtschaft, Industrie, Klimaschutz und Energie",
        "Leiterin der Abteilung Digitalisierung",
        "Der Beauftragte für Digitalisierung und Recycling",
        "Referent:in für Robotik",
        "eine Start-up-Beraterin",
        "Nachhaltigkeitsmanager",
        "Lehrstuhl für Robotik",
    ],
)
def test_an_office_is_no_subject(office: str, find: Find) -> None:
    assert find(f"{ON_SUBJECT}{office} sprach.") == {}


def test_who_has_an_office_may_speak_of_a_subject(find: Find) -> None:
    text = f"{ON_SUBJECT}Die Leiterin lobte die Digitalisierung, der Minister das Recycling."
    assert find(text) == {"Digitalisierung": "t:digitalisierung", "Recycling": "1"}


def test_the_headline_is_linked_only_where_nothing_else_is(aid: LinkProgram, find: Find) -> None:
    headline = "Fördermittel für Betriebe"
    again = f"{headline}\n\n{ON_SUBJECT}Die Fördermittel sind knapp."
    *_, link = aid.links(again)
    assert link.start > len(headline)
    assert list(find(f"{headline}\n\n{ON_SUBJECT}")) == ["Fördermittel"]


def test_a_text_on_something_else_has_no_links(find: Find) -> None:
    assert find(f"{STRANGE * 5} Dann kamen die Zölle.") == {}
    assert find(f"{ON_SUBJECT} {STRANGE} Dann kamen die Zölle.") == {"Zölle": "32"}
    assert find(f"{ON_SUBJECT} {STRANGE * 50} Dann kamen die Zölle.") == {}


def test_a_text_that_speaks_of_many_pages_is_on_our_subject(find: Find) -> None:
    few = f"Im Mai ging es um Reallabore und um Zölle. {STRANGE * 4}"
    many = f"{few} Auch Sprachmodelle, Robotik, Recycling und Abwärme kamen vor."
    firm = "Das sagte eine Firma."
    assert find(f"{few} {firm}") == {}
    assert len(find(f"{many} {firm}")) == 6
    # Without a firm it is about something else, however many there are.
    assert find(many) == {}
    assert find(f"{many} {STRANGE * 14} {firm}") == {}


def test_close_to_a_word_for_firms_half_as_much_will_do(find: Find) -> None:
    near = f"Die Firma hat Photovoltaik auf dem Dach und hält viel von Recycling. {STRANGE * 5}"
    assert find(f"{near} Dann kamen die Zölle.") == {"Photovoltaik": "3", "Recycling": "1"}


def test_a_special_word_counts_twice(find: Find) -> None:
    rest = f"Das sagte eine Firma. {STRANGE * 4}"
    assert find(f"Es ging um Sekundärrohstoffe. {rest}") == {"Sekundärrohstoffe": "1"}
    assert find(f"Es ging um Photovoltaik. {rest}") == {}


def test_far_from_firms_a_passage_that_stands_alone_says_nothing(find: Find) -> None:
    firms = f"Die Firma senkt mit Photovoltaik ihre Energiekosten. {STRANGE * 3}"
    assert "Weiterbildung" not in find(f"{firms} Dann kam die Weiterbildung.")
    assert "Weiterbildung" in find(f"{firms} Dann kamen Weiterbildung und Recycling.")


def test_what_is_done_to_a_thing_is_on_that_thing(find: Find) -> None:
    assert find(f"{ON_SUBJECT}Die Digitalisierung des Bürgerbüros ging voran.") == {}
    assert find(f"{ON_SUBJECT}Die Digitalisierung der Betriebe ging voran.") != {}


def test_a_text_may_be_on_many_things(find: Find) -> None:
    other = "Im Rathaus geht die Digitalisierung voran, auf dem Dach ist Photovoltaik."
    ours = f"{ON_SUBJECT}Es geht um Zölle, Start-ups und Fördermittel."
    assert find(f"{other} {STRANGE * 12} {ours}") == find(ours) != {}


def test_a_text_on_the_paper_is_on_our_subject(find: Find) -> None:
    text = f"{STRANGE} Dann kam die Digitalisierung."
    assert find(text) == {}
    assert find(f"Im Papier „Cluster.Zukunft.NRW“: {text}") == {
        "Digitalisierung": "t:digitalisierung"
    }


def test_the_reason_names_the_phrase(aid: LinkProgram) -> None:
    def reasons(text: str) -> list[str]:
        return [link.reason for link in aid.links(ON_SUBJECT + text)]

    assert reasons("Fördermittelprogramme") == ["Suchbegriff „Fördermittel“, Impuls 25"]
    assert reasons("Vernetzungsformate") == ["Titelwort „Vernetzungsformate“, Impuls 23"]
    assert reasons("Klimaschutz") == ["Suchbegriff „Klimaschutz“, Treiber"]
    assert reasons("Nachhaltigkeit") == ["Name „Nachhaltigkeit“, Handlungsfeld"]
    assert reasons("Datenräume") == ["Eintrag „Datenraum“, Glossar"]
    assert reasons("zirkuläres Wirtschaften") == [
        "Synonym „zirkuläres Wirtschaften“ für „Kreislaufwirtschaft“, Impuls 1"
    ]


def test_places_are_counted_in_characters(aid: LinkProgram) -> None:
    text = f"😀 👩‍🔬 {ON_SUBJECT}Mehr zu Fördermitteln 😀."
    assert [text[link.start : link.end] for link in aid.links(text)] == ["Fördermitteln"]


def test_a_long_text_in_windows_form_has_the_same_links(aid: LinkProgram) -> None:
    text = text_of("ankuendigung-fachkraefte") * 9
    assert len(text) > 15_000
    windows = text.replace("\n", "\r\n")
    links = [[text[link.start : link.end] for link in aid.links(text)]]
    links.append([windows[link.start : link.end] for link in aid.links(windows)])
    assert links[0] == links[1] != []


def check_sound(text: str, links: list[Link]) -> None:
    assert len({link.address for link in links}) == len(links)
    for before, after in pairwise(links):
        assert before.end <= after.start
    assert all(0 <= link.start < link.end <= len(text) for link in links)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(TEXT)
def test_links_are_sound_in_any_text(aid: LinkProgram, text: str) -> None:
    check_sound(text, aid.links(text))
    check_sound(ON_SUBJECT + text, aid.links(ON_SUBJECT + text))
