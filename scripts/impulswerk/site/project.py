"""Load a project from disk: sources, frozen editions and history, checked, as one graph."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from impulswerk.catalogue.catalog import build_catalog, graded, known_words
from impulswerk.catalogue.graph import Graph
from impulswerk.catalogue.ledger import LEDGER_FILE
from impulswerk.model import urls
from impulswerk.model.entries import State
from impulswerk.model.problems import Problem, Severity, Span, errors
from impulswerk.pages.handwritten import BLOCKS
from impulswerk.pages.plan import overwritten, published_addresses
from impulswerk.permanence.frozen import TAG_PREFIX, Edition, Past, is_name
from impulswerk.permanence.losses import forgotten, in_edition, lost, lost_editions
from impulswerk.rules.markup import check_markup
from impulswerk.site.assembly import Project, Surroundings, assembled
from impulswerk.sources import git
from impulswerk.sources.files import DOCS_FOLDER, menu, pages_only, read_files
from impulswerk.sources.folders import SOURCE_FOLDER
from impulswerk.sources.machine import is_ci
from impulswerk.sources.read import read_markdown
from impulswerk.sources.spelling import check_spelling
from impulswerk.text.wording import day_of, german_date

_AROUND = Surroundings(BLOCKS, published_addresses, overwritten, (check_markup,))


def load(root: Path) -> Project:
    """Read and check the project in `root`; never raises for bad input."""
    files = read_files(root)
    project = assemble(files.content, files.problems)
    if project.graph is None:
        return project
    ledger = project.graph.catalog.ledger
    doubts: tuple[Problem, ...] = ()
    try:
        git.ask_for_whole_history(root)
        ever, tags = git.added_lines(root, LEDGER_FILE), git.tags(root, f"{TAG_PREFIX}*")
    except git.GitError as error:
        doubts, ever, tags = (_doubt(error),), set(), _tags(root)
    editions, found = _editions(root, tags, ledger.editions)
    past = Past(editions, files.content if editions else {})
    published = published_addresses(project.graph, past)
    found = [*found, *lost_editions(ledger, past.marks)]
    found += forgotten(ledger, ever)
    if not found:
        found += lost(ledger, published, (a for a in ledger.entries if not in_edition(a)))
    found += [replace(doubt, severity=Severity.ERROR) for doubt in doubts if is_ci()]
    if not errors(project.problems):
        found += _dead_menu(root, published)
    found += _to_come(project.graph)
    problems = tuple(sorted({*project.problems, *found}))
    return replace(project, problems=problems, past=past, doubts=doubts)


def _dead_menu(root: Path, published: Collection[str]) -> Iterable[Problem]:
    for path, span, line in menu(root):
        if path.endswith(".md") and urls.address(path) not in published:
            yield Problem(
                span,
                "toter-verweis",
                f"Die Seite „{path}“ aus dem Menü gibt es nicht.",
                allowed="Dateien in docs/ und Seiten, die aus den Impulsen entstehen",
                fix="Berichtigen Sie den Namen, oder löschen Sie die Zeile.",
                line_text=line,
            )


def _to_come(graph: Graph) -> Iterator[Problem]:
    """Entries of the chronicle from days to come: a warning, as a clock may be wrong."""
    today = day_of(dt.datetime.now(dt.UTC))
    for entry in graph.catalog.chronicle:
        if entry.recorded > today:
            yield Problem(
                Span(entry.source),
                "chronik-datum",
                f"Der Tag im Dateinamen, {german_date(entry.recorded)}, kommt erst noch.",
                allowed="der Tag, an dem der Eintrag entstand",
                fix="Berichtigen Sie den Dateinamen.",
                severity=Severity.WARNING,
            )


def _tags(root: Path) -> list[git.Tag]:
    """The tags of editions as far as they are there, where the history is not whole."""
    try:
        return git.tags(root, f"{TAG_PREFIX}*")
    except git.GitError:
        return []


def _doubt(error: git.GitError) -> Problem:
    return Problem(
        Span("git"),
        "geschichte-unbekannt",
        f"Die Geschichte der Quellen ist nicht bekannt. {error}",
        allowed="ein vollständiger Klon mit allen Ständen und Marken",
        fix=error.fix or "Holen Sie das Projekt neu mit „git clone“.",
        severity=Severity.WARNING,
    )


def _editions(
    root: Path, tags: Iterable[git.Tag], published: Collection[str]
) -> tuple[tuple[Edition, ...], list[Problem]]:
    """Every frozen edition, by name, and the tags that should be one and are not."""
    editions, problems = [], []
    for tag in tags:
        name = tag.name.removeprefix(TAG_PREFIX)
        edition: Edition | str
        if not is_name(name):
            edition = "Der Name der Marke nennt keinen Monat."
        elif not tag.commit:
            edition = "Sie steht an keinem Commit."
        else:
            edition = _edition(root, name, tag.commit, tag.epoch, is_published=name in published)
        if isinstance(edition, Edition):
            editions.append(edition)
        else:
            problems.append(
                Problem(
                    Span(f"git tag {tag.name}"),
                    "fassung-unlesbar",
                    f"Aus der Marke „{tag.name}“ lässt sich keine Fassung bauen. {edition}",
                    allowed=f"{TAG_PREFIX}JJJJ-MM an einem Stand, dessen Quellen gültig sind",
                    fix="Ist die Fassung noch nicht veröffentlicht, löschen Sie die Marke "
                    f"(git tag -d {tag.name}) und setzen Sie sie neu.",
                )
            )
    return tuple(editions), problems


# What a commit holds never changes: while somebody is editing, it need not be read again.
@lru_cache(maxsize=64)
def _edition(
    root: Path, name: str, commit: str, epoch: int, *, is_published: bool
) -> Edition | str:
    """The edition at a commit, or a German sentence on why there is none.

    What was published stays, even if a rule is stricter today: the ledger sees to it that no
    address of it gets lost.
    """
    try:
        files = pages_only(git.files_at(root, commit, (SOURCE_FOLDER, DOCS_FOLDER)))
    except git.GitError:
        return "Was git dort kennt, lässt sich nicht lesen."
    result = build_catalog(files, (), BLOCKS, _AROUND.page_checks)
    wrong = next(iter(errors(result.problems)), None)
    if wrong and (result.catalog is None or not is_published):
        return f"{wrong.span.source}: {wrong.message}"
    if result.catalog is None or not result.catalog.impulses:
        return "Dort steht kein Impuls."
    date = day_of(dt.datetime.fromtimestamp(epoch, dt.UTC))
    return Edition(name, date, commit, Graph(result.catalog), files)


def check_language(project: Project, files: Mapping[str, bytes]) -> Project:
    """The same project with spelling checked as well, which takes a program that may not be here.

    Raises OSError where hunspell cannot be run.
    """
    readings = [
        read_markdown(source, data)
        for source, data in files.items()
        if source.startswith(f"{SOURCE_FOLDER}/") and source.endswith(".md")
    ]
    documents = [reading.document for reading in readings if reading.document]
    found = check_spelling(documents, known_words(files))
    entries = project.graph.entries if project.graph else ()
    compared = {entry.source for entry in entries if entry.state is State.COMPARED}
    problems = (*project.problems, *graded(found, compared))
    return replace(project, problems=tuple(sorted(problems)))


def assemble(files: Mapping[str, bytes], found: Iterable[Problem] = ()) -> Project:
    """Check the sources in `files` (bytes by repository path), wherever they were read."""
    return assembled(files, _AROUND, found)
