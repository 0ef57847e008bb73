"""The command `impuls stage`: write the generated pages as an ordinary docs folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from impulswerk.commands.console import CLEAN, PROBLEMS, fail, show
from impulswerk.model.problems import errors
from impulswerk.site.project import load
from impulswerk.site.stage import stage

EXAMPLE = "impuls stage ablage"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command may be called with."""
    parser.add_argument("target", metavar="ORDNER", help="leerer oder neuer Ordner")


def run(root: Path, options: argparse.Namespace) -> int:
    """Fill the folder, which has to be empty, from sources without an error."""
    target = Path(options.target)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        return fail(f"Der Ordner „{target}“ ist nicht leer.")
    project = load(root)
    show(project.problems)
    if project.graph is None or errors(project.problems):
        return PROBLEMS
    target.mkdir(parents=True, exist_ok=True)
    count, problems = stage(root, project.graph, project.past, target)
    show(problems)
    print(f"{count} Dateien → {target}/")
    return PROBLEMS if errors(problems) else CLEAN
