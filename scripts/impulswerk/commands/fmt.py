"""The command `impuls fmt`: bring sources into their usual form."""

import argparse
from pathlib import Path

from impulswerk.commands.console import CLEAN, PROBLEMS
from impulswerk.sources.files import read_files
from impulswerk.sources.folders import SOURCE_FOLDER, replace_file
from impulswerk.sources.formatting import format_source, mend, record_of

EXAMPLE = "impuls fmt --check"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command may be called with."""
    parser.add_argument("--check", action="store_true", help="nur prüfen, nichts ändern")


def run(root: Path, options: argparse.Namespace) -> int:
    """Format impulses and drivers, mend characters in all sources, and name what was changed."""
    changed = []
    for source, content in read_files(root).content.items():
        if source.startswith(f"{SOURCE_FOLDER}/") and source.endswith(".md"):
            formatted = format_source(content, record_of(source))
        else:
            formatted = mend(content)
        if formatted != content:
            changed.append(source)
            if not options.check:
                replace_file(root / source, formatted)
    for source in changed:
        print(f"{'Nicht in Form' if options.check else 'In Form gebracht'}: {source}")
    return PROBLEMS if changed and options.check else CLEAN
