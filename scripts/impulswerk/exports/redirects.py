"""Pages that lead from every former and short address to the present one, and a list of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from urllib.parse import urlsplit

from markupsafe import escape

from impulswerk.catalogue.graph import Graph
from impulswerk.model import urls
from impulswerk.permanence.publication import Publication

HOSTS_FILE = "_redirects"
SCRIPT = "assets/umzug.js"

Export = tuple[str, Callable[[], bytes]]


def short_addresses(graph: Graph) -> dict[str, str]:
    """Present address by short one: `i/7/` and, since people add the zero, `i/07/`."""
    places = {}
    for impulse in graph.impulses:
        page = urls.address(urls.impulse_path(impulse))
        places[urls.permalink(impulse)] = page
        places[f"i/{impulse.number:02d}/"] = page
    return places


def redirect_page(address: str, goal: str, publication: Publication) -> bytes:
    """A page that leads on: by itself with and without scripts, and by a link that can be seen.

    The script keeps the section (`#umsetzung`) that a refresh would drop.
    """
    target = urls.from_address(address, goal)
    # An edition shares the script with the site of today.
    script = urls.from_address(publication.prefix + address, SCRIPT)
    canonical = (
        f'<link rel="canonical" href="{escape(publication.absolute(goal))}">\n'
        if publication.has_address
        else ""
    )
    return f"""<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<title>Weiter zur Seite</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
{canonical}<noscript><meta http-equiv="refresh" content="0; url={escape(target)}"></noscript>
<script src="{escape(script)}" data-ziel="{escape(target)}"></script>
</head>
<body>
<main>
<h1>Weiter zur Seite</h1>
<p><a href="{escape(target)}">{escape(publication.absolute(goal) if canonical else goal)}</a></p>
</main>
</body>
</html>
""".encode()


def redirects(places: Mapping[str, str], publication: Publication) -> Iterator[Export]:
    """A page for each address of a page; files are copied instead, see `moved_files`."""
    for address, goal in sorted(places.items()):
        if address.endswith("/"):
            yield f"{address}index.html", partial(redirect_page, address, goal, publication)


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
