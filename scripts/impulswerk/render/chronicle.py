"""The chronicle in German words: when, what kind, how far; the same on pages, in print, in data."""

import datetime as dt
from collections import Counter

from impulswerk.catalogue.graph import Graph
from impulswerk.model.chronicle import LISTS, ChronicleEntry, Progress, When
from impulswerk.model.progress import Standing
from impulswerk.text.wording import MONTHS, count, german_date


def words(name: str, term: str) -> str:
    """What readers see of a closed list's entry."""
    return LISTS[name][term]


def headline(entry: ChronicleEntry) -> str:
    """Kind and time of an entry, for places without room for a doubt: `Handlung, 8. April 2025`."""
    return f"{words('chronikarten', entry.kind)}, {when(entry.when.without(entry.doubt))}"


def when(time: When) -> str:
    """`8. April 2025`, `April 2025`, `2025`, as exactly as it is known."""
    if time.day:
        shown = german_date(time.first)
    elif time.month:
        shown = f"{MONTHS[time.month - 1]} {time.year}"
    else:
        shown = str(time.year)
    return f"ungefähr {shown}" if time.is_about else shown


def stated(standing: Standing, date: dt.date) -> str:
    """How far an impulse has come as one sentence: always by our sources, always of a day."""
    known = words("fortschritte", standing.progress)
    return f"Nach den uns vorliegenden Quellen, Stand {german_date(date)}: {known}."


def overdue(standing: Standing, date: dt.date) -> str:
    """That nobody has made the check that was planned, or an empty text."""
    if standing.due is None or not standing.is_overdue(date):
        return ""
    return (
        f"Für den {german_date(standing.due)} war vorgesehen, wieder nachzusehen; das steht noch "
        "aus. Am Stand ändert das nichts."
    )


def drivers_of(graph: Graph, entry: ChronicleEntry) -> list[str]:
    """The ids of the drivers that the impulses of an entry answer to."""
    impulses = (graph.impulse(number) for number in entry.impulses)
    return list(dict.fromkeys(driver for impulse in impulses for driver in impulse.drivers))


def counted(graph: Graph) -> list[tuple[str, int]]:
    """How many impulses have come how far, in the order of the list; none that nobody is in."""
    found = Counter(graph.standing(impulse).progress for impulse in graph.active)
    return [(title, found[Progress(name)]) for name, title in LISTS["fortschritte"].items()
            if found[Progress(name)]]  # fmt: skip


def summary(graph: Graph, date: dt.date) -> str:
    """What the chronicle holds, in a sentence for home and press; empty while it holds nothing."""
    entries, feedback = graph.catalog.chronicle, graph.catalog.feedback
    parts = [count(len(entries), "belegter Eintrag", "belegte Einträge")] if entries else []
    parts += [count(len(feedback), "Rückmeldung", "Rückmeldungen")] if feedback else []
    return f"{' und '.join(parts)}, Stand {german_date(date)}" if parts else ""
