"""Tell raw HTML from the Markdown around it with one regular expression, where there is no doubt.

Python-Markdown takes blocks of raw HTML out of a text with a tolerant parser in pure Python, and
MkDocs parses the same text once more for its ids. Generated pages are mostly such HTML, and
strictly written: for them, and for nothing else, `split` finds what both would find.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Set
from typing import NamedTuple

# A tag that every parser reads alike; or what some parser might take for more than text: any other
# "<", and the beginning of a character reference that does not become one.
_MARK = re.compile(
    r"<(/?)([a-zA-Z][-a-zA-Z0-9]*)"
    r'((?:[ \n]+[a-zA-Z][-a-zA-Z0-9_:.]*(?:="[^"<>]*")?)*)[ \n]*(/?)>'
    r"|<|&#(?![0-9]+;|[xX][0-9a-fA-F]+;)"
)
_ATTRIBUTE = re.compile(r'[ \n]+([a-zA-Z][-a-zA-Z0-9_:.]*)(?:="([^"<>]*)")?')
_NAMING = re.compile(r"[ \n](?:id|name)(?![-a-zA-Z0-9_:.])", re.IGNORECASE)
_BLANK_LINE = re.compile(r"(?: *\n){2}")
_REST_OF_LINE = re.compile(r"[^<&\n]*\n")
# What stands in them is not HTML, to some version of Python's parser at least; where it cannot be
# taken for HTML either, that makes no difference.
_RAW_TEXT = {
    tag: re.compile(f"[^<]*</{tag}>")
    for tag in ("iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp")
} | {"plaintext": re.compile("(?!)")}  # nothing ends it


class Split(NamedTuple):
    """Markdown and blocks of raw HTML in turn, beginning and ending with Markdown.

    `ids` are all ids of elements and names of anchors, wherever in the text their tags stand.
    """

    pieces: list[str]
    ids: set[str]


def split(text: str, block_level: Set[str]) -> Split | None:
    """Blocks of raw HTML in `text`, or None where anything in it is open to doubt.

    `block_level` are the names of elements that begin a block at the start of a line. A block that
    a blank line follows ends with a line break of its own; the Markdown begins with the line end.
    """
    pieces: list[str] = []
    ids: set[str] = set()
    unclosed: list[str] = []
    start = 0
    for mark in _MARK.finditer(text):
        slash, tag, attributes, is_empty = mark.groups()
        if tag is None:
            return None
        tag = tag.lower()
        if slash:
            if attributes or is_empty:
                return None
            if tag not in unclosed:
                continue
            while unclosed.pop() != tag:
                pass
            if not unclosed:
                end = mark.end()
                if not _REST_OF_LINE.match(text, end):
                    return None
                blank = "\n" if _BLANK_LINE.match(text, end) else ""
                pieces.append(text[start:end] + blank)
                start = end
            continue
        if tag in _RAW_TEXT and not _RAW_TEXT[tag].match(text, mark.end()):
            return None
        if _NAMING.search(attributes):
            for value in _names(tag, attributes):
                if value is None:
                    return None
                ids.add(html.unescape(value))
        is_void = bool(is_empty) or tag == "hr"
        if unclosed:
            if not is_void:
                unclosed.append(tag)
        elif tag in block_level and _is_line_start(text, mark.start()):
            if is_void:
                return None
            pieces.append(text[start : mark.start()])
            start = mark.start()
            unclosed.append(tag)
    if unclosed:
        return None
    pieces.append(text[start:])
    return Split(pieces, ids)


def _names(tag: str, attributes: str) -> Iterator[str | None]:
    """What links can call the element by; None for an attribute without a value."""
    for found in _ATTRIBUTE.finditer(attributes):
        name = found[1].lower()
        if name == "id" or (name == "name" and tag == "a"):
            yield found[2]


def _is_line_start(text: str, position: int) -> bool:
    """Whether at most three blanks stand before `position` in its line."""
    indent = text[text.rfind("\n", 0, position) + 1 : position]
    return len(indent) <= 3 and not indent.strip()
