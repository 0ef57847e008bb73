"""The command `impuls report`: say what a change does, compared with where it began."""

import argparse
import re
from collections.abc import Mapping
from pathlib import Path

from impulswerk.commands.console import CLEAN, PROBLEMS, fail
from impulswerk.commands.review import render
from impulswerk.commands.review.compare import compare
from impulswerk.model.schema import ORGANISATION
from impulswerk.permanence.edition import rules_page
from impulswerk.rules.names import CHRONICLE_NAME
from impulswerk.rules.translation import is_translation
from impulswerk.site.project import assemble, check_language
from impulswerk.sources import git, machine, spelling
from impulswerk.sources.files import DOCS_FOLDER, pages_only, read_files
from impulswerk.sources.folders import SOURCE_FOLDER, replace_file

EXAMPLE = "impuls report --base origin/main --html bericht.html"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command may be called with."""
    parser.add_argument(
        "--spelling", action="store_true", help="auch die Rechtschreibung prüfen (hunspell)"
    )
    compared = parser.add_mutually_exclusive_group(required=True)
    compared.add_argument("--base", metavar="REV", help="Stand davor, etwa origin/main")
    compared.add_argument(
        "--file", metavar="DATEI", help="was eine zugeschickte Datei am heutigen Stand ändert"
    )
    parser.add_argument("--html", metavar="DATEI", help="zusätzlich als HTML-Seite schreiben")
    parser.add_argument("--preview", default="", metavar="URL", help="Adresse der Vorschau")


def run(root: Path, options: argparse.Namespace) -> int:
    """Write the report as Markdown to the standard output."""
    now = read_files(root)
    try:
        if options.file:
            old, new = now.content, now.content | _received(now.content, Path(options.file))
        else:
            base = git.merge_base(root, options.base)
            old = pages_only(git.files_at(root, base, (SOURCE_FOLDER, DOCS_FOLDER)))
            new = now.content
    except (git.GitError, OSError, ValueError) as error:
        return fail(machine.fault(error) or str(error))
    before, after = assemble(old), assemble(new, now.problems)
    if options.spelling:
        if not spelling.is_available():
            return fail(spelling.MISSING)
        before = check_language(before, old)
        after = check_language(after, new)
    changes = compare(before.graph, after.graph, before.problems, after.problems)
    preview = options.preview and options.preview.rstrip("/") + "/"
    rules = rules_page(root, preview)
    if options.html:
        replace_file(Path(options.html), render.html(changes, preview, rules).encode())
    text = render.markdown(changes, preview, rules)
    print(text, end="")
    return PROBLEMS if changes.is_blocked else CLEAN


def _received(sources: Mapping[str, bytes], file: Path) -> dict[str, bytes]:
    """A file that somebody has sent, by the repository path it belongs to.

    Its name says which; what mail programs append to it (`12-name (1).md`) does not count. A file
    that is there goes first, then an impulse of this number. Raises ValueError for other names.
    """
    name = re.sub(r"[ _-]?\(\d+\)(?=\.\w+$)", "", file.name)
    number = re.match(r"\d+(?=-)", name)
    entry = f"{SOURCE_FOLDER}/chronik/{name}"
    own = (source for source in sources if source.startswith(f"{SOURCE_FOLDER}/"))
    given = {_sent_as(source): source for source in (ORGANISATION.where, *own)}
    if name in given:
        path = given[name]
    elif CHRONICLE_NAME.fullmatch(entry):
        path = entry
    elif number:
        same = (s for s in sources if s.startswith(f"{SOURCE_FOLDER}/{number[0]}-"))
        path = next(same, f"{SOURCE_FOLDER}/{name}")
    else:
        raise ValueError(
            f"Zu „{file.name}“ gibt es keinen Impuls, keinen Treiber und keinen Eintrag. Benennen "
            "Sie die Datei um, zum Beispiel in 07-name.md."
        )
    return {path: file.read_bytes()}


def _sent_as(source: str) -> str:
    """The name under which the workshop gives a file to whoever corrects it.

    A translation has its language in front: many are called like the German file.
    """
    if is_translation(source):
        return source.removeprefix(f"{SOURCE_FOLDER}/").replace("/", "-")
    return source.rpartition("/")[2]
