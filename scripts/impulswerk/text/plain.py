"""Plain text of built HTML pages: what a reader sees, without any marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

_SPACES = re.compile(r"\s+")
# Elements without an end tag: opening one must not deepen what is left out.
_VOID_NAMES = "area base br col embed hr img input link meta source track wbr"
_VOID = frozenset(_VOID_NAMES.split())
_LEFT_OUT_NAMES = "aside script style template nav svg table form progress"
_LEFT_OUT = frozenset(_LEFT_OUT_NAMES.split())
_BLOCK_NAMES = "p br li dt dd div h1 h2 h3 h4 h5 h6 tr blockquote section header"
_BLOCK = frozenset(_BLOCK_NAMES.split())


def squeeze(text: str) -> str:
    """One line, single spaces."""
    return _SPACES.sub(" ", text).strip()


@dataclass
class BuiltPage:
    """What a built page says of itself; `text` is the running text of its main part."""

    title: str = ""
    description: str = ""
    text: str = ""
    is_redirect: bool = False
    is_hidden: bool = False


class _Reader(HTMLParser):
    """Collects title, description and text of one page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = BuiltPage()
        self._inside: list[str] = []
        self._left_out = 0
        self._heading: list[str] = []
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self._meta(values)
        if tag in _BLOCK:
            self._text.append(" ")
        if tag in _VOID:
            return
        # A note is about the page: found everywhere, it would lead nowhere.
        is_aside = values.get("aria-hidden") == "true" or values.get("role") == "note"
        if self._left_out or tag in _LEFT_OUT or is_aside:
            self._left_out += 1
            return
        self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self._left_out:
            self._left_out -= 1
        elif tag in self._inside:
            while self._inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._left_out or "main" not in self._inside:
            return
        (self._heading if "h1" in self._inside else self._text).append(data)

    def _meta(self, values: dict[str, str]) -> None:
        if values.get("name") == "description":
            self.page.description = squeeze(values.get("content", ""))
        if values.get("http-equiv", "").lower() == "refresh":
            self.page.is_redirect = True
        if values.get("name") == "robots" and "noindex" in values.get("content", ""):
            self.page.is_hidden = True

    def result(self) -> BuiltPage:
        """The page, once everything was fed."""
        self.page.title = squeeze("".join(self._heading))
        self.page.text = squeeze("".join(self._text))
        return self.page


def from_html(html: str) -> BuiltPage:
    """Title (the h1 inside main), description and running text of a built page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.result()
