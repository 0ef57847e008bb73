"""Texts of the sources as HTML, their links between files turned into links between pages."""

from collections.abc import Callable

from markupsafe import Markup

from impulswerk.catalogue.graph import Graph
from impulswerk.model import urls
from impulswerk.rules.text import resolve
from impulswerk.text.convert import Goal, Link, read
from impulswerk.text.slugs import slugify
from impulswerk.text.steps import with_links

_DOCS = "docs/"

# The address, for the page at hand, of a virtual docs path and a section of it or an empty text.
To = Callable[[str, str], str]


def entry_text(graph: Graph, body: str, source: str, to: To) -> Markup:
    """The text of an impulse or a driver that lies, or will lie, in the file `source`."""

    def actor(name: str) -> str | None:
        """Address of the page on an actor, by its name."""
        found = (actor for actor in graph.catalog.actors if actor.name == name)
        return next((to(urls.term_path("handelnde", actor.id), "") for actor in found), None)

    linked = with_links(body, slugify(graph.catalog.work.steps_section), actor)
    return Markup(read(linked).html(goals(graph, source, to)))


def goals(graph: Graph, source: str, to: To, beside: To | None = None) -> Goal:
    """Where links in the file `source` lead: those to sources to their pages.

    `beside` leads to what of docs/ is no page of the graph, where that is not what `to` does.
    """

    def target(link: Link) -> str | None:
        goal = resolve(source, link)
        if goal is None or not link.path:
            return None
        if goal in graph.pages:
            return to(graph.pages[goal], link.anchor)
        if goal.startswith("impulses/"):
            # Left out because of a problem, while someone is editing: keep the page whole.
            return to(urls.IMPULSE_INDEX, "")
        if goal.startswith(_DOCS):
            file = (beside or to)(goal.removeprefix(_DOCS), "")
            return f"{file}#{link.anchor}" if link.anchor else file
        return None

    return target
