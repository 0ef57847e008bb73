"""Words of the glossary: found in every form, linked once a page, where they are first used."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.search.records import records
from impulswerk.model import urls
from impulswerk.pages.plan import generate
from impulswerk.pages.view import View
from impulswerk.pages.words import forms_of
from impulswerk.permanence.publication import Publication
from impulswerk.text.glossary import first_uses, unknown_forms
from impulswerk.text.plain import BuiltPage
from tests.project import real_graph

FORMS = {"Netz": "netz", "Netzen": "netz", "Start-up": "start-up", "a.b": "ab", "Circular X": "x"}
_CLOSED = ['<a href="Netz">Netz</a>', "<h2>Netz</h2>", "<!-- Netz > -->", "<code>Netz</code>"]
_CLOSED += ['<img alt="Netz > a.b">']
_OPEN = [
    "Netz",
    "Netzen",
    "Start-up",
    "Start-up-Netz",
    "a.b",
    "Circular X",
    "Netz.NRW",
    "und",
    ". ",
]
_OPEN += [". ", " ", "<p>", "</p>", "&amp;", "<strong>", "</strong>"]


@given(st.lists(st.sampled_from(_OPEN + _CLOSED)).map("".join))
def test_a_page_only_gains_links(html: str) -> None:
    linked = first_uses(html, FORMS, lambda word_id, word: f"<a id={word_id}>{word}</a>")
    assert re.sub(r"<a id=[\w-]+>(.*?)</a>", r"\1", linked) == html
    found = re.findall(r"<a id=([\w-]+)>", linked)
    assert len(found) == len(set(found))
    assert [linked.count(piece) for piece in _CLOSED] == [html.count(piece) for piece in _CLOSED]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Das Netz.", "netz"),
        ("Netz: so", "netz"),
        ("(Netzen)", "netz"),
        ("ein Start-up, das", "start-up"),
        ("mit a.b und", "ab"),
        ("Netzwerk, Netz-Werk, Fuß-Netz, Netz.NRW, Netz:innen, Vernetzen, netz", ""),
    ],
)
def test_whole_words_are_found(text: str, found: str) -> None:
    linked = first_uses(text, FORMS, lambda word_id, _word: f"[{word_id}]")
    assert re.findall(r"\[([\w-]+)\]", linked) == [found][: len(found)]


def test_a_form_nobody_listed_is_noticed() -> None:
    text = "Die Netze, der Netze und des Netzes von Start-ups; netzen, Netz.NRW, Netzwerk"
    assert [word for _, word, _ in unknown_forms(text, FORMS)] == ["Netze", "Netzes", "Start-ups"]


@pytest.fixture(scope="module")
def graph() -> Graph:
    graph = real_graph()
    assert graph is not None
    return graph


def test_each_word_is_explained_at_its_first_use(graph: Graph) -> None:
    """On the pages of the real texts, by an own look at what stands there and in which order."""
    forms = forms_of(graph.catalog.glossary)
    explained: set[str] = set()
    for planned in generate(graph, Publication()).pages:
        entry = {urls.entry_path(entry): entry for entry in graph.entries}.get(planned.path)
        if entry is None:
            continue
        text = View(graph, Publication(), planned.path).text(entry)
        read = re.sub(r"<(a|h\d|code)\b.*?</\1>|<[^>]*>", "|", f"{entry.short}|{text}", flags=re.S)
        first: dict[str, int] = {}
        for form, word_id in forms.items():
            found = re.search(rf"(?:^|[^\w.-]){re.escape(form)}(?=$|[^\w.:-]|[.:]\W)", read)
            if found:
                first[word_id] = min(found.start(), first.get(word_id, len(read)))
        body = LexborHTMLParser(planned.make().html).body
        assert body is not None
        targets = [str(link.attributes["href"]) for link in body.css("a.wort")]
        assert targets == [f"#wort-{word_id}" for word_id in sorted(first, key=first.__getitem__)]
        assert all(body.css_first(target) is not None for target in targets)
        explained |= first.keys()
    assert len(explained) > 20


def test_programs_and_the_search_know_the_words(graph: Graph) -> None:
    site = generate(graph, Publication(base="https://beispiel.example/"))
    (page,) = [planned.make() for planned in site.pages if planned.path == urls.GLOSSARY]
    described = json.loads(page.meta["jsonld"])
    assert described["@type"] == "DefinedTermSet"
    words = {word.id: word for word in graph.catalog.glossary}
    assert {term["@id"] for term in described["hasDefinedTerm"]} == {
        f"https://beispiel.example/glossar/#{word_id}" for word_id in words
    }
    body = LexborHTMLParser(page.html).body
    assert body is not None
    for word_id, word in words.items():
        entry = body.css_first(f"#{word_id}")
        assert entry is not None
        assert word.short in entry.text()
    found = [r for r in records(graph, {"glossar/": BuiltPage("Glossar")}) if r.kind == "Begriff"]
    assert {record.title for record in found} == {word.title for word in words.values()}
