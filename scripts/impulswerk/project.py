"""One call from a folder on disk to the graph of its sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from impulswerk.catalog import build_catalog
from impulswerk.graph import Graph
from impulswerk.pages.handwritten import BLOCKS
from impulswerk.problems import Problem
from impulswerk.sources import read_files


@dataclass(frozen=True)
class Project:
    """The sources of a folder: every problem, and the graph of all that is valid."""

    problems: tuple[Problem, ...]
    graph: Graph | None


def load(root: Path) -> Project:
    """Read and check the project in `root`; never raises for bad input."""
    files = read_files(root)
    return assemble(files.content, files.problems)


def assemble(files: Mapping[str, bytes], found: Iterable[Problem] = ()) -> Project:
    """Check the sources in `files` (bytes by repository path), wherever they were read."""
    result = build_catalog(files, found, BLOCKS)
    return Project(result.problems, Graph(result.catalog) if result.catalog else None)
