"""Pages that lead from every former and short address to the present one, and a list of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from urllib.parse import urlsplit

from markupsafe import escape

from impulswerk.catalogue.graph import Entry, Graph
from impulswerk.exports.metadata import metadata
from impulswerk.model import urls
from impulswerk.permanence.publication import Publication

HOSTS_FILE = "_redirects"
SCRIPT = "assets/umzug.js"

Export = tuple[str, Callable[[], bytes]]


def short_addresses(graph: Graph) -> dict[str, str]:
    """Present address by short one: `i/7/`, `i/7/karte/`; since people add the zero, `i/07/`."""
    places = {}
    for impulse in graph.impulses:
        page = urls.address(urls.impulse_path(impulse))
        shorts = {urls.permalink(impulse): page}
        if graph.language.is_source:  # there are no cards in other languages
            shorts[urls.short_card(impulse)] = urls.card(impulse)
        for short, goal in shorts.items():
            places[short] = goal
            if zero := urls.padded(short):
                places[zero] = goal
    return places


def mangled_addresses(graph: Graph) -> dict[str, str]:
    """Present address by what mail programs and people make of a short one.

    For hosts that read a list and know no patterns; servers know more, see `site/hosting/rules`.
    """
    forms = ("i/{0:03d}/", "i/{0}.", "i/{0},", "i/{0}).", "impulse/{0}/", "impulse/{0:02d}/")
    return {
        form.format(impulse.number): urls.address(urls.impulse_path(impulse))
        for impulse in graph.impulses
        for form in forms
    }


def padded_files(paths: Iterable[str]) -> dict[str, str]:
    """Path by the same with a zero before its number, of the files below short addresses."""
    return {
        zero: path
        for path in paths
        if not path.endswith("/index.html") and (zero := urls.padded(path))
    }


def redirect_page(
    address: str, goal: str, publication: Publication, graph: Graph, entry: Entry | None
) -> bytes:
    """A page that leads on: by itself with and without scripts, and by a link that can be seen.

    The script keeps the section (`#umsetzung`) that a refresh would drop. Where it leads to an
    `entry`, messengers, which follow no such page, find here what they need for their preview.
    """
    here = publication.here(address)
    target = urls.from_address(here, publication.here(goal))
    # An edition shares the script with the site of today.
    script = urls.from_address(here, SCRIPT)
    onwards = graph.language.say("Weiter zur Seite")
    canonical = (
        f'<link rel="canonical" href="{escape(publication.absolute(goal))}">\n'
        if publication.has_address
        else ""
    )
    title, preview = onwards, ""
    if entry and (given := metadata(graph, publication, entry).get("kopfangaben")):
        about = {pair["name"]: pair["wert"] for pair in given}
        title = about["og:title"]
        preview = f'<meta name="description" content="{escape(about["og:description"])}">\n'
        preview += "".join(
            f"<meta {'property' if ':' in name and not name.startswith('twitter') else 'name'}="
            f'"{name}" content="{escape(value)}">\n'
            for name, value in about.items()
            if name.startswith(("og:", "twitter:"))
        )
    return f"""<!doctype html>
<html lang="{graph.language.code}">
<head>
<meta charset="utf-8">
<title>{escape(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
{canonical}{preview}\
<noscript><meta http-equiv="refresh" content="0; url={escape(target)}"></noscript>
<script src="{escape(script)}" data-ziel="{escape(target)}"></script>
</head>
<body>
<main>
<h1>{escape(onwards)}</h1>
<p><a href="{escape(target)}">{escape(publication.absolute(goal) if canonical else goal)}</a></p>
</main>
</body>
</html>
""".encode()


def redirects(
    places: Mapping[str, str], publication: Publication, graph: Graph
) -> Iterator[Export]:
    """A page for each address of a page; files are copied instead, see `moved_files`."""
    entries: dict[str, Entry] = {urls.address(urls.entry_path(e)): e for e in graph.entries}
    entries |= {urls.card(impulse): impulse for impulse in graph.impulses}
    for address, goal in sorted(places.items()):
        if address.endswith("/"):
            make = partial(redirect_page, address, goal, publication, graph, entries.get(goal))
            yield f"{address}index.html", make


def host_list(places: Mapping[str, str], publication: Publication) -> Iterator[Export]:
    """The same for servers that can lead on by themselves; absolute paths, status 301.

    What nginx and Apache need is made from this list when the built site is finished.
    """
    root = urlsplit(publication.base).path
    lines = [(root + address, root + goal) for address, goal in sorted(places.items())]
    yield HOSTS_FILE, partial(_hosts, lines)


def moved_files(places: Mapping[str, str]) -> dict[str, str]:
    """Present path by former one, for files: the same bytes lie at both."""
    return {old: new for old, new in sorted(places.items()) if old and not old.endswith("/")}


def _hosts(lines: Iterable[tuple[str, str]]) -> bytes:
    return "".join(f"{old} {new} 301\n" for old, new in lines).encode()
