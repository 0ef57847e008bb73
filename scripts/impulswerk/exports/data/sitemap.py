"""The list of pages for search engines, and where they find it."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from impulswerk.catalogue.graph import Graph
from impulswerk.model import urls
from impulswerk.permanence.publication import Publication, page_of


def sitemap(graph: Graph, publication: Publication, pages: Iterable[str]) -> bytes:
    """XML as of sitemaps.org for those of the pages, at virtual docs paths, that shall be found.

    A day stands only where git knows it: one that changes with every build teaches search engines
    to ignore them all.
    """
    days = {}
    for entry in graph.entries:
        if changed := publication.history.changed(entry):
            days[urls.entry_path(entry)] = changed
    if days:
        days[urls.NEWS] = max(days.values())
    lines = []
    for path in pages:
        if not _is_listed(path):
            continue
        day = f"<lastmod>{days[path].isoformat()}</lastmod>" if path in days else ""
        lines.append(f"<url><loc>{escape(page_of(publication, path))}</loc>{day}</url>\n")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{''.join(lines)}</urlset>\n"
    ).encode()


def _is_listed(path: str) -> bool:
    """Whether a page does not ask search engines to pass it over, since it repeats others."""
    return path == urls.EDITIONS or not path.startswith(("aenderungen/", "fassung/"))


def robots(publication: Publication) -> bytes:
    """Everything may be read; heeded only where the site is a host's root, harmless elsewhere."""
    return f"User-agent: *\nAllow: /\nSitemap: {publication.absolute(urls.SITEMAP)}\n".encode()
