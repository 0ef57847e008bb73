"""Unite two ledgers of addresses line by line: `python3 union.py LEDGER OTHER` mends the first.

Where a site is published, this runs with the right to write into the repository. So it needs
nothing but Python itself, and it never takes an address, a section or an edition away.
"""

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

_LISTS = ("fassungen", "adressen")
_LINE = re.compile(
    r'  (?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"\'#{\[][^\s"]*)): +(?P<value>\S.*?)\s*'
)
_SECTIONS = re.compile(r"\[(?P<names>[^\[\]{}]*)\]")
_MOVED = re.compile(
    r"\{nach: (?P<goal>[^\s,{}\[\]]+)(?:, abschnitte: \[(?P<names>[^\[\]{}]*)\])?\}"
)
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


class UnreadableError(Exception):
    """A line that is not as `impuls permalinks` writes it; the text is a German sentence."""


@dataclass
class _Entry:
    """Sections of an address, and where it leads on to; of an edition its commit as `goal`."""

    names: set[str] = field(default_factory=set)
    goal: str = ""


@dataclass
class _Ledger:
    """Remarks at the beginning, and the entries of each list by name."""

    head: list[str] = field(default_factory=list)
    lists: dict[str, dict[str, _Entry]] = field(default_factory=lambda: {n: {} for n in _LISTS})


def unite(ours: str, theirs: str) -> str:
    """Text of a ledger with all that either has; where both name a goal, `ours` counts.

    Raises UnreadableError.
    """
    united, other = _read(ours), _read(theirs)
    for name in _LISTS:
        for key, entry in other.lists[name].items():
            known = united.lists[name].setdefault(key, _Entry(goal=entry.goal))
            known.names |= entry.names
            known.goal = known.goal or entry.goal
    return _written(united)


def _read(text: str) -> _Ledger:
    ledger = _Ledger()
    present = ""
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#") or not line.strip():
            ledger.head += [] if present else [line]
            continue
        name, colon, rest = line.partition(":")
        if colon and name in _LISTS and rest.strip() in {"", "{}"}:
            present = name
            continue
        found = _LINE.fullmatch(line)
        entry = _entry(present, found["value"]) if found and present else None
        if found is None or entry is None:
            raise UnreadableError(f"Zeile {number} lässt sich nicht lesen: {line}")
        key = found["quoted"] if found["quoted"] is not None else found["plain"]
        if key in ledger.lists[present]:
            raise UnreadableError(f"Zeile {number} steht zum zweiten Mal da: {line}")
        ledger.lists[present][key] = entry
    return ledger


def _entry(present: str, value: str) -> _Entry | None:
    if present == "fassungen":
        return _Entry(goal=value) if _COMMIT.fullmatch(value) else None
    found = _SECTIONS.fullmatch(value) or _MOVED.fullmatch(value)
    if found is None:
        return None
    names = {name.strip() for name in (found["names"] or "").split(",")}
    return _Entry(names - {""}, found.groupdict().get("goal") or "")


def _written(ledger: _Ledger) -> str:
    lines = list(ledger.head)
    editions, addresses = (sorted(ledger.lists[name].items()) for name in _LISTS)
    if editions:
        lines += ["fassungen:", *(f'  "{name}": {entry.goal}' for name, entry in editions)]
    lines.append("adressen:" if addresses else "adressen: {}")
    for address, entry in addresses:
        named = f"[{', '.join(sorted(entry.names))}]"
        if entry.goal:
            more = f", abschnitte: {named}" if entry.names else ""
            named = f"{{nach: {entry.goal}{more}}}"
        lines.append(f'  "{address}": {named}')
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """Unite the files named; the first is rewritten where the other has more."""
    ledger, other = map(Path, arguments)
    before = ledger.read_text("utf-8") if ledger.exists() else ""
    try:
        united = unite(before, other.read_text("utf-8"))
    except UnreadableError as error:
        print(f"Die Verzeichnisse lassen sich nicht vereinen. {error}", file=sys.stderr)
        return 1
    if united != before:
        ledger.write_text(united, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
