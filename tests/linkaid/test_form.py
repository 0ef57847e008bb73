"""What of a foreign text goes on, and what never does, whatever a tree holds."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from impulswerk.exports.linkaid.command import tree_of
from impulswerk.exports.linkaid.program import LinkProgram

BASE = "https://papier.example/"
ALLOWED = {
    *[
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "blockquote",
        "ul",
        "ol",
        "li",
        "strong",
        "em",
        "a",
        "br",
    ]
}


def made(aid: LinkProgram, html: str, form: str = "html") -> str:
    return aid.linked(tree_of(f"<body>x{html}"), form, BASE).replace("x", "", 1)


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<h3>A</h3>", "<h3>A</h3>"),
        ("<h3><b>A</b></h3>", "<h3>A</h3>"),
        ("<div>A<div>B</div></div>", "<p>A</p>\n<p>B</p>"),
        ("<p>A\n  B &amp; C</p>", "<p>A B &amp; C</p>"),
        ("<p>A<br>B<br></p>", "<p>A<br>\nB</p>"),
        ("<p><i>A</i><u>B</u><span>C</span></p>", "<p><em>A</em>BC</p>"),
        ("<p><b>A</b><b>B</b></p>", "<p><strong>AB</strong></p>"),
        ("<p><b style='font-weight:normal'>A</b></p>", "<p>A</p>"),
        ("<p><span style='font-weight: 700'>A</span></p>", "<p><strong>A</strong></p>"),
        ("<blockquote><p>A</p></blockquote>", "<blockquote>\n<p>A</p>\n</blockquote>"),
        ("<table><tr><td>A<td>B</table>", "<p>A</p>\n<p>B</p>"),
        ("<ul><li><p>A</p><p>B</p></ul>", "<ul>\n<li>A<br>\nB</li>\n</ul>"),
        (
            "<ol><li>A<ul><li>B</ul><li>C</ol>",
            "<ol>\n<li>A<ul>\n<li>B</li>\n</ul>\n</li>\n<li>C</li>\n</ol>",
        ),
        (
            "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.</span>A</p>",
            "<ol>\n<li>A</li>\n</ol>",
        ),
        (
            "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>A</p>",
            "<ul>\n<li>A</li>\n</ul>",
        ),
    ],
)
def test_form(html: str, kept: str, aid: LinkProgram) -> None:
    assert made(aid, f"<hr>{html}").removeprefix("<p></p>\n") == f"{kept}\n"


def test_markdown_and_text_of_a_list(aid: LinkProgram) -> None:
    html = "<h2>A</h2><ol><li><b>B </b>C<ul><li>D</ul><li>E</ol><p><a href='mailto:f@x'>F</a></p>"
    markdown = "## A\n\n1. **B** C\n   - D\n2. E\n\n[F](mailto:f@x)\n"
    assert made(aid, f"<hr>{html}", "markdown").strip() + "\n" == markdown
    text = "A\n\n1. B C\n  - D\n2. E\n\nF (f@x)\n"
    assert made(aid, f"<hr>{html}", "text").strip() + "\n" == text


@pytest.mark.parametrize(
    "address",
    ["https://a.example/?b=1&c=2", "http://a.example", "mailto:a@b.example", "/a/", "#a", "../a"],
)
def test_links_that_stay(address: str, aid: LinkProgram) -> None:
    href = address.replace("&", "&amp;")
    assert made(aid, f'<hr><a href="{href}">A</a>').endswith(f'<p><a href="{href}">A</a></p>\n')


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "java&#10;script:alert(1)",
        "java&#0;script:alert(1)",
        "&#1;javascript:alert(1)",
        "java&#x200b;script:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "blob:x",
        "file:///etc",
        "\\\\a.example",
        "x:y",
    ],
)
def test_links_that_go(address: str, aid: LinkProgram) -> None:
    assert made(aid, f'<hr><a href="{address}">A</a>').endswith("<p>A</p>\n")


class _Reader(HTMLParser):
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        assert [name for name, _ in attrs] == (["href"] if tag == "a" else [])
        for _, value in attrs:
            assert re.match(r"https?://|mailto:|tel:|[^:\s\\]*([/?#]|$)", value or "", re.I)


_NAMES = st.sampled_from(
    [
        *sorted(ALLOWED),
        *[
            "script",
            "style",
            "svg",
            "math",
            "iframe",
            "img",
            "form",
            "template",
            "div",
            "td",
            "b",
            "i",
            "o:p",
            "x",
        ],
    ]
)
_HREFS = st.one_of(
    st.sampled_from(['https://a.example/"><script>', "javascript:1", "java\tscript:1", "/a b"]),
    st.text(max_size=8),
)
_STYLES = st.sampled_from(["", "font-weight:bold", "mso-list:l0 level99 x", "mso-list:Ignore"])
_TREES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        st.text(max_size=8), st.sampled_from(["Fördermittel ", "<script>", "&lt;", "Betrieb"])
    ),
    lambda inner: st.tuples(_NAMES, _HREFS, _STYLES, st.lists(inner, max_size=4)).map(list),
    max_leaves=20,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_TREES)
def test_only_what_is_allowed_is_ever_written(aid: LinkProgram, tree: Any) -> None:
    source = ["body", "", "", [tree, ["p", "", "", ["Unser Betrieb berät zu Fördermitteln."]]]]
    html = aid.linked(source, "html", BASE)
    reader = _Reader()
    reader.feed(html)
    reader.close()
    # What was written is read as what was meant: a second time nothing changes.
    plain = aid.linked(["body", "", "", [tree]], "html", BASE)
    if BASE not in plain:
        assert aid.linked(tree_of(plain), "html", BASE) == plain
    for form in ("markdown", "text"):
        assert "i/25/" in aid.linked(source, form, BASE)
