"""What comes of a Markdown text, and what is known of it: the line of everything in it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from impulswerk.text.convert import Link, place, read, with_targets

_MARKDOWN = st.lists(
    st.sampled_from(
        [
            *("[", "]", "(", ")", "!", "`", "```\n", "\n", "\n\n", "# ", "a.md", " ", "<", ">"),
            *(
                "\\",
                "=",
                "---",
                "- ",
                "1. ",
                "> ",
                "|",
                "[^1]",
                "[^1]: ",
                "[a]: b.md\n",
                "*",
                "&amp;",
            ),
            "    ",
        ]
    )
).map("".join)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a *b*", "<p>a <em>b</em></p>"),
        ("## Über uns", '<h2 id="ueber-uns">Über uns</h2>'),
        ("## A\n\n## A", '<h2 id="a">A</h2>\n<h2 id="a_1">A</h2>'),
        ("<!-- baustein: figur -->", "<!-- baustein: figur -->"),
        ("<div>\n*a*\n</div>", "<div>\n*a*\n</div>"),
        ("A:\n- b\n  - c", "<p>A:</p>\n<ul>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("1) a", "<ol>\n<li>a</li>\n</ol>"),
        ("1. März\n2. Mai", "<p>1. März\n2. Mai</p>"),
        ("1. Der Mai\n2. Mai", "<ol>\n<li>Der Mai</li>\n<li>Mai</li>\n</ol>"),
        ("8. April 2025 war", "<p>8. April 2025 war</p>"),
        ("> - 31. Dez. 2025", "<blockquote>\n<ul>\n<li>31. Dez. 2025</li>\n</ul>\n</blockquote>"),
        ("am\n8. April", "<p>am\n8. April</p>"),
        ("2026. Das war", "<p>2026. Das war</p>"),
        ("8. Aprilwetter", '<ol start="8">\n<li>Aprilwetter</li>\n</ol>'),
        ("8\\. a", "<p>8. a</p>"),
        ("a&nbsp;b &lt;", "<p>a\u00a0b &lt;</p>"),
        ("```sh\na <b\n```", '<div class="highlight"><pre><code>a &lt;b\n</code></pre></div>'),
        ("[a b]{lang=en}, c", '<p><span lang="en">a b</span>, c</p>'),
        ("**[a]{lang=fr}** b", '<p><strong><span lang="fr">a</span></strong> b</p>'),
        ("[a](b.md){lang=en} c", '<p><a href="b.md" lang="en">a</a> c</p>'),
        ("[a](b.md)\n{lang=en}", '<p><a href="b.md">a</a>\n{lang=en}</p>'),
        ("`[a]{lang=en}`", "<p><code>[a]{lang=en}</code></p>"),
        ("[a]{lang=en onclick=b}", "<p>[a]{lang=en onclick=b}</p>"),
        ("[a](javascript:b)", "<p>[a](javascript:b)</p>"),
    ],
)
def test_what_comes_of_it(text: str, html: str) -> None:
    assert read(text).html() == html


def test_columns_are_aligned_by_the_stylesheet() -> None:
    html = read("| A | B |\n|:-:|---|\n| 1 | 2 |").html()
    assert '<th class="spalte-center">A</th>\n<th>B</th>' in html
    assert "style" not in html


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("[a](b.md)", [("b.md", 1)]),
        ("[a](<b c.md>)", [("b%20c.md", 1)]),
        ("x\n[a](b.md#x 'Titel')", [("b.md#x", 2)]),
        ("[a [b]](c.md)", [("c.md", 1)]),
        ("![Bild](b.png)", [("b.png", 1)]),
        ("[![Bild](b.png)](c.md)", [("c.md", 1), ("b.png", 1)]),
        ("[a]: b.md\n\n- [a] und\n  [c][a]", [("b.md", 3), ("b.md", 4)]),
        ("[a]: b.md", []),
        ("[^1]: Fußnote", []),
        ("`[a](b.md)`", []),
        ("```\n[a](b.md)\n```", []),
        ("[a](b(c).md)", [("b(c).md", 1)]),
        ("[a]()", [("", 1)]),
        ("<https://a.example> <a@b.de>", [("https://a.example", 1), ("mailto:a@b.de", 1)]),
        ("| a |\n|---|\n| [b](c.md) |", [("c.md", 3)]),
        ("a[^1]\n\n[^1]: b\n\n    [c](d.md)", [("d.md", 5)]),
    ],
)
def test_links(text: str, targets: list[tuple[str, int]]) -> None:
    assert [(link.target, link.line) for link in read(text).links] == targets


def test_a_link_knows_its_parts() -> None:
    (link,) = read("x [Wirkung](07-%61.md#wirkung)").links
    assert (link.path, link.anchor, link.text) == ("07-a.md", "wirkung", "Wirkung")
    assert place("eins\nzwei", 6) == (2, 2)


def test_headings_in_both_spellings() -> None:
    found = read("# Eins\n\nZwei\n----\n\n```\n# kein\n```\n### Lösung: [a](b) **fett**").headings
    assert [(h.level, h.id, h.line) for h in found] == [
        (1, "eins", 1),
        (2, "zwei", 3),
        (3, "loesung-a-fett", 9),
    ]
    assert found[2].title == 'Lösung: <a href="b">a</a> <strong>fett</strong>'


def test_html_is_told_from_what_only_looks_like_it() -> None:
    text = "a <b>c</b> < d `<i>` \\<u>\n\n<!-- x -->\n\n```\n<svg>\n```\n<https://a.example>"
    assert [(p.text.strip(), p.line) for p in read(text).parts if p.kind == "html"] == [
        ("<b>", 1),
        ("</b>", 1),
        ("<!-- x -->", 3),
    ]


def test_plain_text_is_what_a_reader_reads() -> None:
    text = """## Ausgangslage

Wer **schnell** [mit *Rat* hilft](25-x.md#wie), spart [Zeit](treiber/a_(b).md).[^1]

- Ein *Punkt* mit `Code`
1. Eins_zwei &amp; \\*drei

[^1]: Die Anmerkung.
"""
    assert read(text).plain == (
        "Wer schnell mit Rat hilft, spart Zeit. Ein Punkt mit Code Eins_zwei & *drei Die Anmerkung."
    )


def _up(link: Link) -> str | None:
    return f"../{link.target}" if link.target.endswith(".md") else None


def test_links_lead_where_they_are_led() -> None:
    text = "[a](b.md) und [c][d], [e](https://f.example)\n\n[d]: g.md\n"
    assert 'href="../b.md"' in read(text).html(_up)
    assert 'href="../g.md"' in read(text).html(_up)
    assert 'href="https://f.example"' in read(text).html(_up)
    # What was led elsewhere on one page is as it was on the next.
    assert 'href="b.md"' in read(text).html()
    assert with_targets(text, _up) == (
        "[a](../b.md) und [c][d], [e](https://f.example)\n\n[d]: ../g.md\n"
    )


@given(_MARKDOWN)
@example("[^1]: [^1]")
@example("- [^1]: - [^1]: a[^1]")
def test_no_markdown_breaks_the_reading(text: str) -> None:
    found = read(text)
    last = text.count("\n") + 1
    groups = (found.links, found.headings, found.items, found.parts, found.lines)
    lines = [one.line for group in groups for one in group]
    assert all(1 <= line <= last for line in lines)
    assert with_targets(text, lambda _: None) == text
    assert found.html() == found.html()
