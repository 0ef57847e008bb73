"""The three forms hold the text as it was, and links that nothing in it can break."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from impulswerk.exports.linkaid.choose import Link, find_links
from impulswerk.exports.linkaid.render import FORMS, render
from impulswerk.exports.linkaid.tables import LinkData
from tests.linkaid.test_twin import TEXT

BASE = "https://papier.example/x"
TEXT_25 = "Unser Cluster berät zu Fördermitteln."


def made(form: str, text: str, data: LinkData, base: str = BASE) -> str:
    return render(form, text, find_links(text, data), data, base)


@pytest.mark.parametrize("base", [BASE, BASE + "/"])
def test_markdown(data: LinkData, base: str) -> None:
    assert made("markdown", TEXT_25, data, base) == (
        "Unser Cluster berät zu [Fördermitteln](https://papier.example/x/i/25/) (Arbeitsentwurf)."
    )


def test_markdown_escapes_the_passage_and_the_address(data: LinkData) -> None:
    text = "Die Zulieferer*innen der Unternehmen"
    links = [Link(4, 20, 28, "Suchbegriff", "Zulieferer")]
    assert render("markdown", text, links, data, "https://x.example/a (1)") == (
        "Die [Zulieferer\\*innen](https://x.example/a%20%281%29/i/29/) (Arbeitsentwurf)"
        " der Unternehmen"
    )


def test_html(data: LinkData) -> None:
    text = f'A & B <x> "y"\r\n\r\n \t\r\n{TEXT_25}\r\nZweite Zeile.\n\n'
    assert made("html", text, data) == (
        "<p>A &amp; B &lt;x&gt; &quot;y&quot;</p>\n"
        "<p>Unser Cluster berät zu "
        '<a href="https://papier.example/x/i/25/">Fördermitteln</a> (Arbeitsentwurf).'
        "<br>\nZweite Zeile.</p>\n"
    )


def test_plain_text_has_notes_below(data: LinkData) -> None:
    title = "Fördermittelberatung als Lotsendienst ausbauen"
    assert made("text", f"{TEXT_25}\n\n", data) == (
        "Unser Cluster berät zu Fördermitteln [1].\n\n"
        f"[1] {title} (Arbeitsentwurf): https://papier.example/x/i/25/\n"
    )


def test_notes_go_on_where_the_text_stops(data: LinkData) -> None:
    text = f"Siehe [3].\r\n{TEXT_25}"
    plain = made("text", text, data)
    assert "Fördermitteln [4].\r\n\r\n[4] " in plain
    assert plain.endswith("\r\n")


def test_a_text_without_links_stays(data: LinkData) -> None:
    text = " Nichts\r\n\r\nzu *finden*  \n"
    assert made("markdown", text, data) == text
    assert made("text", text, data) == text


def test_list(data: LinkData) -> None:
    assert made("liste", TEXT_25, data) == (
        "„Fördermitteln“ → Fördermittelberatung als Lotsendienst ausbauen (Arbeitsentwurf) "
        "(https://papier.example/x/i/25/)\n  Suchbegriff „Fördermittel“ von Impuls 25\n"
    )
    assert made("liste", "nichts", data) == "Keine Stelle gefunden.\n"
    assert "(i/25/)" in made("liste", TEXT_25, data, "")


def test_links_to_drafts_are_marked_unless_somebody_does_not_want_it(raw: dict[str, Any]) -> None:
    mixed = LinkData(raw | {"impulse": [[*row[:3], "<neu>"] for row in raw["impulse"]]})
    compared = LinkData(raw | {"impulse": [[*row[:3], ""] for row in raw["impulse"]]})
    links = find_links(TEXT_25, mixed)
    assert "</a> (&lt;neu&gt;).</p>" in render("html", TEXT_25, links, mixed, BASE)
    for form in FORMS:
        plain = render(form, TEXT_25, links, compared, BASE)
        assert render(form, TEXT_25, links, mixed, BASE, is_marked=False) == plain
        assert render(form, TEXT_25, links, mixed, BASE) != plain


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
def test_nothing_of_a_text_is_lost_or_becomes_markup(data: LinkData, text: str) -> None:
    text = TEXT_25 + " " + text
    links = find_links(text, data)
    markdown = render("markdown", text, links, data, BASE)
    for link in links:
        target = f"]({BASE}/{data.entries[link.entry].address})"
        assert markdown.count(target) == 1
    reader = _Reader()
    reader.feed(render("html", text, links, data, BASE, is_marked=False))
    reader.close()
    assert reader.tags <= {"p", "a", "br"}
    assert _visible(reader.text) == _visible(text)
    plain = render("text", text, links, data, BASE)
    assert plain.count(f"{BASE}/i/") == len(links) + text.count(f"{BASE}/i/")
