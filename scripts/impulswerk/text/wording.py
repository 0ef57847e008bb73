"""Dates and counts in German words."""

import datetime as dt
from zoneinfo import ZoneInfo

_MONTH_NAMES = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
_NUMBERS = "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf"
_SMALL = tuple(_NUMBERS.split())
MONTHS = tuple(_MONTH_NAMES.split())


def german_date(date: dt.date) -> str:
    """`8. April 2025`, with a no-break space after the day."""
    return f"{date.day}.\u00a0{MONTHS[date.month - 1]} {date.year}"


def day_of(moment: dt.datetime) -> dt.date:
    """The day it was in Germany, wherever this runs."""
    return moment.astimezone(ZoneInfo("Europe/Berlin")).date()


def moment_of(moment: dt.datetime) -> str:
    """The moment as RFC 3339 has it, at German time: its day is the one that pages name."""
    return moment.astimezone(ZoneInfo("Europe/Berlin")).isoformat(timespec="seconds")


def publication_date(date: dt.date | None) -> str:
    """The day a source was published on, as a reference names it."""
    return german_date(date) if date else "ohne Datum"


def doubted(when: str, doubt: str) -> str:
    """A point in time together with what speaks against it, if anything does."""
    return f"{when} (unsicher: {doubt})" if doubt else when


def file_size(size: int) -> str:
    """`184 kB`, `1,3 MB` of a size in bytes; a kB has 1000 of them."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}\u00a0kB"
    return f"{size / 1_000_000:.1f}\u00a0MB".replace(".", ",")


def count(number: int, singular: str, plural: str) -> str:
    """`1 Impuls`, `12 Impulse`, `kein Impuls` is left to the caller; no-break space between."""
    return f"{number}\u00a0{singular if number == 1 else plural}"


def in_words(number: int) -> str:
    """`vier` for 4, as running text spells small numbers; figures from thirteen on."""
    return _SMALL[number] if number < len(_SMALL) else str(number)


# Words a minute that most people read of German prose without hurry.
_READING_SPEED = 200


def reading_minutes(text: str) -> int:
    """Whole minutes that reading `text` takes, at least one."""
    return max(1, round(len(text.split()) / _READING_SPEED))
