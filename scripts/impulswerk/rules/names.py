"""Names of source files: number and short name become the address of a page."""

import re
from collections import defaultdict
from collections.abc import Iterable

from impulswerk.model.problems import Problem, Span
from impulswerk.text.slugs import SLUG

IMPULSE_NAME = re.compile(rf"impulses/\d{{2,4}}-{SLUG}\.md")
DRIVER_NAME = re.compile(rf"impulses/treiber/{SLUG}\.md")
# The day on which an entry was written, then the name that becomes its address.
CHRONICLE_NAME = re.compile(rf"impulses/chronik/(\d{{4}}-\d{{2}}-\d{{2}})-({SLUG})\.md")
# So many gaps are named; more are one big mistake.
_MOST_GAPS = 20


def slug(source: str) -> str:
    """Name of a source file without folder and ending."""
    return source.rpartition("/")[2].removesuffix(".md")


def wrong_name(source: str) -> Problem:
    """The problem of a file that by its name is no impulse, driver or entry of the chronicle."""
    folder = source.split("/")[1]
    pattern, more, example = {
        "treiber": ("treiber/kurzname.md", "", "treiber/digitalisierung.md"),
        "chronik": (
            "chronik/JJJJ-MM-TT-kurzname.md",
            "; am Anfang der Tag, an dem der Eintrag entsteht",
            "chronik/2026-11-28-uebergabe.md",
        ),
    }.get(folder, ("NN-kurzname.md", "; die Nummer mit führender Null", "07-ki-einstieg.md"))
    return Problem(
        Span(source),
        "dateiname",
        "Der Dateiname folgt nicht dem Muster.",
        allowed=f"{pattern}: Kleinbuchstaben a–z, Ziffern, Bindestriche{more}",
        fix=f"Benennen Sie die Datei um, zum Beispiel in {example}.",
    )


def numbered(sources: Iterable[str]) -> tuple[dict[str, int], list[Problem]]:
    """The number of each impulse by its file, and what is wrong with the numbers."""
    numbers: dict[str, int] = {}
    problems = []
    by_number: defaultdict[int, list[str]] = defaultdict(list)
    for source in sources:
        digits = slug(source).partition("-")[0]
        number = int(digits)
        if number == 0 or digits != f"{number:02d}":
            problems.append(wrong_name(source))
            continue
        numbers[source] = number
        by_number[number].append(source)
    free = next(number for number in range(1, 10_000) if number not in by_number)
    for number, same in sorted(by_number.items()):
        problems += [
            Problem(
                Span(other),
                "doppelte-nummer",
                f"Die Nummer {number} trägt schon „{same[0]}“.",
                fix=f"Geben Sie der Datei eine freie Nummer, zum Beispiel {free:02d}.",
            )
            for other in same[1:]
        ]
    gaps = sorted(set(range(1, max(by_number, default=0))) - by_number.keys())
    problems += [
        Problem(
            Span(f"impulses/{number:02d}-….md"),
            "nummer-fehlt",
            f"Zwischen 1 und {max(by_number)} fehlt der Impuls {number}.",
            allowed="Nummern ohne Lücke",
            fix="Stellen Sie die Datei wieder her; ein aufgegebener Impuls behält sie mit "
            "„stand: zurueckgezogen“.",
        )
        for number in gaps[:_MOST_GAPS]
    ]
    return numbers, problems
