import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from impulswerk.text.markdown import headings, links, place, raw_html, replace_targets

_MARKDOWN = st.lists(
    st.sampled_from(
        ["[", "]", "(", ")", "!", "`", "```\n", "\n", "# ", "a.md", " ", "<", ">", "\\", "=", "---"]
    )
).map("".join)


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("[a](b.md)", ["b.md"]),
        ("[a](<b c.md>)", ["b c.md"]),
        ("[a](b.md#x 'Titel')", ["b.md#x"]),
        ("[a [b]](c.md)", ["c.md"]),
        ("![Bild](b.png)", ["b.png"]),
        ("[![Bild](b.png)](c.md)", ["b.png", "c.md"]),
        ("[a]: b.md", ["b.md"]),
        ("[^1]: Fußnote", []),
        ("`[a](b.md)`", []),
        ("```\n[a](b.md)\n```", []),
        ("[a](b(c).md)", ["b(c).md"]),
        ("[a]()", [""]),
    ],
)
def test_links(text: str, targets: list[str]) -> None:
    assert [link.target for link in links(text)] == targets


def test_a_link_knows_its_parts() -> None:
    (link,) = links("x [Wirkung](07-a.md#wirkung)")
    assert (link.path, link.anchor, link.text) == ("07-a.md", "wirkung", "Wirkung")
    assert place("eins\nzwei", 6) == (2, 2)


def test_headings_in_both_spellings() -> None:
    found = headings("# Eins\n\nZwei\n----\n\n```\n# kein\n```\n### Lösung: [a](b) **fett**\n")
    assert [(h.level, h.id) for h in found] == [(1, "eins"), (2, "zwei"), (3, "loesung-a-fett")]


@pytest.mark.parametrize(
    "text", ["<b>", "</b>", "<script src=x", "<!-- x -->", "`<i>`", "<?php", "a<br/>b", "<svg\n"]
)
def test_html_is_found_even_in_code(text: str) -> None:
    assert list(raw_html(text))


@pytest.mark.parametrize("text", ["a < b", "<https://a.example>", "<mailto:a@b.de>", "1<2", "<3"])
def test_text_is_not_mistaken_for_html(text: str) -> None:
    assert not list(raw_html(text))


@given(st.text("#=- \na"))
@example("a\n-")
def test_no_line_that_is_a_heading_is_passed_over(text: str) -> None:
    marked = r"(?m)^ {0,3}#{1,6}[^\n]*$"
    underlined = r"(?m)^ {0,3}[^\s#>\-|][^\n]*\n {0,3}(?:=+|-+)[ \t]*$"
    starts = [found.start() for form in (marked, underlined) for found in re.finditer(form, text)]
    assert [heading.start for heading in headings(text)] == sorted(starts)


@given(_MARKDOWN)
def test_no_markdown_breaks_the_scanner(text: str) -> None:
    for link in links(text):
        assert text[link.start : link.end] == link.target
    assert replace_targets(text, lambda _: None) == text
    headings(text)
    list(raw_html(text))


def test_targets_are_replaced_in_place() -> None:
    text = "[a](b.md) und [c](d.md)"
    assert (
        replace_targets(text, lambda link: f"../{link.target}") == "[a](../b.md) und [c](../d.md)"
    )
