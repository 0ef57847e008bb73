"""The three forms hold the text as it was, and links that nothing in it can break."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from impulswerk.exports.linkaid.command import program
from impulswerk.exports.linkaid.program import FORMS, LinkProgram
from tests.linkaid.strange import TEXT
from tests.project import REAL

BASE = "https://papier.example/x"
TEXT_25 = "Unser Betrieb berät zu Fördermitteln."


def made(form: str, text: str, aid: LinkProgram, base: str = BASE) -> str:
    return aid.linked(text, form, base)


@pytest.mark.parametrize("base", [BASE, BASE + "/"])
def test_markdown(aid: LinkProgram, base: str) -> None:
    assert made("markdown", TEXT_25, aid, base) == (
        "Unser Betrieb berät zu [Fördermitteln](https://papier.example/x/i/25/) (Arbeitsentwurf)."
    )


def test_markdown_escapes_the_passage_and_the_address(aid: LinkProgram) -> None:
    text = "Unternehmen und Cluster werben um Start-up-Gründer*innen."
    marked = made("markdown", text, aid, "https://x.example/a (1)")
    address = "https://x.example/a%20%281%29/i/26/"
    assert f"um [Start-up-Gründer\\*innen]({address}) (Arbeitsentwurf)." in marked


def test_html(aid: LinkProgram) -> None:
    text = f'A & B <x> "y"\r\n\r\n \t\r\n{TEXT_25}\r\nZweite Zeile.\n\n'
    assert made("html", text, aid) == (
        "<p>A &amp; B &lt;x&gt; &quot;y&quot;</p>\n"
        "<p>Unser Betrieb berät zu "
        '<a href="https://papier.example/x/i/25/">Fördermitteln</a> (Arbeitsentwurf).'
        "<br>\nZweite Zeile.</p>\n"
    )


def test_plain_text_has_notes_below(aid: LinkProgram) -> None:
    title = "Fördermittelberatung als Lotsendienst ausbauen"
    assert made("text", f"{TEXT_25}\n\n", aid) == (
        "Unser Betrieb berät zu Fördermitteln [1].\n\n"
        f"[1] {title} (Arbeitsentwurf): https://papier.example/x/i/25/\n"
    )


def test_notes_go_on_where_the_text_stops(aid: LinkProgram) -> None:
    text = f"Siehe [3].\r\n{TEXT_25}"
    plain = made("text", text, aid)
    assert "Fördermitteln [4].\r\n\r\n[4] " in plain
    assert plain.endswith("\r\n")


def test_a_text_without_links_stays(aid: LinkProgram) -> None:
    text = " Nichts\r\n\r\nzu *finden*  \n"
    assert made("markdown", text, aid) == text
    assert made("text", text, aid) == text


def test_list(aid: LinkProgram) -> None:
    assert made("liste", TEXT_25, aid) == (
        "„Fördermitteln“ → Impuls 25: Fördermittelberatung als Lotsendienst ausbauen "
        "(Arbeitsentwurf) (https://papier.example/x/i/25/)\n"
        "  Suchbegriff „Fördermittel“, Impuls 25\n"
    )
    assert made("liste", "nichts", aid) == "Keine Stelle gefunden.\n"
    assert "(i/25/)" in made("liste", TEXT_25, aid, "")


def test_links_to_drafts_are_marked_unless_somebody_does_not_want_it(raw: dict[str, Any]) -> None:
    mixed = program(REAL, raw | {"ziele": [[*row[:3], "<neu>"] for row in raw["ziele"]]})
    compared = program(REAL, raw | {"ziele": [[*row[:3], ""] for row in raw["ziele"]]})
    assert "</a> (&lt;neu&gt;).</p>" in made("html", TEXT_25, mixed)
    for form in FORMS:
        plain = made(form, TEXT_25, compared)
        assert mixed.linked(TEXT_25, form, BASE, is_marked=False) == plain
        assert made(form, TEXT_25, mixed) != plain


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert [name for name, _ in attrs] == (["href"] if tag == "a" else [])

    def handle_data(self, data: str) -> None:
        self.text += data


def _visible(text: str) -> list[str]:
    return re.sub("\r\n?", "\n", text).split()


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(TEXT)
def test_nothing_of_a_text_is_lost_or_becomes_markup(aid: LinkProgram, text: str) -> None:
    text = TEXT_25 + " " + text
    links = aid.links(text)
    markdown = made("markdown", text, aid)
    for link in links:
        assert markdown.count(f"]({BASE}/{link.address})") == 1
    reader = _Reader()
    reader.feed(aid.linked(text, "html", BASE, is_marked=False))
    reader.close()
    assert reader.tags <= {"p", "a", "br"}
    assert _visible(reader.text) == _visible(text)
    plain = made("text", text, aid)
    assert plain.count(f"{BASE}/") == len(links)
