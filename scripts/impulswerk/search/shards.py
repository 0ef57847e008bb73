"""Cut the pages of a site into shards, and have Pagefind index one: bounded in memory and time.

What readers may search for but should not read (search terms, stems, parts of compounds) never
stands in a published page: Pagefind is given pages of our own making, in a folder that is removed.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from impulswerk.search.records import KINDS, SearchRecord
from impulswerk.search.tokens import Analyzer

# Of all that Pagefind writes: what a browser needs of every shard.
_KEPT = ("pagefind-entry.json", "*.pf_meta", "fragment/*", "index/*")
# What it needs once: what our search loads, and the worker for whoever uses the index without it.
_KEPT_ONCE = ("pagefind.js", "pagefind-worker.js", "wasm.de.pagefind")
_SECONDS = 120
_SIGNATURE = b"pagefind_dcd"
# A browser asks every shard for a word: several must not load more than one would. In Pagefind's
# count, whose own is 20,000 for each file of the index.
_FILE_SIZE = "4000"

# Pagefind's name of a page, its address, kind, number (0 for none), drivers and field (-1).
Row = list[Any]


class PagefindError(Exception):
    """Pagefind could not do its work; the message says why, in German."""


def cut(found: Sequence[SearchRecord], size: int) -> list[list[SearchRecord]]:
    """Records in shards of about `size`, none of them empty; one shard where that holds all.

    Impulses lie together by number, so that no edit, not even a new impulse, moves another.
    Pages without a number come first.
    """
    if len(found) <= size:
        return [list(found)]
    shards: dict[tuple[bool, int], list[SearchRecord]] = {}
    others = 0
    for record in found:
        if record.number is None:
            place = (False, others // size)
            others += 1
        else:
            place = (True, (record.number - 1) // size)
        shards.setdefault(place, []).append(record)
    return [shards[place] for place in sorted(shards)]


def index(
    found: Sequence[SearchRecord], analyzer: Analyzer, *, is_only: bool, is_first: bool
) -> tuple[dict[str, str], dict[str, bytes]]:
    """Pagefind's name of each page by address, and the files of one shard by path.

    Raises PagefindError.
    """
    with tempfile.TemporaryDirectory(prefix="impulswerk-suche-") as folder:
        source, target = Path(folder, "seiten"), Path(folder, "index")
        for record in found:
            page = source / record.address / "index.html"
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(_page(record, analyzer.fields(record)), encoding="utf-8")
        _run(source, target, {} if is_only else {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": _FILE_SIZE})
        kept = (*_KEPT, *_KEPT_ONCE) if is_first else _KEPT
        files = {
            path.relative_to(target).as_posix(): path.read_bytes()
            for pattern in kept
            for path in sorted(target.glob(pattern))
        }
    names = dict(_names(files))
    if len(names) != len(found):
        raise PagefindError(f"Von {len(found)} Seiten sind nur {len(names)} im Index.")
    return names, files


def rows(
    found: Sequence[SearchRecord],
    names: Mapping[str, str],
    drivers: Sequence[str],
    fields: Sequence[str],
) -> list[Row]:
    """What facets and ranking need to know of each page, sorted by kind, number and address.

    Drivers and fields stand there as places in the lists given.
    """
    table: list[Row] = [
        [
            names[record.address],
            record.address,
            KINDS.index(record.kind),
            record.number or 0,
            [drivers.index(driver) for driver in record.drivers],
            fields.index(record.field) if record.field else -1,
        ]
        for record in found
    ]
    return sorted(table, key=lambda row: (row[2], row[3], row[1]))


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


def _run(source: Path, target: Path, settings: Mapping[str, str]) -> None:
    options = ["--site", str(source), "--output-path", str(target)]
    options += ["--force-language", "de", "--quiet"]
    try:
        done = subprocess.run(
            [_program(), *options],
            capture_output=True,
            check=False,
            timeout=_SECONDS,
            cwd=source,
            env={**os.environ, **settings},
        )
    except (ImportError, OSError, subprocess.TimeoutExpired) as error:
        raise PagefindError(
            f"Pagefind ließ sich nicht ausführen ({type(error).__name__})."
        ) from error
    if done.returncode or not (target / "pagefind-entry.json").is_file():
        said = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
        raise PagefindError(f"Pagefind ist gescheitert: {said[-1] if said else 'ohne Meldung'}")


def _program() -> Path:
    """Pagefind itself: `python -m pagefind` would start another Python only to start it."""
    from pagefind_bin import get_executable  # type: ignore[import-untyped] # noqa: PLC0415

    found: Path = get_executable()
    return found


def _names(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    for path, content in files.items():
        if path.startswith("fragment/"):
            fragment = json.loads(gzip.decompress(content).removeprefix(_SIGNATURE))
            yield fragment["url"].removeprefix("/"), Path(path).stem
