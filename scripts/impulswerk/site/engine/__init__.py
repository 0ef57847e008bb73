"""Engines frame finished pages: each takes the same and gives the same site.

MkDocs and the built-in engine give the same bytes; Zensical spells links of the frame in its way.
"""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from impulswerk.exports.typeset.printing import Progress, nobody
from impulswerk.model.problems import Problem
from impulswerk.site.assembly import Project
from impulswerk.sources.store import Keep, not_kept

ENGINES = ("mkdocs", "builtin", "zensical")


@dataclass(frozen=True)
class Built:
    """What an engine built.

    `base` is the path under which the site will be published (`/` or `/unterpfad/`), `problems` are
    what the engine warned of, and what went wrong with PDF files and the search.
    """

    base: str
    problems: list[Problem]


@dataclass(frozen=True)
class Options:
    """Where slow results come from, and who hears how many pages and PDF files are done.

    The site is the same, whatever they are.
    """

    keep: Keep = not_kept
    pages: Progress = nobody
    prints: Progress = nobody


class BuildPages(Protocol):
    """What every engine does."""

    def __call__(self, root: Path, target: Path, project: Project, options: Options) -> Built:
        """Fill the empty folder `target` with the pages and files of `project`."""


def engine(name: str) -> BuildPages:
    """The engine of this name, one of `ENGINES`; only that one is imported."""
    return cast(BuildPages, import_module(f"{__name__}.{name}").build_pages)
