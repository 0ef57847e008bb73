"""What the head of a page tells other programs: link previews, reference managers, embedders."""

from __future__ import annotations

from typing import Any

from impulswerk.catalogue.graph import Entry, Graph
from impulswerk.catalogue.status import status
from impulswerk.exports.citation import cite
from impulswerk.exports.jsonld import described, document, told
from impulswerk.exports.share_image import HEIGHT, WIDTH, alt_text
from impulswerk.model import urls
from impulswerk.model.chronicle import ChronicleEntry
from impulswerk.model.entries import Impulse
from impulswerk.permanence.publication import Publication, page_of
from impulswerk.render.chronicle import undoubted, words
from impulswerk.text.convert import read


def metadata(graph: Graph, publication: Publication, entry: Entry | None) -> dict[str, Any]:
    """Front matter for the page of an entry, or for the start page where `entry` is None.

    `kopfangaben` are pairs of a name and a content; names with a colon are Open Graph properties.
    Nothing is said of a site whose address is not known, since all of it needs the address.
    """
    if not publication.has_address:
        return {}
    found: dict[str, Any] = {
        "kopfangaben": [
            {"name": name, "wert": value} for name, value in _pairs(graph, publication, entry)
        ],
        **linked_data(described(graph, publication, entry), publication),
    }
    if isinstance(entry, Impulse) and not publication.edition and graph.language.is_source:
        found["einbettung"] = publication.absolute(urls.oembed(entry))
    return found


def chronicle_metadata(
    graph: Graph, publication: Publication, entry: ChronicleEntry
) -> dict[str, Any]:
    """The same for an entry of the chronicle, which has a picture of its own."""
    if not publication.has_address:
        return {}
    address = page_of(publication, urls.chronicle_entry(entry.id))
    kind = f"{words('chronikarten', entry.kind)}, {undoubted(entry)}"
    if entry.id in graph.corrected:
        kind = f"Berichtigt: {kind}"
    pairs = [
        ("og:type", "article"),
        ("og:site_name", graph.catalog.work.title),
        ("og:locale", "de_DE"),
        ("og:title", entry.title),
        ("og:description", status(graph, []).before(f"{kind}. {read(entry.body).plain}")),
        ("og:url", address),
        ("og:image", publication.absolute(urls.chronicle_image(entry.id))),
        ("og:image:type", "image/png"),
        ("og:image:width", str(WIDTH)),
        ("og:image:height", str(HEIGHT)),
        ("og:image:alt", f"{entry.title}. {kind}."),
        ("twitter:card", "summary_large_image"),
    ]
    return {
        "kopfangaben": [{"name": name, "wert": value} for name, value in pairs],
        **linked_data(told(graph, publication, entry), publication),
    }


def linked_data(described: dict[str, Any], publication: Publication) -> dict[str, str]:
    """The same for what a page describes to programs that read JSON-LD."""
    if not publication.has_address:
        return {}
    # `</` would end the script element; JSON may spell the slash this way, too.
    return {"jsonld": document(described).replace("</", "<\\/")}


def _pairs(graph: Graph, publication: Publication, entry: Entry | None) -> list[tuple[str, str]]:
    citation = cite(graph, publication, entry)
    page = publication.absolute(urls.address(urls.entry_path(entry)) if entry else "")
    said = status(graph, [entry] if entry else graph.entries)
    when = f"{citation.year}/{citation.month:02d}/{citation.day:02d}"
    changed = (publication.changed(entry) if entry else publication.date).isoformat()
    # The comma after the author marks an organisation: Zotero takes the last word of any other name
    # for a surname, and would cite the name of the paper.
    pairs = [
        ("og:type", "article" if entry else "website"),
        ("og:site_name", graph.catalog.work.title),
        ("og:locale", graph.language.locale.replace("-", "_")),
        ("og:title", citation.title),
        ("og:description", said.before(citation.abstract)),
        ("og:url", page),
        ("og:image", publication.absolute(urls.share_image(entry))),
        ("og:image:type", "image/png"),
        ("og:image:width", str(WIDTH)),
        ("og:image:height", str(HEIGHT)),
        ("og:image:alt", alt_text(graph, entry)),
        ("twitter:card", "summary_large_image"),
        ("citation_title", citation.title),
        ("citation_author", f"{citation.author},"),
        ("citation_publication_date", when),
        ("citation_online_date", changed.replace("-", "/")),
        ("citation_language", graph.language.code),
        ("citation_public_url", citation.url),
        ("DC.title", citation.title),
        ("DC.creator", citation.author),
        ("DC.publisher", citation.author),
        ("DC.date", f"{citation.year}-{citation.month:02d}-{citation.day:02d}"),
        ("DC.language", graph.language.code),
        ("DC.type", "Text"),
        ("DC.identifier", citation.url),
        ("DC.description", citation.note),
    ]
    pdf = urls.COLLECTION_PDF if entry is None else ""
    if isinstance(entry, Impulse):
        pdf = urls.sheet(entry)
    if pdf in publication.printed.files:
        pairs.append(("citation_pdf_url", publication.absolute(pdf)))
    if citation.container:
        pairs += [
            ("citation_inbook_title", citation.container),
            ("citation_publisher", citation.author),
            ("DCTERMS.isPartOf", citation.container),
        ]
    else:
        pairs.append(("citation_technical_report_institution", citation.author))
    return [(name, value) for name, value in pairs if value]
