"""The whole site of a project on disk: what comes of its graph, and the typeface of its theme."""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.share_image import picture_problems
from impulswerk.exports.typeset.faults import printed_addresses
from impulswerk.exports.typeset.printing import Progress, print_all
from impulswerk.model import urls
from impulswerk.model.problems import Problem
from impulswerk.pages.plan import Site, SiteFile, generate, languages
from impulswerk.permanence.edition import edition_words, fix_edition
from impulswerk.permanence.frozen import Past
from impulswerk.permanence.publication import Publication
from impulswerk.render.look import badge
from impulswerk.site.browser import version, workshop_files
from impulswerk.sources.files import read_files
from impulswerk.sources.store import Keep
from impulswerk.text import typeface
from impulswerk.text.as_json import compact
from impulswerk.text.interface import Language

THEME_FOLDER = "docs/overrides"


def has_theme(root: Path) -> bool:
    """Whether the project brings the templates that load the typeface and the search."""
    return (root / THEME_FOLDER).is_dir()


def theme_assets(root: Path, graph: Graph) -> Iterator[SiteFile]:
    """The typeface, its licence, and what scripts say on pages in other languages.

    Nothing for a project that has no theme of its own.
    """
    if not has_theme(root):
        return
    for name in (*typeface.FONTS, typeface.LICENSE):
        yield SiteFile(f"assets/{name}", partial(typeface.file, name))
    for there in graph.in_other_languages:
        path = f"assets/worte-{there.language.code}.js"
        yield SiteFile(path, partial(_words_of_scripts, root, there.language))


def frame_values(root: Path, graph: Graph) -> dict[str, Any]:
    """What the templates of the frame know as `config.extra`, beside the operator's addresses."""
    catalog = graph.catalog
    look = catalog.look
    # Pages that a project may do without: its frame leads only to those that are there.
    pages = [page.path.removesuffix(".md") for page in catalog.handwritten]
    pages += ["glossar"] if catalog.glossary else []
    pages += ["fuer"] if catalog.roles else []
    return {
        "seiten": sorted(pages),
        "sprachen": _languages(root, graph),
        "fassung_datum": edition_words(root),
        "hoechste_nummer": max((impulse.number for impulse in graph.impulses), default=0),
        "bildmarke": badge(graph),
        "papier_hell": look.light.paper,
        "papier_dunkel": look.dark.paper,
        # Whether there is what checks texts in a browser.
        "pruefprogramm": version(),
    }


# What scripts ask for, and what the frame asks its tables for: words, and where links lead.
_SPOKEN = re.compile(r'\bwort\("([^"]+)"')
_ASKED = re.compile(r'\b(w|weg)\["([^"]+)"\]')


def frame_words(root: Path) -> tuple[set[str], set[str]]:
    """The German words, and the addresses, that the templates of the frame ask for."""
    found: dict[str, set[str]] = {"w": set(), "weg": set()}
    for file in (root / THEME_FOLDER).rglob("*.html"):
        for table, key in _ASKED.findall(file.read_text("utf-8")):
            found[table].add(key)
    return found["w"], found["weg"]


def _languages(root: Path, graph: Graph) -> dict[str, Any]:
    """For each language the words of the frame, and where its links lead, by what is German.

    Tables, since not every engine lets templates call functions.
    """
    words, addresses = frame_words(root)
    found = {}
    publication = Publication()
    for here, own in ((graph, publication), *languages(graph, publication)):
        language = here.language
        found[language.code] = {
            "worte": {word: language.say(word) for word in sorted(words)},
            "wege": {address: _way(own, address) for address in sorted(addresses)},
            "name": language.name,
            "start": _start(own),
            "datum": language.date(fix_edition(root)),
            "beschreibung": here.catalog.description,
            "gebiet": language.locale.replace("-", "_"),
        }
    return found


def script_words(root: Path) -> set[str]:
    """The German words that the scripts of the theme ask for."""
    files = (root / THEME_FOLDER).with_name("assets").glob("*.js")
    return {word for file in files for word in _SPOKEN.findall(file.read_text("utf-8"))}


def _words_of_scripts(root: Path, language: Language) -> bytes:
    words = {word: language.say(word) for word in sorted(script_words(root))}
    return f"window.worte = {compact(words).rstrip()};\n".encode()


def _start(own: Publication) -> str:
    """The first page in a language: its home page, or the list of all impulses."""
    if not own.folder:
        return "./"
    return urls.address(own.here(urls.HOME if urls.HOME in own.own else urls.IMPULSE_INDEX))


def _way(own: Publication, address: str) -> str:
    """Where a link of the frame leads: to a page of the same language, else to the German one."""
    if not own.folder:
        return address
    pages = {urls.address(path): path for path in own.own}
    known = pages.get(address.removeprefix("./"))
    if known is None:
        return address
    place = own.place(known)
    return urls.address(place) if place.endswith(".md") else place


def whole_site(root: Path, graph: Graph, publication: Publication, past: Past, keep: Keep) -> Site:
    """Every page and file of the site; `keep` has what is slow to make from earlier builds."""
    found = generate(graph, publication, keep, past)
    paths = (*found.paths, *printed_addresses(graph))
    workshop = workshop_files(read_files(root).content, paths) if has_theme(root) else ()
    return Site(found.pages, (*found.files, *theme_assets(root, graph), *workshop))


def printed(
    graph: Graph,
    publication: Publication,
    past: Past,
    keep: Keep,
    progress: Progress,
) -> tuple[Publication, list[Problem]]:
    """The publication with its PDF files, and what went wrong with these and the pictures."""
    found, problems = print_all(
        graph, publication, past.editions, keep, progress, others=languages(graph, publication)
    )
    graphs = (graph, *graph.in_other_languages)
    pictures = (problem for each in graphs for problem in picture_problems(each, keep))
    problems = [*dict.fromkeys((*problems, *pictures))]
    return replace(publication, printed=found), problems


def cache_folder(root: Path) -> Path:
    """Where results are kept between builds."""
    return Path(os.environ.get("IMPULSWERK_CACHE") or root / "build" / "cache")
