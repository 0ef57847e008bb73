"""Index the built site: what Pagefind makes of its pages, and the words of all of them.

A large site has its index in shards. The first lies in `pagefind/` itself, each other one in a
folder that is named by its content; `woerter.json` names those.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from impulswerk import urls
from impulswerk.folders import files_below
from impulswerk.graph import Graph
from impulswerk.keeping import Store
from impulswerk.model import Driver, Term
from impulswerk.packs import pack, unpack
from impulswerk.problems import Problem, Severity, Span
from impulswerk.rules.synonyms import WordGroup
from impulswerk.search import shards
from impulswerk.search.plain import BuiltPage, from_html
from impulswerk.search.records import SearchRecord, entry_addresses, records
from impulswerk.search.tokens import (
    Analyzer,
    Words,
    group_words,
    leading_nowhere,
    union,
    vocabulary,
    words_of,
)
from impulswerk.status import status
from impulswerk.workers import WorkerError, processors, spread

FOLDER = "pagefind"
VOCABULARY_NAME = "woerter.json"
PAGES_NAME = "seiten.json"
# Below a folder whose files servers let browsers keep for ever.
_SHARDS = "index"
# Enough for a site of the usual size to be one; of more, each edit would cost half a second more.
PAGES_PER_SHARD = 150


class Indexed(NamedTuple):
    """What went wrong, and files of the index that were not written because they stand already."""

    problems: list[Problem]
    standing: list[str]


def index_site(
    site: Path,
    graph: Graph,
    groups: Sequence[WordGroup] = (),
    store: Store | None = None,
    elsewhere: Mapping[str, Path] = MappingProxyType({}),
    *,
    standing: Collection[str] = (),
    program: str = "",
    pages_per_shard: int = PAGES_PER_SHARD,
) -> Indexed:
    """Write `pagefind/` into the built site.

    The bytes written depend on the site, the graph and the groups alone. Of what has not changed
    they are taken from `store`, where an earlier build put them; `program` is the name of all
    code that has a part in it. `elsewhere` are pages of the site by name (`impulse/index.html`)
    that lie in another folder, `standing` all files that stand finished there.
    """
    here = {name: site / name for name in files_below(site) if name.endswith("index.html")}
    pages = _built_pages({**elsewhere, **here}, graph)
    target = site / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    index = _Index(graph, records(graph, pages), pages_per_shard, standing)
    try:
        return index.write(target, groups, store, program)
    except shards.PagefindError as error:
        return Indexed([_problem(str(error))], [])
    except WorkerError:
        return Indexed([_problem("Die Suche wurde beim Bauen abgebrochen.")], [])


class _Shard(NamedTuple):
    """The folder of a shard, what is known of the pages of the first one, and what stands already.

    The folder is named by its content.
    """

    folder: str
    rows: list[shards.Row]
    standing: list[str]


class _Index:
    """The index of a site, shard by shard."""

    def __init__(
        self,
        graph: Graph,
        found: Iterator[SearchRecord],
        pages_per_shard: int,
        standing: Collection[str],
    ) -> None:
        self._standing = standing
        self._shards = shards.cut(list(found), pages_per_shard)
        self._drivers = graph.drivers
        self._fields = graph.term_lists["handlungsfelder"]
        self._status = status(graph, graph.entries)

    def write(
        self, target: Path, groups: Sequence[WordGroup], store: Store | None, program: str
    ) -> Indexed:
        """Write everything; raises PagefindError, WorkerError."""
        names = [_digest(program, shard) for shard in self._shards] if store else []
        words = self._words(names, store)
        known = union(words)
        analyzer = Analyzer(union([known, group_words(groups)]))

        def write(place: int) -> tuple[int, _Shard]:
            key = ""
            if store:
                state = analyzer.splits(words[place].all)
                key = f"suche-{_digest(names[place], state, self._settings(place))}"
            return place, self._write(place, target, analyzer, store, key)

        found = dict(spread(len(self._shards), write, processors()))
        written = [found[place] for place in range(len(found))]
        about: dict[str, Any] = {
            "pages": written[0].rows,
            "drivers": [driver.title for driver in self._drivers],
            "fields": [term.title for term in self._fields],
            "status": [self._status.state, self._status.tag, self._status.sentence],
        }
        if len(written) > 1:
            about["shards"] = [shard.folder for shard in written[1:]]
        _write(target, {VOCABULARY_NAME: _json({**vocabulary(known, groups, analyzer), **about})})
        problems = [
            Problem(
                group.span,
                "wortgruppe-ohne-ziel",
                f"„{phrase}“ kommt auf keiner Seite vor; die Wortgruppe führt dort ins Leere.",
                fix="Nennen Sie hinter „meint“ ein Wort aus Titel, Kurztext oder Suchbegriffen.",
                severity=Severity.WARNING,
            )
            for group, phrase in leading_nowhere(known, groups)
        ]
        return Indexed(problems, [name for shard in written for name in shard.standing])

    def _words(self, names: Sequence[str], store: Store | None) -> list[Words]:
        """The words of each shard."""
        found: dict[int, Words] = {}
        for place, name in enumerate(names):
            if store and (kept := store.get(f"suche-woerter-{name}")):
                found[place] = _unpacked(kept)
        missing = [place for place in range(len(self._shards)) if place not in found]

        def read(which: int) -> tuple[int, Words]:
            place = missing[which]
            words = words_of(self._shards[place])
            if store:
                store.put(f"suche-woerter-{names[place]}", _packed(words))
            return place, words

        found |= spread(len(missing), read, processors())
        return [found[place] for place in range(len(self._shards))]

    def _settings(self, place: int) -> tuple[object, ...]:
        """What the files of a shard depend on beyond its pages and its words."""
        is_only = len(self._shards) == 1
        return (is_only, place == 0, [*map(_id, self._drivers)], [*map(_id, self._fields)])

    def _write(
        self, place: int, target: Path, analyzer: Analyzer, store: Store | None, key: str
    ) -> _Shard:
        """Write one shard, unless it stands already."""
        kept = store.get(key) if store else None
        if kept is None:
            kept = self._make(place, analyzer)
            if store:
                store.put(key, kept)
        table, files = unpack(kept)
        if place == 0:
            _write(target, files)
            return _Shard("", table, [])
        folder = f"{_SHARDS}/{hashlib.sha256(kept).hexdigest()[:16]}/"
        names = [f"{FOLDER}/{folder}{name}" for name in files]
        if all(name in self._standing for name in names):
            return _Shard(folder, [], names)
        _write(target / folder, files)
        return _Shard(folder, [], [])

    def _make(self, place: int, analyzer: Analyzer) -> bytes:
        found = self._shards[place]
        is_first = place == 0
        names, files = shards.index(
            found, analyzer, is_only=len(self._shards) == 1, is_first=is_first
        )
        drivers, fields = map(_id, self._drivers), map(_id, self._fields)
        table = shards.rows(found, names, [*drivers], [*fields])
        if is_first:
            return pack(table, files)
        return pack(None, {**files, PAGES_NAME: _json(table)})


def _built_pages(files: Mapping[str, Path], graph: Graph) -> dict[str, BuiltPage]:
    """Every page of the site by address; of entries the graph knows more than their page."""
    known = entry_addresses(graph)
    written = {urls.address(page.path) for page in graph.catalog.handwritten}
    pages = {}
    for name in sorted(files, key=lambda name: name.split("/")):
        address = name.removesuffix("index.html")
        is_known = address in known
        # What else is all about one impulse leads on, is a card or tells its changes.
        if not is_known and urls.number_of(address):
            continue
        pages[address] = (
            BuiltPage() if is_known else _read(files[name], is_whole=address in written)
        )
    return pages


def _read(file: Path, *, is_whole: bool) -> BuiltPage:
    """A page, or what it says down to its title: of lists nothing else counts."""
    html = file.read_text(encoding="utf-8")
    return from_html(html if is_whole else html.partition("</h1>")[0])


def _write(target: Path, files: Mapping[str, bytes]) -> None:
    for folder in {(target / name).parent for name in files}:
        folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (target / name).write_bytes(content)


def _json(data: Any) -> bytes:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return (text + "\n").encode()


def _packed(words: Words) -> bytes:
    lists = (words.chosen, words.rest, words.short)
    return "\n".join(" ".join(sorted(found)) for found in lists).encode()


def _unpacked(data: bytes) -> Words:
    return Words(*(frozenset(line.split()) for line in data.decode().split("\n")))


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _id(entry: Driver | Term) -> str:
    return entry.id


def _problem(message: str) -> Problem:
    return Problem(
        Span(FOLDER + "/"),
        "bau-warnung",
        message,
        fix="Bauen Sie noch einmal. Hilft das nicht, installieren Sie „pagefind[bin]“ neu.",
    )
