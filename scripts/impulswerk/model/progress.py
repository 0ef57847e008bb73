"""How far an impulse has come: worked out from the entries of the chronicle, never set by hand.

One function says what an entry needs to change anything (`refusal`). The check reports what it
refuses, and `standing` passes over it, so that no page can say more than the sources do.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from impulswerk.model.chronicle import ChronicleEntry, Criterion, EntryKind, Progress

# Words are no deeds: an announcement, a budget, an opinion change nothing.
_DEEDS = {EntryKind.ACTION, EntryKind.EFFECT, EntryKind.CHECK}
_OFFICIAL = {"amtlich", "parlament"}


@dataclass(frozen=True)
class Standing:
    """How far an impulse has come, and the entry that says so; `met` are criteria by id.

    `due` is the day for which a check was planned that nobody has made since.
    """

    progress: Progress = Progress.UNKNOWN
    entry: ChronicleEntry | None = None
    met: frozenset[str] = frozenset()
    due: dt.date | None = None

    def is_overdue(self, today: dt.date) -> bool:
        """Whether a planned check has not been made; it changes nothing else."""
        return self.due is not None and self.due < today


def refusal(entry: ChronicleEntry, criteria: Collection[Criterion], met: Collection[str]) -> str:
    """The rule by which an entry cannot change how far an impulse has come; empty if it can.

    `met` are the criteria that it and the entries before it show to be met.
    """
    claims = entry.progress is not Progress.UNKNOWN
    if not claims and not entry.met:
        return ""
    if entry.kind not in _DEEDS:
        return "stand-ohne-handlung"
    if entry.relation != "direkt":
        return "stand-ohne-bezug"
    if claims and not entry.reason:
        return "stand-ohne-grund"
    if entry.progress is Progress.DONE:
        needed = {criterion.id for criterion in criteria if criterion.kind == "umsetzung"}
        if _OFFICIAL.isdisjoint(source.kind for source in entry.sources):
            return "umgesetzt-ohne-beleg"
        if not needed or not needed <= {*met}:
            return "stand-ohne-kriterien"
    if entry.progress is Progress.PARTLY and not met:
        return "stand-ohne-kriterien"
    return ""


def replay(
    criteria: Collection[Criterion], entries: Iterable[ChronicleEntry]
) -> Iterator[tuple[ChronicleEntry, str, Standing]]:
    """Each entry in the order of what happened, the rule that refuses it, and the standing then.

    `entries` are those about one impulse, in any order. One that was corrected counts no more.
    """
    found = sorted(entries, key=lambda entry: entry.order)
    wrong = {correction.entry_id for entry in found for correction in entry.corrections}
    known = {criterion.id for criterion in criteria}
    now = Standing()
    for entry in found:
        if entry.id in wrong:
            yield entry, "", now
            continue
        met = now.met | (known & {*entry.met})
        rule = refusal(entry, criteria, met)
        due = None if entry.kind is EntryKind.CHECK else now.due
        due = entry.check_again or due
        if rule:
            now = Standing(now.progress, now.entry, now.met, due)
        elif entry.progress is Progress.UNKNOWN:
            now = Standing(now.progress, now.entry, met, due)
        else:
            now = Standing(entry.progress, entry, met, due)
        yield entry, rule, now


def standing(criteria: Collection[Criterion], entries: Iterable[ChronicleEntry]) -> Standing:
    """How far an impulse has come, from the entries about it."""
    steps = [now for _, _, now in replay(criteria, entries)]
    return steps[-1] if steps else Standing()
