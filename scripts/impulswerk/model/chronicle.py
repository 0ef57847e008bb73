"""What became of the impulses: entries of the chronicle, their sources, and readers' feedback.

Nothing here says how far an impulse has come: `progress.py` works that out from the entries.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

WHEN_PATTERN = r"^(ungefähr )?([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?$"
_WHEN = re.compile(WHEN_PATTERN)


class Progress(StrEnum):
    """How far an impulse has come, as far as sources tell; UNKNOWN where none says anything."""

    UNKNOWN = "keine-angaben"
    NOT_BEGUN = "kein-beginn-belegt"
    BEGUN = "begonnen"
    PARTLY = "teilweise-umgesetzt"
    DONE = "umgesetzt"
    DROPPED = "nicht-weiterverfolgt"
    UNCLEAR = "nicht-bewertbar"


class EntryKind(StrEnum):
    """What an entry tells of."""

    ANNOUNCEMENT = "ankuendigung"
    ACTION = "handlung"
    EFFECT = "wirkung"
    STATEMENT = "stellungnahme"
    FEEDBACK = "rueckmeldung"
    CHECK = "pruefung"


# The closed lists of the chronicle, with what readers see of each entry. The program reckons with
# them, so no project can change them.
LISTS: dict[str, dict[str, str]] = {
    "fortschritte": {
        Progress.UNKNOWN: "keine Angaben",
        Progress.NOT_BEGUN: "kein Beginn belegt",
        Progress.BEGUN: "begonnen (belegt)",
        Progress.PARTLY: "teilweise umgesetzt",
        Progress.DONE: "umgesetzt",
        Progress.DROPPED: "nicht weiterverfolgt (belegt)",
        Progress.UNCLEAR: "nicht bewertbar",
    },
    "chronikarten": {
        EntryKind.ANNOUNCEMENT: "Ankündigung",
        EntryKind.ACTION: "Handlung",
        EntryKind.EFFECT: "Wirkung",
        EntryKind.STATEMENT: "Stellungnahme",
        EntryKind.FEEDBACK: "Rückmeldung",
        EntryKind.CHECK: "Prüfung",
    },
    "bezuege": {
        "direkt": "betrifft genau diesen Vorschlag",
        "verwandt": "betrifft etwas Ähnliches",
        "unklar": "ob es damit zusammenhängt, ist unklar",
    },
    "quellenarten": {
        "amtlich": "Regierung oder Verwaltung",
        "parlament": "Parlament",
        "presse": "Presse",
        "zivil": "Verbände, Wissenschaft, Zivilgesellschaft",
        "eigen": "Beteiligte über sich selbst",
    },
    "einwandstaende": {
        "offen": "offen",
        "beruecksichtigt": "berücksichtigt",
        "nicht-uebernommen": "nicht übernommen",
    },
    "kriterienarten": {"umsetzung": "Umsetzung", "wirkung": "Wirkung"},
    "wege": {
        "mail": "Mail",
        "formular": "öffentliches Formular",
        "brief": "Brief",
        "gespraech": "Gespräch",
        "veranstaltung": "Veranstaltung",
    },
    "entscheidungen": {
        "uebernommen": "übernommen",
        "teilweise": "teilweise übernommen",
        "nicht-uebernommen": "nicht übernommen",
        "offen": "noch offen",
    },
}
# What an entry may name as the state after it: all but that nothing is known.
SETTABLE = "belegbare-fortschritte"


def chronicle_terms() -> dict[str, tuple[str, ...]]:
    """The ids of each closed list of the chronicle."""
    settable = (progress for progress in LISTS["fortschritte"] if progress != Progress.UNKNOWN)
    return {name: tuple(map(str, terms)) for name, terms in LISTS.items()} | {
        SETTABLE: tuple(map(str, settable))
    }


@dataclass(frozen=True)
class When:
    """A day, a month or a year, as exactly as it is known; `is_about` where it is a guess."""

    year: int
    month: int | None = None
    day: int | None = None
    is_about: bool = False

    @classmethod
    def parse(cls, text: str) -> When | None:
        """What `2025-04-08`, `2025-04`, `2025` or `ungefähr 2025` mean; None for all else."""
        found = _WHEN.fullmatch(text)
        if found is None:
            return None
        month, day = (int(part) if part else None for part in found.group(3, 4))
        when = cls(int(found[2]), month, day, bool(found[1]))
        try:
            _ = when.first, when.last
        except (ValueError, calendar.IllegalMonthError):
            return None
        return when

    @property
    def first(self) -> dt.date:
        """The first day that it can have been."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> dt.date:
        """The last day that it can have been."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def iso(self) -> str:
        """As machines read it: `2025`, `2025-04` or `2025-04-08`."""
        parts = [f"{part:02d}" for part in (self.month, self.day) if part]
        return "-".join([f"{self.year:04d}", *parts])

    def without(self, doubt: str) -> When:
        """What may be told without a `doubt`, where there is no room for it: no more than the year.

        Where nothing speaks against it, all of it.
        """
        return When(self.year) if doubt else self

    def __str__(self) -> str:
        return f"{'ungefähr ' if self.is_about else ''}{self.iso}"


@dataclass(frozen=True)
class Criterion:
    """What one would see of an impulse: that it is carried out, or (`wirkung`) that it helps."""

    id: str
    text: str
    kind: str


@dataclass(frozen=True)
class Source:
    """Where an entry has it from. `seen` is the day on which an editor saw it there.

    What `reference_id` names in quellen.yml is known from there. `place` says where in it,
    `archive` where a copy lies, `quote` are its own words.
    """

    kind: str
    seen: dt.date
    reference_id: str = ""
    publisher: str = ""
    title: str = ""
    date: dt.date | None = None
    url: str = ""
    place: str = ""
    archive: str = ""
    quote: str = ""


@dataclass(frozen=True)
class Objection:
    """What somebody says against an entry, and what became of it."""

    by: str
    text: str
    state: str
    url: str = ""
    answer: str = ""


@dataclass(frozen=True)
class Correction:
    """An earlier entry (`entry_id`) that was wrong: what it said, what is right, and why."""

    entry_id: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True)
class ChronicleEntry:
    """Something that happened, was said or was found, with its sources.

    `recorded` is the day of its file's name. No `impulses` means the paper as a whole. `progress`
    is what it claims for them (UNKNOWN: nothing) and why, `met` the criteria that it shows to be
    met. `body` is Markdown.
    """

    id: str
    recorded: dt.date
    when: When
    kind: EntryKind
    title: str
    relation: str
    sources: tuple[Source, ...]
    body: str
    source: str
    impulses: tuple[int, ...] = ()
    doubt: str = ""
    progress: Progress = Progress.UNKNOWN
    reason: str = ""
    met: tuple[str, ...] = ()
    objections: tuple[Objection, ...] = ()
    corrections: tuple[Correction, ...] = ()
    check_again: dt.date | None = None
    body_line: int = 1

    @cached_property
    def order(self) -> tuple[dt.date, dt.date, str]:
        """Its place among all entries: by the day on which it surely had happened."""
        return self.when.last, self.recorded, self.id


@dataclass(frozen=True)
class Feedback:
    """What readers said about an impulse, or about all (`impulses` empty), and what was decided.

    `name` only with the consent of whoever bears it. `question` is what they had been asked,
    `outside` what of it had nothing to do with the subject.
    """

    id: str
    received: dt.date
    channel: str
    group: str
    said: str
    decision: str
    impulses: tuple[int, ...] = ()
    question: str = ""
    reason: str = ""
    change: str = ""
    outside: str = ""
    name: str = ""
    consent: dt.date | None = None
