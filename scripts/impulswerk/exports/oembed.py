"""What programs read to embed an impulse's card by its address: oEmbed 1.0 (https://oembed.com)."""

from __future__ import annotations

import json

from impulswerk import urls
from impulswerk.exports import card, share_image
from impulswerk.graph import Graph
from impulswerk.model import Impulse, State

# Seconds for which a program may keep the answer: texts change rarely, but a state has to show.
_CACHE_AGE = 24 * 60 * 60


def oembed(graph: Graph, impulse: Impulse, base: str) -> bytes:
    """The answer for an impulse; `base` is the absolute address of the site, with a slash."""
    paper = graph.catalog.paper
    title = f"Impuls {impulse.number}: {impulse.title}"
    is_compared = impulse.state is State.COMPARED
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": title if is_compared else f"{title} ({graph.state(impulse).title})",
        # Only what was compared with the paper may be called its publisher's.
        "author_name": paper.publisher if is_compared else f"Redaktion {paper.title}",
        "provider_name": paper.title,
        "provider_url": base,
        "cache_age": _CACHE_AGE,
        "thumbnail_url": base + urls.share_image(impulse),
        "thumbnail_width": share_image.WIDTH,
        "thumbnail_height": share_image.HEIGHT,
        "html": card.snippet(impulse, base),
        "width": card.LARGEST_WIDTH,
        "height": card.HEIGHT,
    }
    return (json.dumps(answer, ensure_ascii=False, indent=2) + "\n").encode()
