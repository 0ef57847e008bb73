"""The command `impuls abgleich`: compare the drafts with a source, and keep what was proved."""

from __future__ import annotations

import datetime as dt
import sys
from importlib.metadata import version
from pathlib import Path

from impulswerk.collation import proof, render
from impulswerk.collation.collate import collate_pdf, collate_text
from impulswerk.collation.pdf import PdfError
from impulswerk.collation.report import Collation
from impulswerk.datafiles import PROOF_FILE
from impulswerk.graph import Graph
from impulswerk.problems import errors
from impulswerk.project import load
from impulswerk.report import terminal

FORMATS = {"terminal": render.terminal, "markdown": render.markdown, "json": render.json}

# What a comparison itself puts right must not stand in its way.
_PUT_RIGHT = {"zitat-ohne-nachweis", "pruefsumme-abweichend"}
CLEAN, PROBLEMS, USAGE = 0, 1, 2


def run(root: Path, *, pdf: str, text: str, source: str, form: str, write: bool) -> int:
    """Compare with the file `pdf` or `text`; 0 clean, 1 something to mend, 2 wrong usage.

    `source` is the id of the reference the file belongs to, where its checksum does not tell.
    """
    if bool(pdf) == bool(text):
        return _fail("Nennen Sie entweder eine PDF-Datei oder mit --text eine Textdatei.")
    project = load(root)
    broken = [found for found in errors(project.problems) if found.rule not in _PUT_RIGHT]
    # A quote of an impulse that has an error would drop out of the proof.
    if project.graph is None or (write and broken):
        print(terminal.render(broken or project.problems), end="", file=sys.stderr)
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
        return _fail(f"Die Datei „{pdf or text}“ gibt es nicht.")
    except IsADirectoryError:
        return _fail(f"„{pdf or text}“ ist ein Ordner, keine Datei.")
    except OSError:
        return _fail(f"Die Datei „{pdf or text}“ lässt sich nicht lesen.")
    except UnicodeDecodeError:
        return _fail("Die Textdatei ist nicht in UTF-8 gespeichert.")
    except KeyError:
        known = ", ".join(reference.id for reference in graph.catalog.references)
        return _fail(f"Die Quelle „{source}“ gibt es nicht. In quellen.yml stehen: {known}")
    except PdfError as error:
        return _fail(str(error))
    if not found.count:
        return _fail("Die Textdatei ist leer.")
    print(FORMATS[form](found), end="")
    if write and found.refusal:
        print(f"{PROOF_FILE} bleibt, wie es ist.", file=sys.stderr)
    elif write and not _write(root, graph, found):
        return PROBLEMS
    return CLEAN if found.is_clean else PROBLEMS


def _write(root: Path, graph: Graph, found: Collation) -> bool:
    path = root / PROOF_FILE
    old = proof.Proof()
    if path.exists():
        old, problems = proof.parse(path.read_bytes(), graph)
        if problems:
            print(terminal.render(problems), end="", file=sys.stderr)
            return False
    today = dt.datetime.now(dt.UTC).date()
    new = proof.updated(old, found, today, f"impulswerk {version('impulswerk')}")
    path.write_text(proof.write(new), "utf-8", newline="\n")
    count = sum(check.is_found for check in found.quotes)
    print(f"{PROOF_FILE}: {count} von {len(found.quotes)} Zitaten festgehalten.", file=sys.stderr)
    return True


def _fail(message: str) -> int:
    print(message, file=sys.stderr)
    return USAGE
