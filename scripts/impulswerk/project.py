"""One call from a folder on disk to the graph of its sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from impulswerk.addresses import held_back
from impulswerk.catalog import build_catalog, graded, is_page_source, known_words
from impulswerk.generate import published_addresses
from impulswerk.graph import Graph
from impulswerk.ledger import lost
from impulswerk.marked import read_markdown
from impulswerk.model import State
from impulswerk.pages.handwritten import BLOCKS
from impulswerk.problems import Problem, errors
from impulswerk.rules.synonyms import WordGroup
from impulswerk.sources import SOURCE_FOLDER, read_files
from impulswerk.spelling import check_spelling


@dataclass(frozen=True)
class Project:
    """The sources of a folder: every problem, and the graph of all that is valid."""

    problems: tuple[Problem, ...]
    graph: Graph | None
    synonyms: tuple[WordGroup, ...] = ()


def load(root: Path) -> Project:
    """Read and check the project in `root`; never raises for bad input."""
    files = read_files(root)
    return assemble(files.content, files.problems)


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
    vanishing = lost(graph.catalog.ledger, published_addresses(graph), held)
    return Project((*result.problems, *sorted(vanishing)), graph, result.synonyms)
