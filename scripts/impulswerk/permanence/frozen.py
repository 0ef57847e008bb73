"""Frozen editions: the sources as they were at a git tag, published for good."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from impulswerk.catalogue.graph import Entry, Graph
from impulswerk.model import urls
from impulswerk.model.schema import TERM_PAGES

TAG_PREFIX = "fassung-"
_NAME = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
# What an edition has of its own; everything else it shares with the site of today.
_FOLDERS = ("impulse/", "treiber/", "i/", "daten/", *(f"{entry.name}/" for entry in TERM_PAGES))
# Cards of editions lie with those of today, and so does what leads to them.
_CARD = re.compile(r"i/\d+/karte/")
_PAGES = "|".join(map(re.escape, (urls.MATRIX, urls.CHRONICLE, urls.DIALOGUE)))
_FILES = re.compile(rf"{_PAGES}|bild\.png|{re.escape(urls.COLLECTION_PDF)}|qr\.\w+|zitat\.\w+")


@dataclass(frozen=True)
class Edition:
    """`name` is year and month (`2026-11`), `files` are bytes by repository path at `commit`."""

    name: str
    date: dt.date
    commit: str
    graph: Graph
    files: Mapping[str, bytes]

    @property
    def prefix(self) -> str:
        """Where all its addresses begin."""
        return prefix_of(self.name)

    @cached_property
    def sources(self) -> dict[str, Entry]:
        """Impulses and drivers by what stays the same when a file is renamed."""
        return {key_of(entry): entry for entry in self.graph.entries}

    def content(self, entry: Entry) -> bytes:
        """The source of one of its entries."""
        return self.files[entry.source]


@dataclass(frozen=True)
class Past:
    """Every frozen edition, and the bytes of the sources of today to compare them with."""

    editions: tuple[Edition, ...] = ()
    today: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def marks(self) -> dict[str, str]:
        """The editions by name with the commits they are made from."""
        return {edition.name: edition.commit for edition in self.editions}


NO_PAST = Past()


def prefix_of(name: str) -> str:
    """Where the addresses of an edition begin; empty for the one of today."""
    return f"fassung/{name}/" if name else ""


def is_name(name: str) -> bool:
    """Whether a tag without its prefix names a month."""
    return bool(_NAME.fullmatch(name))


def is_frozen(path: str) -> bool:
    """Whether a docs path is one that every edition has for itself."""
    return bool((path.startswith(_FOLDERS) and not _CARD.match(path)) or _FILES.fullmatch(path))


def key_of(entry: Entry) -> str:
    """What names an impulse or a driver across editions."""
    return urls.short(entry)
