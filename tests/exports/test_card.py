"""Embeddable cards: small, silent files that say what they show and lead to the page."""

import base64
import hashlib
import json
import posixpath
import re
from dataclasses import replace
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from impulswerk.catalogue.graph import Graph
from impulswerk.exports import card as cards
from impulswerk.exports.card import card, snippet, style_hash
from impulswerk.exports.oembed import oembed
from impulswerk.model import urls
from impulswerk.model.entries import Impulse, State
from impulswerk.site.project import load
from tests.project import REAL, SMALL

BASE = "https://papier.example/unterpfad/"


def _graph(root: Path) -> Graph:
    graph = load(root).graph
    assert graph is not None
    return graph


@pytest.fixture(scope="module")
def small() -> Graph:
    return _graph(SMALL)


@pytest.fixture(scope="module")
def real() -> Graph:
    return _graph(REAL)


def _tree(graph: Graph, impulse: Impulse) -> LexborHTMLParser:
    return LexborHTMLParser(card(graph, impulse, BASE))


def _text(tree: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in tree.css(selector)]


def test_it_says_what_a_reader_needs(small: Graph) -> None:
    tree = _tree(small, small.impulse(1))
    assert _text(tree, "title") == ["Karte zu Impuls 1: Lotsen ausbilden – Redaktion Musterpapier"]
    assert _text(tree, "header p") == ["Redaktion Musterpapier", "Arbeitsentwurf"]
    assert _text(tree, "h1") == ["Impuls 1: Lotsen ausbilden"]
    assert _text(tree, "main p") == ["Cluster können zeigen, wie es geht, Schritt für Schritt."]
    assert _text(tree, "footer li") == ["Demografie", "Digitalisierung"]
    assert _text(tree, "footer a") == ["Weiterlesen: papier.example/unterpfad/i/1/"]
    assert [node.attributes["lang"] for node in tree.css("html")] == ["de"]


def test_it_loads_nothing_runs_nothing_and_is_small(real: Graph) -> None:
    for impulse in real.impulses:
        content = card(real, impulse, BASE)
        assert len(content) < 15_000
        tree = LexborHTMLParser(content)
        for selector in (
            "script, iframe, object, embed, form, base, img, image, use, video, audio",
            "[src], [srcset], [style], [ping], [background], [http-equiv=refresh]",
            "link:not([rel=canonical])",
        ):
            assert not tree.css(selector), (impulse.number, selector)
        attributes = {name for node in tree.css("*") for name in node.attributes}
        assert not [name for name in attributes if name.startswith("on")]
        assert not re.search(rb"url\(|@import|@font-face", content)


def test_a_policy_holds_it_to_that(real: Graph) -> None:
    found = set()
    for impulse in real.impulses:
        tree = _tree(real, impulse)
        (policy,) = tree.css("meta[http-equiv=Content-Security-Policy]")
        (style,) = tree.css("style")
        found.add((policy.attributes["content"], style.text()))
    # One and the same for all cards: whoever runs the site can allow it by its digest.
    ((text, style_text),) = found
    digest = base64.b64encode(hashlib.sha256(style_text.encode()).digest()).decode()
    assert style_hash(real) == f"sha256-{digest}"
    assert text == (
        f"default-src 'none'; style-src '{style_hash(real)}'; base-uri 'none'; form-action 'none'"
    )


def test_it_is_no_page_of_its_own(small: Graph) -> None:
    tree = _tree(small, small.impulse(1))
    (robots,) = tree.css("meta[name=robots]")
    assert robots.attributes["content"] == "noindex"
    (canonical,) = tree.css("link[rel=canonical]")
    assert canonical.attributes["href"] == f"{BASE}impulse/01-lotsen/"


def test_its_links_leave_the_frame_and_lead_to_the_impulse(small: Graph) -> None:
    impulse = small.impulse(1)
    links = _tree(small, impulse).css("a")
    goals = []
    for link in links:
        assert link.attributes["target"] == "_top"
        href = link.attributes["href"] or ""
        assert href.endswith("/")
        goals.append(posixpath.normpath(posixpath.join(urls.card(impulse), href)) + "/")
    assert goals == ["impulse/01-lotsen/", "i/1/"]


def test_no_mark_where_the_text_was_compared(small: Graph) -> None:
    compared = replace(small.impulse(1), state=State.COMPARED)
    assert _text(_tree(small, compared), "header p") == ["Redaktion Musterpapier"]


@pytest.mark.parametrize(
    ("successors", "sentence"),
    [
        ((), "Einen Nachfolger gibt es nicht."),
        ((2,), "An seine Stelle tritt Impuls 2: Eine Werkstatt teilen."),
        (
            (2, 3),
            "An seine Stelle treten Impuls 2: Eine Werkstatt teilen und "
            "Impuls 3: Die Straße freihalten.",
        ),
    ],
)
def test_a_withdrawn_one_names_its_successors(
    small: Graph, successors: tuple[int, ...], sentence: str
) -> None:
    gone = replace(small.impulse(1), state=State.WITHDRAWN, replaced_by=successors)
    tree = _tree(small, gone)
    assert _text(tree, "main p") == [f"Dieser Impuls ist zurückgezogen. {sentence}"]
    assert _text(tree, ".stand") == ["Zurückgezogen"]
    goals = [link.attributes["href"] for link in tree.css("main p a")]
    assert goals == [f"../../impulse/{small.impulse(number).name}/" for number in successors]
    assert all(link.attributes["target"] == "_top" for link in tree.css("main p a"))


def test_every_form_has_its_sign(real: Graph) -> None:
    shapes = {}
    for impulse in real.impulses:
        (sign,) = _tree(real, impulse).css("svg.zahl")
        assert sign.text().strip() == str(impulse.number)
        assert sign.attributes["aria-hidden"] == "true"
        shapes[impulse.drivers[0]] = sign.attributes["viewBox"]
    assert len(set(shapes.values())) == len(shapes) == 4


def test_the_snippet_is_one_frame_that_bears_any_title(small: Graph) -> None:
    impulse = replace(small.impulse(1), title='Forschung & „Praxis" <verbinden>')
    (frame,) = LexborHTMLParser(snippet(small, impulse, BASE)).css("body > *")
    assert frame.tag == "iframe"
    assert frame.attributes == {
        "src": f"{BASE}karte/1/",
        "title": 'Impuls 1: Forschung & „Praxis" <verbinden> [Arbeitsentwurf]',
        "width": "100%",
        "height": str(cards.HEIGHT),
        "loading": "lazy",
        "style": f"border:0;max-width:{cards.LARGEST_WIDTH}px",
    }
    tree = _tree(small, impulse)
    assert _text(tree, "h1") == ['Impuls 1: Forschung & „Praxis" <verbinden>']


def test_programs_get_the_same_frame(small: Graph) -> None:
    impulse = small.impulse(1)
    assert json.loads(oembed(small, impulse, BASE)) == {
        "version": "1.0",
        "type": "rich",
        "title": "Impuls 1: Lotsen ausbilden [Arbeitsentwurf]",
        "author_name": "Redaktion Musterpapier",
        "provider_name": "Entwürfe zum Musterpapier",
        "provider_url": BASE,
        "cache_age": 86_400,
        "thumbnail_url": f"{BASE}i/1/bild.png",
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
        "html": snippet(small, impulse, BASE),
        "width": 600,
        "height": 400,
    }


def test_every_text_is_called_the_editors_and_says_its_state(small: Graph) -> None:
    for state in State:
        impulse = replace(small.impulse(1), state=state)
        answer = json.loads(oembed(small, impulse, BASE))
        assert answer["author_name"] == small.catalog.work.publisher
        assert f" [{small.state(impulse).title}" in answer["title"]
