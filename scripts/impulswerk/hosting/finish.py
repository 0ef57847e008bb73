"""Make a built site ready for servers: hashed names, policies, configuration, compressed copies.

Works on the folder alone, whichever engine built it; the same folder gives the same bytes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from impulswerk.hosting import apache, fingerprint, hosts, nginx, policy
from impulswerk.hosting.compress import ENDINGS, copies
from impulswerk.hosting.kinds import is_text
from impulswerk.hosting.rules import is_private, table
from impulswerk.keeping import Keep
from impulswerk.problems import Problem, Span

_REDIRECTS = "_redirects"
_CARDS = "karte/"
# What a finished site has and a freshly built one has not.
MARK = nginx.SERVER_FILE
_T = TypeVar("_T")


@dataclass(frozen=True)
class Finished:
    """Public files, their bytes, and the bytes sent where gzip or Brotli is understood."""

    files: int
    raw: int
    gzip: int
    brotli: int
    problems: tuple[Problem, ...] = ()

    @property
    def summary(self) -> str:
        """All of it in one German line."""
        raw, gzip, brotli = (
            f"{size / 1e6:.2f}".replace(".", ",") for size in (self.raw, self.gzip, self.brotli)
        )
        return f"{self.files} Dateien: {raw} MB, mit gzip {gzip} MB, mit Brotli {brotli} MB"


def finish(site: Path, base: str, keep: Keep) -> Finished:
    """Finish the built `site` in place; `base` is the path under which it will be published."""
    base = base if base.endswith("/") else f"{base}/"
    names, wasm = _rename_assets(site)
    paths = sorted(p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file())
    pages = [path for path in paths if path.endswith(".html")]

    def page(path: str) -> policy.Reading:
        file = site / path
        html = fingerprint.rename_in_page(path, file.read_bytes(), names, base)
        html = policy.tame_tables(html)
        reading = policy.read(html, wasm)
        if not reading.has_own_policy:
            html = policy.with_meta(html, policy.directives(reading.needs))
        file.write_bytes(html)
        return reading

    readings = dict(zip(pages, _parallel(page, pages), strict=True))
    rules = table(
        policy.site_policies(
            (found.needs for path, found in readings.items() if not path.startswith(_CARDS)),
            (found.needs for path, found in readings.items() if path.startswith(_CARDS)),
        )
    )
    former = moved(site)
    written = {
        nginx.HTTP_FILE: nginx.http_part(rules, former, base),
        nginx.SERVER_FILE: nginx.server_part(rules, base),
        **dict(apache.files(rules, former, base)),
        hosts.FILE: hosts.headers_file(rules, paths, base),
    }
    for name, text in written.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    sizes = _compress(site, [path for path in paths if not is_private(path)], keep)
    raw, gzip, brotli = (sum(column) for column in zip(*sizes, strict=True))
    return Finished(len(sizes), raw, gzip, brotli, tuple(_problems(readings)))


def _rename_assets(site: Path) -> tuple[dict[str, str], tuple[bytes, ...]]:
    """New name by old one, all done; and the new names of scripts that start the search."""
    folder = site / fingerprint.FOLDER
    assets = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    names = fingerprint.new_names(assets)
    for old, new in names.items():
        (site / old).unlink()
        (site / new).write_bytes(fingerprint.rename_in_code(old, assets[old], names))
    searching = [
        names[path].rpartition("/")[2].encode()
        for path in assets
        if path.endswith(".js")
        and any(b"pagefind.js" in assets[name] for name in fingerprint.closure(path, assets))
    ]
    return names, tuple(searching)


def moved(site: Path) -> dict[str, str]:
    """Present path by former or short one, from the list that every built site holds."""
    file = site / _REDIRECTS
    if not file.is_file():
        return {}
    lines = (line.split() for line in file.read_text(encoding="utf-8").splitlines())
    return {words[0]: words[1] for words in lines if len(words) == 3 and words[2] == "301"}


def _compress(site: Path, paths: Iterable[str], keep: Keep) -> list[tuple[int, int, int]]:
    """Write the copies; sizes of each file: raw, then as sent with gzip and with Brotli."""

    def one(path: str) -> tuple[int, int, int]:
        content = (site / path).read_bytes()
        made = copies(path, content, keep) if is_text(path) else {}
        for ending, data in made.items():
            (site / (path + ending)).write_bytes(data)
        br, gz = (len(made.get(ending, content)) for ending in ENDINGS)
        return len(content), gz, br

    return _parallel(one, list(paths))


def _parallel(work: Callable[[str], _T], paths: list[str]) -> list[_T]:
    # Compressors let other threads run meanwhile; so does reading and writing.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(work, paths))


def _problems(readings: Mapping[str, policy.Reading]) -> Iterator[Problem]:
    """One for each such attribute of each page; a theme's own is not an editor's to mend.

    What stands on the 404 page as well comes from the theme.
    """
    theme = readings.get("404.html")
    seen = set(theme.banned) if theme else set()
    for path, reading in readings.items():
        for name, tag in dict.fromkeys(reading.banned):
            if (name, tag) not in seen:
                seen.add((name, tag))
                yield Problem(
                    Span(f"site/{path}"),
                    "seite-inline",
                    f"Auf der Seite „{path}“ hat ein Element die Angabe „{name}“: {tag}",
                    fix="Nehmen Sie die Angabe aus der Quelle; für Gestaltung gibt es Klassen.",
                )
