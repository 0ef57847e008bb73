"""What the head of a page tells other programs: link previews, reference managers, embedders."""

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
from impulswerk.render.chronicle import headline
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
    kind = headline(entry)
    if entry.id in graph.corrected:
        kind = f"Berichtigt: {kind}"
    pairs = _preview(
        graph,
        kind="article",
        title=entry.title,
        description=status(graph, []).before(f"{kind}. {read(entry.body).plain}"),
        page=page_of(publication, urls.chronicle_entry(entry.id)),
        image=publication.absolute(urls.chronicle_image(entry.id)),
        alt=f"{entry.title}. {kind}.",
    )
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


def _preview(
    graph: Graph, *, kind: str, title: str, description: str, page: str, image: str, alt: str
) -> list[tuple[str, str]]:
    """What messengers show of a link (Open Graph)."""
    return [
        ("og:type", kind),
        ("og:site_name", graph.catalog.work.title),
        ("og:locale", graph.language.locale.replace("-", "_")),
        ("og:title", title),
        ("og:description", description),
        ("og:url", page),
        ("og:image", image),
        ("og:image:type", "image/png"),
        ("og:image:width", str(WIDTH)),
        ("og:image:height", str(HEIGHT)),
        ("og:image:alt", alt),
        ("twitter:card", "summary_large_image"),
    ]


def _pairs(graph: Graph, publication: Publication, entry: Entry | None) -> list[tuple[str, str]]:
    citation = cite(graph, publication, entry)
    said = status(graph, [entry] if entry else graph.entries)
    when = f"{citation.year}/{citation.month:02d}/{citation.day:02d}"
    changed = (publication.changed(entry) if entry else publication.date).isoformat()
    # The comma after the author marks an organisation: Zotero takes the last word of any other name
    # for a surname, and would cite the name of the paper.
    pairs = [
        *_preview(
            graph,
            kind="article" if entry else "website",
            title=citation.title,
            description=said.before(citation.abstract),
            page=publication.absolute(urls.address(urls.entry_path(entry)) if entry else ""),
            image=publication.absolute(urls.share_image(entry)),
            alt=alt_text(graph, entry),
        ),
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
