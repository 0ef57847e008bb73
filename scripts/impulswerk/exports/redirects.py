"""Pages that lead from every former and short address to the present one, and a list of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from urllib.parse import urlsplit

from impulswerk.catalogue.graph import Entry, Graph
from impulswerk.exports.metadata import metadata
from impulswerk.model import urls
from impulswerk.permanence.publication import Publication
from impulswerk.render.environment import environment

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
    given = metadata(graph, publication, entry).get("kopfangaben", ()) if entry else ()
    return (
        environment(graph.language.code)
        .get_template("umzug.html")
        .render(
            kopfangaben={pair["name"]: pair["wert"] for pair in given},
            adresse=publication.absolute(goal) if publication.has_address else "",
            ziel=urls.from_address(here, publication.here(goal)),
            seite=goal,
            # An edition shares the script with the site of today.
            skript=urls.from_address(here, SCRIPT),
        )
        .encode()
    )


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
