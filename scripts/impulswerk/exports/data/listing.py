"""The data files as readers meet them: on the page on data, at portals, in the head of a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from impulswerk.catalogue.graph import Entry, Graph
from impulswerk.exports.data.fields import DATA, WORDS
from impulswerk.exports.data.linked import LINKED
from impulswerk.exports.data.shapes import Data
from impulswerk.exports.data.sheets import CSV_SHEET, XLSX_SHEET
from impulswerk.exports.data.table import METADATA, TABLE
from impulswerk.model import urls
from impulswerk.permanence.printed import NOT_PRINTED, Printed
from impulswerk.permanence.publication import Publication


@dataclass(frozen=True)
class Form:
    """How a file is written: in words, as IANA registers it, and in the EU's list of file types."""

    words: str
    media_type: str
    file_type: str


JSON = Form("JSON", "application/json", "JSON")
CSV = Form("CSV", "text/csv", "CSV")
JSON_LD = Form("JSON-LD", "application/ld+json", "JSON_LD")
CSVW = Form("JSON", "application/csvm+json", "JSON")
XLSX = Form(
    "Excel (XLSX)", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"
)
ZIP = Form("ZIP", "application/zip", "ZIP")
PDF = Form("PDF", "application/pdf", "PDF")
MARKDOWN = Form("Markdown", "text/markdown", "TXT")


@dataclass(frozen=True)
class Offer:
    """A file and what is in it; `schema` is the name of its JSON Schema, where it has one."""

    path: str
    title: str
    text: str
    form: Form = JSON
    schema: str = ""


# Not data, but what whoever looks for it at a data portal wants to read.
COLLECTION = Offer(
    urls.COLLECTION_PDF, "Alle Texte als PDF", "Zum Lesen und Drucken, barrierefrei.", PDF
)


def _json(name: str, title: str, text: str, schema: str) -> Offer:
    return Offer(f"{urls.DATA_FOLDER}{name}.json", title, text, JSON, schema)


# What a data portal lists: each file holds a whole.
OFFERS = (
    _json("impulse", "Alle Impulse", "Mit Text, Zuordnungen und Beziehungen.", "impulse"),
    _json("uebersicht", "Alle Impulse in Kürze", "Ohne den Text: zum Auflisten.", "uebersicht"),
    Offer(XLSX_SHEET, "Alle Impulse für Excel", "Eine Zeile je Impuls, zum Filtern.", XLSX),
    Offer(
        CSV_SHEET,
        "Dasselbe als CSV für Excel",
        "Öffnet sich in einem deutschen Excel mit einem Doppelklick.",
        CSV,
    ),
    Offer(
        TABLE,
        "Alle Impulse als Tabelle für Programme",
        "Eine Zeile je Impuls, mit Kennungen; Kommas und UTF-8.",
        CSV,
    ),
    _json(
        "aenderungen",
        "Alle Änderungen",
        "Wann sich welcher Impuls geändert hat, die neueste Änderung zuerst.",
        "aenderungen",
    ),
    _json(
        "chronik",
        "Was daraus wurde",
        "Alle Einträge der Chronik mit Quellen, und alle Rückmeldungen.",
        "chronik",
    ),
    Offer(
        urls.CHRONICLE_TABLE,
        "Was daraus wurde als Tabelle",
        "Eine Zeile je Eintrag der Chronik; Kommas und UTF-8.",
        CSV,
    ),
    _json("treiber", "Alle Treiber", "Mit Text und ihren Impulsen.", "treiberliste"),
    _json(
        "begriffe",
        "Alle Begriffe",
        "Handlungsfelder, Zielgruppen, Handelnde, Herausforderungen und Stände.",
        "begriffe",
    ),
    _json("werk", "Diese Texte als Werk", "Titel, Redaktion, Fassung, Zitat und Zahlen.", "werk"),
    _json("papier", "Das Papier", "Angaben zum Papier, um das es geht, und Quellen.", "papier"),
    Offer(LINKED, "Alles verknüpft", "Linked Data mit schema.org und Dublin Core.", JSON_LD),
    Offer(urls.DATA_BUNDLE, "Alle Dateien zusammen", "Mit Prüfsummen (SHA-256).", ZIP),
)


def wholes(printed: Printed) -> tuple[Offer, ...]:
    """What a data portal lists, and all texts as a PDF where there is one."""
    return (*OFFERS, COLLECTION) if COLLECTION.path in printed.files else OFFERS


def offers(graph: Graph, printed: Printed = NOT_PRINTED) -> Iterator[Offer]:
    """Every kind of file; of those that there are many of, the first."""
    yield from wholes(printed)
    for impulse in graph.impulses[:1]:
        number = f"Statt {impulse.number} steht die Nummer des Impulses."
        yield Offer(urls.record(impulse), "Ein einzelner Impuls", number, JSON, "impuls")
        yield Offer(urls.plain_text(impulse), "Ein Impuls als Text", number, MARKDOWN)
    for driver in graph.drivers[:1]:
        name = f"Statt {driver.id} steht die Kennung des Treibers."
        yield Offer(urls.record(driver), "Ein einzelner Treiber", name, JSON, "treiber")
        yield Offer(urls.plain_text(driver), "Ein Treiber als Text", name, MARKDOWN)
    yield Offer(
        urls.OPENAPI,
        "Beschreibung der Schnittstelle",
        "OpenAPI 3.1: alle Adressen und was sie antworten.",
    )
    yield Offer(
        urls.DATA_PACKAGE,
        "Beschreibung als Datenpaket",
        "Frictionless Data Package: Typen, Größen und Prüfsummen.",
    )
    yield Offer(METADATA, "Beschreibung der Tabelle", "CSVW: Bedeutung und Typ der Spalten.", CSVW)
    yield Offer(
        urls.DATA_CATALOG, "Eintrag für Datenportale", "Katalog nach DCAT-AP.de 3.0.", JSON_LD
    )
    yield Offer(urls.LLMS, "Wegweiser für Sprachmodelle", "Links zu allen Texten.", MARKDOWN)


def field_tables() -> tuple[tuple[str, Data], ...]:
    """Title and keys of each kind of entry."""
    entries = "impuls impuls-kurz aenderung treiber begriff abschnitt schritt beleg"
    entries += " uebersetzung chronikeintrag chronikquelle rueckmeldung"
    shown = [*entries.split(), "werk", "papier", "quelle", "kopf"]
    return tuple((WORDS[kind], DATA[kind]) for kind in shown)


def alternatives(publication: Publication, entry: Entry) -> dict[str, Any]:
    """Front matter that names the entry's other forms; addresses are relative to the site."""
    found = [(MARKDOWN, urls.plain_text(entry)), (JSON, urls.record(entry))]
    if publication.folder:  # other languages share the data and have no plain text
        found = found[1:]
    return {
        "alternativen": [
            {
                "typ": form.media_type,
                "adresse": path if publication.folder else publication.prefix + path,
                "name": form.words,
            }
            for form, path in found
        ]
    }
