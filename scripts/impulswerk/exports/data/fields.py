"""The one table of keys in the data files: schemas, CSV and the page on data all read it."""

from __future__ import annotations

from impulswerk.exports.data.shapes import (
    ADDRESS,
    DAY,
    NUMBER,
    TEXT,
    TEXTS,
    Data,
    Datum,
    Shape,
    many,
    mapping,
)
from impulswerk.model.record import Record
from impulswerk.model.schema import DRIVER, EVIDENCE, IMPULSE, PAPER, REFERENCE, TERM, WORK

VERSION = "v1"


def _own(record: Record, name: str, shape: Shape = TEXT, text: str = "") -> Datum:
    """A key that the front matter has, too: its words come from there unless `text` is given."""
    field = record.field(name)
    words = (text or field.help).replace("`", "")
    return Datum(name, field.title, words, shape, field.required)


_ID = Datum("id", "Kennung", "Kurzname, der sich nie ändert.", TEXT)
_NUMBER = Datum("nummer", "Nummer", "Nummer des Impulses; sie wird nie neu vergeben.", NUMBER)
_TITLE = Datum("titel", "Titel", "Wie es auf der Website heißt.", TEXT)
_URL = Datum("url", "Adresse", "Adresse der Seite; alte Adressen führen weiter.", ADDRESS)
_JSON = Datum("json", "JSON-Datei", "Adresse dieser Angaben als eigene Datei.", ADDRESS)
_IMAGE = Datum("bild", "Bild", "Adresse des Bildes zum Teilen (PNG, 1200 × 630 Punkte).", ADDRESS)
_MARKDOWN = Datum("markdown", "Markdown-Datei", "Adresse des Textes als Markdown.", ADDRESS)
_CITATION = Datum(
    "zitat", "Zitat", "Fertige Quellenangabe; den Tag des Abrufs setzen Sie selbst ein.", TEXT
)
_NO_SOURCE = Datum(
    "ohne_quelle",
    "Ohne Quelle",
    "Steht nur bei einer Idee, die nicht aus dem Papier stammt und für die es keine Quelle gibt.",
    TEXT,
    always=False,
)
_CHANGED = Datum(
    "geaendert",
    "Geändert",
    "Tag, an dem sich für Lesende zuletzt etwas geändert hat; fehlt, solange er nicht bekannt ist.",
    DAY,
    always=False,
)

STATE = mapping("Stand", (_ID, _TITLE))
ACTOR = mapping("Handelnde", (_ID, _TITLE))
TERM_LINK = mapping("Begriff", (_ID, _TITLE, _URL))
DRIVER_LINK = mapping("Treiber", (_ID, _TITLE, _URL))
IMPULSE_LINK = mapping("Impuls", (_NUMBER, _TITLE, _URL))
_TERMS = many("Liste von Begriffen", TERM_LINK)
_IMPULSES = many("Liste von Impulsen", IMPULSE_LINK)
_BACKLINKS = Datum(
    "verweise_hierher",
    "Verweise hierher",
    "Impulse und Treiber, deren Text hierher verweist.",
    many("Liste von Impulsen und Treibern", IMPULSE_LINK, DRIVER_LINK),
)

SECTION: Data = (
    Datum("id", "Kennung", "Sprungmarke des Abschnitts auf der Seite.", TEXT),
    Datum("titel", "Titel", "Überschrift; leer vor der ersten.", TEXT),
    Datum("text", "Text", "Text in Markdown; Links sind vollständige Adressen.", TEXT),
)
_SECTIONS = Datum(
    "abschnitte", "Abschnitte", "Der Text, nach Abschnitten.",
    many("Liste von Abschnitten", mapping("Abschnitt", SECTION)),
)  # fmt: skip

_EVIDENCE_RECORD = Record("beleg", "Beleg", "", EVIDENCE)
EVIDENCE_DATA: Data = (
    _own(_EVIDENCE_RECORD, "quelle", TEXT, "Kennung der Quelle; papier.json nennt alle Quellen."),
    _own(_EVIDENCE_RECORD, "absatz", NUMBER, "Nummer des Absatzes in der Quelle, ab 1 gezählt."),
    _own(_EVIDENCE_RECORD, "seite", NUMBER, "Seitenzahl in der Quelle."),
    _own(_EVIDENCE_RECORD, "stichwort"),
    _own(_EVIDENCE_RECORD, "wortlaut", TEXT, "Kurzes Zitat aus der Quelle, buchstabengetreu."),
)
_EVIDENCE = many("Liste von Belegen", mapping("Beleg", EVIDENCE_DATA))

IMPULSE_DATA: Data = (
    _NUMBER,
    _own(IMPULSE, "titel"),
    _own(IMPULSE, "kurz"),
    _URL,
    Datum("permalink", "Dauerhafter Link", "Bleibt, auch wenn sich der Titel ändert.", ADDRESS),
    _own(IMPULSE, "stand", STATE),
    _own(IMPULSE, "abgeglichen_von", TEXT, "Rolle, die den Impuls mit dem Papier verglichen hat."),
    _own(IMPULSE, "abgeglichen_am", DAY, "Tag des Vergleichs mit dem Papier."),
    _CHANGED,
    _own(IMPULSE, "treiber", many("Liste von Treibern", DRIVER_LINK)),
    _own(IMPULSE, "handlungsfeld", TERM_LINK),
    _own(IMPULSE, "zielgruppen", _TERMS),
    _own(IMPULSE, "handelnde", many("Liste von Handelnden", ACTOR)),
    _own(IMPULSE, "herausforderungen", _TERMS),
    Datum(
        "verwandt",
        IMPULSE.field("verwandt").title,
        "Verwandte Impulse, gleich auf welcher Seite die Beziehung eingetragen ist.",
        _IMPULSES,
    ),
    _BACKLINKS,
    Datum("ersetzt_durch", "Ersetzt durch", "Impulse, die an diese Stelle treten.", _IMPULSES),
    Datum("ersetzt", "Ersetzt", "Zurückgezogene Impulse, die dieser ersetzt.", _IMPULSES),
    _own(IMPULSE, "suchbegriffe", TEXTS),
    _SECTIONS,
    _own(IMPULSE, "belege", _EVIDENCE),
    _NO_SOURCE,
    _CITATION,
    _IMAGE,
    Datum("karte", "Karte", "Adresse der Karte zum Einbetten.", ADDRESS),
    _MARKDOWN,
    _JSON,
)

DRIVER_DATA: Data = (
    _ID,
    _own(DRIVER, "reihenfolge", NUMBER),
    _own(DRIVER, "titel"),
    _own(DRIVER, "kurz"),
    _URL,
    _own(DRIVER, "stand", STATE),
    _own(DRIVER, "abgeglichen_von", TEXT, "Rolle, die den Treiber mit dem Papier verglichen hat."),
    _own(DRIVER, "abgeglichen_am", DAY, "Tag des Vergleichs mit dem Papier."),
    _CHANGED,
    Datum("impulse", "Impulse", "Impulse mit diesem Haupttreiber, ohne zurückgezogene.", _IMPULSES),
    Datum(
        "weitere_impulse",
        "Weitere Impulse",
        "Impulse, die den Treiber nennen, aber nicht an erster Stelle.",
        _IMPULSES,
    ),
    _BACKLINKS,
    _own(DRIVER, "suchbegriffe", TEXTS),
    _SECTIONS,
    _own(DRIVER, "belege", _EVIDENCE),
    _NO_SOURCE,
    _CITATION,
    _IMAGE,
    _MARKDOWN,
    _JSON,
)

_TERM: Data = (
    _own(TERM, "id"),
    _own(TERM, "titel"),
    Datum("definition", "Definition", "Ein Satz, der sagt, was es ist.", TEXT),
)
ACTOR_DATA: Data = (
    *_TERM,
    Datum("impulse", "Impulse", "Impulse, in denen sie handeln, ohne zurückgezogene.", _IMPULSES),
)

STATE_DATA: Data = (
    *_TERM,
    Datum("impulse", "Impulse", "Impulse mit diesem Stand.", _IMPULSES),
)

TERM_DATA: Data = (
    *_TERM,
    Datum("impulse", "Impulse", "Impulse mit diesem Begriff, ohne zurückgezogene.", _IMPULSES),
    _URL,
    Datum("belege", "Belege", "Worauf sich der Begriff stützt.", _EVIDENCE),
)

REFERENCE_DATA: Data = (
    *(_own(REFERENCE, name) for name in ("id", "herausgeber", "titel")),
    _own(REFERENCE, "datum", DAY),
    _own(REFERENCE, "adresse", ADDRESS),
    _own(REFERENCE, "gelesen"),
    _own(REFERENCE, "tatsachen", TEXTS),
    _own(REFERENCE, "anmerkung"),
    _own(REFERENCE, "pruefsumme", TEXT, "SHA-256 der Datei, mit der verglichen wurde."),
)

COUNTS: Data = (
    Datum("impulse", "Impulse", "Alle Impulse, auch zurückgezogene.", NUMBER),
    Datum("zurueckgezogen", "Zurückgezogen", "Davon zurückgezogen.", NUMBER),
    Datum("treiber", "Treiber", "Alle Treiber.", NUMBER),
)

HANDED_OVER: Data = (
    Datum("datum", "Datum", "Tag, den die Quelle nennt.", DAY),
    Datum("zweifel", "Zweifel", "Was gegen diesen Tag spricht.", TEXT, always=False),
)

STATEMENT: Data = (
    Datum("text", "Text", "Eine Angabe in einem Satz, in eigenen Worten.", TEXT),
    Datum("belege", "Belege", "Kennungen der Quellen, die das sagen.", TEXTS),
)

PAPER_DATA: Data = (
    *(_own(PAPER, name) for name in ("titel", "art", "herausgeber")),
    _own(PAPER, "uebergeben_am", mapping("Datum und Zweifel", HANDED_OVER)),
    *(_own(PAPER, name) for name in ("uebergeben_an", "kurz")),
    _own(PAPER, "beleg", TEXT, "Kennung der Quelle dieser Angaben."),
    _own(PAPER, "quelle", TEXT, "Kennung des Papiers unter den Quellen; fehlt, bis es vorliegt."),
    Datum(
        "angaben",
        PAPER.field("angaben").title,
        PAPER.field("angaben").help,
        many("Liste von Angaben", mapping("Angabe", STATEMENT)),
    ),
    _own(PAPER, "einladung"),
    Datum(
        "quellen",
        "Quellen",
        "Alle Quellen, auf die Belege verweisen.",
        many("Liste von Quellen", mapping("Quelle", REFERENCE_DATA)),
    ),
)

WORK_DATA: Data = (
    *(_own(WORK, name) for name in ("titel", "herausgeber", "kurz", "fassung")),
    _URL,
    _CITATION,
    _IMAGE,
    Datum("zahlen", "Zahlen", "Wie viele Einträge die Daten enthalten.", mapping("Zahlen", COUNTS)),
)

# What stands at the head of every data file, whatever it is about.
HEAD: Data = (
    Datum("$schema", "Schema", "Adresse des JSON-Schemas dieser Datei.", ADDRESS),
    Datum("version", "Version", "Version des Aufbaus.", Shape("Text", {"const": VERSION})),
    Datum("ausgabe", "Ausgabe", "Tag, von dem diese Fassung der Website ist.", DAY),
    Datum("url", "Adresse", "Adresse dieser Datei.", ADDRESS),
    Datum("redaktion", "Redaktion", "Wer die Texte geschrieben hat und verantwortet.", TEXT),
    Datum("hinweis", "Hinweis", "Was man über den Stand der Texte wissen muss.", TEXT),
    _own(WORK, "rechte", TEXT, "Was mit den Texten erlaubt ist."),
    _own(WORK, "lizenz", ADDRESS, "Adresse der Lizenz; fehlt, solange keine gilt."),
)
