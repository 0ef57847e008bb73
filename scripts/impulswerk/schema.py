"""The one table of fields: validator, JSON Schema, reference page and scaffold all read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from impulswerk.model import State
from impulswerk.operator_fields import LEGAL_FRAME, OPERATOR
from impulswerk.record import Field, Kind, Record


@dataclass(frozen=True)
class Vocabulary:
    """A closed list as the validator speaks of it."""

    id: str
    rule: str
    unknown: str  # sentence for an id that is not in the list; {} is the id
    where: str  # file or folder in which the list is kept


# The states a driver may be in: all but withdrawn, since its address has no successor to name.
DRIVER_STATES = "treiberstaende"

VOCABULARIES = {
    vocabulary.id: vocabulary
    for vocabulary in (
        Vocabulary(
            "treiber",
            "unbekannter-treiber",
            "Den Treiber „{}“ gibt es nicht.",
            "impulses/treiber/",
        ),
        Vocabulary(
            "handlungsfelder",
            "unbekanntes-handlungsfeld",
            "Das Handlungsfeld „{}“ gibt es nicht.",
            "impulses/vokabular.yml",
        ),
        Vocabulary(
            "zielgruppen",
            "unbekannte-zielgruppe",
            "Die Zielgruppe „{}“ gibt es nicht.",
            "impulses/vokabular.yml",
        ),
        Vocabulary(
            "herausforderungen",
            "unbekannte-herausforderung",
            "Die Herausforderung „{}“ gibt es nicht.",
            "impulses/vokabular.yml",
        ),
        Vocabulary(
            "staende",
            "unbekannter-stand",
            "Den Stand „{}“ gibt es nicht.",
            "impulses/vokabular.yml",
        ),
        Vocabulary(
            DRIVER_STATES,
            "unbekannter-stand",
            "Ein Treiber kann den Stand „{}“ nicht haben.",
            "der erlaubten Liste",
        ),
        Vocabulary(
            "rechtsrahmen",
            "unbekannter-rechtsrahmen",
            "Den Rechtsrahmen „{}“ gibt es nicht.",
            "impulses/rechtsrahmen.yml",
        ),
        Vocabulary(
            "angaben",
            "unbekannte-angabe",
            "Das Feld „{}“ gibt es nicht.",
            "impulses/betreiber.yml",
        ),
        Vocabulary(
            "gruppen",
            "unbekannte-angabe",
            "Die Gruppe „{}“ gibt es nicht.",
            "impulses/betreiber.yml",
        ),
        Vocabulary(
            "quellen",
            "unbekannte-quelle",
            "Die Quelle „{}“ gibt es nicht.",
            "impulses/quellen.yml",
        ),
    )
}

_PARAGRAPH = Field(
    "absatz",
    "Absatz",
    "Nummer des Absatzes in der Quelle, ab 1 gezählt. Statt des Absatzes kann `seite` stehen.",
    Kind.NUMBER,
    required=False,
    example="4",
)
_PAGE = Field(
    "seite",
    "Seite",
    "Seitenzahl in der Quelle. Statt der Seite kann `absatz` stehen.",
    Kind.NUMBER,
    required=False,
    example="12",
)
_DOUBT = Field(
    "zweifel",
    "Zweifel",
    "Was gegen diesen Zeitpunkt spricht; steht überall in Klammern dahinter.",
    required=False,
    max_length=200,
    example="die einzige Quelle nennt einen anderen Wochentag",
)

EVIDENCE = (
    Field(
        "quelle",
        "Quelle",
        "Kennung einer Quelle aus `quellen.yml`.",
        Kind.TERM,
        vocabulary="quellen",
        example="creative-nrw-2025",
    ),
    _PARAGRAPH,
    _PAGE,
    Field(
        "stichwort",
        "Stichwort",
        "Der Begriff, der an dieser Stelle der Quelle buchstabengetreu steht; `quellen.yml` führt "
        "unter `begriffe`, welche das sind.",
        max_length=120,
        example="Fördermittelberatung",
    ),
    Field(
        "wortlaut",
        "Wortlaut",
        "Ein kurzes Zitat aus der Quelle, buchstabengetreu. `impuls abgleich` prüft es an der "
        "genannten Stelle; ohne diesen Nachweis wird es nicht veröffentlicht.",
        required=False,
        max_length=400,
        example="Die eigenen Worte der Quelle.",
    ),
)


def _provenance(who: str, whom: str, states: str) -> tuple[Field, ...]:
    """Where a text comes from and how far it has been compared; `states` names a closed list.

    `who` and `whom` are the kind of text with its article: der Impuls, den Impuls.
    """
    return (
        Field(
            "belege",
            "Belege",
            f"Worauf sich {who} stützt.",
            Kind.RECORDS,
            many=True,
            fields=EVIDENCE,
            example="[{quelle: creative-nrw-2025, absatz: 4, stichwort: Fördermittelberatung}]",
        ),
        Field(
            "stand",
            "Stand",
            f"Wie weit {who} mit dem Papier abgeglichen ist.",
            Kind.TERM,
            vocabulary=states,
            example="entwurf",
        ),
        Field(
            "abgeglichen_von",
            "Abgeglichen von",
            f"Wer {whom} mit dem Papier verglichen hat: die Rolle, nicht der Name. Gehört zu "
            "`stand: abgeglichen`.",
            required=False,
            max_length=80,
            example="Redaktion",
        ),
        Field(
            "abgeglichen_am",
            "Abgeglichen am",
            "Tag des Vergleichs als JJJJ-MM-TT. Gehört zu `stand: abgeglichen`.",
            Kind.DATE,
            required=False,
            example="2026-11-22",
        ),
    )


IMPULSE = Record(
    "impuls",
    "Impuls",
    "impulses/NN-kurzname.md",
    (
        Field(
            "titel",
            "Titel",
            "Was vorgeschlagen wird, als Überschrift, ohne Nummer.",
            max_length=90,
            example="Fördermittelberatung als Lotsendienst ausbauen",
        ),
        Field(
            "kurz",
            "Kurztext",
            "Ein Satz, der ohne die Überschrift verständlich ist und in einer Pressemitteilung "
            "stehen könnte.",
            max_length=280,
            example="Cluster lotsen Betriebe durch die Förderung von Land, Bund und EU.",
        ),
        Field(
            "treiber",
            "Treiber",
            "Ein bis vier Transformationstreiber; der erste ist der Haupttreiber.",
            Kind.TERM,
            many=True,
            max_items=4,
            vocabulary="treiber",
            example="[dekarbonisierung, digitalisierung]",
        ),
        Field(
            "handlungsfeld",
            "Handlungsfeld",
            "Das eine Handlungsfeld, zu dem der Impuls gehört.",
            Kind.TERM,
            vocabulary="handlungsfelder",
            example="foerderung-gruendung",
        ),
        Field(
            "zielgruppen",
            "Wem es nützt",
            "Wem der Impuls nützt, die wichtigste Gruppe zuerst: nur, wem der Text selbst einen "
            "Nutzen zuschreibt.",
            Kind.TERM,
            many=True,
            max_items=3,
            vocabulary="zielgruppen",
            example="[kmu, start-ups]",
        ),
        Field(
            "herausforderungen",
            "Herausforderungen",
            "Auf welche Herausforderungen der Impuls antwortet, die wichtigste zuerst.",
            Kind.TERM,
            many=True,
            vocabulary="herausforderungen",
            example="[energiekosten]",
        ),
        Field(
            "verwandt",
            "Verwandte Impulse",
            "Nummern verwandter Impulse. Eine Seite der Beziehung genügt: Die andere zeigt sie von "
            "selbst.",
            Kind.NUMBER,
            many=True,
            required=False,
            min_items=0,
            max_items=8,
            example="[19, 28]",
        ),
        Field(
            "suchbegriffe",
            "Suchbegriffe",
            "Wörter, unter denen Menschen nach diesem Impuls suchen, auch umgangssprachliche.",
            many=True,
            max_length=60,
            max_items=24,
            example="[Fördermittel, Zuschuss, Geld vom Land]",
        ),
        *_provenance("der Impuls", "den Impuls", "staende"),
        Field(
            "ersetzt_durch",
            "Ersetzt durch",
            "Nur bei `stand: zurueckgezogen`: Nummern der Impulse, die an diese Stelle treten; "
            "`[]`, wenn es keinen Nachfolger gibt.",
            Kind.NUMBER,
            many=True,
            required=False,
            min_items=0,
            example="[12]",
        ),
    ),
)

DRIVER = Record(
    "treiber",
    "Treiber",
    "impulses/treiber/kurzname.md",
    (
        Field(
            "reihenfolge",
            "Reihenfolge",
            "Platz des Treibers in Listen, ab 1.",
            Kind.NUMBER,
            example="2",
        ),
        Field("titel", "Titel", "Name des Treibers.", max_length=60, example="Digitalisierung"),
        Field(
            "kurz",
            "Kurztext",
            "Ein Satz, der den Treiber ohne Überschrift erklärt.",
            max_length=280,
            example="Daten und vernetzte Maschinen verändern, wie Betriebe arbeiten.",
        ),
        Field(
            "suchbegriffe",
            "Suchbegriffe",
            "Wörter, unter denen Menschen nach diesem Treiber suchen.",
            many=True,
            max_length=60,
            max_items=24,
            example="[Industrie 4.0, Automatisierung]",
        ),
        *_provenance("der Treiber", "den Treiber", DRIVER_STATES),
    ),
)

TERM = Record(
    "begriff",
    "Begriff einer geschlossenen Liste",
    "impulses/vokabular.yml",
    (
        Field(
            "id",
            "Kennung",
            "Kleinbuchstaben, Ziffern und Bindestriche; steht in der Adresse und ändert sich nie.",
            Kind.ID,
            max_length=60,
            example="fachkraefte",
        ),
        Field(
            "titel", "Titel", "Name des Begriffs.", max_length=80, example="Fachkräfte und Bildung"
        ),
        Field(
            "definition",
            "Definition",
            "Ein Satz, der sagt, was dazugehört und was nicht.",
            max_length=400,
            example="Alles, was Menschen für Berufe gewinnt, ausbildet und hält.",
        ),
        Field(
            "belege",
            "Belege",
            "Worauf sich der Begriff stützt.",
            Kind.RECORDS,
            many=True,
            required=False,
            fields=EVIDENCE,
        ),
    ),
)

ACTOR = Record(
    "handelnde",
    "Handelnde",
    "impulses/vokabular.yml",
    (
        *TERM.fields,
        Field(
            "name",
            "Name",
            "Kurzer Name, mit dem die Schritte im Abschnitt „Umsetzung“ beginnen; aus ihm ergibt "
            "sich die Kennung.",
            max_length=30,
            example="Beschäftigte",
        ),
        Field(
            "woerter",
            "Wörter",
            "Wörter im ersten Fall, mit denen Sätze diese Handelnden nennen; mit Bindestrich vorn "
            "auch als Ende eines längeren Wortes. Die Prüfung vergleicht sie mit den Anfängen der "
            "Schritte.",
            many=True,
            max_length=40,
            example="[Belegschaft, -betriebsrat]",
        ),
    ),
)

REFERENCE = Record(
    "quelle",
    "Quelle",
    "impulses/quellen.yml",
    (
        Field(
            "id",
            "Kennung",
            "Kleinbuchstaben, Ziffern und Bindestriche.",
            Kind.ID,
            max_length=60,
            example="creative-nrw-2025",
        ),
        Field(
            "herausgeber",
            "Herausgeber",
            "Wer die Quelle veröffentlicht hat.",
            max_length=120,
            example="creative.nrw",
        ),
        Field("titel", "Titel", "Titel der Quelle.", max_length=200),
        Field(
            "datum",
            "Datum",
            "Tag der Veröffentlichung als JJJJ-MM-TT; fehlt, wenn er nicht bekannt ist.",
            Kind.DATE,
            required=False,
            example="2025-04-08",
        ),
        Field(
            "adresse",
            "Adresse",
            "Adresse im Web, wenn sie bekannt ist.",
            required=False,
            max_length=400,
        ),
        Field(
            "gelesen",
            "Gelesen",
            "Wie viel von der Quelle der Redaktion vorlag, in Worten.",
            required=False,
            max_length=120,
            example="nur der Anfang",
        ),
        Field(
            "tatsachen",
            "Tatsachen",
            "Was die Quelle sagt, Satz für Satz in eigenen Worten.",
            many=True,
            required=False,
            max_length=300,
            max_items=12,
            example="[Das Papier ist veröffentlicht.]",
        ),
        Field(
            "pruefsumme",
            "Prüfsumme",
            "SHA-256 der Datei, mit der verglichen wurde. `impuls abgleich` nennt sie; die Datei "
            "selbst gehört nicht hierher.",
            required=False,
            max_length=64,
        ),
        Field(
            "anmerkung",
            "Anmerkung",
            "Was man über die Quelle wissen muss.",
            required=False,
            max_length=800,
        ),
        Field(
            "begriffe",
            "Begriffe",
            "Welche Stichwörter wo in der Quelle stehen: Nur was hier steht oder was "
            "`impuls abgleich --write` in der Quelle gefunden hat, kann ein Beleg nennen.",
            Kind.RECORDS,
            many=True,
            required=False,
            fields=(
                _PARAGRAPH,
                _PAGE,
                Field(
                    "stichworte",
                    "Stichworte",
                    "Kurze Begriffe, buchstabengetreu, nie ganze Sätze.",
                    many=True,
                    max_length=120,
                    example="[Fördermittelberatung]",
                ),
            ),
            example="[{absatz: 4, stichworte: [Fördermittelberatung]}]",
        ),
    ),
)

PAPER = Record(
    "papier",
    "Papier",
    "impulses/papier.yml",
    (
        Field("titel", "Titel", "Name des Papiers.", max_length=120, example="Cluster.Zukunft.NRW"),
        Field("art", "Art", "Was für ein Papier es ist.", max_length=60, example="Impulspapier"),
        Field(
            "herausgeber",
            "Herausgeber",
            "Wer das Papier verantwortet.",
            max_length=120,
            example="ClusterAllianz.NRW",
        ),
        Field(
            "uebergeben_am",
            "Übergeben am",
            "Tag der Übergabe, und was dafür spricht, dass er nicht stimmt.",
            Kind.RECORDS,
            fields=(
                Field("datum", "Datum", "Tag als JJJJ-MM-TT.", Kind.DATE, example="2025-04-08"),
                _DOUBT,
            ),
            example="{datum: 2025-04-08}",
        ),
        Field("uebergeben_an", "Übergeben an", "Wer das Papier erhalten hat.", max_length=200),
        Field("kurz", "Kurztext", "Ein Satz, der sagt, was das Papier ist.", max_length=280),
        Field(
            "beleg",
            "Beleg",
            "Quelle dieser Angaben aus `quellen.yml`.",
            Kind.TERM,
            vocabulary="quellen",
            example="creative-nrw-2025",
        ),
        Field(
            "quelle",
            "Quelle",
            "Kennung des Papiers selbst in `quellen.yml`, sobald es vorliegt. Nur Zitate daraus "
            "belegen, dass ein Impuls mit dem Papier abgeglichen ist.",
            Kind.TERM,
            vocabulary="quellen",
            required=False,
            example="zukunftspapier-2025",
        ),
        Field(
            "angaben",
            "Angaben",
            "Was Quellen über das Papier und seine Herausgeber außerdem sagen, in eigenen Worten.",
            Kind.RECORDS,
            many=True,
            required=False,
            fields=(
                Field("text", "Text", "Eine Angabe in einem Satz.", max_length=300),
                Field(
                    "belege",
                    "Belege",
                    "Quellen aus `quellen.yml`, die das sagen.",
                    Kind.TERM,
                    many=True,
                    vocabulary="quellen",
                    example="[creative-nrw-2025]",
                ),
            ),
            example="[{text: …, belege: [creative-nrw-2025]}]",
        ),
        Field(
            "einladung",
            "Einladung",
            "Wozu das Papier seine Leser:innen einlädt, in eigenen Worten.",
            required=False,
            max_length=300,
        ),
    ),
)

WORK = Record(
    "werk",
    "Werk",
    "impulses/werk.yml",
    (
        Field(
            "titel",
            "Titel",
            "Wie die Texte dieser Website zusammen heißen. Der Titel steht in jeder Zitation; er "
            "sagt, dass es nicht das Papier ist.",
            max_length=120,
            example="Redaktionelle Arbeitsentwürfe zu Cluster.Zukunft.NRW",
        ),
        Field(
            "herausgeber",
            "Herausgeber",
            "Wer die Texte geschrieben hat und verantwortet: die Redaktion. Sie steht in jeder "
            "Zitation als Autorin.",
            max_length=120,
            example="Redaktion Cluster.Zukunft.NRW",
        ),
        Field("kurz", "Kurztext", "Ein Satz, der sagt, was diese Texte sind.", max_length=280),
        Field(
            "fassung", "Fassung", "Name dieser Fassung.", max_length=60, example="Arbeitsfassung"
        ),
        Field(
            "rechte",
            "Rechte",
            "Was mit den Texten erlaubt ist, in ganzen Sätzen; steht in allen Dateien zum "
            "Herunterladen.",
            required=False,
            max_length=400,
            example="Alle Rechte vorbehalten.",
        ),
        Field(
            "lizenz",
            "Lizenz",
            "Adresse der Lizenz, unter der die Texte stehen; leer, solange keine gilt.",
            required=False,
            max_length=200,
            example="https://creativecommons.org/licenses/by/4.0/",
        ),
        Field(
            "rechte_nach_zustimmung",
            "Rechte nach der Zustimmung",
            "Tritt an die Stelle von `rechte`, sobald in `betreiber.yml` steht, dass die "
            "Herausgeber der Lizenz zugestimmt haben.",
            required=False,
            max_length=400,
        ),
        Field(
            "lizenz_nach_zustimmung",
            "Lizenz nach der Zustimmung",
            "Adresse der Lizenz, die mit der Zustimmung gilt.",
            required=False,
            max_length=200,
            example="https://creativecommons.org/licenses/by/4.0/",
        ),
        Field(
            "datenthemen",
            "Themen für Datenportale",
            "Kürzel aus der Themenliste der EU für Datenportale.",
            many=True,
            required=False,
            max_length=4,
            example="[ECON]",
        ),
    ),
)


PRESS = Record(
    "presse",
    "Presse",
    "impulses/presse.yml",
    (
        Field(
            "kurztexte",
            "Kurztexte",
            "Texte über das Papier in mehreren Längen, zur Übernahme in Pressemitteilungen; der "
            "kürzeste zuerst.",
            Kind.RECORDS,
            many=True,
            fields=(
                Field("titel", "Titel", "Wofür der Text gedacht ist.", max_length=80),
                Field("text", "Text", "Der Text selbst, ohne Absätze.", max_length=2000),
            ),
            example="[{titel: In einem Satz, text: …}]",
        ),
        Field(
            "chronologie",
            "Chronologie",
            "Was wann geschehen ist, das Älteste zuerst; nur, was eine Quelle belegt.",
            Kind.RECORDS,
            many=True,
            fields=(
                Field("wann", "Wann", "Tag oder Jahr in Worten.", max_length=40),
                _DOUBT,
                Field("was", "Was", "Was geschehen ist, in einem Satz.", max_length=300),
                Field(
                    "beleg",
                    "Beleg",
                    "Quelle aus `quellen.yml`.",
                    Kind.TERM,
                    vocabulary="quellen",
                ),
            ),
            example="[{wann: 8. April 2025, was: …, beleg: creative-nrw-2025}]",
        ),
        Field(
            "stimmen",
            "Stimmen",
            "Was Beteiligte über das Papier gesagt haben: kurze Zitate, buchstabengetreu.",
            Kind.RECORDS,
            many=True,
            required=False,
            fields=(
                Field(
                    "zitat",
                    "Zitat",
                    "Die Worte der Person ohne Anführungszeichen, mindestens acht am Stück.",
                    max_length=200,
                ),
                Field("person", "Person", "Wer das gesagt hat.", max_length=80),
                Field("rolle", "Rolle", "Wofür die Person dabei sprach.", max_length=120),
                Field(
                    "quelle",
                    "Quelle",
                    "Kennung einer Quelle aus `quellen.yml`.",
                    Kind.TERM,
                    vocabulary="quellen",
                ),
                _PARAGRAPH,
                _PAGE,
            ),
            example="[{zitat: …, person: …, rolle: …, quelle: creative-nrw-2025, absatz: 2}]",
        ),
    ),
)


@dataclass(frozen=True)
class TermList:
    """A closed list that has pages: its key in vokabular.yml, its title and one entry's name."""

    name: str
    title: str
    singular: str
    intro: str


TERM_PAGES = (
    TermList(
        "handlungsfelder",
        "Handlungsfelder",
        "Handlungsfeld",
        "Jeder Impuls gehört zu genau einem Handlungsfeld.",
    ),
    TermList(
        "zielgruppen",
        "Zielgruppen",
        "Zielgruppe",
        "Jeder Impuls nennt die Gruppen, denen er vor allem nützt.",
    ),
    TermList(
        "herausforderungen",
        "Herausforderungen",
        "Herausforderung",
        "Jeder Impuls antwortet auf eine oder mehrere Herausforderungen.",
    ),
    TermList(
        "handelnde",
        "Wer ist gefragt",
        "Gefragt",
        "Alle Schritte, die die Impulse vorschlagen, geordnet danach, wer handeln müsste.",
    ),
)

# Every list that vokabular.yml must hold.
TERM_LISTS = (*(entry.name for entry in TERM_PAGES), "staende")

# Second-level headings that every impulse has, in this order.
IMPULSE_SECTIONS = ("Ausgangslage", "Impuls", "Umsetzung", "Beitrag der Cluster", "Wirkung")

# Those that are a list: steps, and signs that it works.
LIST_SECTIONS = ("Umsetzung", "Wirkung")

RECORDS = (IMPULSE, DRIVER, TERM, ACTOR, REFERENCE, PAPER, WORK, PRESS, OPERATOR, LEGAL_FRAME)


def driver_states(states: Iterable[str]) -> tuple[str, ...]:
    """Of the ids of all states those that a driver may have."""
    return tuple(state for state in states if state != State.WITHDRAWN)
