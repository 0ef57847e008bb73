"""The card of an impulse that other sites embed: one HTML file that loads and runs nothing."""

from __future__ import annotations

import base64
import hashlib
import posixpath
from functools import lru_cache

from markupsafe import Markup, escape

from impulswerk.catalogue.graph import Graph
from impulswerk.model import urls
from impulswerk.model.entries import Impulse, State
from impulswerk.render.authorship import marked
from impulswerk.render.environment import TEMPLATES, environment
from impulswerk.render.look import card_colours

# Pixels. The height holds the longest texts the rules allow, from the least width to the largest.
LEAST_WIDTH, LARGEST_WIDTH, HEIGHT = 280, 600, 400
# Characters of the title, and of title and text, beyond which everything is set a little smaller.
LONG_TITLE, LONG = 64, 290


def card(graph: Graph, impulse: Impulse, base: str) -> bytes:
    """The card as an HTML file; `base` is the absolute address of the site, with a slash."""
    successors = graph.replacements(impulse)
    is_withdrawn = impulse.state is State.WITHDRAWN
    texts = [impulse, *successors] if is_withdrawn else [impulse]
    length = sum(len(text.title) for text in texts) + (0 if is_withdrawn else len(impulse.short))
    text = (
        environment()
        .get_template("karte.html")
        .render(
            impuls=impulse,
            ist_lang=length > LONG or len(impulse.title) > LONG_TITLE,
            name=graph.catalog.work.publisher,
            marke="" if impulse.state is State.COMPARED else graph.state(impulse).title,
            ist_zurueckgezogen=is_withdrawn,
            nachfolger=[(other, _to_page(impulse, other)) for other in successors],
            gestalt=graph.catalog.look,
            treiber=[graph.driver(driver) for driver in impulse.drivers],
            adresse=base + urls.address(urls.impulse_path(impulse)),
            seite=_to_page(impulse, impulse),
            kurzlink=_relative(impulse, urls.permalink(impulse)),
            kurzlink_text=(base + urls.permalink(impulse)).split("://")[-1],
            stil=Markup(style(graph)),
            pruefsumme=style_hash(graph),
        )
    )
    return text.encode()


def snippet(graph: Graph, impulse: Impulse, base: str) -> str:
    """HTML to paste into another site, where it shows the card."""
    title = escape(marked(graph, impulse, f"Impuls {impulse.number}: {impulse.title}"))
    return (
        f'<iframe src="{escape(base + urls.card(impulse))}" title="{title}" width="100%" '
        f'height="{HEIGHT}" loading="lazy" style="border:0;max-width:{LARGEST_WIDTH}px"></iframe>'
    )


def style_hash(graph: Graph) -> str:
    """The style's digest as a Content-Security-Policy names it; the same for every card."""
    digest = hashlib.sha256(style(graph).encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


# Every card has the same.
@lru_cache(maxsize=4)
def style(graph: Graph) -> str:
    """The card's own: the colours of both schemes, then the rules."""
    rules = (TEMPLATES / "karte.css").read_text(encoding="utf-8")
    return f"{card_colours(graph)}\n{rules.rstrip()}"


def _to_page(impulse: Impulse, target: Impulse) -> str:
    return _relative(impulse, urls.address(urls.impulse_path(target)))


def _relative(impulse: Impulse, address: str) -> str:
    """From the card to a site address that ends with a slash; right wherever the site lies."""
    return f"{posixpath.relpath(address, urls.card(impulse))}/"
