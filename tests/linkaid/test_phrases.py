"""What a phrase weighs follows from the sources, whatever they are about."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.linkaid.data import (
    COMMON,
    DOTTED,
    SHARED,
    TURNED,
    Term,
    data_file,
    link_data,
)
from impulswerk.exports.linkaid.weights import ALMOST, FAIR, MEDIUM, SLIGHT, STRONG, WEAK, lower
from impulswerk.model.entries import Evidence, State, Synonym
from impulswerk.site.project import load
from tests.project import SMALL


def graph_with(changes: Mapping[int, Mapping[str, Any]]) -> Graph:
    """The small project with some fields of some impulses changed."""
    graph = load(SMALL).graph
    assert graph is not None
    plain = {"search_terms": (), "evidence": (), "title": "miteinander reden"}
    impulses = tuple(
        replace(impulse, **{**plain, **changes.get(impulse.number, {})})
        for impulse in graph.impulses
    )
    return Graph(replace(graph.catalog, impulses=impulses))


def found(graph: Graph) -> list[Term]:
    terms: list[Term] = link_data(graph)["begriffe"]
    return terms


def weight(graph: Graph, label: str) -> int:
    terms = (term for term in found(graph) if term.label == label and not term.flags & TURNED)
    return max([0, *(term.weight for term in terms)])


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("Frühwarnsystem", MEDIUM),  # rare
        ("Geschäftsstelle", FAIR),  # known
        ("Familie", WEAK),  # everyday
        ("Werkstatt", WEAK),  # in a title, and everyday
        ("Digitalisierung", 0),  # a driver is called so
        ("künstliche Intelligenz", MEDIUM),
        ("andere Branche", 0),  # one word says nothing
        ("voneinander lernen", WEAK),  # no noun
        ("Wer hilft mir", 0),
        ("EU", WEAK),
        ("Know-how", FAIR),
    ],
)
def test_search_terms(term: str, expected: int) -> None:
    assert weight(graph_with({1: {"search_terms": (term,)}}), term) == expected


def test_a_word_of_the_short_text_says_more() -> None:
    short = "Jede Familie braucht ein Frühwarnsystem."
    graph = graph_with({1: {"search_terms": ("Familie", "Frühwarnsystem"), "short": short}})
    assert weight(graph, "Familie") == SLIGHT
    assert weight(graph, "Frühwarnsystem") == STRONG


def test_what_the_title_begins_with_is_the_subject() -> None:
    graph = graph_with({1: {"title": "Lieferantenabfrage mit Nachbarschaftshilfe verbinden"}})
    assert weight(graph, "Lieferantenabfrage") == STRONG
    assert weight(graph, "Nachbarschaftshilfe") == SLIGHT


def test_an_acronym_counts_where_it_stands_for_the_title() -> None:
    terms = {"search_terms": ("KI", "EU")}
    graph = graph_with({1: {"title": "Künstliche Intelligenz begleiten", **terms}})
    assert weight(graph, "KI") == MEDIUM
    assert weight(graph, "EU") == WEAK


def test_evidence_that_is_a_subject_of_all_counts_only_in_texts_on_the_paper() -> None:
    evidence = (Evidence("muster-2025", "Digitalisierung", 1),)
    (phrase,) = found(graph_with({1: {"evidence": evidence}}))
    assert phrase.flags & COMMON


def test_a_subject_of_all_may_belong_to_the_impulse_that_is_called_so() -> None:
    evidence = (Evidence("muster-2025", "Energiekosten", 1),)
    (phrase, *_) = found(graph_with({1: {"evidence": evidence}}))
    assert phrase.flags & COMMON
    title = "Energiekosten im Verbund senken"
    assert not any(
        p.flags & COMMON for p in found(graph_with({1: {"evidence": evidence, "title": title}}))
    )


def test_a_shared_phrase_says_less_and_gives_way() -> None:
    alone = graph_with({1: {"search_terms": ("Frühwarnsystem",)}})
    both = graph_with({n: {"search_terms": ("Frühwarnsystem",)} for n in (1, 2)})
    assert weight(both, "Frühwarnsystem") < weight(alone, "Frühwarnsystem")
    assert all(phrase.flags & SHARED for phrase in found(both))


def test_a_word_that_another_impulse_uses_needs_company() -> None:
    term = {"search_terms": ("Frühwarnsystem",)}
    used = graph_with({1: term, 2: {"short": "Ein Frühwarnsystem hilft."}})
    assert weight(used, "Frühwarnsystem") == ALMOST


def test_a_synonym_says_no_more_than_what_it_stands_for() -> None:
    graph = graph_with({1: {"search_terms": ("Frühwarnsystem", "Geschäftsstelle")}})

    def weight_with(word: str, meaning: str, *, is_exact: bool) -> int:
        synonyms = (Synonym(word, meaning, is_exact),)
        changed = Graph(replace(graph.catalog, synonyms=synonyms))
        assert weight(changed, meaning) == weight(graph, meaning)
        return weight(changed, f"{word}“ für „{meaning}")

    assert weight_with("Vorwarnanlage", "Frühwarnsystem", is_exact=True) == MEDIUM
    assert weight_with("Vorwarnanlage", "Geschäftsstelle", is_exact=True) == FAIR
    assert weight_with("Familie", "Frühwarnsystem", is_exact=True) == WEAK
    assert weight_with("Vorwarnanlage", "Frühwarnsystem", is_exact=False) == SLIGHT
    assert weight_with("Digitalisierung", "Frühwarnsystem", is_exact=True) == 0


def test_a_synonym_takes_nothing_from_a_word_of_the_sources() -> None:
    graph = graph_with(
        {1: {"search_terms": ("Frühwarnsystem",)}, 2: {"search_terms": ("Echolot",)}}
    )
    synonyms = (Synonym("Frühwarnsystem", "Echolot", is_exact=True),)
    changed = Graph(replace(graph.catalog, synonyms=synonyms))
    assert weight(changed, "Frühwarnsystem") == weight(graph, "Frühwarnsystem")
    assert 0 < weight(changed, "Frühwarnsystem“ für „Echolot") < weight(graph, "Echolot")


def test_what_three_lay_claim_to_says_less_than_the_one_it_says_least_of() -> None:
    terms = {"search_terms": ("Frühwarnsystem",)}
    graph = graph_with({1: {**terms, "short": "Ein Frühwarnsystem."}, 2: terms, 3: terms})
    labels = [phrase for phrase in found(graph) if phrase.label == "Frühwarnsystem"]
    assert {phrase.impulse for phrase in labels} == {0, 1, 2}
    assert {phrase.weight for phrase in labels} == {lower(ALMOST)}


def test_of_two_synonyms_alike_the_first_in_the_sources_counts() -> None:
    graph = graph_with({1: {"search_terms": ("Frühwarnsystem", "Lieferantenabfrage")}})
    synonyms = tuple(
        Synonym("Vorwarnanlage", meaning, is_exact=True)
        for meaning in ("Lieferantenabfrage", "Frühwarnsystem")
    )
    changed = Graph(replace(graph.catalog, synonyms=synonyms))
    assert weight(changed, "Vorwarnanlage“ für „Lieferantenabfrage") == MEDIUM
    assert weight(changed, "Vorwarnanlage“ für „Frühwarnsystem") == 0


def test_names_with_dots_stay_names() -> None:
    evidence = (Evidence("muster-2025", "creative.challenges", 1),)
    (phrase,) = found(graph_with({1: {"evidence": evidence}}))
    assert phrase.flags & DOTTED
    assert phrase.weight == STRONG
    assert len(phrase.words) == 2


def test_a_withdrawn_impulse_has_no_phrases() -> None:
    changed = {"search_terms": ("Frühwarnsystem",), "state": State.WITHDRAWN}
    graph = graph_with({1: changed})
    assert found(graph) == []
    assert [row[0] for row in link_data(graph)["impulse"]] == [2, 3]


def test_markers_are_nouns_of_the_lists_and_of_most_texts() -> None:
    data = link_data(graph_with({}))
    forms = {form for place in data["umfeld"] for form in data["woerter"][place][0].split()}
    assert {"digitalisierung", "betriebe"} <= forms
    assert not {"können", "sie", "der"} & forms


def test_data_are_the_same_every_time() -> None:
    graph = load(SMALL).graph
    again = load(SMALL).graph
    assert graph
    assert again
    content = data_file(graph)
    assert content == data_file(again)
    assert content.endswith(b"}\n")
