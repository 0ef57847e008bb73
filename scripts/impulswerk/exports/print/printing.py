"""From graph to finished PDF files: makes what is missing, and says what could not be made."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata

from impulswerk import urls
from impulswerk.exports.print.documents import jobs
from impulswerk.exports.print.press import Progress, kept, print_jobs
from impulswerk.exports.print.render import Job, Rendered
from impulswerk.exports.print.typeface import print_fonts
from impulswerk.frozen import Edition, prefix_of
from impulswerk.graph import Graph
from impulswerk.keeping import Keep
from impulswerk.machine import is_ci
from impulswerk.printed import PdfFile, Printed
from impulswerk.problems import Problem, Severity, Span
from impulswerk.publication import Publication

# Set to `aus`, this leaves the PDF files out: quicker, for a site that nobody shall publish.
SWITCH = "IMPULSWERK_PDF"
_OFF = "aus"
# The rule that says that this machine can print nothing.
NOT_HERE = "pdf-fehlt"

_SWITCHED_OFF = "Dieser Stand der Website wurde ohne PDF-Dateien gebaut."
_NO_PACKAGE = "WeasyPrint ist nicht installiert."
_NO_LIBRARY = "Die Systembibliothek Pango fehlt."
_NOTHING = Rendered()
_FIXES = {
    _NO_PACKAGE: "Rufen Sie „make site“ auf oder installieren Sie WeasyPrint (Zusatz „print“).",
    _NO_LIBRARY: "Debian und Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0",
}


def printed_addresses(graph: Graph) -> list[str]:
    """Address of every PDF that the site of today promises."""
    return [urls.PAPER_PDF, *(urls.sheet(impulse) for impulse in graph.impulses)]


def is_switched_off() -> bool:
    """Whether somebody wants no PDF files."""
    return os.environ.get(SWITCH) == _OFF


def print_all(
    graph: Graph,
    publication: Publication,
    editions: Iterable[Edition],
    keep: Keep,
    progress: Progress,
) -> tuple[Printed, list[Problem]]:
    """The PDF files of the site and of its frozen editions, and a problem for what is missing."""
    if is_switched_off():
        return Printed(why_not=_SWITCHED_OFF), []
    wanted = {"": list(jobs(graph, publication, keep))}
    for edition in editions:
        wanted[edition.name] = list(jobs(edition.graph, publication.frozen(edition), keep))
    everything = [job for some in wanted.values() for job in some]
    try:
        done = {job.address: kept_one for job in everything if (kept_one := kept(job, keep))}
    except metadata.PackageNotFoundError:
        return Printed(why_not=_NO_PACKAGE), [_missing(_NO_PACKAGE)]
    missing = [job for job in everything if job.address not in done]
    why_not = ""
    problems: list[Problem] = []
    if missing and (why_not := _obstacle()):
        problems.append(_missing(why_not))
    elif missing:
        done |= {
            job.address: rendered
            for job, rendered in print_jobs(missing, print_fonts(keep), keep, progress)
        }
    for job in everything:
        problems += _problems(job, done.get(job.address, _NOTHING))
    found = {name: _files(some, prefix_of(name), done) for name, some in wanted.items()}
    editions_found = {
        name: Printed(files, why_not=why_not) for name, files in found.items() if name
    }
    return Printed(found[""], editions_found, why_not), problems


def _files(some: Iterable[Job], prefix: str, done: Mapping[str, Rendered]) -> dict[str, PdfFile]:
    return {
        job.address.removeprefix(prefix): PdfFile(rendered.content, rendered.pages)
        for job in some
        if (rendered := done.get(job.address, _NOTHING)).content
    }


def _problems(job: Job, rendered: Rendered) -> Iterator[Problem]:
    for fault in rendered.faults:
        yield Problem(
            Span(job.source),
            "pdf-fehler",
            f"Die Datei „{job.address}“ wäre nicht in Ordnung. {fault}",
            fix="Ändern Sie die Stelle im Text, von der die Meldung spricht.",
        )
    if job.most_pages and rendered.pages > job.most_pages:
        yield Problem(
            Span(job.source),
            "blatt-zu-lang",
            f"Das Blatt hat {rendered.pages} Seiten.",
            allowed=f"höchstens {job.most_pages} Seiten",
            fix="Kürzen Sie den Text oder teilen Sie ihn auf zwei Impulse auf.",
            severity=Severity.WARNING,
        )


def _missing(reason: str) -> Problem:
    # Whoever publishes promises the addresses of these files; whoever writes need not have them.
    return Problem(
        Span(urls.PAPER_PDF),
        NOT_HERE,
        f"Auf diesem Rechner lassen sich keine PDF-Dateien erzeugen: {reason}",
        fix=_FIXES[reason],
        severity=Severity.ERROR if is_ci() else Severity.WARNING,
    )


def _obstacle() -> str:
    """Why nothing can be printed here, or an empty text; slow, since it tries."""
    try:
        import weasyprint  # type: ignore[import-untyped]  # noqa: F401, PLC0415 — an extra
    except ImportError:
        return _NO_PACKAGE
    except OSError:
        return _NO_LIBRARY
    return ""
