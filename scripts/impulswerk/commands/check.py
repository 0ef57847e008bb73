"""The command `impuls check`: check the sources without building."""

import argparse
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from impulswerk.commands.console import CLEAN, PROBLEMS, fail, show
from impulswerk.model.problems import Problem, errors
from impulswerk.permanence.edition import rules_page
from impulswerk.rules.report import comment, data, github, gitlab
from impulswerk.site.project import check_language, load
from impulswerk.sources import spelling
from impulswerk.sources.files import read_files
from impulswerk.sources.machine import is_ci

_FORMS: dict[str, Callable[[Iterable[Problem], Path], str]] = {
    "github": lambda problems, root: github.render(problems, rules_page(root)),
    "gitlab": lambda problems, _: gitlab.render(problems),
    "json": lambda problems, _: data.render(problems),
    "markdown": lambda problems, root: comment.render(problems, rules_page(root)),
}

EXAMPLE = "impuls check --spelling"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command may be called with."""
    parser.add_argument(
        "--spelling", action="store_true", help="auch die Rechtschreibung prüfen (hunspell)"
    )
    parser.add_argument(
        "--format",
        choices=["terminal", *_FORMS],
        default="terminal",
        help="Ausgabeform (sonst: %(default)s)",
    )


def run(root: Path, options: argparse.Namespace) -> int:
    """Write every problem to the standard output, in the form asked for."""
    project = load(root)
    if not is_ci():
        problems = tuple(sorted({*project.problems, *project.doubts}))
        project = replace(project, problems=problems)
    if options.spelling:
        if not spelling.is_available():
            return fail(spelling.MISSING)
        project = check_language(project, read_files(root).content)
    if options.format != "terminal":
        print(_FORMS[options.format](project.problems, root), end="")
        return PROBLEMS if errors(project.problems) else CLEAN
    show(project.problems, sys.stdout)
    if errors(project.problems):
        return PROBLEMS
    count = len(project.graph.impulses) if project.graph else 0
    print(f"{count} Impulse geprüft, keine Fehler.")
    return CLEAN
