"""What the data say of themselves: how far the texts have got, and who may use them."""

from impulswerk.catalogue.graph import Graph


def states_in_words(graph: Graph) -> str:
    """Title and meaning of every state that an impulse or a driver is in."""
    found = (state for state in graph.catalog.states if state.id in graph.states)
    return " ".join(f"{state.title}: {state.short}" for state in found)


def rights(graph: Graph) -> dict[str, str]:
    """The keys `rechte` and `lizenz`, as far as the sources say something about them."""
    work = graph.catalog.work
    found = {"rechte": work.rights, "lizenz": work.licence}
    return {name: value for name, value in found.items() if value}


def contact(graph: Graph) -> dict[str, str]:
    """Name and mail address of the operator, whom questions about the data go to, where known."""
    facts = graph.catalog.operator.facts
    found = {"name": facts.get("betreiber.name"), "email": facts.get("betreiber.mail")}
    return {name: str(value) for name, value in found.items() if value}
