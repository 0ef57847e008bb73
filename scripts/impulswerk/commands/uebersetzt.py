"""The command `impuls uebersetzt`: note that translations fit the German texts of today."""

import argparse
from pathlib import Path

from impulswerk.commands.console import CLEAN, PROBLEMS, fail, show
from impulswerk.model.problems import errors
from impulswerk.rules.translation import digests, made_from_file, outdated, translated_keys, written
from impulswerk.site.project import load
from impulswerk.sources.folders import replace_file

EXAMPLE = "impuls uebersetzt en impuls-7 treiber-demografie"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command may be called with."""
    parser.add_argument("sprache", metavar="SPRACHE", help="der Ordner in impulses/, etwa en")
    parser.add_argument(
        "texte", metavar="TEXT", nargs="*", help="was verglichen ist, etwa impuls-7; ohne: alles"
    )


def run(root: Path, options: argparse.Namespace) -> int:
    """Note a digest of today's German words for each text that is named."""
    project = load(root)
    if project.graph is None or errors(project.problems):
        show(project.problems)
        return PROBLEMS
    catalog = project.graph.catalog
    translation = next((t for t in catalog.translations if t.language == options.sprache), None)
    if translation is None:
        return fail(f"Den Ordner impulses/{options.sprache}/ gibt es nicht.")
    now = {key: d for key, d in digests(catalog).items() if key in translated_keys(translation)}
    if unknown := [key for key in options.texte if key not in now]:
        return fail(f"Keine Übersetzung heißt so: {', '.join(unknown)}.")
    old = outdated(catalog, translation)
    noted = [key for key in options.texte or now if key in old]
    # What is no longer translated needs no digest.
    kept = {key: digest for key, digest in translation.made_from.items() if key in now}
    text = written(kept | {key: now[key] for key in noted})
    replace_file(root / made_from_file(translation.language), text.encode())
    print(f"{len(noted)} Texte als aktuell vermerkt.")
    return CLEAN
