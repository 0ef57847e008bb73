"""The command `impuls index`: build the search of a site that another engine made."""

from __future__ import annotations

import argparse
from pathlib import Path

from impulswerk.commands.console import CLEAN, PROBLEMS, USAGE, is_site, show, site_argument
from impulswerk.exports.search.pagefind import index_site
from impulswerk.model.problems import errors
from impulswerk.pages.generate import languages
from impulswerk.permanence.publication import Publication
from impulswerk.site.project import load

EXAMPLE = "impuls index ablage/site"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command may be called with."""
    site_argument(parser)


def run(root: Path, options: argparse.Namespace) -> int:
    """Write the index into the site."""
    site = Path(options.target)
    if not is_site(site):
        return USAGE
    project = load(root)
    if project.graph is None:
        show(project.problems)
        return PROBLEMS
    others = languages(project.graph, Publication())
    found = index_site(site, project.graph, project.synonyms, others)
    show(found)
    return PROBLEMS if errors(found) else CLEAN
