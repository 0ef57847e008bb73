"""The part of the table of fields that says who publishes the site, and under which law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from impulswerk.model.record import Field, Kind, Record

# Rules that name what a site to be put online still lacks.
MISSING, UNCONFIRMED = "angabe-fehlt", "zustimmung-fehlt"

# A statement is looked at once a year; a leap day is forgiven.
YEAR = 366
_PAST = (-36_500, 0)


def _text(name: str, title: str, about: str, example: str = "", most: int = 160) -> Field:
    """A text that a site to be put online must have."""
    return Field(
        name,
        title,
        about,
        required=False,
        blank=True,
        max_length=most,
        example=example,
        release=MISSING,
    )


def _of(kind: Kind, field: Field) -> Field:
    return replace(field, kind=kind)


def _optional(field: Field) -> Field:
    return replace(field, release="")


def _date(name: str, title: str, about: str, days: tuple[int, int] = _PAST) -> Field:
    return replace(_of(Kind.DATE, _text(name, title, about, "2026-11-22", 0)), days=days)


def _mail(about: str, example: str) -> Field:
    return _of(Kind.MAIL, _text("mail", "Mailadresse", about, example))


def _phone(about: str) -> Field:
    return _of(Kind.PHONE, _text("telefon", "Telefon", about, "+49 211 1234567", 40))


def _link(name: str, title: str, about: str, example: str, *schemes: str) -> Field:
    field = _of(Kind.ADDRESS, _text(name, title, about, example, 400))
    return replace(field, schemes=schemes or ("https",))


_STREET = _text("strasse", "Straße und Hausnummer", "Keine Postfachadresse.", "Musterstraße 1")
_POSTCODE = _of(Kind.POSTCODE, _text("plz", "Postleitzahl", "Fünf Ziffern.", "00000", 0))
_TOWN = _text("ort", "Ort", "Ort der Anschrift.", "Musterstadt")
_PLACE = (_STREET, _POSTCODE, _TOWN)


def _group(name: str, title: str, about: str, *fields: Field) -> Field:
    return Field(name, title, about, Kind.RECORDS, required=False, blank=True, fields=fields)


_GAPS = Field(
    "luecken",
    "Lücken",
    "Was noch nicht barrierefrei oder nicht geprüft ist. Steht hier etwas, heißt es in der "
    "Erklärung „teilweise vereinbar“.",
    Kind.RECORDS,
    many=True,
    required=False,
    blank=True,
    min_items=0,
    fields=(
        Field("was", "Was", "Was fehlt oder eine Barriere ist.", max_length=200),
        Field("grund", "Grund", "Warum das so ist, in ganzen Sätzen.", max_length=400),
        Field(
            "alternative",
            "Alternative",
            "Womit man sich bis dahin behelfen kann.",
            required=False,
            max_length=400,
        ),
        Field(
            "leicht",
            "In Leichter Sprache",
            "Was fehlt, in kurzen Sätzen für die Seite in Leichter Sprache.",
            required=False,
            max_length=200,
        ),
        Field(
            "solange_fehlt",
            "Solange fehlt",
            "Feld in dieser Datei, mit der die Lücke von selbst aus der Erklärung verschwindet.",
            Kind.TERM,
            required=False,
            vocabulary="angaben",
            example="gebaerdensprache.video",
        ),
    ),
    example="[{was: …, grund: …, alternative: …}]",
)

OPERATOR = Record(
    "betreiber",
    "Betreiber",
    "impulses/betreiber.yml",
    (
        _group(
            "betreiber",
            "Betreiber",
            "Wer die Website anbietet (§ 5 DDG).",
            _text("name", "Name", "Voller Name der Stelle oder Firma.", "Musterbehörde"),
            _text("rechtsform", "Rechtsform", "Rechtsform der Stelle.", "eingetragener Verein"),
            replace(
                _of(
                    Kind.TERM,
                    _text(
                        "rechtsrahmen",
                        "Rechtsrahmen",
                        "Kennung aus `rechtsrahmen.yml`: welches Recht für den Betreiber gilt. "
                        "Davon hängen Sätze in Datenschutzerklärung und Erklärung zur "
                        "Barrierefreiheit ab.",
                        "land-nrw",
                        0,
                    ),
                ),
                vocabulary="rechtsrahmen",
            ),
            _text(
                "vertretung",
                "Vertreten durch",
                "Wer die Stelle vertritt, mit Vor- und Nachnamen.",
                "Vorname Muster, Vorstand",
                300,
            ),
            *_PLACE,
            _mail("Mailadresse, unter der der Betreiber schnell antwortet.", "post@amt.example"),
            _phone("Telefonnummer mit Vorwahl."),
            _optional(
                _text(
                    "register",
                    "Register",
                    "Register und Nummer, wenn der Betreiber eingetragen ist.",
                    "Amtsgericht Musterstadt, VR 0000",
                )
            ),
            _optional(
                _text(
                    "umsatzsteuer_id",
                    "Umsatzsteuer-Identifikationsnummer",
                    "Umsatzsteuer- oder Wirtschafts-Identifikationsnummer, wenn es eine gibt.",
                    "DE000000000",
                    40,
                )
            ),
        ),
        _group(
            "redaktion",
            "Verantwortlich für den Inhalt",
            "Wer nach § 18 Abs. 2 MStV für journalistisch-redaktionelle Inhalte verantwortlich "
            "ist: ein Mensch, keine Stelle.",
            _text("name", "Name", "Vor- und Nachname.", "Vorname Muster"),
            *_PLACE,
        ),
        _group(
            "datenschutzbeauftragte",
            "Datenschutzbeauftragte",
            "An wen man sich in Fragen des Datenschutzes wendet.",
            _text("name", "Name", "Name oder Funktion.", "Behördliche Datenschutzbeauftragte"),
            *_PLACE,
            _mail("Mailadresse für Fragen zum Datenschutz.", "datenschutz@amt.example"),
        ),
        _group(
            "aufsicht",
            "Aufsichtsbehörde für den Datenschutz",
            "Bei wem man sich beschweren kann (Art. 77 DSGVO).",
            _text("name", "Name", "Name der Behörde.", "Name der Aufsichtsbehörde"),
            *_PLACE,
            _link("adresse", "Webadresse", "Ihre Website.", "https://aufsicht.example/"),
        ),
        _group(
            "hosting",
            "Hosting",
            "Auf wessen Servern die Website liegt.",
            _text("name", "Name", "Name des Hosters.", "Muster-Rechenzentrum"),
            _text(
                "ort",
                "Ort",
                "Ort und Land, in denen die Server stehen.",
                "Musterstadt, Deutschland",
            ),
            replace(
                _of(
                    Kind.NUMBER,
                    _text(
                        "protokolltage",
                        "Tage der Protokolle",
                        "Nach wie vielen Tagen die Zugriffsprotokolle gelöscht werden; 0, wenn "
                        "keine geführt werden.",
                        "7",
                        0,
                    ),
                ),
                minimum=0,
            ),
        ),
        _group(
            "barrierefreiheit",
            "Barrierefreiheit",
            "Kontakt, Prüfung und Lücken für die Erklärung zur Barrierefreiheit.",
            _mail("Mailadresse, um Barrieren zu melden.", "barrierefrei@amt.example"),
            _phone("Telefonnummer, um Barrieren zu melden."),
            _link(
                "formular",
                "Kontaktformular",
                "Adresse eines barrierefreien Formulars, mit dem man Barrieren meldet.",
                "https://amt.example/barriere-melden",
            ),
            _text(
                "bewertung",
                "Bewertung",
                "Wie der Stand bewertet wurde.",
                "Selbstbewertung durch den Betreiber",
                200,
            ),
            _date("geprueft_am", "Geprüft am", "Tag der letzten Bewertung.", (-YEAR, 0)),
            _GAPS,
        ),
        _group(
            "ombudsstelle",
            "Ombudsstelle",
            "Stelle, die vermittelt, wenn der Betreiber eine Barriere nicht beseitigt.",
            _text("name", "Name", "Name der Stelle.", "Name der Ombudsstelle"),
            *_PLACE,
            _mail("Mailadresse der Stelle.", "ombudsstelle@land.example"),
            _link("adresse", "Webadresse", "Ihre Website.", "https://land.example/ombudsstelle"),
        ),
        _group(
            "leichte_sprache",
            "Leichte Sprache",
            "Prüfung der Seite in Leichter Sprache.",
            _text(
                "geprueft_von",
                "Geprüft von",
                "Prüfgruppe oder Büro; Menschen mit Lernschwierigkeiten haben den Text gelesen.",
                "Prüfgruppe Musterstadt",
            ),
            _date("geprueft_am", "Geprüft am", "Tag der Prüfung."),
        ),
        _group(
            "gebaerdensprache",
            "Gebärdensprache",
            "Video in Deutscher Gebärdensprache.",
            replace(
                _link(
                    "video",
                    "Video",
                    "Datei unter `docs/assets/` oder Adresse des Videos.",
                    "assets/gebaerdensprache.mp4",
                ),
                is_file_allowed=True,
            ),
        ),
        _group(
            "presse",
            "Pressekontakt",
            "An wen sich die Presse wendet.",
            _text("name", "Name", "Name oder Stelle.", "Pressestelle"),
            _mail("Mailadresse für die Presse.", "presse@amt.example"),
            _phone("Telefonnummer mit Vorwahl."),
        ),
        _group(
            "lizenz",
            "Zustimmung zur Lizenz",
            "Ob die Herausgeber des Papiers der Lizenz der Texte zugestimmt haben.",
            replace(
                _text(
                    "zugestimmt_von",
                    "Zugestimmt von",
                    "Wer für die Herausgeber zugestimmt hat: die Rolle, nicht der Name.",
                    "Sprecher:in des Verbunds",
                    120,
                ),
                release=UNCONFIRMED,
            ),
            replace(
                _date("zugestimmt_am", "Zugestimmt am", "Tag der Zustimmung."),
                release=UNCONFIRMED,
            ),
        ),
        _group(
            "sicherheit",
            "Sicherheit",
            "Für `security.txt` (RFC 9116): wohin man eine Sicherheitslücke meldet.",
            _link(
                "kontakt",
                "Kontakt",
                "Adresse mit https oder mit „mailto:“ davor.",
                "mailto:sicherheit@amt.example",
                "mailto",
                "https",
            ),
            replace(
                _date(
                    "gueltig_bis",
                    "Gültig bis",
                    "Bis wann der Kontakt sicher stimmt, höchstens ein Jahr voraus.",
                ),
                days=(1, YEAR),
            ),
        ),
        _group(
            "website",
            "Website",
            "Wo die Website steht.",
            replace(
                _link("adresse", "Adresse", "Adresse der Startseite.", "https://papier.example/"),
                variable="SITE_URL",
            ),
        ),
        _group(
            "plattform",
            "Plattform der Texte",
            "Adressen der Plattform, auf der die Quelldateien liegen.",
            replace(
                _link(
                    "bearbeiten",
                    "Bearbeiten",
                    "Anfang der Adresse, unter der man eine Datei ändert.",
                    "https://forge.example/verbund/papier/edit/main/",
                ),
                variable="EDIT_URL",
            ),
            replace(
                _link(
                    "vorschlagen",
                    "Vorschlagen",
                    "Muster der Adresse für eine neue Datei mit den Stellen {datei} und {inhalt}.",
                    "https://forge.example/verbund/papier/new/main/impulses?filename={datei}&value={inhalt}",
                ),
                variable="PROPOSE_URL",
                slots=("datei",),
                more_slots=("inhalt",),
            ),
            replace(
                _link(
                    "rueckmeldung",
                    "Rückmeldung",
                    "Muster der Adresse für Rückmeldungen mit den Stellen {titel} und {text}; auch "
                    "„mailto:“.",
                    "mailto:redaktion@amt.example?subject={titel}&body={text}",
                    "https",
                    "mailto",
                ),
                variable="FEEDBACK_URL",
                more_slots=("titel", "text"),
            ),
            replace(
                _link(
                    "fassung",
                    "Fassung",
                    "Muster der Adresse einer Datei zu einem Stand mit den Stellen {commit} und "
                    "{datei}.",
                    "https://forge.example/verbund/papier/blob/{commit}/{datei}",
                ),
                variable="VERSION_URL",
                slots=("commit", "datei"),
            ),
        ),
        _group(
            "stand",
            "Stand der Rechtstexte",
            "Wann jemand Verantwortliches jede Seite zuletzt gelesen und bestätigt hat; älter als "
            "ein Jahr geht keine online.",
            _date("impressum", "Impressum", "Stand des Impressums.", (-YEAR, 0)),
            _date("datenschutz", "Datenschutz", "Stand der Datenschutzerklärung.", (-YEAR, 0)),
            _date(
                "barrierefreiheit",
                "Barrierefreiheit",
                "Stand der Erklärung zur Barrierefreiheit.",
                (-YEAR, 0),
            ),
            _date(
                "leichte_sprache",
                "Leichte Sprache",
                "Stand der Seite in Leichter Sprache.",
                (-YEAR, 0),
            ),
            _date(
                "gebaerdensprache",
                "Gebärdensprache",
                "Stand der Seite zur Gebärdensprache.",
                (-YEAR, 0),
            ),
        ),
    ),
)

LEGAL_FRAME = Record(
    "rechtsrahmen",
    "Rechtsrahmen",
    "impulses/rechtsrahmen.yml",
    (
        Field(
            "id",
            "Kennung",
            "Kleinbuchstaben, Ziffern und Bindestriche.",
            Kind.ID,
            max_length=60,
            example="land-nrw",
        ),
        Field("titel", "Titel", "Für wen dieser Rahmen gilt.", max_length=160),
        Field(
            "barrierefreiheit",
            "Barrierefreiheit",
            "Welches Recht für die Barrierefreiheit gilt, in ganzen Sätzen.",
            max_length=800,
        ),
        Field(
            "durchsetzung",
            "Durchsetzung",
            "Was man tun kann, wenn der Betreiber auf eine Meldung nicht reagiert.",
            max_length=800,
        ),
        Field(
            "datenschutz",
            "Datenschutz",
            "Auf welcher Grundlage der Betreiber Daten verarbeitet, in ganzen Sätzen.",
            max_length=800,
        ),
        Field(
            "entfaellt",
            "Entfällt",
            "Gruppen aus `betreiber.yml`, die unter diesem Rahmen leer bleiben dürfen.",
            Kind.TERM,
            many=True,
            required=False,
            min_items=0,
            vocabulary="gruppen",
            example="[ombudsstelle]",
        ),
    ),
)


# Sentences of the chosen legal frame, as pages ask for them.
FRAME_TEXTS = ("barrierefreiheit", "durchsetzung", "datenschutz")


def fact_paths() -> tuple[str, ...]:
    """What a page may ask for: groups, single facts, and sentences of the legal frame."""
    return (
        *(group.name for group in OPERATOR.fields),
        *leaves(),
        *(f"rechtsrahmen.{name}" for name in FRAME_TEXTS),
    )


def by_path(groups: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The values of the operator's file by their path (`hosting.name`)."""
    return {
        f"{name}.{field}": value for name, group in groups.items() for field, value in group.items()
    }


def own_terms() -> dict[str, tuple[str, ...]]:
    """The closed lists that the table itself makes up: its groups, and single facts by path."""
    return {"gruppen": tuple(group.name for group in OPERATOR.fields), "angaben": tuple(leaves())}


def leaves() -> dict[str, tuple[Field, Field]]:
    """Every single fact of the operator by its path (`hosting.name`), with its group."""
    return {
        f"{group.name}.{field.name}": (group, field)
        for group in OPERATOR.fields
        for field in group.fields
    }
