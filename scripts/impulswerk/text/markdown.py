"""Find links, headings and raw HTML in Markdown, with the place of each; renders nothing.

The scanner is stricter than Markdown on purpose: what it could misread (raw HTML, even inside
code) is refused by a rule, and the built site is checked again by `verify`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from impulswerk.text.slugs import slugify

_CODE = re.compile(r"(?P<fence>^ {0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}\2[`~]*[ \t]*$|\Z))"
                   r"|(?P<span>(?<!`)(`+)(?!`)[^\n]*?(?<!`)\4(?!`))",
                   re.MULTILINE | re.DOTALL)  # fmt: skip
_INLINE = re.compile(
    r"(?P<image>!?)\[(?P<text>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]"
    r"\(\s*(?:<(?P<angled>[^<>\n]*)>|(?P<bare>[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*))"
    r"(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
)
_DEFINITION = re.compile(
    r"^ {0,3}\[(?P<text>[^\]\n^][^\]\n]*)\]:[ \t]*<?(?P<target>[^\s<>]+)>?", re.MULTILINE
)
_HEADING = re.compile(r"^ {0,3}(?P<marks>#{1,6})(?P<text>[^\n]*?)[ \t#]*$", re.MULTILINE)
_SETEXT = re.compile(r"^ {0,3}(?P<text>[^\s#>\-|][^\n]*)\n {0,3}(=+|-+)[ \t]*$", re.MULTILINE)
_UNDERLINE = re.compile(r"\n {0,3}(?:=+|-+)[ \t]*$", re.MULTILINE)
_HTML = re.compile(r"<(?!(?:https?://|mailto:)[^\s<>]*>)[A-Za-z/!?][^\n>]{0,80}>?")


@dataclass(frozen=True, slots=True)
class Link:
    """A link: `start:end` is the target's place in the text, counted in characters from 0."""

    target: str
    text: str
    start: int
    end: int
    is_image: bool = False

    @property
    def path(self) -> str:
        """The target without its anchor."""
        return self.target.partition("#")[0]

    @property
    def anchor(self) -> str:
        """The anchor without `#`, or an empty text."""
        return self.target.partition("#")[2]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level (1–6), text and the character at which it starts."""

    level: int
    text: str
    start: int

    @property
    def id(self) -> str:
        """The id this heading gets on the site."""
        return _id(self.text)


# Most impulses have the same sections.
@lru_cache(maxsize=1_024)
def _id(text: str) -> str:
    return slugify(re.sub(r"\[([^\]]*)\]\([^)]*\)|[*_`]", r"\1", text))


def without_code(text: str) -> str:
    """Same text with code blanked out, so that positions stay."""
    if "`" not in text and "~" not in text:
        return text
    return _CODE.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)


@lru_cache(maxsize=16_384)
def links(text: str) -> tuple[Link, ...]:
    """Every inline link, image and link definition, in order."""
    plain = without_code(text)
    found = []
    for match in _INLINE.finditer(plain):
        group = "angled" if match["angled"] is not None else "bare"
        start, end = match.span(group)
        found.append(Link(match[group], match["text"], start, end, bool(match["image"])))
        # A link's text may itself hold an image: look inside, too.
        offset = match.start("text")
        for inner in _INLINE.finditer(match["text"]):
            part = "angled" if inner["angled"] is not None else "bare"
            left, right = inner.span(part)
            found.append(
                Link(
                    inner[part], inner["text"], offset + left, offset + right, bool(inner["image"])
                )
            )
    for match in _DEFINITION.finditer(plain):
        start, end = match.span("target")
        found.append(Link(match["target"], match["text"], start, end))
    return tuple(sorted(found, key=lambda link: link.start))


@lru_cache(maxsize=16_384)
def headings(text: str) -> tuple[Heading, ...]:
    """Every heading, ATX (`## …`) and underlined, in order."""
    return find_headings(text)


def find_headings(text: str) -> tuple[Heading, ...]:
    """The same for a text that nobody asks about again, which is not remembered."""
    plain = without_code(text)
    found = [
        Heading(len(match["marks"]), match["text"].strip(), match.start())
        for match in _marked_lines(plain)
    ]
    # Few texts have an underlined heading; to look for the lines below is fast.
    if _UNDERLINE.search(plain):
        found += [
            Heading(1 if match[2].startswith("=") else 2, match["text"].strip(), match.start())
            for match in _SETEXT.finditer(plain)
        ]
    return tuple(sorted(found, key=lambda heading: heading.start))


def _marked_lines(text: str) -> Iterator[re.Match[str]]:
    """What `_HEADING` matches, without trying it on lines that have no `#`."""
    at = text.find("#")
    while at >= 0:
        if match := _HEADING.match(text, text.rfind("\n", 0, at) + 1):
            yield match
        end = text.find("\n", at)
        at = text.find("#", end) if end >= 0 else -1


def raw_html(text: str) -> Iterator[tuple[int, str]]:
    """Place and text of everything a browser could take for HTML, code included."""
    for match in _HTML.finditer(text):
        yield match.start(), match.group()


def replace_targets(text: str, replace: Callable[[Link], str | None]) -> str:
    """The text with link targets replaced; None leaves a link as it is."""
    parts: list[str] = []
    position = 0
    for link in links(text):
        target = replace(link)
        if target is None or link.start < position:
            continue
        parts += [text[position : link.start], target]
        position = link.end
    return "".join([*parts, text[position:]])


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column (both from 1) of a character."""
    line = text.count("\n", 0, offset) + 1
    return line, offset - (text.rfind("\n", 0, offset) + 1) + 1
