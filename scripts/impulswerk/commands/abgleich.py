"""The command `impuls abgleich`: compare the drafts with a source, and keep what was proved."""

import argparse
import datetime as dt
import sys
from importlib.metadata import version
from pathlib import Path

from impulswerk.catalogue.graph import Graph
from impulswerk.collation import proof, render, terms
from impulswerk.collation.collate import collate_pdf, collate_text
from impulswerk.collation.document import PdfError
from impulswerk.collation.report import Collation
from impulswerk.commands.console import CLEAN, PROBLEMS, fail, show
from impulswerk.model.problems import errors
from impulswerk.model.schema import PROOF
from impulswerk.site.project import load
from impulswerk.sources.folders import replace_file
from impulswerk.text.wording import day_of

_FORMS = {"terminal": render.terminal, "markdown": render.markdown, "json": render.json}

# What a comparison itself puts right must not stand in its way.
_PUT_RIGHT = {"zitat-ohne-nachweis", "pruefsumme-abweichend", terms.RULE}

EXAMPLE = "impuls abgleich ~/zukunftspapier.pdf"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command may be called with."""
    parser.add_argument("pdf", metavar="PAPIER.pdf", nargs="?", default="", help="das Papier")
    parser.add_argument("--text", default="", metavar="DATEI", help="statt einer PDF ein Text")
    # Needed where the checksum of the file does not tell which reference it is.
    parser.add_argument("--source", default="", metavar="KENNUNG", help="Quelle aus quellen.yml")
    parser.add_argument(
        "--format", choices=[*_FORMS], default="terminal", help="Ausgabeform (sonst: %(default)s)"
    )
    parser.add_argument(
        "--write", action="store_true", help="Gefundenes in abgleich.yml festhalten"
    )


def run(root: Path, options: argparse.Namespace) -> int:
    """Compare with the file named; it is a problem if there is something to mend."""
    pdf, text, source = options.pdf, options.text, options.source
    if bool(pdf) == bool(text):
        return fail("Nennen Sie entweder eine PDF-Datei oder mit --text eine Textdatei.")
    project = load(root)
    broken = [found for found in errors(project.problems) if found.rule not in _PUT_RIGHT]
    # A quote of an impulse that has an error would drop out of the proof.
    if project.graph is None or (options.write and broken):
        show(broken or project.problems)
        return PROBLEMS
    if broken:
        print(
            "Die Quellen haben Fehler; fehlerhafte Impulse fehlen in diesem Abgleich. "
            "„impuls check“ nennt sie.",
            file=sys.stderr,
        )
    graph = project.graph
    try:
        data = Path(pdf or text).read_bytes()
        found = (
            collate_pdf(data, graph, source)
            if pdf
            else collate_text(data.decode("utf-8-sig"), graph, source)
        )
    except FileNotFoundError:
        return fail(f"Die Datei „{pdf or text}“ gibt es nicht.")
    except IsADirectoryError:
        return fail(f"„{pdf or text}“ ist ein Ordner, keine Datei.")
    except OSError:
        return fail(f"Die Datei „{pdf or text}“ lässt sich nicht lesen.")
    except UnicodeDecodeError:
        return fail("Die Textdatei ist nicht in UTF-8 gespeichert.")
    except KeyError:
        known = ", ".join(reference.id for reference in graph.catalog.references)
        return fail(f"Die Quelle „{source}“ gibt es nicht. In quellen.yml stehen: {known}")
    except PdfError as error:
        return fail(str(error))
    if not found.count:
        return fail("Die Textdatei ist leer.")
    print(_FORMS[options.format](found), end="")
    if options.write and found.refusal:
        print(f"{PROOF.where} bleibt, wie es ist.", file=sys.stderr)
    elif options.write and not _write(root, graph, found):
        return PROBLEMS
    return CLEAN if found.is_clean else PROBLEMS


def _write(root: Path, graph: Graph, found: Collation) -> bool:
    path = root / PROOF.where
    old = proof.Proof()
    if path.exists():
        old, problems = proof.parse(path.read_bytes(), graph)
        if problems:
            show(problems)
            return False
    today = day_of(dt.datetime.now(dt.UTC))
    new = proof.updated(old, found, today, f"impulswerk {version('impulswerk')}")
    replace_file(path, proof.write(new).encode())
    print(f"{PROOF.where}: {render.counted(found) or 'nichts'} festgehalten.", file=sys.stderr)
    return True
