"""Every address the site publishes for good, with the sections a link may point to."""

import re
from collections.abc import Iterable
from functools import lru_cache

from impulswerk.catalogue.graph import Graph
from impulswerk.catalogue.ledger import number_of
from impulswerk.model import urls
from impulswerk.model.rulebook import RULES
from impulswerk.model.schema import RECORDS, TERM, TERM_PAGES
from impulswerk.rules.names import CHRONICLE_NAME
from impulswerk.text.convert import read
from impulswerk.text.slugs import slugify

# What a page loads for itself: nobody links to it, and its name may change with its content.
# What machines look for in .well-known/ has its place from elsewhere, and comes and goes.
_OWN_FOLDERS = ("assets/", "server/", ".well-known/")
_OWN_FILES = ("_redirects", "favicon.ico", "robots.txt", "sitemap.xml")
_FRONT = re.compile(r"\A---\n.*?^---$", re.MULTILINE | re.DOTALL)
# One for all: most addresses have no section, and there are many of them.
_NO_ANCHORS: frozenset[str] = frozenset()
_EXPLICIT = re.compile(r'<(?:h[2-6]|span|li|section)\b[^>]*\bid="([^"{}]+)"')

# Sections that the templates give every impulse and every driver, whatever its data.
IMPULSE_ANCHORS = (
    "auf-einen-blick",
    "was-daraus-wurde",
    "herkunft",
    "zitieren-und-teilen",
    "aenderungen",
)
# A summary in another language does not tell what became of it.
TRANSLATED_ANCHORS = tuple(name for name in IMPULSE_ANCHORS if name != "was-daraus-wurde")
DRIVER_ANCHORS = ("herkunft", "zitieren-und-teilen")


def published(graph: Graph, paths: Iterable[str]) -> dict[str, frozenset[str]]:
    """Anchors by site address, for the pages (`impulse/07-x/`) and files at docs paths `paths`.

    Only sections that stay whatever happens to the data: a heading that comes and goes with a
    relation is no address for ever.
    """
    sections = _sections(graph)
    return {
        address_of(path): sections.get(path, _NO_ANCHORS)
        for path in paths
        if not path.startswith(_OWN_FOLDERS) and path not in _OWN_FILES
    }


def address_of(path: str) -> str:
    """Site address of an artifact: pages end in a slash, files keep their name."""
    if path.endswith(".md"):
        return urls.address(path)
    return path.removesuffix("index.html") if path.endswith("index.html") else path


def held_back(addresses: Iterable[str], broken: Iterable[str]) -> set[str]:
    """Those `addresses` whose source (`broken`) has a problem and gives no page just now."""
    names: set[str] = set()
    numbers: set[int] = set()
    for source in broken:
        if source == TERM.where:
            names |= {entry.name for entry in TERM_PAGES}
        elif number := re.match(r"impulses/(\d+)-", source):
            numbers.add(int(number[1]))
        else:
            name = source.rpartition("/")[2].partition(".")[0]
            entry = CHRONICLE_NAME.fullmatch(source)
            names.add(entry[2] if entry else name)
    return {
        address
        for address in addresses
        if names & set(re.split(r"[/.]", address)) or number_of(address) in numbers
    }


# Asked several times in a build, of the site of today and of every edition.
@lru_cache(maxsize=16)
def _sections(graph: Graph) -> dict[str, frozenset[str]]:
    sections = {
        urls.RULES_PAGE: frozenset(RULES),
        urls.GLOSSARY: frozenset(word.id for word in graph.catalog.glossary),
        urls.FIELDS_PAGE: frozenset(slugify(record.title) for record in RECORDS),
    }
    for entry in graph.entries:
        path = urls.entry_path(entry)
        impulse = IMPULSE_ANCHORS if graph.language.is_source else TRANSLATED_ANCHORS
        fixed = impulse if path.startswith("impulse/") else DRIVER_ANCHORS
        sections[path] = _written(entry.body) | frozenset(fixed)
    for page in graph.catalog.handwritten:
        sections[page.path] = _written(_FRONT.sub("", page.text))
    return sections


def _written(source: str) -> frozenset[str]:
    """Ids of the headings in a text, and those an editor set to keep an old link alive."""
    text = read(source)
    found = [heading.id for heading in text.headings if heading.level > 1]
    for part in text.parts:
        found += _EXPLICIT.findall(part.text) if part.kind == "html" else ()
    return frozenset(found)
