"""Which PDF files are promised, and what is said of one that cannot be made; sets none itself."""

import hashlib
from functools import cache
from importlib import metadata
from pathlib import Path

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.typeset.compiler import Job
from impulswerk.exports.typeset.worker import FONT_PACKAGE, TEMPLATES
from impulswerk.model import urls
from impulswerk.model.problems import Problem, Severity, Span
from impulswerk.render import small_png
from impulswerk.sources.machine import is_ci

# Rules that say why a PDF file is missing: all of them, or one.
NOT_HERE, FAULT = "pdf-fehlt", "pdf-fehler"

NO_TYPESETTER = "Das Satzprogramm Typst ist nicht installiert."


def printed_addresses(graph: Graph) -> list[str]:
    """Address of every PDF that the site of today promises, or, below its own, an edition."""
    sheets = printed_sheets(graph)
    return [urls.COLLECTION_PDF, *sheets, *filter(None, map(urls.padded, sheets))]


def printed_sheets(graph: Graph) -> list[str]:
    """Address of every sheet, which is all that another language has of PDF files."""
    return [urls.sheet(impulse) for impulse in graph.impulses]


def key(name: str, job: Job) -> str:
    """What the outcome of a job is kept under: differs wherever the bytes might."""
    made_by = f"{_maker()}{small_png.made_with()}"
    return f"{name}-{hashlib.sha256(f'{made_by}{job!r}'.encode()).hexdigest()[:32]}"


@cache
def _maker() -> str:
    """Stands for the templates, the code and the packages that set type."""
    files = [*sorted(TEMPLATES.glob("*.typ")), Path(__file__).with_name("worker.py")]
    parts = [file.read_bytes() for file in files]
    for package in ("typst", FONT_PACKAGE):
        try:
            parts.append(metadata.version(package).encode())
        except metadata.PackageNotFoundError:
            parts.append(b"-")  # nothing can be made then, and nothing is kept
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def no_typesetter() -> Problem:
    """What to say where neither PDF files nor pictures can be made."""
    return Problem(
        Span(urls.COLLECTION_PDF),
        NOT_HERE,
        f"Auf diesem Rechner lassen sich keine PDF-Dateien und Bilder erzeugen: {NO_TYPESETTER}",
        fix="Rufen Sie „make site“ auf. Für manche Systeme gibt es Typst nicht als fertiges Paket; "
        "dann entsteht die Website ohne PDF-Dateien und mit leeren Bildern.",
        severity=severity(),
    )


def severity() -> Severity:
    """How bad it is that a file is missing."""
    # Whoever publishes promises the addresses of these files; whoever writes need not have them.
    return Severity.ERROR if is_ci() else Severity.WARNING
