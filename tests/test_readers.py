"""What readers come with: whom to ask today, and what somebody in their place can do."""

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from impulswerk.catalogue.graph import Graph
from impulswerk.model import urls
from impulswerk.pages.plan import generate
from impulswerk.permanence.publication import Publication
from tests.project import real_graph


@pytest.fixture(scope="module")
def graph() -> Graph:
    graph = real_graph()
    assert graph is not None
    return graph


def _page(graph: Graph, path: str) -> LexborNode:
    (planned,) = [page for page in generate(graph, Publication()).pages if page.path == path]
    body = LexborHTMLParser(planned.make().html).body
    assert body is not None
    return body


def test_only_a_source_makes_a_member(graph: Graph) -> None:
    body = _page(graph, "wer-hilft.md")
    members, others = ([item.id for item in part.css("li")] for part in body.css("ul.akteure"))
    known = graph.catalog.organisations
    assert members == [f"akteur-{one.id}" for one in known if one.member_source_id]
    assert others == [f"akteur-{one.id}" for one in known if not one.member_source_id]


def test_an_impulse_says_who_helps_in_its_field(graph: Graph) -> None:
    for impulse in graph.impulses:
        body = _page(graph, urls.impulse_path(impulse))
        linked = [str(link.attributes["href"]) for link in body.css(".helfende a")]
        named = [f"#akteur-{one.id}" for one in graph.organisations(impulse.field)]
        assert [link.partition("/wer-hilft/")[2] for link in linked] == (named or [""])


def test_a_role_begins_with_few_impulses_and_then_shows_the_rest(graph: Graph) -> None:
    for role in graph.catalog.roles:
        body = _page(graph, urls.role_path(role.id))
        first = [link.text().strip() for link in body.css(".auswahl a")]
        chosen = [graph.impulse(choice.number) for choice in role.choices]
        assert first == [f"Impuls {impulse.number}: {impulse.title}" for impulse in chosen]
        assert len({choice.number for choice in role.choices}) == len(chosen) <= 7
        reasons = [item.text() for item in body.css(".auswahl p")]
        assert all(choice.reason in reasons[at] for at, choice in enumerate(role.choices))
        further = {link.text().strip() for link in body.css(".gruppe .verweise a")}
        assert not further & set(first)
        for group in role.groups:
            members = graph.members("zielgruppen", graph.term("zielgruppen", group))
            assert {f"Impuls {one.number}: {one.title}" for one in members} <= {*first, *further}


def test_roles_are_found_from_the_start_and_from_their_target_groups(graph: Graph) -> None:
    for path in (urls.HOME, "fuer/index.md"):
        linked = [link.text() for link in _page(graph, path).css(".rollen a")]
        assert linked == [role.title for role in graph.catalog.roles]
    for role in graph.catalog.roles:
        for group in role.groups:
            page = _page(graph, urls.term_path("zielgruppen", group))
            targets = [link.attributes["href"] for link in page.css("a")]
            assert f"../../fuer/{role.id}/" in targets
