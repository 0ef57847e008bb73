"""Which page has a phrase follows from the sources, whatever they are about."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.linkaid.phrases import Phrase, Right, phrases
from impulswerk.model.entries import Evidence, GlossaryWord, State, Synonym
from impulswerk.site.project import load
from tests.project import SMALL


def graph_with(changes: Mapping[int, Mapping[str, Any]], **catalog: Any) -> Graph:
    """The small project with some fields of some impulses changed."""
    graph = load(SMALL).graph
    assert graph is not None
    plain = {"search_terms": (), "evidence": (), "title": "miteinander reden"}
    impulses = tuple(
        replace(impulse, **{**plain, **changes.get(impulse.number, {})})
        for impulse in graph.impulses
    )
    return Graph(replace(graph.catalog, impulses=impulses, **catalog))


def owner(graph: Graph, label: str) -> str:
    """The kind of the page that has the phrase, or nothing."""
    kinds = {phrase.target.kind for phrase in phrases(graph) if phrase.label == label}
    assert len(kinds) < 2
    return "".join(kinds)


@pytest.mark.parametrize(
    ("term", "is_linked"),
    [
        ("Lieferantenabfrage", True),  # rare
        ("Recycling", True),  # known
        ("Wetter", False),  # everyday
        ("Schnittstelle", False),  # another thing in every trade
        ("künstliche Intelligenz", True),
        ("andere Branche", False),  # no word says something
        ("voneinander lernen", False),  # no noun
        ("Wer hilft mir", False),
        ("EU", False),
        ("CSR", True),
        ("klimaneutral", True),
        ("grün", False),
    ],
)
def test_search_terms(term: str, is_linked: bool) -> None:
    graph = graph_with({1: {"search_terms": (term,), "short": "Nichts davon."}})
    assert owner(graph, term) == ("Impuls 1" if is_linked else "")


def test_an_everyday_word_counts_where_the_page_speaks_of_it() -> None:
    graph = graph_with({1: {"search_terms": ("Roboter",), "short": "Robotik für alle."}})
    assert owner(graph, "Roboter") == "Impuls 1"
    graph = graph_with({1: {"search_terms": ("Roboter",), "short": "Nichts davon."}})
    assert owner(graph, "Roboter") == ""


def test_the_general_page_has_the_general_word() -> None:
    evidence = (Evidence("muster-2025", "Digitalisierung", 1),)
    graph = graph_with({1: {"evidence": evidence, "search_terms": ("Digitalisierung",)}})
    assert owner(graph, "Digitalisierung") == "Treiber"


def test_what_two_impulses_mean_alike_nobody_has() -> None:
    terms = {"search_terms": ("Lieferantenabfrage",)}
    assert owner(graph_with({1: terms, 2: terms}), "Lieferantenabfrage") == ""
    # In the plural it is the same word.
    plural = {"search_terms": ("Lieferantenabfragen",)}
    graph = graph_with({1: terms, 2: plural})
    assert owner(graph, "Lieferantenabfrage") == owner(graph, "Lieferantenabfragen") == ""


def test_a_title_comes_before_a_search_term() -> None:
    title = {"title": "Lieferantenabfrage vereinfachen"}
    graph = graph_with({1: title, 2: {"search_terms": ("Lieferantenabfrage",)}})
    assert owner(graph, "Lieferantenabfrage") == "Impuls 1"


def test_the_glossary_has_a_word_unless_one_impulse_is_called_so() -> None:
    word = GlossaryWord("abfrage", "Lieferantenabfrage", "Eine Frage.", see=(1,))
    term = {"search_terms": ("Lieferantenabfrage",)}
    assert owner(graph_with({1: term}, glossary=(word,)), "Lieferantenabfrage") == "Glossar"
    called = {"title": "Die Lieferantenabfrage vereinfachen"}
    assert owner(graph_with({1: called}, glossary=(word,)), "Lieferantenabfrage") == "Impuls 1"


def synonyms(word: str, *meanings: str, is_exact: bool = False) -> tuple[Synonym, ...]:
    return tuple(Synonym(word, meaning, is_exact) for meaning in meanings)


def test_a_synonym_leads_where_the_first_thing_it_means_does() -> None:
    terms = {1: {"search_terms": ("Lieferantenabfrage",)}, 2: {"search_terms": ("Echolot",)}}

    def shown(word: str, meaning: str, *meanings: str) -> str:
        found = synonyms(word, meaning, *meanings)
        return owner(graph_with(terms, synonyms=found), f"{word}“ für „{meaning}")

    assert shown("Vorwarnanlage", "Lieferantenabfrage") == "Impuls 1"
    assert shown("Vorwarnanlage", "Lieferantenabfrage", "Echolot") == "Impuls 1"
    assert shown("Vorwarnanlage", "Wetter", "Lieferantenabfrage") == ""
    assert shown("Wetter", "Lieferantenabfrage") == ""


def test_a_synonym_takes_nothing_from_a_word_of_the_sources() -> None:
    terms = {1: {"search_terms": ("Lieferantenabfrage",)}, 2: {"search_terms": ("Echolot",)}}
    found = synonyms("Echolot", "Lieferantenabfrage", is_exact=True)
    graph = graph_with(terms, synonyms=found)
    assert owner(graph, "Echolot") == "Impuls 2"
    assert owner(graph, "Echolot“ für „Lieferantenabfrage") == ""


def test_names_with_dots_stay_names() -> None:
    evidence = (Evidence("muster-2025", "creative.challenges", 1),)
    (phrase,) = [one for one in phrases(graph_with({1: {"evidence": evidence}})) if one.is_dotted]
    assert phrase.label == "creative.challenges"
    assert len(phrase.words) == 2


def test_evidence_that_says_nothing_anywhere_else_is_quoted() -> None:
    evidence = (Evidence("muster-2025", "Wetter und Leute", 1),)
    graph = graph_with({1: {"evidence": evidence}})
    (phrase,) = [phrase for phrase in phrases(graph) if phrase.label == "Wetter und Leute"]
    assert phrase.right == Right.QUOTED


def test_a_withdrawn_impulse_has_no_phrases() -> None:
    changed = {"search_terms": ("Lieferantenabfrage",), "state": State.WITHDRAWN}
    assert owner(graph_with({1: changed}), "Lieferantenabfrage") == ""


def test_no_phrase_belongs_to_two_pages() -> None:
    graph = load(SMALL).graph
    assert graph
    found: dict[tuple[Any, ...], Phrase] = {}
    for phrase in phrases(graph):
        assert found.setdefault(phrase.words, phrase) is phrase
