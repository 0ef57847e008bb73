"""Everything as one JSON-LD graph: schema.org for what it is, Dublin Core for what is related."""

from collections.abc import Iterator
from typing import Any

from impulswerk.catalogue.graph import Entry
from impulswerk.exports.data.records import Records
from impulswerk.exports.jsonld import CONTEXT, described, glossary_terms, work_id
from impulswerk.model import urls
from impulswerk.model.entries import Impulse
from impulswerk.model.schema import TERM_PAGES
from impulswerk.permanence.publication import page_of
from impulswerk.text.as_json import readable

LINKED = f"{urls.DATA_FOLDER}papier.jsonld"

# Named in place, so that the file can be read without asking another server.
_CONTEXT = CONTEXT | {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dct": "http://purl.org/dc/terms/",
    "license": {"@type": "@id"},
    **{
        name: {"@id": f"dct:{name}", "@type": "@id"}
        for name in ("relation", "isReferencedBy", "isReplacedBy", "replaces")
    },
}


def linked(records: Records) -> bytes:
    """The graph that pages show in parts, and the relations between its entries."""
    return readable({"@context": _CONTEXT, "@graph": _nodes(records)}).encode()


def _nodes(records: Records) -> Iterator[dict[str, Any]]:
    graph, publication = records.graph, records.publication
    work = graph.catalog.work
    yield from described(graph, publication, None)["@graph"]
    about = {"@id": work_id(publication), "dc:rights": work.rights, "license": work.licence}
    yield {name: value for name, value in about.items() if value}
    for entry in graph.entries:
        yield described(graph, publication, entry) | _relations(records, entry)
    for page in TERM_PAGES:
        yield _terms(records, page.name, page.title)
    if graph.catalog.glossary:
        yield glossary_terms(graph, publication)


def _relations(records: Records, entry: Entry) -> dict[str, list[str]]:
    graph = records.graph
    found = {"isReferencedBy": _ids(records, graph.backlinks(entry))}
    if isinstance(entry, Impulse):
        found |= {
            "relation": _ids(records, graph.related(entry)),
            "isReplacedBy": _ids(records, graph.replacements(entry)),
            "replaces": _ids(records, records.replaced(entry)),
        }
    return {name: ids for name, ids in found.items() if ids}


def _ids(records: Records, entries: tuple[Entry, ...] | list[Impulse]) -> list[str]:
    return [records.publication.absolute(urls.short(entry)) for entry in entries]


def _terms(records: Records, name: str, title: str) -> dict[str, Any]:
    publication = records.publication
    return {
        "@id": page_of(publication, urls.term_index(name)),
        "@type": "DefinedTermSet",
        "name": title,
        "hasDefinedTerm": [
            {
                "@id": page_of(publication, urls.term_path(name, term.id)),
                "@type": "DefinedTerm",
                "termCode": term.id,
                "name": term.title,
                "description": term.short,
            }
            for term in records.graph.term_lists[name]
        ],
    }
