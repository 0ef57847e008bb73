"""This project's pages alone, for a fair comparison: `python -m tests.bench.pages ROOT SITE`.

Leaves out what other engines do not make: pictures, codes, citations, data, the search index, the
check of the result. What is left goes the very way of `impuls build`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

from impulswerk import plugin
from impulswerk.assets import all_artifacts
from impulswerk.engine import build_pages
from impulswerk.generate import Artifact
from impulswerk.project import load
from impulswerk.swap import building_place, swap_in
from tests.project import quiet


def main() -> None:
    """Build the pages of a project."""
    root, site = (Path(argument).resolve() for argument in sys.argv[1:])

    def only_pages(*arguments: Any, **options: Any) -> Iterator[Artifact]:
        return (
            found for found in all_artifacts(*arguments, **options) if found.path.endswith(".md")
        )

    project = load(root)
    with (
        patch.object(plugin, "all_artifacts", only_pages),
        patch.object(plugin, "has_theme", lambda _root: False),
        building_place(site) as place,
    ):
        built = build_pages(root, place, project, quiet)
        if built.problems:
            raise SystemExit(str(built.problems[0]))
        swap_in(place, site)


if __name__ == "__main__":
    main()
