"""Signs that were meant as Markdown are named where a reader would see them, and only there."""

import pytest

from impulswerk.catalogue.catalog import build_catalog
from impulswerk.model.problems import Span
from impulswerk.rules.signs import ENTRY_IDS, check_anchors, check_signs
from impulswerk.sources.marked import Mapping, MarkedDocument
from impulswerk.text.convert import read

SOURCE = "impulses/07-a.md"


def _document(text: str) -> MarkedDocument:
    return MarkedDocument(SOURCE, "", Mapping({}, {}, Span(SOURCE)), text)


def _found(text: str) -> list[tuple[str, int, int]]:
    return [(p.rule, p.span.line, p.span.col) for p in check_signs(_document(text))]


# Each with the place of what is wrong, or of the first of it.
LEFT_OVER = {
    "[a] (14-b.md)": (1, 3),
    "[a]\n(https://b.de)": (2, 2),
    "(a)[14-b.md]": (1, 3),
    "[[14-b]]": (1, 1),
    "Siehe [a][w].": (1, 9),
    "Siehe [Weiterbildung].": (1, 7),
    "[a](https://b.de/c d.pdf)": (1, 3),
    "![a] (b.png)": (1, 1),
    "[a](14-b.md": (1, 3),
    "Ein Satz.[^9]": (1, 10),
    "a\n\n- [ ] b": (3, 3),
    "- [x] b": (1, 3),
    "> [!NOTE]\n> b": (1, 3),
    "[TOC]": (1, 1),
    "• a\n• b": (1, 1),
    "a:\n• b": (2, 1),
    "– a\n– b": (1, 1),
    "-Punkt": (1, 1),
    "1.Punkt": (1, 1),
    "a:\n2. b\n3. c": (3, 1),
    "1. a\n\n  b\n2. c": (4, 1),
    "a) b\nb) c": (2, 1),
    "+ 5 Prozent": (1, 1),
    "> + 5": (1, 3),
    "##Wirkung": (1, 1),
    "####### a": (1, 1),
    "a ** b ** c": (1, 3),
    "**a": (1, 1),
    "a** b": (1, 2),
    "*a": (1, 1),
    "_a b": (1, 1),
    "~~a~~": (1, 1),
    "`a": (1, 1),
    "a ``` b": (1, 3),
    "| a | b |\n| 1 | 2 |": (1, 1),
    "|a|b|\n|-|\n|1|2|": (1, 1),
    "a {: .b}": (1, 3),
    "{{ a }}": (1, 1),
    "!!! note\n    a": (1, 1),
    "??? note": (1, 1),
    ":::warning": (1, 1),
    "a :smile: b": (1, 3),
    "==a==": (1, 1),
    "$$a$$": (1, 1),
    "*[NRW]: Land": (1, 2),
    "siehe https://a.de/b_c": (1, 7),
    "(www.a.de)": (1, 2),
    "a <b": (1, 3),
    "a &nbsp b": (1, 3),
    "a &foo; b": (1, 3),
    "<<<<<<< HEAD\na": (1, 1),
    "Absatz\n\n    vier Leerzeichen": (3, 5),
    "## a **b": (1, 6),
    "- a\n  - **b": (2, 5),
    "| a |\n|---|\n| **b |": (3, 3),
    "a[^1]\n\n[^1]: **b": (3, 7),
    "[**a](b.md)": (1, 2),
    "a\\\n**b": (2, 1),
    "a\n\n```\nb\n\n## c": (3, 1),
    "~~~": (1, 1),
    "- ```\n  b": (1, 1),
    "<!-- a\n\n## b": (1, 1),
}

CLEAN = (
    "**a** *b* `**` [c](d.md) <https://e.de> [f][g]\n\n[g]: h.md",
    "\\**a\\** \\[ \\] \\| 1\\. 8\\) \\#x",
    "&#42;&#42;a &amp;nbsp; &lt;b&gt; &copy;",
    "```\n[^1] ** ~~ |---|\n```",
    "> ~~~~ x\n> a\n> ~~~~\n\n- ```\n  a\n  ```\n\n<!-- a\n\n-->",
    "- a\n  - b\n\n      Absatz\n\n1) c\n2) d",
    "a:\n- b\n\na:\n\n3. b\n4. c",
    "8. April 2025 war\n9. Mai",
    "am\n8. April",
    "im\n19. Jahrhundert\nz. B. so,\n3. Platz",
    "2026. Das",
    "| a | b |\n|---|--:|\n| 1 | `\\|` |",
    "a[^x] und „[…] b [sic]“[^x]\n\n[^x]: Note\n",
    "2 * 3 < 4 und a > b, F&E, R & D, A | B, C#, 5 %, §",
    "Akteur:innen: Bürger*innen snake_case Haus-Nr. – so – 3–4",
    "a\n– so – b",
    "[https://a.de](https://a.de) [b](c.md#d)",
    "Er sagte: „a“, z. B. (b), c/d; e… f? g!",
    "a  \nb\\\nc",
    "am 3. Tag, 1.000 und 2.5",
)


@pytest.mark.parametrize("text", LEFT_OVER)
def test_what_is_left_is_named(text: str) -> None:
    rule, *place = _found(text)[0]
    assert (rule, tuple(place)) == ("zeichen-uebrig", LEFT_OVER[text])


@pytest.mark.parametrize("text", CLEAN)
def test_what_is_meant_is_not(text: str) -> None:
    assert _found(text) == []


def test_every_sign_of_a_line_is_named() -> None:
    found = list(
        check_signs(_document("Das ** ist ** ~~falsch~~ und {: .gross} https://a.de [^9]"))
    )
    assert sorted(p.span.col for p in found) == [5, 15, 30, 41, 54]


@pytest.mark.parametrize("scheme", ["javascript:alert(1)", "data:text/html,x", "file:///etc"])
def test_dangerous_addresses_are_no_links(scheme: str) -> None:
    for text in (f"[a]({scheme})", f"[a[b[c]]](<{scheme}>)"):
        assert [rule for rule, *_ in _found(text)] == ["verweis-art"]
        assert not read(text).links


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\n\n[w]: b.md", [3]),
        ("[a][w]\n\n[w]: b.md\n[w]: c.md", [4]),
        ("a\n\n[Hinweis]: https://b.de", [3]),
        ("a\n\n[^2]: Note", [3]),
        ("a[^1]\n\n[^1]: Note\n[^1]: Zweite", [4]),
        ("a[^1]\n\n[^1]: Note", []),
        ("[A b]\n\n[a B]: c.md", []),
    ],
)
def test_what_vanishes_is_named(text: str, lines: list[int]) -> None:
    assert _found(text) == [("text-verschwindet", line, 1) for line in lines]


@pytest.mark.parametrize(
    "text",
    [
        "".join(" " * (4 * level) + "- a\n" for level in range(300)),
        "".join(" " * (2 * level) + "- a\n" for level in range(7)),
        "> " * 2_000 + "a",
        "- " * 9 + "a",
    ],
)
def test_deep_nesting_is_refused(text: str) -> None:
    assert "text-zu-tief" in {rule for rule, *_ in _found(text)}


def test_what_is_not_so_deep_is_not() -> None:
    text = "".join(" " * (2 * level) + "- a\n" for level in range(6))
    assert _found(text) == []
    assert read(text).html().count("<ul>") == 6


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("### A b\n\n### A b", 3),
        ("### A b\n\n### A *b*!", 3),
        ("### Ziele\n\nZiele\n---", 3),
        ("### Herkunft", 1),
        ("### Inhalt", 1),
        ("### …", 1),
        ('<span id="alt"></span>\n\n### Alt', 3),
    ],
)
def test_a_heading_has_an_address_for_itself(text: str, line: int) -> None:
    found = list(check_anchors(_document(text), ENTRY_IDS))
    assert [(p.rule, p.span.line) for p in found] == [("ueberschrift-anker", line)]
    assert not list(check_anchors(_document("### A\n\n### B"), ENTRY_IDS))


@pytest.mark.parametrize(
    ("source", "text", "line"),
    [
        ("impulses/07-a.md", "---\ntitel: a\n<<<<<<< HEAD\nkurz: b\n=======\n>>>>>>> x\n---\n", 3),
        ("impulses/permalinks.yml", "adressen:\n=======\n", 2),
        ("impulses/woerter.txt", "a\r\n||||||| b\r\n", 2),
        ("docs/ueber.md", "# A\n\n>>>>>>> zweig", 3),
        ("impulses/vokabular.yml", "<<<<<<<", 1),
    ],
)
def test_a_conflict_is_one_problem(source: str, text: str, line: int) -> None:
    (problem,) = build_catalog({source: text.encode()}).problems
    assert (problem.rule, problem.span.source, problem.span.line) == ("konflikt", source, line)


def test_an_underlined_heading_is_no_conflict() -> None:
    found = build_catalog({"docs/a.md": b"Betrieb\n=======\n"}).problems
    assert "konflikt" not in {problem.rule for problem in found}
