"""What whoever takes the data has to know: how far the texts have got, and who may use them."""

from __future__ import annotations

from impulswerk.graph import Graph


def standing(graph: Graph) -> str:
    """Title and definition of every state that an impulse is in."""
    used = {impulse.state.value for impulse in graph.impulses}
    found = (state for state in graph.catalog.states if state.id in used)
    return " ".join(f"{state.title}: {state.definition}" for state in found)


def rights(graph: Graph) -> dict[str, str]:
    """The keys `rechte` and `lizenz`, as far as the sources say something about them."""
    paper = graph.catalog.paper
    found = {"rechte": paper.rights, "lizenz": paper.licence}
    return {name: value for name, value in found.items() if value}
