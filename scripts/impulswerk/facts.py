"""What the check of the built site needs to know of a page: its ids, and where its links lead."""

from __future__ import annotations

import json
import posixpath
import re
from array import array
from collections.abc import Iterable, Iterator
from functools import lru_cache
from sys import intern
from typing import Any, NamedTuple
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
# An address as our templates write nearly all of them: upwards, then down, with nothing to decode.
_PLAIN = re.compile(
    r"(?P<up>(?:\.\./)*)(?P<down>(?:[\w-][\w.-]*/)*)(?P<file>[\w-][\w.-]*)?(?:#(?P<anchor>[\w-]*))?",
    re.ASCII,
)


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


class PageFacts(NamedTuple):
    """The ids of a page and everything it links to, in order."""

    ids: frozenset[str]
    targets: tuple[Target, ...]


def facts_of(name: str, html: bytes, base: str) -> bytes:
    """Facts of the page at `name` (`impulse/07-x/index.html`), as JSON.

    They depend on the arguments alone; `base` is the path under which the site is published.
    """
    tree = LexborHTMLParser(html)
    ids = {node.attributes.get("id") or "" for node in tree.css("[id]")}
    ids |= {node.attributes.get("name") or "" for node in tree.css("a[name]")}
    targets = [
        target_of(name, address, is_loaded=is_loaded, base=base)
        for address, is_loaded in _targets(tree)
    ]
    return json.dumps([sorted(ids), targets], ensure_ascii=False, separators=(",", ":")).encode()


def from_json(data: bytes) -> PageFacts:
    """What `facts_of` found."""
    ids, targets = json.loads(data)
    return PageFacts(frozenset(ids), tuple(Target(*target) for target in targets))


class SiteFacts:
    """Facts of all pages of a site by file name; what many pages link to is held once.

    `ids` are those of each page, `links` the numbers of its targets in `targets`, in order.
    """

    def __init__(self) -> None:
        self.ids: dict[str, tuple[str, ...]] = {}
        self.links: dict[str, array[int]] = {}
        self.targets: list[Target] = []
        self._numbers: dict[Target, int] = {}

    def add(self, name: str, facts: PageFacts) -> None:
        """Enter a page, in the place of what was known of it."""
        self.ids[name] = tuple(map(intern, sorted(facts.ids)))
        self.links[name] = array("L", map(self._number, facts.targets))

    def keep_only(self, names: Iterable[str]) -> None:
        """Forget all pages but these."""
        for name in self.ids.keys() - set(names):
            del self.ids[name], self.links[name]

    def used(self) -> Iterator[int]:
        """Numbers of the targets that pages link to."""
        yield from sorted(set().union(*self.links.values()))

    def to_plain(self) -> list[Any]:
        """All of it as lists and dicts, for JSON."""
        used = list(self.used())
        place = dict(zip(used, range(len(used)), strict=True))
        links = {name: [place[number] for number in found] for name, found in self.links.items()}
        return [self.ids, links, [self.targets[number] for number in used]]

    @classmethod
    def from_plain(cls, plain: list[Any]) -> SiteFacts:
        """What `to_plain` gave; raises ValueError, TypeError or IndexError for anything else."""
        facts = cls()
        ids, links, targets = plain
        facts.targets = [Target(*target) for target in targets]
        facts._numbers = dict(zip(facts.targets, range(len(targets)), strict=True))
        facts.ids = {name: tuple(map(intern, found)) for name, found in ids.items()}
        facts.links = {name: array("L", found) for name, found in links.items()}
        return facts

    def _number(self, target: Target) -> int:
        number = self._numbers.setdefault(target, len(self.targets))
        if number == len(self.targets):
            self.targets.append(target)
        return number


def target_of(name: str, address: str, *, is_loaded: bool, base: str) -> Target:
    """What an address on the page at `name` stands for."""
    if plain := _PLAIN.fullmatch(address):
        anchor = plain["anchor"] or ""
        goal = _file_of(name, plain) if address.partition("#")[0] else name
        return Target(address, is_loaded, True, False, goal, anchor)
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        # A data: image is part of the page; everything else foreign must not load by itself.
        harmless = parts.scheme == "data" if is_loaded else parts.scheme in _SAFE_SCHEMES
        return Target(address, is_loaded, False, not harmless, "", "")
    anchor = unquote(parts.fragment)
    # Text fragments (#:~:text=…) address words, not ids.
    if anchor.startswith(":~:"):
        anchor = ""
    goal = _file(name, unquote(parts.path), base if base.endswith("/") else f"{base}/")
    return Target(address, is_loaded, True, False, goal, anchor)


def _file_of(name: str, plain: re.Match[str]) -> str:
    """The same as `_file`, where there is nothing to find out first."""
    folders = _folders(name)
    height = len(plain["up"]) // len("../")
    if height >= len(folders):
        return ""
    return f"{folders[height]}{plain['down']}{plain['file'] or 'index.html'}"


@lru_cache(maxsize=8)
def _folders(name: str) -> tuple[str, ...]:
    """The folder of a page, with its slash, the one above that, and so on up to the site's."""
    parts = name.split("/")[:-1]
    return tuple("".join(f"{part}/" for part in parts[:end]) for end in range(len(parts), -1, -1))


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
