"""This project's pages alone, to compare: `python -m tests.bench.pages ROOT SITE ENGINE`.

Leaves out what other engines do not make: pictures, codes, citations, data, the search index, the
check of the result. What is left goes the very way of `impuls build`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

from impulswerk.catalogue.graph import Graph
from impulswerk.pages.plan import Site
from impulswerk.permanence.publication import Publication
from impulswerk.site import plugin
from impulswerk.site.assets import whole_site
from impulswerk.site.engine import Options, engine, framing
from impulswerk.site.project import load
from impulswerk.site.swap import building_place, swap_in


def main() -> None:
    """Build the pages of a project."""
    *places, name = sys.argv[1:]
    root, site = (Path(place).resolve() for place in places)

    def only_pages(*arguments: Any, **options: Any) -> Site:
        return Site(whole_site(*arguments, **options).pages, ())

    def not_printed(_graph: Graph, given: Publication, *_: Any, **__: Any) -> Any:
        return given, []

    def no_search(*_arguments: Any) -> list[Any]:
        return []

    project = load(root)
    with (
        patch.object(plugin, "whole_site", only_pages),
        patch.object(plugin, "index_site", no_search),
        patch.object(plugin, "printed", not_printed),
        patch.object(framing, "whole_site", only_pages),
        patch.object(framing, "printed", not_printed),
        patch.object(framing, "index_site", no_search),
        building_place(site) as place,
    ):
        built = engine(name)(root, place, project, Options())
        if built.problems:
            raise SystemExit(str(built.problems[0]))
        swap_in(place, site)


if __name__ == "__main__":
    main()
