"""What a page is: where it lies, what its frame has to know of it, and its HTML."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True)
class Page:
    """A page without its frame.

    `path` is its virtual docs path (`impulse/07-x.md`), `meta` what the templates of the theme ask
    for, `html` a fragment of block elements.
    """

    path: str
    meta: Mapping[str, Any]
    html: str


class PlannedPage(NamedTuple):
    """A page that there is, and how to make it.

    Whoever only wants to know which pages there are need not wait for their texts.
    """

    path: str
    make: Callable[[], Page]
