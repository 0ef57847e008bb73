"""The ledger of every address ever published: what it holds, what a change would lose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from impulswerk.edition_marks import KEY as MARKS_KEY
from impulswerk.edition_marks import Marks, mark_lines, read_marks
from impulswerk.marked import MAX_WIDTH, MarkedDocument, Scalar, Sequence, read_yaml
from impulswerk.marked import Mapping as Front
from impulswerk.model import Ledger, LedgerEntry
from impulswerk.problems import Problem, Span
from impulswerk.rules.fields import suggest

LEDGER_FILE = "impulses/permalinks.yml"
_KEY = "adressen"
_FORMER = re.compile(r"impulse/(?P<number>\d+)-(?P<slug>[^/]*)/")
_EDITION = re.compile(r"fassung/(?P<name>\d{4}-\d{2})/")
# An address as the ledger spells it: no scheme, no leading slash, nothing that leaves the site.
_ADDRESS = re.compile(r"(?:(?!\.\.?/)[A-Za-z0-9._-]+/)*(?:[A-Za-z0-9_-][A-Za-z0-9._-]*)?")
_HEAD = """\
# Jede Adresse, die diese Website je veröffentlicht hat, mit den Abschnitten, auf die Links zeigen
# können. „impuls permalinks“ trägt neue ein; gelöscht wird hier nichts. Ist eine Seite umgezogen,
# die kein Impuls ist, steht hier ihr Ziel, zum Beispiel:
#   treiber/alter-name/: {nach: treiber/neuer-name/}
# Unter „fassungen“ steht, aus welchem Commit eine eingefrorene Fassung ist.
"""

# Published addresses (`impulse/07-x/`, `feeds/impulse.xml`) with the ids a link can point to.
Addresses = Mapping[str, frozenset[str]]
NO_MARKS: Marks = {}


def read_ledger(files: Mapping[str, bytes]) -> tuple[Ledger, list[Problem]]:
    """The ledger in the sources; a project that has published nothing needs none."""
    if LEDGER_FILE not in files:
        return Ledger(), []
    reading = read_yaml(LEDGER_FILE, files[LEDGER_FILE])
    problems = list(reading.problems)
    document = reading.document
    if document is None:
        return Ledger(), problems
    node = document.front.entries.get(_KEY)
    for name, span in document.front.keys.items():
        if name not in (_KEY, MARKS_KEY):
            problems.append(
                document.problem(
                    span,
                    "unbekanntes-feld",
                    f"„{name}“ gibt es hier nicht.",
                    allowed=f"{_KEY}, {MARKS_KEY}",
                    fix=suggest(name, (_KEY,)) or "Löschen Sie die Angabe.",
                )
            )
    if not isinstance(node, Front):
        problems.append(
            document.problem(
                node.span if node else Span(LEDGER_FILE, 1),
                "permalink-form",
                f"Die Angabe „{_KEY}“ fehlt oder ist keine Liste von Adressen.",
                fix="Stellen Sie die Datei aus der letzten Fassung wieder her.",
            )
        )
        return Ledger(), problems
    entries = {}
    for address, value in node.entries.items():
        found = _entry(document, address, value, node.keys[address])
        if isinstance(found, Problem):
            problems.append(found)
        else:
            entries[address] = found
    editions, found_problems = read_marks(document)
    return Ledger(entries, document.lines, editions), [*problems, *found_problems]


def _entry(
    document: MarkedDocument, address: str, value: object, span: Span
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
            return LedgerEntry(frozenset(names), target, span.line)
    return document.problem(
        span,
        "permalink-form",
        f"Der Eintrag „{address}“ lässt sich nicht lesen.",
        allowed="ordner/seite/: [abschnitt, abschnitt] oder ordner/seite/: {nach: ordner/andere/}",
        fix="Stellen Sie den Eintrag aus der letzten Fassung wieder her.",
    )


def write_ledger(ledger: Ledger, published: Addresses, editions: Marks = NO_MARKS) -> str:
    """The text of the file with everything new added; nothing is ever taken away."""
    addresses = sorted({*ledger.entries, *published})
    lines = [_HEAD.rstrip(), *mark_lines({**editions, **ledger.editions})]
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


def highest_number(ledger: Ledger) -> int:
    """The highest number an impulse ever had; 0 where there was none."""
    numbers = (re.fullmatch(r"i/(\d+)/", address) for address in ledger.entries)
    return max((int(found[1]) for found in numbers if found), default=0)


def missing(ledger: Ledger, published: Addresses, editions: Marks = NO_MARKS) -> list[str]:
    """What is published and not in the ledger yet: editions, addresses, and anchors with `#`."""
    found = [f"Fassung {name}" for name in editions if name not in ledger.editions]
    for address, anchors in published.items():
        known = ledger.entries.get(address)
        if known is None:
            found.append(address)
        else:
            found += [f"{address}#{anchor}" for anchor in anchors - known.anchors]
    return sorted(found)


def destinations(ledger: Ledger, published: Addresses) -> dict[str, str]:
    """Where every address leads that is no longer published itself; lost ones are left out.

    An impulse that was renamed is found by its number, everything else by the ledger's `nach`.
    Where the name lives on under another number, the number was given to something else: lost.
    """
    named = [found for address in published if (found := _FORMER.fullmatch(address))]
    by_number = {found["number"]: found.group() for found in named}
    numbers = {found["slug"]: found["number"] for found in named}
    places = {}
    for address in ledger.entries:
        if address in published:
            continue
        goal, seen = address, {address}
        while goal and goal not in published:
            entry = ledger.entries.get(goal)
            former = _FORMER.fullmatch(goal)
            goal = entry.target if entry else ""
            if not goal and former and numbers.get(former["slug"]) is None:
                goal = by_number.get(former["number"], "")
            if goal in seen:
                goal = ""
            seen.add(goal)
        if goal and goal.endswith("/") == (address.endswith("/") or not address):
            places[address] = goal
    return places


def lost(ledger: Ledger, published: Addresses, held: Iterable[str] = ()) -> Iterator[Problem]:
    """A problem for each address or anchor of the ledger that would no longer work.

    `held` are addresses that are only missing because their source has a problem of its own.
    """
    places = destinations(ledger, published)
    spared = set(held)
    for address, entry in ledger.entries.items():
        goal = address if address in published else places.get(address)
        if address in spared or goal in spared:
            continue
        if goal is None:
            yield _problem(ledger, entry, "permalink-verloren", *_why_lost(address, entry))
            continue
        gone = sorted(entry.anchors - published[goal])
        if gone:
            yield _problem(
                ledger,
                entry,
                "permalink-abschnitt",
                f"Auf der Seite „{goal}“ gäbe es den Abschnitt „#{gone[0]}“ nicht mehr"
                + (f" (ebenso {', '.join('#' + name for name in gone[1:])})." if gone[1:] else "."),
                f'Lassen Sie die Überschrift, wie sie war, oder setzen Sie <span id="{gone[0]}">'
                "</span> vor die neue.",
            )


def in_edition(address: str) -> bool:
    """Whether an address belongs to a frozen edition."""
    return bool(_EDITION.match(address))


def lost_editions(ledger: Ledger, editions: Marks) -> Iterator[Problem]:
    """A problem for each edition in the ledger that is not at hand, or made from something else."""
    seen = set(editions)
    for address, entry in ledger.entries.items():
        found = _EDITION.match(address)
        if found and found["name"] not in seen:
            seen.add(found["name"])
            yield _problem(
                ledger,
                entry,
                "fassung-fehlt",
                f"Die Fassung „{found['name']}“ ist veröffentlicht, ihre Marke aber nicht da.",
                "Holen Sie die Marken mit „git fetch --tags“"
                + (
                    f", oder setzen Sie sie neu: git tag fassung-{found['name']} {commit}"
                    if (commit := ledger.editions.get(found["name"]))
                    else "."
                ),
            )
    for name, commit in ledger.editions.items():
        if editions.get(name, commit) != commit:
            start = f'  "{name}":'
            lines = [n for n, text in enumerate(ledger.lines, 1) if text.startswith(start)]
            yield _problem(
                ledger,
                LedgerEntry(line=lines[0] if lines else 0),
                "fassung-verschoben",
                f"Die Marke der Fassung „{name}“ steht an einem anderen Commit als bei der "
                "Veröffentlichung.",
                f"Setzen Sie sie zurück: git tag -f fassung-{name} {commit}",
            )


def _why_lost(address: str, entry: LedgerEntry) -> tuple[str, str]:
    message = f"Die veröffentlichte Adresse „{address}“ gäbe es nicht mehr oder führte zu anderem."
    number = re.match(r"(?:i|karte|aenderungen|impulse)/0*(\d+)", address)
    if entry.target:
        fix = (
            f"Das Ziel „{entry.target}“ gibt es nicht; nennen Sie unter „nach“ eines, das es gibt."
        )
    elif number:
        fix = (
            f"Stellen Sie den Impuls {number[1]} unter seiner Nummer wieder her; wird er "
            "aufgegeben, setzen Sie „stand: zurueckgezogen“."
        )
    else:
        fix = f'Ist die Seite umgezogen, schreiben Sie: "{address}": {{nach: neue/adresse/}}'
    return message, fix


def _problem(ledger: Ledger, entry: LedgerEntry, rule: str, message: str, fix: str) -> Problem:
    text = ledger.lines[entry.line - 1] if 0 < entry.line <= len(ledger.lines) else ""
    width = len(text.strip().partition(":")[0]) or 1
    return Problem(
        Span(LEDGER_FILE, entry.line, 3, width), rule, message, fix=fix, line_text=text[:MAX_WIDTH]
    )
