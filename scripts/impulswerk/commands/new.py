"""The command `impuls new`: make a new impulse with the next number."""

import argparse
from pathlib import Path

from impulswerk.catalogue.ledger import highest_number
from impulswerk.commands.console import CLEAN, fail
from impulswerk.exports.jsonschema import allowed_terms
from impulswerk.rules.scaffold import file_name, impulse_text, next_number
from impulswerk.site.project import load
from impulswerk.sources.folders import SOURCE_FOLDER, replace_file

EXAMPLE = 'impuls new "Werkstätten teilen"'


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command may be called with."""
    parser.add_argument("title", metavar="TITEL", help="Titel des neuen Impulses")


def run(root: Path, options: argparse.Namespace) -> int:
    """Write the scaffold of an impulse into a file of its own."""
    numbers = [
        int(path.name[:4].partition("-")[0])
        for path in (root / SOURCE_FOLDER).glob("[0-9]*-*.md")
        if path.name[:4].partition("-")[0].isdigit()
    ]
    if not any(map(str.isalpha, options.title)):
        return fail("Im Titel steht kein Wort.")
    graph = load(root).graph
    terms = allowed_terms(graph) if graph else {}
    sections = graph.catalog.work.sections if graph else ()
    # A number stays taken even if its file should be gone.
    numbers.append(highest_number(graph.catalog.ledger) if graph else 0)
    path = root / SOURCE_FOLDER / file_name(next_number(numbers), options.title)
    if path.exists():
        return fail(f"„{path.relative_to(root)}“ gibt es schon.")
    replace_file(path, impulse_text(options.title, terms, sections).encode())
    print(f"Angelegt: {path.relative_to(root)}")
    print("Füllen Sie die Felder aus, und löschen Sie danach alle Zeilen, die mit # beginnen.")
    return CLEAN
