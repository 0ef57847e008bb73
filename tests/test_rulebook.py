"""The examples of the rulebook, put where editors would write them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from impulswerk.catalogue.ledger import LEDGER_FILE
from impulswerk.collation.normal import digest
from impulswerk.model.problems import Problem
from impulswerk.model.rulebook import GROUPS, RULES
from impulswerk.site.project import assemble
from impulswerk.sources.files import read_files
from tests.project import REAL

FILE, PAGE = "impulses/07-ki-einstieg.md", "docs/ueber.md"
Files = dict[str, bytes]
_KEY = re.compile(r"^(\w+):", re.MULTILINE)


def _front(files: Files, example: str, rule: str) -> str:
    """The example in the front matter, in the place of the fields that either example names."""
    text = files[FILE].decode()
    _, head, body = text.split("---\n", 2)
    for key in set(_KEY.findall(RULES[rule].wrong + "\n" + RULES[rule].right)):
        head = re.sub(rf"^{key}:.*\n(?:[ \t].*\n)*", "", head, flags=re.MULTILINE)
    return f"---\n{head}{example}\n---\n{body}"


def _sentence(files: Files, example: str, _rule: str) -> str:
    """The example as a paragraph of the first section."""
    return files[FILE].decode().replace("## Ausgangslage\n", f"## Ausgangslage\n\n{example}\n")


def _section(files: Files, example: str, _rule: str) -> str:
    """The example in the place of the section with its heading."""
    heading = example.split("\n", maxsplit=1)[0]
    own = re.compile(rf"^{heading}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    text, count = own.subn(f"{example}\n\n", files[FILE].decode())
    assert count == 1
    return text


def _step(files: Files, example: str, _rule: str) -> str:
    """The example as the first step."""
    return files[FILE].decode().replace("## Umsetzung\n\n", f"## Umsetzung\n\n{example}\n")


def _heading(files: Files, example: str, _rule: str) -> str:
    return files[FILE].decode().replace("## Ausgangslage", example)


def _whole(_files: Files, example: str, _rule: str) -> str:
    return f"{example}\n"


def _page(files: Files, example: str, _rule: str) -> str:
    return files[PAGE].decode() + f"\n{example}\n"


def _easy(_files: Files, example: str, _rule: str) -> str:
    return f"---\ntitle: Über uns\nsprache: leicht\n---\n\n{example}\n"


_PLACES: dict[Callable[[Files, str, str], str], str] = {
    _front: "titel-ohne-buchstaben tabulator yaml-syntax yaml-anker yaml-bedeutung yaml-zu-tief "
    "doppelter-schluessel pflichtfeld-fehlt "
    "unbekanntes-feld falscher-typ leerer-wert doppelter-wert zu-viele unbekannter-treiber "
    "unbekanntes-handlungsfeld unbekannte-zielgruppe "
    "unbekannte-herausforderung unbekannter-stand "
    "unbekannte-quelle beleg-ohne-stelle beleg-nicht-in-quelle verwandt-unbekannt "
    "verwandt-mit-sich ersatz-unklar abgleich-unvollstaendig",
    _sentence: "roh-html toter-verweis toter-anker verweis-art bild-im-text anfuehrungszeichen "
    "gedankenstrich auslassungspunkte geschuetztes-leerzeichen gender-doppelpunkt ausrufezeichen "
    "floskel behauptung-ohne-quelle passiv-kette abkuerzung zeichen-uebrig text-verschwindet "
    "verweis-nummer ueberschrift-anker",
    _section: "abschnitt-leer abschnitt-ohne-liste geruest-nicht-ersetzt",
    _step: "schritt-ohne-handelnde schritt-leer unbekannte-handelnde handelnde-abweichend",
    _heading: "abschnitt-unbekannt ueberschrift-ebene",
    _whole: "kopf-fehlt kopf-offen kopf-leer leerer-text",
    _page: "aktives-html unbekannte-angabe unbekannter-baustein",
    _easy: " ".join(rule for rule in RULES if rule.startswith("leicht-")),
}
PLACE = {rule: place for place, rules in _PLACES.items() for rule in rules.split()}

# Examples that speak of files, commands, other files or built pages, or that tell instead of show:
# what these rules find is proved by golden cases alone.
TOLD = {
    rule.code
    for group in GROUPS
    for rule in group.rules
    if group.title
    in {
        "Andere Sprachen",
        "Chronik und Rückmeldungen",
        "Dateien",
        "Dauerhafte Adressen",
        "Freigabe",
        "Gebaute Website",
        "Gestalt",
        "Glossar",
    }
} | {
    "abgeschrieben",
    "abschnitt-fehlt",
    "auswahl-zurueckgezogen",
    "abschnitt-reihenfolge",
    "angabe-ungueltig",
    "doppelte-kennung",
    "doppelter-titel",
    "kennung-ungueltig",
    "langer-satz",
    "pruefsumme-abweichend",
    "rechtschreibung",
    "text-zu-tief",
    "textlaenge",
    "unbekannter-rechtsrahmen",
    "verwandt-doppelt",
    "zitat-ohne-nachweis",
    "zu-lang",
}


# No example is about them.
_ASIDE = (
    *(LEDGER_FILE, "impulses/akteure.yml", "impulses/chronik/", "impulses/en/"),
    *("impulses/presse.yml", "impulses/rollen.yml", "impulses/rueckmeldungen.yml"),
    *("impulses/synonyme.yml", "impulses/wortfolgen.yml"),
)


@pytest.fixture(scope="module")
def files() -> Files:
    """The real sources, with the paper at hand and a quote of it proved."""
    found = {
        name: text
        for name, text in read_files(REAL).content.items()
        if name == PAGE or not name.startswith(("docs/", *_ASIDE))
    }
    texts = found[FILE].decode() + "".join(rule.wrong + rule.right for rule in RULES.values())
    named = re.findall(r"\d+-[\w-]+\.md|verwandt:.*", texts)
    for name, text in [*found.items()]:
        if re.fullmatch(r"impulses/\d\d-.*\.md", name) and name != FILE:
            # Of the others only what is linked to; what is said about them is nobody's concern.
            number = str(int(Path(name).name[:2]))
            if not re.search(rf"\b0?{number}\b", " ".join(named)):
                del found[name]
                continue
            head, *lines = re.split(rb"(?m)^(?=## )", text)
            found[name] = b"\n".join([head, *(line.split(b"\n")[0] for line in lines)])
    found["impulses/quellen.yml"] += (
        f"  - {{id: zukunftspapier-2025, herausgeber: Verbund, titel: Papier, datum: 2025-04-08, "
        f"pruefsumme: {'0' * 64}, begriffe: [{{seite: 12, stichworte: […]}}]}}\n"
    ).encode()
    found["impulses/papier.yml"] += b"quelle: zukunftspapier-2025\n"
    found["impulses/abgleich.yml"] = (
        f"verfahren: 1\nquellen:\n  - quelle: zukunftspapier-2025\n    pruefsumme: {'0' * 64}\n"
        "    datum: 2026-11-22\n    werkzeug: impuls abgleich\n"
        f"    zitate: [{{seite: 12, sha256: {digest('…')}}}]\n"
    ).encode()
    assert not [p for p in assemble(found).problems if p.is_error and p.span.source == FILE]
    return found


def _problems(files: Files, rule: str, example: str) -> list[Problem]:
    """What is said about the file that holds the example."""
    place = PLACE[rule]
    source = PAGE if place in {_page, _easy} else FILE
    text = place(files, example, rule)
    problems = assemble({**files, source: text.encode()}).problems
    return [problem for problem in problems if problem.span.source == source]


def test_every_rule_is_tried_or_only_told() -> None:
    assert set(PLACE) | TOLD == set(RULES)
    assert not set(PLACE) & TOLD


@pytest.mark.parametrize("rule", sorted(PLACE))
def test_the_wrong_example_is_named(rule: str, files: Files) -> None:
    assert rule in {found.rule for found in _problems(files, rule, RULES[rule].wrong)}


@pytest.mark.parametrize("rule", sorted(PLACE))
def test_the_right_example_passes(rule: str, files: Files) -> None:
    found = _problems(files, rule, RULES[rule].right)
    if PLACE[rule] is _whole:  # a few lines are no whole impulse
        assert rule not in {problem.rule for problem in found}
    else:
        assert [problem for problem in found if problem.rule == rule or problem.is_error] == []
