"""The guide for language models at /llms.txt (llmstxt.org): where each text lies as Markdown."""

from collections.abc import Iterable

from impulswerk.catalogue.graph import Entry
from impulswerk.exports.data.listing import OFFERS
from impulswerk.exports.data.notices import states_in_words
from impulswerk.exports.data.plain_text import label
from impulswerk.exports.data.records import Records
from impulswerk.model import urls
from impulswerk.model.entries import State
from impulswerk.render.authorship import note
from impulswerk.text.escaping import escaped


def llms(records: Records) -> bytes:
    """A title, a summary, what has to be known, and lists of links, as the form demands."""
    graph, publication = records.graph, records.publication
    work = graph.catalog.work
    withdrawn = graph.in_state(State.WITHDRAWN)
    absolute = publication.absolute
    lists = {
        "Impulse": _entries(records, graph.active),
        "Treiber": _entries(records, graph.drivers),
        "Daten": [
            f"- [{offer.title} ({offer.form.words})]({absolute(offer.path)}): {offer.text}"
            for offer in OFFERS
        ],
        # The form's own word for what may be left out where room is short.
        "Optional": _entries(records, withdrawn),
    }
    parts = [
        f"# {escaped(work.title)}",
        f"> {escaped(work.short)}",
        f"{escaped(work.publisher)}: {escaped(note(graph, None))}.",
        *filter(None, (escaped(states_in_words(graph)), escaped(work.rights))),
    ]
    for title, lines in lists.items():
        if lines:
            parts += [f"## {title}", "\n".join(lines)]
    return ("\n\n".join(parts) + "\n").encode()


def _entries(records: Records, entries: Iterable[Entry]) -> list[str]:
    graph, absolute = records.graph, records.publication.absolute
    return [
        f"- [{label(graph, entry)}]({absolute(urls.plain_text(entry))}): {escaped(entry.short)}"
        for entry in entries
    ]
