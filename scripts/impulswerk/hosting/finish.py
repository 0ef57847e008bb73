"""Make a built site ready for servers: hashed names, policies, configuration, compressed copies.

Works on the folder alone, whichever engine built it; the same folder gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from impulswerk.folders import files_below
from impulswerk.hosting import apache, fingerprint, hosts, nginx, policy
from impulswerk.hosting.compress import ENDINGS, copies
from impulswerk.hosting.kinds import is_text
from impulswerk.hosting.rules import is_private, table
from impulswerk.keeping import Keep
from impulswerk.problems import Problem, Span
from impulswerk.workers import WorkerError, processors, spread

_REDIRECTS = "_redirects"
_CARDS = "karte/"
# What a finished site has and a freshly built one has not.
MARK = nginx.SERVER_FILE
_T = TypeVar("_T")
# One for all files that load nothing.
_NO_ASSETS: frozenset[str] = frozenset()


class FileState(NamedTuple):
    """What is known of a finished public file.

    Its bytes and those sent where gzip or Brotli is understood; of a page also what it needs and
    the first names of the assets it loads.
    """

    raw: int
    gzip: int
    brotli: int
    needs: policy.Needs | None = None
    assets: frozenset[str] = _NO_ASSETS

    @property
    def is_compressed(self) -> bool:
        """Whether compressed copies lie beside it: there are both or none."""
        return self.gzip < self.raw


@dataclass(frozen=True)
class Finished:
    """What became of a site: the state of every public file, and every problem."""

    states: Mapping[str, FileState] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def summary(self) -> str:
        """All of it in one German line."""
        states = self.states.values()
        raw = _megabytes(state.raw for state in states)
        gzip = _megabytes(state.gzip for state in states)
        brotli = _megabytes(state.brotli for state in states)
        return f"{len(self.states)} Dateien: {raw} MB, mit gzip {gzip} MB, mit Brotli {brotli} MB"


def _megabytes(sizes: Iterable[int]) -> str:
    return f"{sum(sizes) / 1e6:.2f}".replace(".", ",")


def finish(
    site: Path,
    base: str,
    keep: Keep,
    names: Mapping[str, str] | None = None,
    elsewhere: Mapping[str, FileState] = MappingProxyType({}),
) -> Finished:
    """Finish the built `site` in place; `base` is the path under which it will be published.

    `names` are those of `asset_names`, where they are known. `elsewhere` are files that belong to
    the site and lie finished in another folder.
    """
    try:
        return _finish(site, base, keep, asset_names(site) if names is None else names, elsewhere)
    except WorkerError as error:
        span = Span(f"{site.name}/")
        fix = "Bauen Sie noch einmal; vielleicht fehlte es an Arbeitsspeicher."
        return Finished(problems=(Problem(span, "bau-warnung", str(error), fix=fix),))


def _finish(
    site: Path,
    base: str,
    keep: Keep,
    names: Mapping[str, str],
    elsewhere: Mapping[str, FileState],
) -> Finished:
    base = base if base.endswith("/") else f"{base}/"
    wasm = _rename_assets(site, names)
    paths = sorted(files_below(site))
    pages = [path for path in paths if path.endswith(".html")]

    def page(path: str) -> tuple[policy.Reading, frozenset[str]]:
        file = site / path
        html, assets = fingerprint.rename_in_page(path, file.read_bytes(), names, base)
        html = policy.tame_tables(html)
        reading = policy.read(html, wasm)
        if not reading.has_own_policy:
            html = policy.with_meta(html, policy.directives(reading.needs))
        file.write_bytes(html)
        return reading, assets

    found = dict(zip(pages, _parallel(page, pages), strict=True))
    needs = {path: state.needs for path, state in elsewhere.items() if state.needs}
    needs |= {path: reading.needs for path, (reading, _) in found.items()}
    rules = table(
        policy.site_policies(
            {need for path, need in needs.items() if not path.startswith(_CARDS)},
            {need for path, need in needs.items() if path.startswith(_CARDS)},
        )
    )
    former = moved(site)
    written = {
        nginx.HTTP_FILE: nginx.http_part(rules, former, base),
        nginx.SERVER_FILE: nginx.server_part(rules, base),
        **dict(apache.files(rules, former, base)),
        hosts.FILE: hosts.headers_file(rules, {*paths, *elsewhere}, base),
    }
    for name, text in written.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    public = [path for path in paths if not is_private(path)]
    sizes = dict(zip(public, _compress(site, public, keep), strict=True))
    loaded = {path: assets for path, (_, assets) in found.items()}
    states = {
        path: FileState(*size, needs.get(path), loaded.get(path, _NO_ASSETS))
        for path, size in sizes.items()
    }
    readings = {path: reading for path, (reading, _) in found.items()}
    return Finished({**elsewhere, **states}, tuple(_problems(readings)))


def asset_names(site: Path) -> dict[str, str]:
    """New name by old one, for what the pages of a freshly built site load."""
    return fingerprint.new_names(_assets(site))


def _assets(site: Path) -> dict[str, bytes]:
    names = sorted(files_below(site / fingerprint.FOLDER))
    return {
        fingerprint.FOLDER + name: (site / fingerprint.FOLDER / name).read_bytes() for name in names
    }


def _rename_assets(site: Path, names: Mapping[str, str]) -> tuple[bytes, ...]:
    """Give them their new names; returns those of scripts that start the search."""
    assets = _assets(site)
    for old, new in names.items():
        (site / old).unlink()
        (site / new).write_bytes(fingerprint.rename_in_code(old, assets[old], names))
    return tuple(
        names[path].rpartition("/")[2].encode()
        for path in assets
        if path.endswith(".js")
        and any(b"pagefind.js" in assets[name] for name in fingerprint.closure(path, assets))
    )


def moved(site: Path) -> dict[str, str]:
    """Present path by former or short one, from the list that every built site holds."""
    file = site / _REDIRECTS
    if not file.is_file():
        return {}
    lines = (line.split() for line in file.read_text(encoding="utf-8").splitlines())
    return {words[0]: words[1] for words in lines if len(words) == 3 and words[2] == "301"}


def _compress(site: Path, paths: Sequence[str], keep: Keep) -> list[tuple[int, int, int]]:
    """Write the copies; sizes of each file: raw, then as sent with gzip and with Brotli."""

    def one(path: str) -> tuple[int, int, int]:
        content = (site / path).read_bytes()
        made = copies(path, content, keep) if is_text(path) else {}
        for ending, data in made.items():
            (site / (path + ending)).write_bytes(data)
        br, gz = (len(made.get(ending, content)) for ending in ENDINGS)
        return len(content), gz, br

    return _parallel(one, paths)


def _parallel(work: Callable[[str], _T], paths: Sequence[str]) -> list[_T]:
    def numbered(index: int) -> tuple[int, _T]:
        return index, work(paths[index])

    found = dict(spread(len(paths), numbered, processors()))
    return [found[index] for index in range(len(paths))]


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
