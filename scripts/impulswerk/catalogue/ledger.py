"""The ledger of every address ever published: what it holds, and how it grows."""

import re
from collections.abc import Mapping

from impulswerk.model.entries import Ledger, LedgerEntry
from impulswerk.model.problems import Problem, Span
from impulswerk.rules.fields import suggest
from impulswerk.sources.marked import Mapping as Front
from impulswerk.sources.marked import MarkedDocument, Scalar, Sequence
from impulswerk.sources.read import read_yaml

LEDGER_FILE = "impulses/permalinks.yml"
_KEY = "adressen"
_EDITIONS = "fassungen"
_EDITION_NAME = re.compile(r"\d{4}-\d{2}")
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
# An address as the ledger spells it: no scheme, no leading slash, nothing that leaves the site.
_ADDRESS = re.compile(r"(?:(?!\.\.?/)[A-Za-z0-9._-]+/)*(?:[A-Za-z0-9_-][A-Za-z0-9._-]*)?")
_NUMBER = re.compile(r"(?:[a-z][a-z0-9]*/)+0*(\d+)(?:[-./]|$)")
_RESTORE = "Stellen Sie {} aus der letzten Fassung wieder her."
_HEAD = """\
# Jede Adresse, die diese Website je veröffentlicht hat, mit den Abschnitten, auf die Links zeigen
# können. „impuls permalinks“ trägt neue ein; gelöscht wird hier nichts. Ist eine Seite umgezogen,
# die kein Impuls ist, steht hier ihr Ziel, zum Beispiel:
#   treiber/alter-name/: {nach: treiber/neuer-name/}
# Unter „fassungen“ steht, aus welchem Commit eine eingefrorene Fassung ist.
"""

# Published addresses (`impulse/07-x/`, `feeds/impulse.xml`) with the ids a link can point to.
Addresses = Mapping[str, frozenset[str]]
# Names of editions (`2026-11`) with the full ids of their commits, since tags can move.
EditionCommits = Mapping[str, str]
NO_EDITIONS: EditionCommits = {}


def read_ledger(files: Mapping[str, bytes]) -> tuple[Ledger, list[Problem]]:
    """The ledger in the sources; a project that has published nothing needs none."""
    if LEDGER_FILE not in files:
        return Ledger(), []
    reading = read_yaml(LEDGER_FILE, files[LEDGER_FILE])
    problems = list(reading.problems)
    document = reading.document
    if document is None:
        return Ledger(), problems
    for name, span in document.front.keys.items():
        if name not in (_KEY, _EDITIONS):
            problems.append(
                document.problem(
                    span,
                    "unbekanntes-feld",
                    f"„{name}“ gibt es hier nicht.",
                    allowed=f"{_KEY}, {_EDITIONS}",
                    fix=suggest(name, (_KEY,)) or "Löschen Sie das Feld.",
                )
            )
    node = document.front.entries.get(_KEY)
    if not isinstance(node, Front):
        problems.append(
            document.problem(
                node.span if node else Span(LEDGER_FILE, 1),
                "permalink-form",
                f"Das Feld „{_KEY}“ fehlt oder ist keine Liste von Adressen.",
                fix=_RESTORE.format("die Datei"),
            )
        )
        return Ledger(), problems
    entries = {}
    # Thousands of addresses have the same sections, or none.
    shared: dict[frozenset[str], frozenset[str]] = {}
    for address, value in node.entries.items():
        found = _entry(document, address, value, node.keys[address], shared)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            entries[address] = found
    editions, wrong = _editions(document)
    return Ledger(entries, document.text, editions), [*problems, *wrong]


def _editions(document: MarkedDocument) -> tuple[EditionCommits, list[Problem]]:
    """From which commit each edition was made; none where the ledger has no such list."""
    if _EDITIONS not in document.front.entries:
        return {}, []
    node = document.front.entries[_EDITIONS]
    entries = node.entries if isinstance(node, Front) else {}
    editions = {
        name: value.text
        for name, value in entries.items()
        if isinstance(value, Scalar)
        and _EDITION_NAME.fullmatch(name)
        and _COMMIT.fullmatch(value.text)
    }
    if isinstance(node, Front) and len(editions) == len(entries):
        return editions, []
    problem = document.problem(
        document.front.keys[_EDITIONS],
        "permalink-form",
        f"Die Liste „{_EDITIONS}“ lässt sich nicht lesen.",
        allowed='"JJJJ-MM": der Commit der Fassung, 40 Zeichen',
        fix=_RESTORE.format("die Datei"),
    )
    return editions, [problem]


def _entry(
    document: MarkedDocument,
    address: str,
    value: object,
    span: Span,
    shared: dict[frozenset[str], frozenset[str]],
) -> LedgerEntry | Problem:
    target, anchors = "", value
    is_right = bool(_ADDRESS.fullmatch(address))
    if isinstance(value, Front):
        goal = value.entries.get("nach")
        anchors = value.entries.get("abschnitte", Sequence((), span))
        is_right = is_right and set(value.entries) <= {"nach", "abschnitte"}
        target = goal.text if isinstance(goal, Scalar) else ""
        is_right = is_right and bool(target) and bool(_ADDRESS.fullmatch(target))
    if isinstance(anchors, Sequence):
        names = [item.text for item in anchors.items if isinstance(item, Scalar)]
        if is_right and len(names) == len(anchors.items):
            found = frozenset(names)
            return LedgerEntry(shared.setdefault(found, found), target, span.line)
    return document.problem(
        span,
        "permalink-form",
        f"Der Eintrag „{address}“ lässt sich nicht lesen.",
        allowed="ordner/seite/: [abschnitt, abschnitt] oder ordner/seite/: {nach: ordner/andere/}",
        fix=_RESTORE.format("den Eintrag"),
    )


def write_ledger(
    ledger: Ledger, published: Addresses, editions: EditionCommits = NO_EDITIONS
) -> str:
    """The text of the file with everything new added; nothing is ever taken away."""
    addresses = sorted({*ledger.entries, *published})
    commits = {**editions, **ledger.editions}
    lines = [_HEAD.rstrip(), *([f"{_EDITIONS}:"] if commits else [])]
    lines += [f'  "{name}": {commit}' for name, commit in sorted(commits.items())]
    lines.append(f"{_KEY}:" if addresses else f"{_KEY}: {{}}")
    for address in addresses:
        entry = ledger.entries.get(address, LedgerEntry())
        anchors = sorted(entry.anchors | published.get(address, frozenset()))
        named = f"[{', '.join(anchors)}]"
        if entry.target:
            more = f", abschnitte: {named}" if anchors else ""
            named = f"{{nach: {entry.target}{more}}}"
        lines.append(f'  "{address}": {named}')
    return "\n".join(lines) + "\n"


def number_of(address: str) -> int | None:
    """The impulse an address is bound to; None for all that has no number."""
    found = _NUMBER.match(address)
    return int(found[1]) if found else None


def highest_number(ledger: Ledger) -> int:
    """The highest number an impulse ever had; 0 where there was none."""
    numbers = (re.fullmatch(r"i/(\d+)/", address) for address in ledger.entries)
    return max((int(found[1]) for found in numbers if found), default=0)


def missing(
    ledger: Ledger, published: Addresses, editions: EditionCommits = NO_EDITIONS
) -> list[str]:
    """What is published and not in the ledger yet: editions, addresses, and anchors with `#`."""
    found = [f"Fassung {name}" for name in editions if name not in ledger.editions]
    for address, anchors in published.items():
        known = ledger.entries.get(address)
        if known is None:
            found.append(address)
        else:
            found += [f"{address}#{anchor}" for anchor in anchors - known.anchors]
    return sorted(found)
