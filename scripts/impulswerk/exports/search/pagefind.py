"""Index the built site: what Pagefind makes of its pages, and the words of all of them.

What readers may search for but should not read (search terms, stems, parts of compounds) never
stands in a published page: Pagefind is given pages of our own making, in a folder that is removed.
"""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

from impulswerk.catalogue.graph import Graph
from impulswerk.catalogue.status import status
from impulswerk.exports.search.records import KINDS, SearchRecord, entry_addresses, records
from impulswerk.exports.search.tokens import (
    EVERY_PAGE,
    Analyzer,
    group_words,
    leading_nowhere,
    union,
    vocabulary,
    with_words_of,
    words_of,
)
from impulswerk.model import urls
from impulswerk.model.problems import Problem, Severity, Span
from impulswerk.permanence.publication import Publication
from impulswerk.rules.synonyms import WordGroup
from impulswerk.sources.folders import files_below, write_below
from impulswerk.text.as_json import compact
from impulswerk.text.built import from_html
from impulswerk.text.interface import SOURCE
from impulswerk.text.plain import BuiltPage

FOLDER = "pagefind"
VOCABULARY_NAME = "woerter.json"
# Interfaces that Pagefind writes, too; we have our own. Nor does any page lack a language.
_UNUSED = ("*ui*", "*highlight*", "*component*", "wasm.unknown.*")
_SECONDS = 120
_WORD = re.compile(r"\w+")


class PagefindError(Exception):
    """Pagefind could not do its work; the message says why, in German."""


def index_site(
    site: Path,
    graph: Graph,
    groups: Sequence[WordGroup] = (),
    others: Iterable[tuple[Graph, Publication]] = (),
) -> list[Problem]:
    """Write `pagefind/` into the built site, and `pagefind-xx/` for `others`: other languages.

    Returns what went wrong. The bytes written depend on the site, the graph and the groups alone.
    """
    for there, own in others:
        if problem := _index_language(site, there, own):
            return [problem]
    plain = sorted(records(graph, _built_pages(site, graph)), key=_in_order)
    found = list(with_words_of(groups, plain))
    known = words_of(found)
    # What is only looked for stands for itself: whoever types a part of it means something else.
    whole = known.all - words_of(plain).all
    analyzer = Analyzer(union([known, group_words(groups)]), whole)
    target = site / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    try:
        _index(found, analyzer, target)
    except PagefindError as error:
        return [_failed(error)]
    data = {**vocabulary(known, groups, analyzer), **_about(graph, found)}
    write_below(target, VOCABULARY_NAME, compact(dict(sorted(data.items()))).encode())
    return [
        Problem(
            group.span,
            "wortgruppe-ohne-ziel",
            f"„{goal}“ gibt es auf der Website nicht; die Wortgruppe führt dort ins Leere.",
            fix="Nennen Sie hinter „seiten“ die Adresse einer Seite, einen Impuls als „i/7“, und"
            " hinter „meint“ ein Wort aus Titel, Kurztext oder Suchbegriffen.",
            severity=Severity.WARNING,
        )
        for group, goal in leading_nowhere(found, known, groups)
    ]


def _failed(error: PagefindError) -> Problem:
    return Problem(
        Span(f"{FOLDER}/"),
        "bau-warnung",
        str(error),
        fix="Bauen Sie noch einmal. Hilft das nicht, installieren Sie „pagefind[bin]“ neu.",
    )


def _about(graph: Graph, found: Sequence[SearchRecord]) -> dict[str, Any]:
    """What facets and results show beside what Pagefind knows."""
    fields = graph.term_lists["handlungsfelder"]
    whose = status(graph, graph.entries)
    return {
        "pages": list(_rows(found, [d.id for d in graph.drivers], [term.id for term in fields])),
        "drivers": [driver.title for driver in graph.drivers],
        "signs": [driver.id for driver in graph.drivers],
        "fields": [term.title for term in fields],
        "status": [whose.state, whose.tag, whose.sentence],
    }


def _index_language(site: Path, graph: Graph, own: Publication) -> Problem | None:
    """Index the pages of another language, with Pagefind's own stems of its words."""
    places = {urls.address(path): own.here(path) for path in own.own if path.endswith(".md")}
    files = {address: site / f"{urls.address(path)}index.html" for address, path in places.items()}
    known = entry_addresses(graph)
    built = {
        address: BuiltPage() if address in known else _read(file, is_whole=True)
        for address, file in files.items()
        if address in known or file.is_file()
    }
    found = [
        replace(record, address=own.here(record.address))
        for record in sorted(records(graph, built), key=_in_order)
    ]
    target = site / f"{FOLDER}-{graph.language.code}"
    shutil.rmtree(target, ignore_errors=True)
    try:
        _index(found, None, target, graph.language.code)
    except PagefindError as error:
        return _failed(error)
    kinds = [graph.language.say(kind) for kind in KINDS]
    texts = (text for record in found for text in record.texts.values())
    words = sorted({word for text in texts for word in _WORD.findall(text.lower())})
    data = {**_about(graph, found), "kinds": kinds, "words": " ".join(words)}
    write_below(target, VOCABULARY_NAME, compact(dict(sorted(data.items()))).encode())
    return None


def _built_pages(site: Path, graph: Graph) -> dict[str, BuiltPage]:
    """Every page of the site by address; of entries the graph knows more than their page."""
    known = entry_addresses(graph)
    written = {urls.address(page.path) for page in graph.catalog.handwritten}
    pages = {}
    elsewhere = tuple(there.language.prefix for there in graph.in_other_languages)
    for name in files_below(site):
        if name.startswith(elsewhere):
            continue
        address = name.removesuffix("index.html")
        # What else is all about one impulse leads on, is a card or tells its changes.
        is_other = urls.only_impulse(address) and address not in known
        if address == name or is_other:
            continue
        pages[address] = (
            BuiltPage() if address in known else _read(site / name, is_whole=address in written)
        )
    return pages


def _read(file: Path, *, is_whole: bool) -> BuiltPage:
    """A page, or what it says down to its title: of lists nothing else counts."""
    html = file.read_text(encoding="utf-8")
    return from_html(html if is_whole else html.partition("</h1>")[0])


def _in_order(record: SearchRecord) -> tuple[int, int, str]:
    return KINDS.index(record.kind), record.number or 0, record.address


def _rows(
    found: Sequence[SearchRecord], drivers: Sequence[str], fields: Sequence[str]
) -> Iterator[list[Any]]:
    """What facets and ranking need to know of each page, in the order in which Pagefind sorts them.

    Address, kind, number (0 for none), drivers and field (-1 for none), the last three as places in
    the lists that the browser gets.
    """
    for record in found:
        yield [
            record.address,
            KINDS.index(record.kind),
            record.number or 0,
            [drivers.index(driver) for driver in record.drivers],
            fields.index(record.field) if record.field else -1,
        ]


def _index(
    found: Sequence[SearchRecord], analyzer: Analyzer | None, target: Path, code: str = SOURCE
) -> None:
    """Let Pagefind fill the folder `target`; raises PagefindError.

    Without an `analyzer` it gets the words as they are, and finds the stems itself.
    """
    with tempfile.TemporaryDirectory(prefix="impulswerk-suche-") as folder:
        source = Path(folder)
        for place, record in enumerate(found):
            fields = analyzer.fields(record) if analyzer else record.heads
            page = _page(record, fields, place, code)
            # A record about a part of a page has a folder of its own, too: glossar/#cluster.
            name = f"{record.address.rstrip('/')}/index.html".removeprefix("/")
            write_below(source, name, page.encode())
        _run(source, target, code)
    for pattern in _UNUSED:
        for path in target.glob(pattern):
            path.unlink()


def _page(record: SearchRecord, fields: Mapping[str, str], place: int, code: str) -> str:
    number = "" if record.number is None else str(record.number)
    shown = {"title": record.title, "short": record.short, "number": number}
    metas = [
        f'<meta data-pagefind-meta="{name}[content]" content="{escape(value)}">'
        for name, value in {**shown, **fields, "every": EVERY_PAGE}.items()
        if value
    ]
    return (
        f'<!doctype html><html lang="{code}"><head><meta charset="utf-8">'
        + "".join(metas)
        + f'</head><body data-pagefind-body><p data-pagefind-sort="place:{place}">'
        + f"{escape(record.text or record.short)}</p></body></html>"
    )


def _run(source: Path, target: Path, code: str) -> None:
    options = ["--site", str(source), "--output-path", str(target)]
    options += ["--force-language", code, "--quiet"]
    try:
        done = subprocess.run(
            [_program(), *options],
            capture_output=True,
            check=False,
            timeout=_SECONDS,
            cwd=source,
            encoding="utf-8",
            errors="replace",
        )
    except (OSError, ImportError, subprocess.SubprocessError) as error:
        raise PagefindError(
            f"Pagefind ließ sich nicht ausführen ({type(error).__name__})."
        ) from error
    if done.returncode or not target.is_dir():
        said = (done.stderr or done.stdout).strip().splitlines()
        raise PagefindError(f"Pagefind ist gescheitert: {said[-1] if said else 'ohne Meldung'}")


def _program() -> Path:
    """Pagefind itself: `python -m pagefind` would start another Python only to start it."""
    from pagefind_bin import get_executable  # type: ignore[import-untyped] # noqa: PLC0415

    found: Path = get_executable()
    return found
