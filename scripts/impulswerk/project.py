"""One call from a folder on disk to the graph of its sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from impulswerk import git
from impulswerk.addresses import held_back
from impulswerk.catalog import build_catalog, graded, is_page_source, known_words
from impulswerk.collation import claims, proof
from impulswerk.frozen import NO_PAST, TAG_PREFIX, Edition, Past, is_name
from impulswerk.generate import published_addresses
from impulswerk.graph import Graph
from impulswerk.ledger import in_edition, lost, lost_editions
from impulswerk.marked import read_markdown
from impulswerk.model import State
from impulswerk.pages.handwritten import BLOCKS
from impulswerk.problems import Problem, Span, errors
from impulswerk.rules.synonyms import WordGroup
from impulswerk.sources import DOCS_FOLDER, SOURCE_FOLDER, pages_only, read_files
from impulswerk.spelling import check_spelling


@dataclass(frozen=True)
class Project:
    """The sources of a folder: every problem, and the graph of all that is valid."""

    problems: tuple[Problem, ...]
    graph: Graph | None
    synonyms: tuple[WordGroup, ...] = ()
    past: Past = NO_PAST


def load(root: Path) -> Project:
    """Read and check the project in `root`; never raises for bad input."""
    files = read_files(root)
    project = assemble(files.content, files.problems)
    if project.graph is None:
        return project
    editions, found = _editions(root)
    ledger = project.graph.catalog.ledger
    past = Past(editions, files.content)
    published = published_addresses(project.graph, past)
    found = [*found, *lost_editions(ledger, {edition.prefix for edition in editions})]
    if not found:
        found += lost(ledger, published, (a for a in ledger.entries if not in_edition(a)))
    problems = tuple(sorted({*project.problems, *found}))
    return replace(project, problems=problems, past=past)


def _editions(root: Path) -> tuple[tuple[Edition, ...], list[Problem]]:
    """Every frozen edition, by name, and the tags that should be one and are not."""
    editions, problems = [], []
    for tag in git.tags(root, f"{TAG_PREFIX}*"):
        name = tag.name.removeprefix(TAG_PREFIX)
        edition = _edition(root, name, tag.commit, tag.epoch) if is_name(name) else None
        if edition:
            editions.append(edition)
        else:
            problems.append(
                Problem(
                    Span(f"git tag {tag.name}"),
                    "fassung-unlesbar",
                    f"Aus der Marke „{tag.name}“ lässt sich keine Fassung bauen.",
                    allowed=f"{TAG_PREFIX}JJJJ-MM an einem Stand, dessen Quellen gültig sind",
                    fix=f"Löschen Sie die Marke (git tag -d {tag.name}) und setzen Sie sie neu.",
                )
            )
    return tuple(editions), problems


# What a commit holds never changes: while somebody is editing, it need not be read again.
@lru_cache(maxsize=64)
def _edition(root: Path, name: str, commit: str, epoch: int) -> Edition | None:
    try:
        files = pages_only(git.files_at(root, commit, (SOURCE_FOLDER, DOCS_FOLDER)))
    except git.GitError:
        return None
    result = build_catalog(files, (), BLOCKS)
    if result.catalog is None or not result.catalog.impulses:
        return None
    date = dt.datetime.fromtimestamp(epoch, dt.UTC).date()
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
    impulses = project.graph.impulses if project.graph else ()
    compared = {impulse.source for impulse in impulses if impulse.state is State.COMPARED}
    problems = (*project.problems, *graded(found, compared))
    return replace(project, problems=tuple(sorted(problems)))


def assemble(files: Mapping[str, bytes], found: Iterable[Problem] = ()) -> Project:
    """Check the sources in `files` (bytes by repository path), wherever they were read."""
    result = build_catalog(files, found, BLOCKS)
    if result.catalog is None:
        return Project(result.problems, None, result.synonyms)
    graph = Graph(result.catalog)
    broken = {problem.span.source for problem in errors(result.problems)}
    broken |= {source for source in files if is_page_source(source)} - graph.pages.keys()
    held = held_back(graph.catalog.ledger.entries, broken)
    # Editions come from tags, which these files do not know.
    held |= {address for address in graph.catalog.ledger.entries if in_edition(address)}
    vanishing = lost(graph.catalog.ledger, published_addresses(graph), held)
    compared = {i.source for i in graph.impulses if i.state is State.COMPARED}
    unproved = graded((*proof.check(graph, files), *claims.check(graph, files)), compared)
    problems = tuple(sorted({*result.problems, *unproved, *vanishing}))
    return Project(problems, graph, result.synonyms)
