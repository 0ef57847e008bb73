"""The card of an impulse that other sites embed: one HTML file that loads and runs nothing."""

import base64
import hashlib
from functools import lru_cache, partial

from markupsafe import Markup, escape

from impulswerk.catalogue.graph import Graph
from impulswerk.model import urls
from impulswerk.model.entries import Impulse, State
from impulswerk.permanence.frozen import prefix_of
from impulswerk.render.authorship import marked
from impulswerk.render.environment import TEMPLATES, environment
from impulswerk.render.look import card_colours

# Pixels. The height holds the longest texts the rules allow, from the least width to the largest.
LEAST_WIDTH, LARGEST_WIDTH, HEIGHT = 280, 600, 400
# Characters of the title, and of title and text, beyond which everything is set a little smaller.
LONG_TITLE, LONG = 64, 290


def card(graph: Graph, impulse: Impulse, base: str, edition: str = "") -> bytes:
    """The card as an HTML file; `base` is the absolute address of the site, with a slash.

    That of a frozen edition says so, and leads to its pages.
    """
    here, start = urls.card(impulse, edition), prefix_of(edition)
    to_page = partial(_to_page, here, start)
    short = start + urls.permalink(impulse)
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
            name=graph.catalog.work.publisher + (f", Fassung {edition}" if edition else ""),
            marke="" if impulse.state is State.COMPARED else graph.state(impulse).title,
            ist_zurueckgezogen=is_withdrawn,
            nachfolger=[(other, to_page(other)) for other in successors],
            gestalt=graph.catalog.look,
            treiber=[graph.driver(driver) for driver in impulse.drivers],
            adresse=base + start + urls.address(urls.impulse_path(impulse)),
            seite=to_page(impulse),
            kurzlink=urls.from_address(here, short),
            kurzlink_text=(base + short).split("://")[-1],
            stil=Markup(style(graph)),
            pruefsumme=style_hash(graph),
        )
    )
    return text.encode()


def snippet(graph: Graph, impulse: Impulse, base: str, edition: str = "") -> str:
    """HTML to paste into another site, where it shows the card; `base` as above."""
    title = escape(marked(graph, impulse, f"Impuls {impulse.number}: {impulse.title}"))
    return (
        f'<iframe src="{escape(base + urls.card(impulse, edition))}" title="{title}" width="100%" '
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


def _to_page(here: str, start: str, target: Impulse) -> str:
    return urls.from_address(here, start + urls.address(urls.impulse_path(target)))
