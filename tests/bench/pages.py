"""This project's pages alone, for a fair comparison: `python -m tests.bench.pages ROOT SITE`.

Leaves out what other engines do not make: pictures, codes, citations, data, the search index, the
check of the result. What is left goes the very way of `impuls build`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

from impulswerk import plugin
from impulswerk.assets import whole_site
from impulswerk.engine.mkdocs import build_pages
from impulswerk.generate import Site
from impulswerk.project import load
from impulswerk.swap import building_place, swap_in
from tests.project import quiet


def main() -> None:
    """Build the pages of a project."""
    root, site = (Path(argument).resolve() for argument in sys.argv[1:])

    def only_pages(*arguments: Any, **options: Any) -> Site:
        return Site(whole_site(*arguments, **options).pages, ())

    project = load(root)
    with (
        patch.object(plugin, "whole_site", only_pages),
        patch.object(plugin, "has_theme", lambda _root: False),
        building_place(site) as place,
    ):
        built = build_pages(root, place, project, quiet)
        if built.problems:
            raise SystemExit(str(built.problems[0]))
        swap_in(place, site)


if __name__ == "__main__":
    main()
