"""What a page is about, for search engines and other programs: schema.org as JSON-LD."""

from typing import Any

from impulswerk.catalogue.graph import Entry, Graph
from impulswerk.model import urls
from impulswerk.model.chronicle import ChronicleEntry, Source
from impulswerk.model.entries import Driver, Impulse
from impulswerk.permanence.publication import Publication, page_of
from impulswerk.render.authorship import mark, marked, note
from impulswerk.render.chronicle import words
from impulswerk.text.as_json import one_line
from impulswerk.text.convert import read

# The vocabulary is named in place, so that the data can be read without asking another server.
CONTEXT = {
    "@vocab": "https://schema.org/",
    "url": {"@type": "@id"},
    "image": {"@type": "@id"},
    "sameAs": {"@type": "@id"},
    "contentUrl": {"@type": "@id"},
}


def document(found: dict[str, Any]) -> str:
    """Some description as a document that says what its names mean."""
    return one_line({"@context": CONTEXT} | found)


def described(graph: Graph, publication: Publication, entry: Entry | None) -> dict[str, Any]:
    """An entry, or the site, the work and the paper where `entry` is None; without context."""
    if isinstance(entry, Impulse):
        return _impulse(graph, publication, entry)
    if isinstance(entry, Driver):
        return _driver(graph, publication, entry)
    return _site(graph, publication)


def glossary_terms(graph: Graph, publication: Publication) -> dict[str, Any]:
    """The words of the glossary as a set of defined terms."""
    page = page_of(publication, urls.GLOSSARY)
    return {
        "@id": page,
        "@type": "DefinedTermSet",
        "name": graph.language.say("Glossar"),
        "inLanguage": graph.language.code,
        "hasDefinedTerm": [
            {
                "@id": f"{page}#{word.id}",
                "@type": "DefinedTerm",
                "termCode": word.id,
                "name": word.title,
                "description": word.short,
                "url": f"{page}#{word.id}",
            }
            for word in graph.catalog.glossary
        ],
    }


def told(graph: Graph, publication: Publication, entry: ChronicleEntry) -> dict[str, Any]:
    """An entry of the chronicle; a correction says which entry was wrong."""
    page = page_of(publication, urls.chronicle_entry(entry.id))
    found = {
        "@id": page,
        "@type": "CreativeWork",
        "name": entry.title,
        "genre": words("chronikarten", entry.kind),
        "text": read(entry.body).plain,
        "temporalCoverage": entry.when.without(entry.doubt).iso,
        "dateCreated": entry.recorded.isoformat(),
        "inLanguage": "de",
        "url": page,
        "image": publication.absolute(urls.chronicle_image(entry.id)),
        "about": [_name(graph, publication, graph.impulse(number)) for number in entry.impulses]
        or {"@id": paper_id(publication)},
        "citation": [_cited(source) for source in entry.sources],
        "author": _organisation(graph.catalog.work.publisher),
        "publisher": _organisation(graph.catalog.work.publisher),
    }
    wrong = graph.corrected.get(entry.id)
    if wrong:
        found["correction"] = page_of(publication, urls.chronicle_entry(wrong.id))
    return found


def _cited(source: Source) -> dict[str, Any]:
    found = {
        "@type": "CreativeWork",
        "name": source.title,
        "publisher": _organisation(source.publisher),
        "datePublished": source.date.isoformat() if source.date else "",
        "url": source.url,
        "archivedAt": source.archive,
    }
    return {name: value for name, value in found.items() if value}


def _printed(publication: Publication, address: str, language: str) -> dict[str, Any]:
    """The PDF at a site address as a property of what it shows; nothing where there is none."""
    file = publication.printed.files.get(address)
    if file is None:
        return {}
    return {
        "encoding": {
            "@type": "MediaObject",
            "contentUrl": publication.absolute(address),
            "encodingFormat": "application/pdf",
            "contentSize": f"{file.size} B",
            "inLanguage": language,
        }
    }


def work_id(publication: Publication) -> str:
    """What names the editors' work as a thing, as opposed to the site it is read on."""
    return publication.absolute("#werk")


def paper_id(publication: Publication) -> str:
    """What names the paper that the work is about."""
    return publication.absolute("#papier")


def _organisation(name: str) -> dict[str, Any]:
    return {"@type": "Organization", "name": name}


def _impulse(graph: Graph, publication: Publication, impulse: Impulse) -> dict[str, Any]:
    keywords = [graph.term("handlungsfelder", impulse.field).title]
    keywords += [graph.term("herausforderungen", term).title for term in impulse.challenges]
    return _common(graph, publication, impulse) | {
        "@type": ["CreativeWork", "Chapter"],
        "position": impulse.number,
        "keywords": keywords,
        "about": [_name(graph, publication, graph.driver(driver)) for driver in impulse.drivers],
        "audience": [
            {"@type": "Audience", "audienceType": graph.term("zielgruppen", group).title}
            for group in impulse.groups
        ],
        **_printed(publication, urls.sheet(impulse), graph.language.code),
    }


def _driver(graph: Graph, publication: Publication, driver: Driver) -> dict[str, Any]:
    return _common(graph, publication, driver) | {
        "@type": ["CreativeWork", "Chapter"],
        "hasPart": [_name(graph, publication, impulse) for impulse in graph.main_impulses(driver)],
    }


def _common(graph: Graph, publication: Publication, entry: Entry) -> dict[str, Any]:
    page = publication.absolute(urls.address(urls.entry_path(entry)))
    return {
        "@id": publication.absolute(urls.short(entry)),
        "name": marked(graph, entry, entry.title),
        "abstract": entry.short,
        "creativeWorkStatus": mark(graph, entry),
        "creditText": note(graph, entry),
        "inLanguage": graph.language.code,
        "url": page,
        "image": publication.absolute(urls.share_image(entry)),
        "dateModified": publication.changed(entry).isoformat(),
        "author": _organisation(graph.catalog.work.publisher),
        "publisher": _organisation(graph.catalog.work.publisher),
        "isPartOf": {
            "@id": work_id(publication),
            "@type": ["CreativeWork", "Collection"],
            "name": graph.catalog.work.title,
        },
    }


def _name(graph: Graph, publication: Publication, entry: Entry) -> dict[str, Any]:
    return {
        "@id": publication.absolute(urls.short(entry)),
        "@type": "CreativeWork",
        "name": marked(graph, entry, entry.title),
    }


def _site(graph: Graph, publication: Publication) -> dict[str, Any]:
    work, paper = graph.catalog.work, graph.catalog.paper
    editors = _organisation(work.publisher)
    return {
        "@graph": [
            {
                "@id": publication.base,
                "@type": "WebSite",
                "name": work.title,
                "inLanguage": graph.language.code,
                "url": publication.base,
                "publisher": editors,
                "mainEntity": {"@id": work_id(publication)},
            },
            {
                "@id": work_id(publication),
                "@type": ["CreativeWork", "Collection"],
                "name": work.title,
                "abstract": work.short,
                "creditText": note(graph, None),
                "inLanguage": graph.language.code,
                "dateModified": publication.date.isoformat(),
                "version": work.edition,
                "author": editors,
                "publisher": editors,
                "about": {"@id": paper_id(publication)},
                "image": publication.absolute(urls.share_image(None)),
                "hasPart": [_name(graph, publication, impulse) for impulse in graph.active],
                **_printed(publication, urls.COLLECTION_PDF, graph.language.code),
            },
            {
                "@id": paper_id(publication),
                "@type": "Report",
                "name": paper.title,
                "abstract": paper.short,
                "genre": paper.kind,
                "inLanguage": "de",
                "dateCreated": paper.handed_over_on.undoubted.iso,
                "author": _organisation(paper.publisher),
                "publisher": _organisation(paper.publisher),
                **_announced(graph),
            },
        ]
    }


def _announced(graph: Graph) -> dict[str, Any]:
    """Where one reads of the paper, if that is known."""
    address = graph.reference(graph.catalog.paper.evidence_source_id).url
    return {"subjectOf": {"@type": "WebPage", "url": address}} if address else {}
