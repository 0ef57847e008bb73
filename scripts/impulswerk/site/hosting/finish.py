"""Make a built site ready for servers: hashed names, policies, configuration, compressed copies.

Works on the folder alone, whichever engine built it; the same folder gives the same bytes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from impulswerk.model.problems import Problem, Span
from impulswerk.site.hosting import apache, fingerprint, hosts, nginx, policy
from impulswerk.site.hosting.compress import ENDINGS, copies, without_comments
from impulswerk.site.hosting.kinds import is_text
from impulswerk.site.hosting.rules import is_private, table
from impulswerk.sources.folders import files_below, write_below
from impulswerk.sources.store import Keep

_REDIRECTS = "_redirects"
_CARDS = "karte/"
_MISSING_PAGE = "404.html"


class Sizes(NamedTuple):
    """Bytes of a file, and those sent where gzip or Brotli is understood."""

    raw: int
    gzip: int
    brotli: int


@dataclass(frozen=True)
class Finished:
    """What became of a site: the sizes of every public file, and every problem."""

    sizes: Mapping[str, Sizes]
    problems: tuple[Problem, ...]

    @property
    def summary(self) -> str:
        """All of it in one German line."""
        if not self.sizes:
            return "Die Website bleibt, wie sie ist."
        raw, gzip, brotli = map(_megabytes, zip(*self.sizes.values(), strict=True))
        return f"{len(self.sizes)} Dateien: {raw} MB, mit gzip {gzip} MB, mit Brotli {brotli} MB"


def _megabytes(sizes: Iterable[int]) -> str:
    return f"{sum(sizes) / 1e6:.2f}".replace(".", ",")


def finish(site: Path, base: str, keep: Keep, host: str = "") -> Finished:
    """Finish the built `site` in place; `base` is the path under which it will be published.

    `host` is the name under which it is there over https, where that is known: whoever asks for it
    without is led there.
    """
    if linked := [path for path in site.rglob("*") if path.is_symlink()]:
        return Finished({}, tuple(_linked(path.relative_to(site).as_posix()) for path in linked))
    base = base if base.endswith("/") else f"{base}/"
    names = fingerprint.new_names(_assets(site))
    wasm = _rename_assets(site, names)
    paths = sorted(files_below(site))
    readings: dict[str, policy.Reading] = {}
    # Nobody but the templates writes the page that is shown where there is none,
    theme = site / _MISSING_PAGE
    # nor the styles of cards, which are the same in all of them but those of frozen editions.
    cards = sorted((site / _CARDS).rglob("index.html"))
    ours = (file for file in (theme, *cards) if file.is_file())
    own = frozenset(digest for file in ours for digest in policy.inline(file.read_bytes()))
    for path in paths:
        if path.endswith(".html"):
            file = site / path
            html = fingerprint.rename_in_page(path, file.read_bytes(), names, base)
            reading = readings[path] = policy.read(html, wasm, own)
            if not reading.has_own_policy:
                html = policy.with_meta(html, policy.directives(reading.needs))
            file.write_bytes(html)
    rules = table(
        policy.site_policies(
            {reading.needs for path, reading in readings.items() if not path.startswith(_CARDS)},
            {reading.needs for path, reading in readings.items() if path.startswith(_CARDS)},
        )
    )
    former = moved(site)
    public = [path for path in paths if not is_private(path)]
    sizes = _compress(site, public, keep)
    written = {
        nginx.HTTP_FILE: nginx.http_part(rules, former, base, host),
        **dict(apache.files(rules, former, base, host)),
        hosts.FILE: hosts.headers_file(rules, set(paths), base),
        nginx.SERVER_FILE: nginx.server_part(rules, base, host),
    }
    for name, text in written.items():
        write_below(site, name, text.encode())
    return Finished(sizes, tuple(_problems(readings)))


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
        content = fingerprint.rename_in_code(old, assets[old], names)
        (site / new).write_bytes(without_comments(old, content))
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


def _compress(site: Path, paths: Sequence[str], keep: Keep) -> dict[str, Sizes]:
    """Write the copies beside the files; the sizes of each."""

    def one(path: str) -> Sizes:
        content = (site / path).read_bytes()
        made = copies(path, content, keep) if is_text(path) else {}
        for ending, data in made.items():
            (site / (path + ending)).write_bytes(data)
        br, gz = (len(made.get(ending, content)) for ending in ENDINGS)
        return Sizes(len(content), gz, br)

    # Both libraries let other threads work while they compress.
    with ThreadPoolExecutor() as pool:
        return dict(zip(paths, pool.map(one, paths), strict=True))


def _linked(path: str) -> Problem:
    return Problem(
        Span(f"site/{path}"),
        "symbolischer-verweis",
        "In der Website liegt nur ein Verweis auf eine Datei.",
        allowed="eigenständige Dateien",
        fix="Legen Sie die Datei selbst dorthin.",
    )


def _problems(readings: Mapping[str, policy.Reading]) -> Iterator[Problem]:
    """One for each such attribute or script of each page; a theme's own is not an editor's to mend.

    What stands on the 404 page as well comes from the theme.
    """
    theme = readings.get(_MISSING_PAGE)
    seen = set(theme.banned) if theme else set()
    for path, reading in readings.items():
        for name, tag in dict.fromkeys(reading.banned):
            if (name, tag) not in seen:
                seen.add((name, tag))
                what = f"hat ein Element die Angabe „{name}“"
                if not tag.startswith("<"):
                    what = f"steht ein <{name}>, das nicht aus den Vorlagen stammt"
                yield Problem(
                    Span(f"site/{path}"),
                    "seite-inline",
                    f"Auf der Seite „{path}“ {what}: {tag}",
                    fix="Nehmen Sie das aus der Quelle; für Gestaltung gibt es Klassen.",
                )
