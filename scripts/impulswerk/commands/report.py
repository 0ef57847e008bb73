"""The command `impuls report`: say what a change does, compared with where it began."""

from __future__ import annotations

import argparse
from pathlib import Path

from impulswerk.commands.console import CLEAN, PROBLEMS, fail
from impulswerk.commands.review import render
from impulswerk.commands.review.compare import compare
from impulswerk.permanence.edition import rules_page
from impulswerk.site.project import assemble, check_language
from impulswerk.sources import git, spelling
from impulswerk.sources.files import DOCS_FOLDER, pages_only, read_files
from impulswerk.sources.folders import SOURCE_FOLDER, replace_file

EXAMPLE = "impuls report --base origin/main --html bericht.html"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command may be called with."""
    parser.add_argument(
        "--spelling", action="store_true", help="auch die Rechtschreibung prüfen (hunspell)"
    )
    parser.add_argument(
        "--base", required=True, metavar="REV", help="Stand davor, etwa origin/main"
    )
    parser.add_argument("--html", metavar="DATEI", help="zusätzlich als HTML-Seite schreiben")
    parser.add_argument("--preview", default="", metavar="URL", help="Adresse der Vorschau")


def run(root: Path, options: argparse.Namespace) -> int:
    """Write the report as Markdown to the standard output."""
    try:
        base = git.merge_base(root, options.base)
        files = git.files_at(root, base, (SOURCE_FOLDER, DOCS_FOLDER))
    except git.GitError as error:
        return fail(str(error))
    now = read_files(root)
    before, after = assemble(pages_only(files)), assemble(now.content, now.problems)
    if options.spelling:
        if not spelling.is_available():
            return fail(spelling.MISSING)
        before = check_language(before, pages_only(files))
        after = check_language(after, now.content)
    changes = compare(before.graph, after.graph, before.problems, after.problems)
    preview = options.preview and options.preview.rstrip("/") + "/"
    text = render.markdown(changes, preview, rules_page(root, preview))
    if options.html:
        replace_file(Path(options.html), render.html(changes).encode())
    print(text, end="")
    return PROBLEMS if changes.is_blocked else CLEAN
