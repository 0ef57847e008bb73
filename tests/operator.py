"""An operator who does not exist, with facts of the right form, for tests of what is published."""

import datetime as dt
from pathlib import Path
from typing import Any

from impulswerk.model.operator_fields import OPERATOR, by_path
from impulswerk.rules.scaffold import operator_text

_HOST = "erfundenes-amt-fuer-pruefzwecke.de"
_FORGE = f"https://quellen.{_HOST}/papier"
_PLACE = {"strasse": "Nirgendsgasse 7", "plz": "54321", "ort": "Nirgendsheim"}
# Numbers that Germany keeps free for films and books.
_PHONE = "+49 221 4710 {}"
_STATEMENTS = (
    "impressum",
    "datenschutz",
    "barrierefreiheit",
    "leichte_sprache",
    "gebaerdensprache",
)


def filled(today: dt.date) -> dict[str, Any]:
    """Facts by path that lack nothing on the day `today`."""
    groups: dict[str, dict[str, Any]] = {
        "betreiber": {
            "name": "Erfundenes Amt für Prüfzwecke",
            "rechtsform": "Erfundene Behörde",
            "rechtsrahmen": "land-nrw",
            "vertretung": "Ada Niemand, Leitung",
            **_PLACE,
            "mail": f"post@{_HOST}",
            "telefon": _PHONE.format(100),
        },
        "redaktion": {"name": "Erika Erfunden", **_PLACE},
        "datenschutzbeauftragte": {
            "name": "Erfundene Datenschutzbeauftragte",
            **_PLACE,
            "mail": f"datenschutz@{_HOST}",
        },
        "aufsicht": {
            "name": "Erfundene Aufsicht für den Datenschutz",
            **_PLACE,
            "adresse": f"https://aufsicht.{_HOST}/",
        },
        "hosting": {
            "name": "Erfundenes Rechenzentrum",
            "ort": "Nirgendsheim, Deutschland",
            "protokolltage": 7,
        },
        "barrierefreiheit": {
            "mail": f"barrierefrei@{_HOST}",
            "telefon": _PHONE.format(101),
            "formular": f"https://www.{_HOST}/barriere",
            "bewertung": "Selbstbewertung eines erfundenen Amtes",
            "geprueft_am": today,
            "luecken": [{"was": "Es fehlt etwas.", "grund": "Das ist ausgedacht."}],
        },
        "ombudsstelle": {
            "name": "Erfundene Ombudsstelle",
            **_PLACE,
            "mail": f"ombudsstelle@{_HOST}",
            "adresse": f"https://ombudsstelle.{_HOST}/",
        },
        "leichte_sprache": {"geprueft_von": "Erfundene Prüfgruppe", "geprueft_am": today},
        "gebaerdensprache": {"video": f"https://video.{_HOST}/dgs"},
        "presse": {
            "name": "Erfundene Pressestelle",
            "mail": f"presse@{_HOST}",
            "telefon": _PHONE.format(102),
        },
        "lizenz": {
            "zugestimmt_von": "Sprecherin eines erfundenen Verbunds",
            "zugestimmt_am": today,
        },
        "sicherheit": {
            "kontakt": f"mailto:sicherheit@{_HOST}",
            "gueltig_bis": today + dt.timedelta(days=300),
        },
        "website": {"adresse": f"https://papier.{_HOST}/"},
        "plattform": {
            "bearbeiten": f"{_FORGE}/edit/main/",
            "vorschlagen": f"{_FORGE}/new/main/impulses?filename={{datei}}&value={{inhalt}}",
            "rueckmeldung": f"{_FORGE}/issues/new?title={{titel}}&body={{text}}",
            "fassung": f"{_FORGE}/blob/{{commit}}/{{datei}}",
        },
        "datenportal": {
            "kennung": "http://dcat-ap.de/def/contributors/erfundenesAmt",
            "raum": "http://dcat-ap.de/def/politicalGeocoding/stateKey/05",
            "ebene": "http://dcat-ap.de/def/politicalGeocoding/Level/state",
            "rhythmus": "http://publications.europa.eu/resource/authority/frequency/IRREG",
            "seit": today,
        },
        "stand": dict.fromkeys(_STATEMENTS, today),
    }
    return by_path(groups)


def write_operator(root: Path, facts: dict[str, Any]) -> Path:
    """Give the project in `root` an operator with these facts."""
    path = root / OPERATOR.where
    path.write_text(operator_text(facts), "utf-8")
    return path
