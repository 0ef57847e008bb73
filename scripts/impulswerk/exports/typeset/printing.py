"""From graph to finished PDF files: makes what is missing, and says what could not be made."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.typeset.compiler import Typeset, TypesetterMissingError, typeset
from impulswerk.exports.typeset.documents import Document, documents
from impulswerk.exports.typeset.faults import (
    FAULT,
    NO_TYPESETTER,
    NOT_HERE,
    key,
    no_typesetter,
    severity,
)
from impulswerk.model import urls
from impulswerk.model.problems import Problem, Severity, Span
from impulswerk.permanence.frozen import Edition
from impulswerk.permanence.printed import PdfFile, Printed
from impulswerk.permanence.publication import Publication
from impulswerk.sources.store import Keep, kept

# Set to `aus`, this leaves the PDF files out: quicker, for a site that nobody shall publish.
SWITCH = "IMPULSWERK_PDF"
_OFF = "aus"

# Told how many of how many documents are done.
Progress = Callable[[int, int], None]

_SWITCHED_OFF = "Dieser Stand der Website wurde ohne PDF-Dateien gebaut."
_FAILED = "Beim Setzen der Datei ist ein Fehler aufgetreten."
# Pages stand in front of the bytes that are kept, as a number of this many digits.
_DIGITS = 6


def nobody(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def is_switched_off() -> bool:
    """Whether somebody wants no PDF files."""
    return os.environ.get(SWITCH) == _OFF


def print_all(
    graph: Graph,
    publication: Publication,
    editions: Iterable[Edition],
    keep: Keep,
    progress: Progress,
    *,
    others: Iterable[tuple[Graph, Publication]] = (),
) -> tuple[Printed, list[Problem]]:
    """The PDF files of the site, of its frozen editions and of other languages (`others`).

    Also a problem for what is missing.

    A file that cannot be made is left out; whether that stops anything is the caller's decision.
    """
    if is_switched_off():
        return Printed(why_not=_SWITCHED_OFF), []
    wanted = {"": list(documents(graph, publication))}
    for edition in editions:
        wanted[edition.name] = list(documents(edition.graph, publication.frozen(edition)))
    for there, own in others:
        wanted[own.folder] = list(documents(there, own))
    everything = [document for some in wanted.values() for document in some]
    done = {d.address: made for d in everything if (made := _known(d, keep))}
    missing = [document for document in everything if document.address not in done]
    try:
        for document, made in _made(missing, keep, progress):
            done[document.address] = made
    except TypesetterMissingError:
        printed = {name: Printed(why_not=NO_TYPESETTER) for name in wanted if name}
        return Printed(editions=printed, why_not=NO_TYPESETTER), [no_typesetter()]
    problems = [p for document in everything for p in _problems(document, done[document.address])]
    files = {name: _files(some, done) for name, some in wanted.items()}
    editions_found = {name: Printed(files[name], why_not=_FAILED) for name in files if name}
    return Printed(files[""], editions_found, _FAILED), problems


def _made(
    missing: Sequence[Document], keep: Keep, progress: Progress
) -> Iterator[tuple[Document, Typeset]]:
    """What was not kept, made now; only what has no fault is kept."""
    if not missing:
        return
    progress(0, len(missing))
    jobs = [document.job for document in missing if document.job]
    results = zip(missing, jobs, typeset(jobs), strict=True)
    for number, (document, job, made) in enumerate(results, start=1):
        if made.files:
            keep(key("pdf", job), partial(_joined, made))
        progress(number, len(missing))
        yield document, made


def _known(document: Document, keep: Keep) -> Typeset | None:
    """What is known without setting anything: a fault, or what an earlier build made; or None."""
    if document.job is None:
        return Typeset(fault=document.fault)
    found = kept(keep, key("pdf", document.job))
    return Typeset((found[_DIGITS:],), int(found[:_DIGITS])) if found else None


def _joined(made: Typeset) -> bytes:
    return f"{made.pages:0{_DIGITS}}".encode() + made.files[0]


def _files(some: Iterable[Document], done: Mapping[str, Typeset]) -> dict[str, PdfFile]:
    return {
        document.path: PdfFile(made.files[0], made.pages)
        for document in some
        if (made := done[document.address]).files
    }


def _problems(document: Document, made: Typeset) -> Iterator[Problem]:
    if made.fault:
        yield Problem(
            Span(document.source),
            FAULT,
            f"Die Datei „{document.address}“ ließ sich nicht setzen. {made.fault}",
            fix="Nennt die Meldung Wörter oder Zeichen aus dem Text, ändern Sie diese Stelle. "
            "Sonst liegt der Fehler nicht bei Ihnen: Melden Sie ihn denen, die das Programm "
            "pflegen.",
            severity=severity(),
        )
    most_pages = document.job.most_pages if document.job else 0
    if most_pages and made.pages > most_pages:
        yield Problem(
            Span(document.source),
            "blatt-zu-lang",
            f"Das Blatt hat {made.pages} Seiten.",
            allowed=f"höchstens {most_pages} Seiten",
            fix="Kürzen Sie den Text oder teilen Sie ihn auf zwei Impulse auf.",
            severity=Severity.WARNING,
        )


def switched_off() -> Problem:
    """Why a release is refused while PDF files are left out."""
    return Problem(
        Span(urls.COLLECTION_PDF),
        NOT_HERE,
        f"Die PDF-Dateien sind abgeschaltet ({SWITCH}={_OFF}); ihre Adressen sind versprochen.",
        fix=f"Bauen Sie ohne die Umgebungsvariable {SWITCH}.",
    )
