"""An impulse or a driver as Markdown that stands on its own, for programs and people alike."""

from collections.abc import Iterator

from impulswerk.catalogue.graph import NO_SOURCE, Entry, Graph
from impulswerk.exports.data.fields import Values
from impulswerk.exports.data.records import Records
from impulswerk.exports.data.texts import absolute_text
from impulswerk.model import urls
from impulswerk.model.entries import Evidence, Impulse
from impulswerk.render.authorship import marked
from impulswerk.text.escaping import escaped
from impulswerk.text.wording import german_date, publication_date

_ATTRIBUTES = (
    ("Treiber", "treiber"),
    ("Handlungsfeld", "handlungsfeld"),
    ("Wem es nützt", "zielgruppen"),
    ("Wer handelt", "handelnde"),
    ("Herausforderungen", "herausforderungen"),
    ("Ersetzt durch", "ersetzt_durch"),
    ("Ersetzt", "ersetzt"),
)
_LISTS = (
    ("Verwandte Impulse", "verwandt"),
    ("Impulse mit diesem Haupttreiber", "impulse"),
    ("Weitere Impulse", "weitere_impulse"),
)


def plain_text(records: Records, entry: Entry) -> bytes:
    """Title, summary, what is known about the entry, its text, and where it comes from."""
    values = records.impulse(entry) if isinstance(entry, Impulse) else records.driver(entry)
    text = absolute_text(records.graph, records.publication, entry)
    parts = [f"# {label(records.graph, entry)}", f"> {escaped(entry.short)}"]
    state = records.graph.state(entry)
    parts.append(f"**{escaped(state.title)}.** {escaped(records.graph.state_text(entry))}")
    parts += ["\n".join(_attributes(records, entry, values)), text]
    sources = [_source(records, found) for found in entry.evidence]
    parts += ["## Herkunft", NO_SOURCE if entry.is_own_idea else "\n".join(sources)]
    for title, key in _LISTS:
        if values.get(key):
            parts += [f"## {title}", "\n".join(f"- {_link(found)}" for found in values[key])]
    parts += ["## Zitieren", values["zitat"], records.graph.catalog.work.rights]
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def label(graph: Graph, entry: Entry) -> str:
    """`Impuls 7: Titel [Stand]` or `Treiber: Titel [Stand]`, safe in Markdown."""
    kind = f"Impuls {entry.number}" if isinstance(entry, Impulse) else "Treiber"
    return escaped(marked(graph, entry, f"{kind}: {entry.title}"))


def _attributes(records: Records, entry: Entry, values: Values) -> Iterator[str]:
    yield f"- Text: {escaped(records.graph.catalog.work.publisher)}"
    for title, key in _ATTRIBUTES:
        found = values.get(key, [])
        if found:
            links = [found] if isinstance(found, dict) else found
            yield f"- {title}: {', '.join(map(_link, links))}"
    link = records.publication.absolute(urls.short(entry))
    yield f"- Dauerhafter Link: <{link}>"
    if changed := records.publication.history.changed(entry):
        yield f"- Zuletzt geändert: {german_date(changed)}"


def _link(found: Values) -> str:
    number = f"Impuls {found['nummer']}: " if "nummer" in found else ""
    name = f"{number}{escaped(found['titel'])}"
    return f"[{name}]({found['url']})" if "url" in found else name


def _source(records: Records, evidence: Evidence) -> str:
    source = records.graph.reference(evidence.source_id)
    place = f"Absatz {evidence.paragraph}" if evidence.paragraph else f"Seite {evidence.page}"
    on = publication_date(source.date)
    # Only the paper's words are „Wortlaut“; others are quoted like anybody.
    said = "Wortlaut" if source.id == records.graph.catalog.paper.source_id else "Zitat"
    return (
        f"- {escaped(source.publisher)}: {escaped(source.title)} ({on}), "
        f"{place}, Stichwort „{escaped(evidence.term)}“"
        + (f", {said}: „{escaped(evidence.quote)}“" if evidence.quote else "")
    )
