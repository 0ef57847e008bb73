"""What programs read to embed an impulse's card by its address: oEmbed 1.0 (https://oembed.com)."""

from impulswerk.catalogue.graph import Graph
from impulswerk.exports import card, share_image
from impulswerk.model import urls
from impulswerk.model.entries import Impulse
from impulswerk.render.authorship import marked
from impulswerk.text.as_json import readable

# Seconds for which a program may keep the answer: texts change rarely, but a state has to show.
_CACHE_AGE = 24 * 60 * 60


def oembed(graph: Graph, impulse: Impulse, base: str) -> bytes:
    """The answer for an impulse; `base` is the absolute address of the site, with a slash."""
    work = graph.catalog.work
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": marked(graph, impulse, f"Impuls {impulse.number}: {impulse.title}"),
        "author_name": work.publisher,
        "provider_name": work.title,
        "provider_url": base,
        "cache_age": _CACHE_AGE,
        "thumbnail_url": base + urls.share_image(impulse),
        "thumbnail_width": share_image.WIDTH,
        "thumbnail_height": share_image.HEIGHT,
        "html": card.snippet(graph, impulse, base),
        "width": card.LARGEST_WIDTH,
        "height": card.HEIGHT,
    }
    return readable(answer).encode()
