"""The command `impuls link`: put links to pages of the site into a text."""

import argparse
from pathlib import Path

from impulswerk.commands.console import PROBLEMS, show
from impulswerk.exports.linkaid import command
from impulswerk.exports.linkaid.data import link_data
from impulswerk.exports.linkaid.program import FORMS
from impulswerk.permanence.edition import configured
from impulswerk.site.project import load

EXAMPLE = "impuls link mitteilung.docx"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command may be called with."""
    parser.add_argument(
        "file",
        metavar="DATEI",
        help="Text (.txt, .md), HTML oder Word (.docx); „-“ für die Eingabe",
    )
    parser.add_argument(
        "--format",
        choices=[*FORMS],
        help="Ausgabeform (sonst die des Textes: .txt mit Fußnoten, .html und .docx als HTML, "
        "alles andere Markdown)",
    )
    parser.add_argument(
        "--base",
        default="",
        metavar="URL",
        help="Adresse der Website, wenn nicht SITE_URL oder betreiber.yml sie nennt",
    )
    parser.add_argument(
        "--ohne-hinweis",
        action="store_true",
        help="hinter Links zu Arbeitsentwürfen nicht „(Arbeitsentwurf)“ schreiben",
    )


def run(root: Path, options: argparse.Namespace) -> int:
    """Write the text with its links to the standard output."""
    project = load(root)
    if project.graph is None:
        show(project.problems)
        return PROBLEMS
    address = options.base or configured(root)["website.adresse"]
    base = address and address.rstrip("/") + "/"
    is_marked = not options.ohne_hinweis
    data = link_data(project.graph)
    return command.run(root, data, options.file, options.format, base, is_marked=is_marked)
