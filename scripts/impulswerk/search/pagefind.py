"""Index the built site with Pagefind: enriched pages that nobody sees go in, small files come out.

What readers may search for but should not read (search terms, stems, parts of compounds) never
stands in a published page: Pagefind is given pages of our own making, in a folder that is removed.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Any

from impulswerk import urls
from impulswerk.graph import Graph
from impulswerk.keeping import Store
from impulswerk.packs import pack, unpack
from impulswerk.problems import Problem, Severity, Span
from impulswerk.rules.synonyms import WordGroup
from impulswerk.search.plain import BuiltPage, from_html
from impulswerk.search.records import KINDS, SearchRecord, entry_addresses, records
from impulswerk.search.tokens import Analyzer, leading_nowhere, vocabulary

FOLDER = "pagefind"
VOCABULARY_NAME = "woerter.json"
# Of all that Pagefind writes: what our search loads, and the worker for whoever uses the index
# without it.
_KEPT = (
    "pagefind.js",
    "pagefind-worker.js",
    "pagefind-entry.json",
    "wasm.de.pagefind",
    "*.pf_meta",
)
_KEPT_FOLDERS = ("fragment", "index")
_SECONDS = 120
_SIGNATURE = b"pagefind_dcd"


def index_site(
    site: Path,
    graph: Graph,
    groups: Sequence[WordGroup] = (),
    store: Store | None = None,
    elsewhere: Mapping[str, Path] = MappingProxyType({}),
) -> list[Problem]:
    """Write `pagefind/` into the built site; what goes wrong is returned as problems.

    The bytes written depend on the site, the graph and the groups alone. They are taken from
    `store`, where an earlier build put what it made of the same. `elsewhere` are pages of the site
    by name (`impulse/index.html`) that lie in another folder.
    """
    here = {file.relative_to(site).as_posix(): file for file in site.rglob("index.html")}
    found = list(records(graph, _built_pages({**elsewhere, **here}, graph)))
    target = site / FOLDER
    key = f"suche-{_name(found, groups, graph)}"
    if store and (kept := store.get(key)):
        _write(target, unpack(kept)[1])
        return []
    problems = _index(found, groups, graph, target)
    if store and not problems:
        names = (path for path in target.rglob("*") if path.is_file())
        files = {path.relative_to(target).as_posix(): path.read_bytes() for path in names}
        store.put(key, pack(None, files))
    return problems


def _name(found: Sequence[SearchRecord], groups: Sequence[WordGroup], graph: Graph) -> str:
    """Stands for all that the index is made of."""
    places = (graph.drivers, graph.term_lists["handlungsfelder"])
    code = [path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))]
    parts = (version("pagefind"), code, found, groups, places)
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _write(target: Path, files: Mapping[str, bytes]) -> None:
    shutil.rmtree(target, ignore_errors=True)
    for folder in {(target / name).parent for name in files}:
        folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (target / name).write_bytes(content)


def _index(
    found: Sequence[SearchRecord], groups: Sequence[WordGroup], graph: Graph, target: Path
) -> list[Problem]:
    analyzer = Analyzer(found, groups)
    shutil.rmtree(target, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="impulswerk-suche-") as folder:
        source = Path(folder)
        for record in found:
            page = source / record.address / "index.html"
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(_page(record, analyzer.fields(record)), encoding="utf-8")
        problem = _run(source, target)
    if problem:
        return [problem]
    _prune(target)
    pages = _page_table(target, found, graph)
    data = {**vocabulary(found, groups, analyzer), **pages}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    (target / VOCABULARY_NAME).write_text(text + "\n", encoding="utf-8")
    if len(pages["pages"]) != len(found):
        return [_problem(f"Von {len(found)} Seiten sind nur {len(pages['pages'])} im Index.")]
    return [
        Problem(
            group.span,
            "wortgruppe-ohne-ziel",
            f"„{phrase}“ kommt auf keiner Seite vor; die Wortgruppe führt dort ins Leere.",
            fix="Nennen Sie hinter „meint“ ein Wort aus Titel, Kurztext oder Suchbegriffen.",
            severity=Severity.WARNING,
        )
        for group, phrase in leading_nowhere(found, groups)
    ]


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


def _page(record: SearchRecord, fields: Mapping[str, str]) -> str:
    number = "" if record.number is None else str(record.number)
    shown = {"title": record.title, "short": record.short, "number": number}
    metas = [
        f'<meta data-pagefind-meta="{name}[content]" content="{escape(value)}">'
        for name, value in {**shown, **fields}.items()
        if value
    ]
    return (
        '<!doctype html><html lang="de"><head><meta charset="utf-8">'
        + "".join(metas)
        + f"</head><body data-pagefind-body><p>{escape(record.text or record.short)}</p>"
        + "</body></html>"
    )


def _run(source: Path, target: Path) -> Problem | None:
    command = [sys.executable, "-m", "pagefind", "--site", str(source), "--output-path"]
    command += [str(target), "--force-language", "de", "--quiet"]
    try:
        done = subprocess.run(
            command, capture_output=True, check=False, timeout=_SECONDS, cwd=source
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return _problem(f"Pagefind ließ sich nicht ausführen ({type(error).__name__}).")
    if done.returncode or not (target / "pagefind-entry.json").is_file():
        said = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
        return _problem(f"Pagefind ist gescheitert: {said[-1] if said else 'ohne Meldung'}")
    return None


def _prune(target: Path) -> None:
    """Remove the user interfaces and languages that Pagefind brings and nothing here loads."""
    for entry in sorted(target.iterdir()):
        if entry.is_dir():
            if entry.name not in _KEPT_FOLDERS:
                shutil.rmtree(entry)
        elif not any(entry.match(pattern) for pattern in _KEPT):
            entry.unlink()


def _page_table(target: Path, found: Iterable[SearchRecord], graph: Graph) -> dict[str, Any]:
    """Pagefind's name of each page with what facets and ranking need to know of it."""
    drivers = [driver.id for driver in graph.drivers]
    fields = [term.id for term in graph.term_lists["handlungsfelder"]]
    by_address = {record.address: record for record in found}
    pages = []
    for file in sorted((target / "fragment").glob("*.pf_fragment")):
        content = gzip.decompress(file.read_bytes()).removeprefix(_SIGNATURE)
        record = by_address[json.loads(content)["url"].removeprefix("/")]
        pages.append(
            [
                file.stem,
                record.address,
                KINDS.index(record.kind),
                record.number or 0,
                [drivers.index(driver) for driver in record.drivers],
                fields.index(record.field) if record.field else -1,
            ]
        )
    pages.sort(key=lambda page: (page[2], page[3], page[1]))
    return {
        "pages": pages,
        "drivers": [driver.title for driver in graph.drivers],
        "fields": [term.title for term in graph.term_lists["handlungsfelder"]],
    }


def _problem(message: str) -> Problem:
    return Problem(
        Span(FOLDER + "/"),
        "bau-warnung",
        message,
        fix="Bauen Sie noch einmal. Hilft das nicht, installieren Sie „pagefind[bin]“ neu.",
    )
