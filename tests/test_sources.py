"""The real sources are clean and every page made from them has something to show."""

from pathlib import Path

from impulswerk.site.project import load

PROJECT = load(Path(__file__).parent.parent)


def test_the_sources_are_clean() -> None:
    assert PROJECT.problems == ()


def test_every_list_entry_has_impulses() -> None:
    graph = PROJECT.graph
    assert graph is not None
    for name, terms in graph.term_lists.items():
        for term in terms:
            assert graph.members(name, term), (name, term.id)
    for driver in graph.drivers:
        assert graph.main_impulses(driver), driver.id
