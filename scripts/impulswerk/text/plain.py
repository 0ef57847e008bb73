"""Plain text: what a reader sees, without any marks."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_LINK = re.compile(r"!?\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_EMPHASIS = re.compile(r"\*\*|(?<!\w)[*_]+(?=\w|[„(])|(?<=[\w.,;:!?“)])[*_]+(?!\w)|`")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_SPACES = re.compile(r"\s+")


def squeeze(text: str) -> str:
    """One line, single spaces."""
    return _SPACES.sub(" ", text).strip()


def without_marks(text: str) -> str:
    """A paragraph of Markdown as it is read: links by their texts, without emphasis and escapes."""
    text = _LINK.sub(r"\1", text)
    return html.unescape(_ESCAPE.sub(r"\1", _EMPHASIS.sub("", text)))


@dataclass
class BuiltPage:
    """What a built page says of itself; `text` is the running text of its main part."""

    title: str = ""
    description: str = ""
    text: str = ""
    is_redirect: bool = False
    is_hidden: bool = False
