"""Where each address of the ledger leads today, and which addresses a change would break."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from impulswerk.catalogue.ledger import LEDGER_FILE, Addresses, EditionCommits, number_of
from impulswerk.model.entries import Ledger, LedgerEntry
from impulswerk.model.problems import Problem, Span
from impulswerk.sources.marked import MAX_WIDTH

# A page of an impulse and the sheet to hand out, both named after its file.
_FORMER = re.compile(
    r"(?P<start>impulse/|i/\d+/impuls-|(?P<folder>[a-z]{2}/)(?:[a-z-]+/|i/\d+/[a-z-]+-))"
    r"(?P<number>\d+)-(?P<slug>[^/]*)(?P<end>/|\.pdf)"
)
_PAGE = re.compile(r"(?P<folder>(?:[^/]+/)+)(?P<name>[^/]+)/")
_EDITION = re.compile(r"(?:fassung|karte/\d+)/(?P<name>\d{4}-\d{2})/")
# How `write_ledger` writes an entry.
_LINE = re.compile(r' +"(?P<address>[^"]*)": [^\[]*(?:\[(?P<anchors>[^\]]*)\])?\}?')
# How the ledger writes the commit of an edition.
_MARK = re.compile(r' +"(?P<name>\d{4}-\d{2})": (?P<commit>[0-9a-f]{40,64})')
_NAMES = re.compile(", *")
_NAMED = 5


def destinations(ledger: Ledger, published: Addresses) -> dict[str, str]:
    """Where every address leads that is no longer published itself; lost ones are left out.

    An impulse that was renamed is found by its number, everything else by the ledger's `nach`; what
    belongs to a page that moved within its folder (`feeds/alt.xml` to `treiber/alt/`) goes along.
    Where the name lives on under another number, the number was given to something else: lost.
    """
    named = [found for address in published if (found := _FORMER.fullmatch(address))]
    by_number = {found.group("start", "number", "end"): found.group() for found in named}
    numbers = {found.group("folder", "slug"): found["number"] for found in named}
    moves = list(_moves(ledger))
    places = {}
    for address in ledger.entries:
        if address in published:
            continue
        goal, seen = address, {address}
        while goal and goal not in published:
            step = goal
            entry = ledger.entries.get(step)
            former = _FORMER.fullmatch(step)
            goal = entry.target if entry else ""
            if not goal and former and numbers.get(former.group("folder", "slug")) is None:
                goal = by_number.get(former.group("start", "number", "end"), "")
            goal = goal or _moved_along(step, moves)
            if goal in seen:
                goal = ""
            seen.add(goal)
        if goal and goal.endswith("/") == (address.endswith("/") or not address):
            places[address] = goal
    return places


def _moves(ledger: Ledger) -> Iterator[tuple[re.Pattern[str], str]]:
    """For each page that got a new name within its folder: what bears the old one, the new one."""
    for old, entry in ledger.entries.items():
        before, after = _PAGE.fullmatch(old), _PAGE.fullmatch(entry.target)
        if before and after and before["folder"] == after["folder"]:
            yield _bearing(before["name"]), after["name"]


def _moved_along(address: str, moves: Iterable[tuple[re.Pattern[str], str]]) -> str:
    """Where an address leads because a page whose name it bears has a new one; else empty."""
    for bearing, name in moves:
        along = bearing.sub(name, address)
        if along != address:
            return along
    return ""


def _bearing(name: str) -> re.Pattern[str]:
    """Finds a name as a whole step of an address: `feeds/demografie.xml`."""
    return re.compile(rf"(?<![^/]){re.escape(name)}(?=[/.])")


def lost(ledger: Ledger, published: Addresses, held: Iterable[str] = ()) -> Iterator[Problem]:
    """A problem for each address or anchor of the ledger that would no longer work.

    `held` are addresses that are only missing because their source has a problem of its own.
    """
    places = destinations(ledger, published)
    spared = set(held)
    gone: defaultdict[str, list[str]] = defaultdict(list)
    for address, entry in ledger.entries.items():
        goal = address if address in published else places.get(address)
        if address in spared or goal in spared:
            continue
        if goal is None:
            gone[address if entry.target else _owner(address, ledger, published)].append(address)
            continue
        sections = sorted(entry.anchors - published[goal])
        if sections:
            yield _problem(
                ledger,
                entry,
                "permalink-abschnitt",
                f"Auf der Seite „{goal}“ gäbe es den Abschnitt „#{sections[0]}“ nicht mehr"
                + (f" (ebenso #{', #'.join(sections[1:])})." if sections[1:] else "."),
                "Lassen Sie die Überschrift, wie sie war"
                # Texts of impulses and drivers hold no HTML.
                + (
                    "."
                    if goal.startswith(("impulse/", "treiber/"))
                    else f', oder setzen Sie <span id="{sections[0]}"></span> vor die neue.'
                ),
            )
    for owner, addresses in gone.items():
        entry = ledger.entries[owner if owner in addresses else addresses[0]]
        yield _problem(ledger, entry, "permalink-verloren", *_why_lost(addresses, owner, entry))


def _owner(address: str, ledger: Ledger, published: Addresses) -> str:
    """The address that stands for all that vanish with it: an impulse's or a page's."""
    number = number_of(address)
    if number is not None:
        return f"i/{number}/"
    for page in ledger.entries:
        found = _PAGE.fullmatch(page)
        if found and page not in published and _bearing(found["name"]).search(address):
            return page
    return address


def forgotten(ledger: Ledger, known: Iterable[str]) -> Iterator[Problem]:
    """One problem for all that lines the file once had (`known`) hold and the ledger does not."""
    gone = set()
    for line in known:
        if mark := _MARK.fullmatch(line):
            if ledger.editions.get(mark["name"]) != mark["commit"]:
                gone.add(f"Fassung {mark['name']}")
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            continue
        address, anchors = found["address"], _NAMES.split(found["anchors"] or "")
        entry = ledger.entries.get(address)
        if entry is None:
            gone.add(address)
        else:
            gone |= {f"{address}#{name}" for name in {*anchors} - entry.anchors - {""}}
    if not gone:
        return
    yield Problem(
        Span(LEDGER_FILE, 1),
        "permalink-vergessen",
        f"Aus dem Verzeichnis fehlt, was schon darin stand: {_listed(sorted(gone))}.",
        fix=f"Stellen Sie die Zeilen wieder her; git kennt sie (git log -p {LEDGER_FILE}).",
    )


def in_edition(address: str) -> bool:
    """Whether an address belongs to a frozen edition."""
    return bool(_EDITION.match(address))


def lost_editions(ledger: Ledger, editions: EditionCommits) -> Iterator[Problem]:
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
                "Holen Sie die Marken mit „git fetch --tags“. Ein heruntergeladenes Archiv hat "
                "keine; nehmen Sie statt seiner einen Klon (git clone)."
                + (
                    f" Ist die Marke überall verloren: git tag fassung-{found['name']} {commit}"
                    if (commit := ledger.editions.get(found["name"]))
                    else ""
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


def _listed(addresses: Collection[str]) -> str:
    named = ", ".join(f"„{address or '/'}“" for address in list(addresses)[:_NAMED])
    more = len(addresses) - _NAMED
    return f"{named} und {more} weitere" if more > 0 else named


def _why_lost(addresses: list[str], owner: str, entry: LedgerEntry) -> tuple[str, str]:
    # The one that people know of it comes first.
    listed = _listed(sorted(addresses, key=lambda address: address != owner))
    message = f"Die veröffentlichte Adresse {listed} gäbe es nicht mehr oder führte zu anderem."
    if len(addresses) > 1:
        message = (
            f"{len(addresses)} veröffentlichte Adressen gäbe es nicht mehr, oder sie führten zu "
            f"anderem: {listed}."
        )
    number = number_of(owner)
    if entry.target:
        fix = (
            f"Das Ziel „{entry.target}“ gibt es nicht; nennen Sie unter „nach“ eines, das es gibt."
        )
    elif number is not None:
        fix = (
            f"Stellen Sie den Impuls {number} unter seiner Nummer wieder her; wird er "
            "aufgegeben, setzen Sie „stand: zurueckgezogen“."
        )
    else:
        folder = owner.rstrip("/").rpartition("/")[0]
        fix = (
            f'Ist die Seite umgezogen, schreiben Sie: "{owner}": '
            f"{{nach: {folder + '/' if folder else ''}neuer-name/}}"
        )
        fix += "; alles, was zu ihr gehört, zieht mit." if len(addresses) > 1 else ""
    return message, fix


def _problem(ledger: Ledger, entry: LedgerEntry, rule: str, message: str, fix: str) -> Problem:
    text = ledger.lines[entry.line - 1] if 0 < entry.line <= len(ledger.lines) else ""
    width = len(text.strip().partition(":")[0]) or 1
    return Problem(
        Span(LEDGER_FILE, entry.line, 3, width), rule, message, fix=fix, line_text=text[:MAX_WIDTH]
    )
