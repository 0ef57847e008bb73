"""Read a built page for the link check: its ids, and where its links lead."""

import posixpath
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

# What a page loads by itself, as opposed to where a reader may go.
_LOADED = (
    ("script", "src"),
    ("img", "src"),
    ("source", "src"),
    ("iframe", "src"),
    ("embed", "src"),
    ("object", "data"),
    ("video", "src"),
    ("audio", "src"),
    ("track", "src"),
    ("use", "href"),
    ("image", "href"),
)
# Relations of <link> that make a browser fetch the target.
_FETCHED = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest"}
_SAFE_SCHEMES = {"http", "https", "mailto", "tel"}


class Target(NamedTuple):
    """An address as a page spells it, and what it stands for.

    `goal` is a file of the site, or empty where the address leaves the site's folder. `is_loaded`:
    the browser fetches it by itself. `is_foreign`: it has a scheme that it must not have here.
    """

    address: str
    is_loaded: bool
    is_inside: bool
    is_foreign: bool
    goal: str
    anchor: str


class PageLinks(NamedTuple):
    """The ids of a page, those that it has twice, and everything it links to, in order."""

    ids: frozenset[str]
    twice: tuple[str, ...]
    targets: tuple[Target, ...]


def read_page(name: str, html: bytes, base: str, host: str = "") -> PageLinks:
    """What is to be known of the page at `name` (`impulse/07-x/index.html`).

    The site is published at `host`, where that is known, under the path `base`.
    """
    tree = LexborHTMLParser(html)
    found = [node.attributes.get("id") or "" for node in tree.css("[id]")]
    ids = set(found)
    twice = () if len(ids) == len(found) else tuple(n for n, c in Counter(found).items() if c > 1)
    ids |= {node.attributes.get("name") or "" for node in tree.css("a[name]")}
    targets = [
        target_of(name, address, is_loaded=is_loaded, base=base, host=host)
        for address, is_loaded in _targets(tree)
    ]
    return PageLinks(frozenset(ids), twice, tuple(targets))


def target_of(name: str, address: str, *, is_loaded: bool, base: str, host: str = "") -> Target:
    """What an address on the page at `name` stands for."""
    try:
        parts = urlsplit(address)
    except ValueError:  # no browser can go there either
        return Target(address, is_loaded, False, True, "", "")
    # The whole address of a page of this very site leads inside, if not from what a page loads.
    is_own = bool(host) and parts.netloc.lower() == host and parts.scheme in {"http", "https"}
    is_own = is_own and not is_loaded and parts.path.startswith(base)
    if (parts.scheme or parts.netloc) and not is_own:
        # A data: image is part of the page; everything else foreign must not load by itself.
        harmless = parts.scheme == "data" if is_loaded else parts.scheme in _SAFE_SCHEMES
        return Target(address, is_loaded, False, not harmless, "", "")
    anchor = unquote(parts.fragment)
    # Text fragments (#:~:text=…) address words, not ids.
    if anchor.startswith(":~:"):
        anchor = ""
    goal = _file(name, unquote(parts.path), base if base.endswith("/") else f"{base}/")
    return Target(address, is_loaded, True, False, goal, anchor)


def _file(name: str, path: str, base: str) -> str:
    """File of the site that `path`, as spelled on page `name`, stands for."""
    if path.startswith("/"):
        if not path.startswith(base):
            return ""
        goal = path.removeprefix(base)
    elif path:
        goal = posixpath.join(posixpath.dirname(name), path)
    else:
        return name
    is_folder = goal.endswith("/") or not goal or posixpath.basename(goal) in {".", ".."}
    goal = posixpath.normpath(goal) if goal else ""
    if goal.startswith(".."):
        return ""
    if is_folder or goal == ".":
        goal = posixpath.join("" if goal == "." else goal, "index.html")
    return goal


def _targets(tree: LexborHTMLParser) -> Iterator[tuple[str, bool]]:
    """Every address of a page, and whether the browser fetches it by itself."""
    for node in tree.css("a[href], area[href]"):
        yield node.attributes.get("href") or "", False
    for node in tree.css("form[action]"):
        yield node.attributes.get("action") or "", False
    for node in tree.css("link[href]"):
        relations = set((node.attributes.get("rel") or "").lower().split())
        yield node.attributes.get("href") or "", bool(relations & _FETCHED)
    for tag, attribute in _LOADED:
        for node in tree.css(f"{tag}[{attribute}]"):
            yield node.attributes.get(attribute) or "", True
    for node in tree.css("[srcset]"):
        for candidate in (node.attributes.get("srcset") or "").split(","):
            if candidate.strip():
                yield candidate.split()[0], True
