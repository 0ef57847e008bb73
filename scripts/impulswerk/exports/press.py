"""What the press takes away: figures, the table of impulses, one archive with everything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.archive import archive
from impulswerk.exports.citation import cite, edition_name, plain
from impulswerk.exports.table import csv_table
from impulswerk.model import urls
from impulswerk.model.entries import Impulse, Voice
from impulswerk.model.schema import TERM_PAGES
from impulswerk.permanence.publication import Publication
from impulswerk.text.wording import doubted, german_date


@dataclass(frozen=True)
class Count:
    """Something counted; `is_part` of the line above, `page` (a docs path) tells more."""

    name: str
    count: int
    is_part: bool = False
    page: str = ""


def counts(graph: Graph) -> Iterator[Count]:
    """What is the site publishes."""
    yield Count("Impulse", len(graph.active), page=urls.IMPULSE_INDEX)
    for state in graph.catalog.states:
        count = sum(impulse.state.value == state.id for impulse in graph.impulses)
        if count:
            yield Count(f"davon: {state.title}", count, is_part=True)
    if graph.catalog.chronicle:
        count = len(graph.catalog.chronicle)
        yield Count("Einträge in „Was daraus wurde“", count, page=urls.CHRONICLE)
    if graph.catalog.feedback:
        yield Count("Rückmeldungen", len(graph.catalog.feedback), page=urls.DIALOGUE)
    yield Count("Treiber", len(graph.drivers), page=urls.DRIVER_INDEX)
    for driver in graph.drivers:
        name = f"Impulse mit Haupttreiber {driver.title}"
        count = len(graph.main_impulses(driver))
        yield Count(name, count, is_part=True, page=urls.driver_path(driver))
    for entry in TERM_PAGES:
        count = len(graph.term_lists[entry.name])
        yield Count(entry.title, count, page=urls.term_index(entry.name))


def impulse_table(graph: Graph, publication: Publication) -> bytes:
    """Every impulse with its short link, for a spreadsheet."""
    return csv_table(
        ("Nummer", "Titel", "Kurztext", "Haupttreiber", "Handlungsfeld", "Stand", "Link"),
        (
            (
                impulse.number,
                impulse.title,
                impulse.short,
                graph.driver(impulse.drivers[0]).title,
                graph.term("handlungsfelder", impulse.field).title,
                graph.state(impulse).title,
                publication.absolute(urls.permalink(impulse)),
            )
            for impulse in graph.impulses
        ),
        for_excel=True,
    )


def press_kit(
    graph: Graph, publication: Publication, files: Mapping[str, Callable[[], bytes]]
) -> bytes:
    """A ZIP of texts, table, pictures and QR codes; the same content gives the same bytes.

    `files` makes the pictures and the table by the docs path under which the site has them.
    """
    makers: dict[str, Callable[[], bytes]] = {
        "liesmich.txt": lambda: _windows(_read_me(graph, publication)),
        "texte.txt": lambda: _windows(_texts(graph)),
        "impulse.csv": files[urls.PRESS_TABLE],
        "bilder/website.png": files[urls.share_image(None)],
        "qr-codes/website.svg": files[urls.qr_code(None, "svg")],
        "qr-codes/website.png": files[urls.qr_code(None, "png")],
    }
    for entry in graph.entries:
        name = f"impuls-{entry.number:02d}" if isinstance(entry, Impulse) else f"treiber-{entry.id}"
        makers[f"bilder/{name}.png"] = files[urls.share_image(entry)]
        for form in ("svg", "png"):
            makers[f"qr-codes/{name}.{form}"] = files[urls.qr_code(entry, form)]
    return archive(sorted(makers.items()), publication.date)


def _windows(lines: Iterable[str]) -> bytes:
    """Text that opens everywhere: byte order mark and CRLF."""
    return "\r\n".join([*lines, ""]).encode("utf-8-sig")


def _read_me(graph: Graph, publication: Publication) -> list[str]:
    work = graph.catalog.work
    return [
        f"Pressemappe: {work.title}",
        f"{edition_name(graph, publication)} vom {german_date(publication.date)}",
        publication.base,
        "",
        "texte.txt       Texte in mehreren Längen, Zitate, Chronologie, Zahlen und Kontakt",
        "impulse.csv     alle Impulse mit dauerhaftem Link",
        "bilder/         Bilder zum Teilen, 1200 × 630 Punkte",
        "qr-codes/       QR-Codes der dauerhaften Links, als SVG und PNG",
        "",
        "So wird zitiert:",
        plain(cite(graph, publication, None)),
    ]


def _texts(graph: Graph) -> list[str]:
    press, paper = graph.catalog.press, graph.catalog.paper
    lines: list[str] = []
    for text in press.texts:
        lines += [f"{text.title} ({len(text.text)} Zeichen)", text.text, ""]
    day = doubted(german_date(paper.handed_over_on.day), paper.handed_over_on.doubt)
    lines += ["Das Papier", f"Übergeben am {day} an {paper.handed_over_to}."]
    for statement in paper.statements:
        sources = ", ".join(graph.reference(name).publisher for name in statement.source_ids)
        lines.append(f"{statement.text} (Quelle: {sources})")
    lines += [*filter(None, [paper.invitation]), ""]
    if press.voices:
        lines.append("Stimmen")
        lines += [*(_voice(graph, voice) for voice in press.voices), ""]
    if press.events:
        lines.append("Chronologie")
        for event in press.events:
            source = graph.reference(event.source_id).publisher
            lines.append(f"{doubted(event.when, event.doubt)}: {event.what} (Quelle: {source})")
        lines.append("")
    lines.append(
        "Zahlen (gezählt auf dieser Website; Anzahl und Nummern stammen von der Redaktion)"
    )
    lines += [f"{'  ' * one.is_part}{one.name}: {one.count}" for one in counts(graph)]
    return [*lines, "", "Kontakt", *_contact(graph)]


def _voice(graph: Graph, voice: Voice) -> str:
    source = graph.reference(voice.source_id)
    quote = voice.quote.replace("„", "‚").replace("“", "‘")
    place = f"Absatz {voice.paragraph}" if voice.paragraph else f"Seite {voice.page}"
    return (
        f"„{quote}“ – {voice.speaker}, {voice.role} "
        f"(Quelle: {source.publisher}, {source.title}, {place})"
    )


def _contact(graph: Graph) -> list[str]:
    facts = graph.catalog.operator.facts
    found = [facts.get("presse.name")]
    for label, name in (("E-Mail", "mail"), ("Telefon", "telefon")):
        value = facts.get(f"presse.{name}")
        found += [f"{label}: {value}"] if value else []
    return [*filter(None, found)] or ["Angabe fehlt: Der Pressekontakt ist noch nicht eingetragen."]
