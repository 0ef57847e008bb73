"""The command `impuls permalinks`: enter new addresses into the ledger of lasting ones."""

import argparse
from pathlib import Path

from impulswerk.catalogue.ledger import LEDGER_FILE, missing, write_ledger
from impulswerk.commands.console import CLEAN, PROBLEMS, show
from impulswerk.model import urls
from impulswerk.model.problems import errors
from impulswerk.pages.changes import known_versions
from impulswerk.pages.plan import published_addresses
from impulswerk.permanence.edition import read_publication
from impulswerk.site.project import load
from impulswerk.sources.folders import replace_file

EXAMPLE = "impuls permalinks --check"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command may be called with."""
    parser.add_argument(
        "--check", action="store_true", help="nur zeigen, was noch nicht eingetragen ist"
    )


def run(root: Path, options: argparse.Namespace) -> int:
    """Name the new addresses, and unless only asked for them, append them."""
    project = load(root)
    if project.graph is None or errors(project.problems):
        show(project.problems)
        return PROBLEMS
    ledger, editions = project.graph.catalog.ledger, project.past.marks
    published = published_addresses(project.graph, project.past)
    if not options.check:
        # A change has an address with its commit, which holds the ledger: that is a step behind.
        changes = known_versions(project.graph, read_publication(root).history)
        paths = (urls.version_path(*version) for version in changes)
        published |= {urls.address(path): frozenset() for path in paths}
    new = missing(ledger, published, editions)
    for address in new:
        print(address or "(Startseite)")
    if options.check:
        print(f"{len(new)} Adressen noch nicht eingetragen.")
        return PROBLEMS if new else CLEAN
    if new:
        text = write_ledger(ledger, published, editions)
        replace_file(root / LEDGER_FILE, text.encode())
    what = f"{len(new)} Adressen" if len(new) != 1 else "Eine Adresse"
    print(f"{what} eingetragen in {LEDGER_FILE}.")
    return CLEAN
