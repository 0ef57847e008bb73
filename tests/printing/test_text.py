"""Running text as a tree: what is in it, and that no sign in it is ever read as Typst."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impulswerk.exports.typeset.compiler import Job, typeset
from impulswerk.exports.typeset.text import (
    KINDS,
    Goal,
    Node,
    Setting,
    UnknownElementError,
    html_nodes,
    labels,
)
from tests.printing.reading import texts
from tests.printing.test_compiler import DATA, START, template

__all__ = ["template"]


def _nodes(html: str, **more: Any) -> list[Node]:
    return html_nodes(html, Setting(3, "x--", lambda _s, _a: Goal("#ziel"), **more))


def test_every_kind_of_text_has_its_node() -> None:
    html = """<h2 id="impuls">Impuls <em>hier</em></h2><p>Ein <strong>Wort</strong><br>
und <a href="https://x.example/a">ein Link</a>.</p><ul><li>eins</li><li><p>zwei</p></li></ul>
<ol start="3"><li>drei</li></ol><blockquote><p>so</p></blockquote><hr>
<pre><code>a  b\nc</code></pre><table><thead><tr><th>K</th></tr></thead>
<tbody><tr><td>Z</td></tr></tbody></table>"""
    assert _nodes(html) == [
        {
            "art": "ueberschrift",
            "stufe": 3,
            "marke": "x--impuls",
            "inhalt": ["Impuls ", {"art": "kursiv", "inhalt": ["hier"]}],
        },
        {
            "art": "absatz",
            "inhalt": [
                "Ein ",
                {"art": "fett", "inhalt": ["Wort"]},
                {"art": "umbruch", "inhalt": []},
                " und ",
                {
                    "art": "verweis",
                    "ziel": "https://x.example/a",
                    "notiz": "",
                    "inhalt": ["ein Link"],
                },
                ".",
            ],
        },
        {
            "art": "liste",
            "beginn": 1,
            "inhalt": [
                {"art": "punkt", "inhalt": ["eins"]},
                {"art": "punkt", "inhalt": [{"art": "absatz", "inhalt": ["zwei"]}]},
            ],
        },
        {"art": "nummern", "beginn": 3, "inhalt": [{"art": "punkt", "inhalt": ["drei"]}]},
        {"art": "zitat", "inhalt": [{"art": "absatz", "inhalt": ["so"]}]},
        {"art": "linie", "inhalt": []},
        {"art": "block", "inhalt": ["a  b\nc"]},
        {"art": "tabelle", "kopf": [["K"]], "zeilen": [[["Z"]]], "inhalt": []},
    ]
    assert list(labels(_nodes(html))) == ["x--impuls"]


def test_a_footnote_stands_where_it_is_referred_to() -> None:
    html = (
        '<p>Satz<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>.</p>'
        '<div class="footnote"><hr><ol><li id="fn:1"><p>Die Note.&#160;'
        '<a class="footnote-backref" href="#fnref:1">&#8617;</a></p></li></ol></div>'
    )
    (paragraph,) = _nodes(html)
    assert isinstance(paragraph, dict)
    note = paragraph["inhalt"][1]
    assert note["art"] == "fussnote"
    assert "↩" not in json.dumps(note, ensure_ascii=False)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "//x", ""])
def test_other_schemes_leave_the_words_alone(address: str) -> None:
    assert _nodes(f'<p><a href="{address}">Wort</a></p>') == [{"art": "absatz", "inhalt": ["Wort"]}]


@pytest.mark.parametrize("html", ["<video></video>", "<p><img src='x'></p>", "<p><b>x</b></p>"])
def test_what_no_template_knows_is_refused(html: str) -> None:
    with pytest.raises(UnknownElementError):
        _nodes(html)


def test_words_that_break_badly_are_set_apart() -> None:
    assert _nodes("<p>Der Wertstoff.</p>", breaks={"Wertstoff": "Wert|stoff"}) == [
        {
            "art": "absatz",
            "inhalt": ["Der ", {"art": "wort", "inhalt": ["Wert\u00adstoff"]}, "."],
        }
    ]


@pytest.fixture(scope="module")
def walk(template: Path) -> str:
    """Name of a template that sets a text and nothing else."""
    template.write_text(f"{START}#fliesstext(d.text, 0)\n#ende\n", "utf-8")
    return template.name


SIGNS = st.text(
    st.sampled_from("#$@<x>]\"\\'*_`{}[()/~=-+& \u00e4\u20ac1a"), min_size=1, max_size=40
)


@settings(max_examples=25)
@given(words=st.lists(SIGNS.map(str.strip).filter(bool), min_size=1, max_size=6))
def test_signs_of_the_typesetter_are_only_signs(walk: str, words: list[str]) -> None:
    nodes = [{"art": "absatz", "inhalt": [word]} for word in words]
    data = {**json.loads(DATA % "x"), "text": nodes}
    (made,) = typeset([Job(walk, json.dumps(data))])
    assert made.fault == ""
    shown = "".join(texts(made.files[0])).replace(" ", "")
    assert shown == "".join(words).replace(" ", "").replace("\u00a0", "")


def test_the_templates_know_every_kind_and_no_other(walk: str) -> None:
    content = {"inhalt": [], "ziel": "", "notiz": "", "stufe": 1, "marke": "", "beginn": 1}
    content["kennung"] = "en"  # of a language
    more = {"kopf": [["a"]], "zeilen": [[["b"]]]}
    everything: list[Any] = [{"art": kind, **content, **more} for kind in sorted(KINDS)]
    for node in everything:
        if node["art"] in {"block", "ueberschrift"}:
            node["inhalt"] = ["x"]
    known = {**json.loads(DATA % "x"), "text": everything}
    unknown = {**known, "text": [{"art": "film", **content}]}
    first, second = typeset([Job(walk, json.dumps(d)) for d in (known, unknown)])
    assert first.fault == ""
    assert second.fault == "Typst meldet: panicked with: unknown kind of node: film"
