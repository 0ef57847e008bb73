"""The phrase above our texts: whose words they are, and whether anybody compared them."""

from collections.abc import Iterable
from dataclasses import dataclass

from impulswerk.catalogue.graph import Entry, Graph
from impulswerk.model.entries import State


@dataclass(frozen=True)
class Status:
    """A tag of a word or two, and a sentence. `state` is the least certain of the texts' states."""

    state: State
    tag: str
    sentence: str

    def before(self, text: str) -> str:
        """`text` with the tag at its start, for places that have room for one line only."""
        return f"{self.tag}: {text}"


def status(graph: Graph, entries: Iterable[Entry], *, is_easy: bool = False) -> Status:
    """What has to be said of a page that shows `entries`; in plain words where it `is_easy`.

    Whoever wrote a text stays the same whatever its state: the editors. Withdrawn texts count only
    where there are no others. A page without any shows at least a definition, which nobody has
    compared.
    """
    found = [entry.state for entry in entries]
    counted = [state for state in found if state is not State.WITHDRAWN] or found or [State.DRAFT]
    drafts = counted.count(State.DRAFT)
    state = State.DRAFT if drafts else counted[0]
    is_part = 0 < drafts < len(counted)
    title = _title(graph, state)
    say, who = graph.language.say, graph.catalog.work.publisher
    tag = _partly(title) if is_part else title
    if is_easy:
        sentence = "Diese Texte hat die Redaktion geschrieben. Sie stehen so nicht im Papier."
    elif is_part:
        sentence = (
            f"{drafts} von {len(counted)} Texten. Alle: {who}, keiner ist der Wortlaut des Papiers."
        )
    elif len(counted) == 1:
        sentence = say("Text: {wer}, nicht der Wortlaut des Papiers.").format(wer=who)
    else:
        sentence = say("Texte: {wer}, nicht der Wortlaut des Papiers.").format(wer=who)
    return Status(state, tag, sentence)


def untagged(graph: Graph, text: str) -> str:
    """`text` without the tag that `Status.before` puts at its start."""
    titles = [state.title for state in graph.catalog.states]
    for tag in (*titles, *map(_partly, titles)):
        text = text.removeprefix(f"{tag}: ")
    return text


def _title(graph: Graph, state: State) -> str:
    # Under `serve` the list of states may be incomplete.
    return next((term.title for term in graph.catalog.states if term.id == state), state.value)


def _partly(title: str) -> str:
    return f"Teils {title}"
