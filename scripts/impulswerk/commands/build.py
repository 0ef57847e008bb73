"""The command `impuls build`: build the site beside the last one, swap it in when it is good."""

import argparse
import sys
from pathlib import Path
from typing import TextIO

from impulswerk.commands.console import CLEAN, PROBLEMS, fail, show
from impulswerk.permanence.edition import read_publication
from impulswerk.site.build import build_site
from impulswerk.site.engine import ENGINES
from impulswerk.sources.machine import is_ci

EXAMPLE = "impuls build --release"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command may be called with."""
    parser.add_argument(
        "--site-dir", default="site", metavar="ORDNER", help="Zielordner (sonst: %(default)s)"
    )
    parser.add_argument(
        "--release",
        action="store_true",
        help="nur bauen, wenn für die Veröffentlichung nichts fehlt (betreiber.yml)",
    )
    parser.add_argument(
        "--engine",
        choices=ENGINES,
        default=ENGINES[0],
        help="wer den Rahmen um die Seiten setzt; lesen lässt sich dasselbe (sonst: %(default)s)",
    )
    parser.add_argument(
        "--no-cache",
        action="store_true",
        help="alles neu machen, nichts aus früheren Läufen übernehmen",
    )


def run(root: Path, options: argparse.Namespace) -> int:
    """Build, and say what came of it; a target that holds something else is refused."""
    site = root / options.site_dir
    refusal = _refuse_target(root, site)
    if refusal:
        return fail(refusal)
    outcome = build_site(
        root,
        site,
        _Progress(sys.stderr),
        _Progress(sys.stderr, "Setze PDF-Datei", every=1),
        is_release=options.release,
        is_cached=not options.no_cache,
        engine_name=options.engine,
    )
    show(outcome.problems)
    if not outcome.is_done:
        print(f"Nichts veröffentlicht; {options.site_dir}/ bleibt, wie es ist.", file=sys.stderr)
        return PROBLEMS
    seconds = f"{outcome.seconds:.1f}".replace(".", ",")
    print(
        f"{outcome.pages} Seiten gebaut, {outcome.links} Verweise geprüft, {seconds} s "
        f"→ {options.site_dir}/"
    )
    gap = read_publication(root).history.reason
    if gap:
        print(f"Ohne Daten der Änderungen, auch in den Feeds: {gap}", file=sys.stderr)
    print(outcome.sizes)
    return CLEAN


def _refuse_target(root: Path, site: Path) -> str:
    """Why `site` must not be overwritten, or an empty text."""
    if site.is_symlink() and not site.exists():
        return f"„{site}“ verweist auf „{site.readlink()}“, das es nicht gibt; löschen Sie es."
    site = site.resolve()
    if site == root or site in root.parents:
        return f"„{site}“ enthält das Projekt selbst; wählen Sie einen anderen Ordner."
    if site.is_file():
        return f"„{site}“ ist eine Datei; wählen Sie einen Ordner."
    inside = [root / name for name in ("impulses", "docs", "scripts", "tests", ".git")]
    if any(site == path or path in site.parents for path in inside):
        return f"„{site}“ gehört zu den Quellen; wählen Sie einen anderen Ordner."
    if site.is_dir() and any(site.iterdir()) and not (site / "index.html").is_file():
        return (
            f"„{site}“ ist nicht leer und keine gebaute Website; wählen Sie einen anderen Ordner."
        )
    return ""


class _Progress:
    """A line that counts on a terminal; silent in files and in continuous integration."""

    def __init__(self, stream: TextIO, what: str = "Baue Seite", every: int = 10) -> None:
        self._stream = stream
        self._what = what
        self._every = every
        self._is_shown = stream.isatty() and not is_ci()

    def __call__(self, done: int, total: int) -> None:
        if not self._is_shown or (done % self._every and done != total):
            return
        end = "\r\x1b[K" if done >= total else ""
        self._stream.write(f"\r{self._what} {done} von {total} …{end}")
        self._stream.flush()
