"""Whose text it is: what titles, citations and files say of an entry's author and state.

The editors wrote every text, whatever its state; a text that was compared also names what with.
Only a quote is the paper's, and it stands for itself: among the evidence, in quotation marks.
"""

from impulswerk.catalogue.graph import Entry, Graph
from impulswerk.model.entries import Evidence, Impulse, State


def mark(graph: Graph, entry: Entry) -> str:
    """The entry's state in words; of one that was compared also with what, and on which pages."""
    title = graph.state(entry).title
    return f"{title}: {_basis(graph, entry)}" if entry.state is State.COMPARED else title


def marked(graph: Graph, entry: Entry, title: str) -> str:
    """A title of the entry with its state in brackets.

    Styles of citation leave out notes, editions and kinds of text, each of them others. The title
    is what all of them print, and so do previews, feed readers and lists of search results.
    """
    return f"{title} [{mark(graph, entry)}]"


def note(graph: Graph, entry: Entry | None) -> str:
    """What in the entry, or in the whole work, comes from the editors and what from the paper."""
    paper, say = graph.catalog.paper, graph.language.say
    if not graph.language.is_source:
        # Whatever is said in another language is a summary by the editors, and never compared.
        return say(
            "Zusammenfassung der Redaktion, nicht der Wortlaut des Papiers „{titel}“"
        ).format(titel=paper.title)
    not_theirs = f"von der Redaktion, nicht aus dem Papier „{paper.title}“"
    if entry is None:
        cut = "Nummern, Reihenfolge und Zuschnitt der Impulse"
        if any(found.state is not State.COMPARED for found in graph.entries):
            return f"Texte, {cut} {not_theirs}"
        return f"{cut} {not_theirs}; Texte der Redaktion, abgeglichen mit {_source(graph)}"
    cut = "Nummer, Reihenfolge und Zuschnitt" if isinstance(entry, Impulse) else ""
    if entry.state is not State.COMPARED:
        return f"{f'Text, {cut}' if cut else 'Text'} {not_theirs}"
    found = f"Text der Redaktion, abgeglichen mit {_source(graph, entry)}"
    return f"{found}; {cut} {not_theirs}" if cut else found


def _basis(graph: Graph, entry: Entry) -> str:
    """The paper in short, as an author-date style names it: `Verbund 2025, S. 12`."""
    paper = graph.catalog.paper
    return f"{paper.publisher} {paper.handed_over_on.day.year}{_places(graph, entry)}"


def _source(graph: Graph, entry: Entry | None = None) -> str:
    """The paper in full, with the places where the entry has it from."""
    paper = graph.catalog.paper
    places = _places(graph, entry) if entry else ""
    return f"{paper.publisher} ({paper.handed_over_on.day.year}): {paper.title}{places}"


def _places(graph: Graph, entry: Entry) -> str:
    own = [found for found in entry.evidence if found.source_id == graph.catalog.paper.source_id]
    return "".join(f", {place}" for place in dict.fromkeys(map(_place, own)))


def _place(evidence: Evidence) -> str:
    if evidence.page:
        return f"S.\u00a0{evidence.page}"
    return f"Abs.\u00a0{evidence.paragraph}"
