"""Engines frame finished pages: each takes the same and gives the same site.

MkDocs and the built-in engine give the same bytes; Zensical spells links of the frame in its way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from impulswerk.model.problems import Problem
from impulswerk.site.assembly import Project

ENGINES = ("mkdocs", "builtin", "zensical")

# Called with how many are done, and how many there are.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Built:
    """What an engine built.

    `base` is the path under which the site will be published (`/` or `/unterpfad/`), `problems` are
    what the engine warned of, and what went wrong with PDF files and the search.
    """

    base: str
    problems: list[Problem]


class BuildPages(Protocol):
    """What every engine does."""

    def __call__(
        self,
        root: Path,
        target: Path,
        project: Project,
        progress: Progress,
        print_progress: Progress | None = None,
        *,
        is_kept: bool = True,
    ) -> Built:
        """Fill the empty folder `target` with the pages and files of `project`.

        `progress` tells of pages, `print_progress` of PDF files. Unless `is_kept`, pictures and PDF
        files are made anew as well; the outcome is the same.
        """


def engine(name: str) -> BuildPages:
    """The engine of this name, one of `ENGINES`; only that one is imported."""
    return cast(BuildPages, import_module(f"{__name__}.{name}").build_pages)
