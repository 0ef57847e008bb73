"""The facets of the finder on the list page: what can be chosen, and what an impulse has of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from impulswerk.catalogue.graph import Graph
from impulswerk.model.entries import Driver, Impulse, Term


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One box of a facet."""

    id: str
    title: str
    offered: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One group of boxes; its name is the key in the address of a selection."""

    name: str
    title: str
    choices: tuple[FacetValue, ...]
    values: Callable[[Impulse], tuple[str, ...]]

    @property
    def offered(self) -> bool:
        """Whether any of its boxes is of use."""
        return any(choice.offered for choice in self.choices)


def facets(graph: Graph) -> tuple[Facet, ...]:
    """All facets, in the order in which they are shown."""
    lists, catalog, say = graph.term_lists, graph.catalog, graph.language.say

    def facet(
        name: str,
        title: str,
        entries: Sequence[Driver | Term],
        values: Callable[[Impulse], tuple[str, ...]],
    ) -> Facet:
        # A box that every impulse has, or none, selects nothing. It stays on the page, unseen:
        # older addresses and the saved selection need its title.
        choices = (
            FacetValue(
                entry.id,
                entry.title,
                len({entry.id in values(impulse) for impulse in graph.impulses}) == 2,
            )
            for entry in entries
        )
        return Facet(name, title, tuple(choices), values)

    return (
        facet("treiber", say("Treiber"), graph.drivers, lambda entry: entry.drivers),
        facet("feld", say("Handlungsfeld"), lists["handlungsfelder"], lambda entry: (entry.field,)),
        facet("gruppe", say("Wem es nützt"), lists["zielgruppen"], lambda entry: entry.groups),
        facet("handelnde", say("Wer handelt"), catalog.actors, lambda entry: entry.actors),
        facet(
            "herausforderung",
            say("Herausforderung"),
            lists["herausforderungen"],
            lambda entry: entry.challenges,
        ),
        facet("stand", say("Stand"), catalog.states, lambda entry: (entry.state.value,)),
    )
