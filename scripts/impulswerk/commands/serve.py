"""The command `impuls serve`: show the site while somebody is writing."""

from __future__ import annotations

import argparse
from pathlib import Path

from impulswerk.commands.console import CLEAN, PROBLEMS, show
from impulswerk.engine.mkdocs import serve_pages
from impulswerk.project import load


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command may be called with."""
    parser.add_argument("--address", default="127.0.0.1:8000", metavar="HOST:PORT", help="Adresse")


def run(root: Path, options: argparse.Namespace) -> int:
    """Serve until interrupted; sources that give no site at all are refused."""
    project = load(root)
    if project.graph is None:
        show(project.problems)
        return PROBLEMS
    serve_pages(root, options.address)
    return CLEAN
