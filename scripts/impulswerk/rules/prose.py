"""The running text of a source, as the rules about language read it, with the place of each word.

Beside its body a source has sentences in its front matter: title and summary.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from impulswerk.model.problems import Problem, Span
from impulswerk.sources.marked import MarkedDocument
from impulswerk.text.convert import place, read

# Fields that hold sentences or titles, in impulses and drivers and in pages of docs/.
FIELDS = ("titel", "kurz", "title", "description")

_TAGS = re.compile(
    r"<!--(?:(?!<!--).)*?-->|<(?P<code>code|pre|script|style)\b(?:(?!<(?P=code)\b).)*?</(?P=code)>|<[A-Za-z/][^>\n]*>|&#?\w+;",
    re.DOTALL,
)
_WORD = re.compile(r"\w[\w:.·-]*\w|\w")
_END = re.compile(r"[.!?:][“)]*(?=\s)|\n\s*\n|\n(?=\s)|$")


@dataclass(frozen=True)
class Passage:
    """A text of a source: its body, or a field of its front matter (`name`).

    `raw` is the text without code and HTML, `prose` only what a reader reads of it. All that is
    left out is blanked, so that both are as long as the text itself and places stay.
    """

    document: MarkedDocument
    name: str
    raw: str
    prose: str
    start: Span

    @property
    def is_body(self) -> bool:
        """Whether this is the text below the front matter."""
        return not self.name

    def span(self, offset: int, width: int) -> Span:
        """Where a stretch stands in the file; a field over several lines is named as a whole."""
        if self.is_body:
            line, col = place(self.raw, offset)
            return Span(self.start.source, line + self.start.line - 1, col, max(1, width))
        if self.start.width < len(self.raw):
            return self.start
        return Span(self.start.source, self.start.line, self.start.col + offset, max(1, width))

    def problem(
        self, offset: int, width: int, rule: str, message: str, *, allowed: str = "", fix: str = ""
    ) -> Problem:
        """A problem with a stretch of the text."""
        span = self.span(offset, width)
        return self.document.problem(span, rule, message, allowed=allowed, fix=fix)


def passages(document: MarkedDocument) -> tuple[Passage, ...]:
    """The body of a source, then what its front matter says in words."""
    start = Span(document.source, document.body_line)
    found = [Passage(document, "", *masked(document.body)[1:], start)]
    for name in FIELDS:
        node = document.front.scalar(name)
        if node and node.text.strip():
            line = document.lines[node.span.line - 1]
            # Quotation marks of YAML stand before the text; a folded text is not on its line.
            at = line.find(node.text, node.span.col - 1)
            is_whole = at >= 0
            start = Span(
                document.source,
                node.span.line,
                at + 1 if is_whole else node.span.col,
                len(node.text) if is_whole else 1,
            )
            text = _TAGS.sub(_blank, node.text)
            found.append(Passage(document, name, text, text, start))
    return tuple(found)


def prose(text: str) -> str:
    """A Markdown text with everything blanked that is not read as words."""
    return masked(text).prose


def words(text: str) -> list[str]:
    """The words of a text."""
    return _WORD.findall(text)


def sentences(prose: str) -> Iterator[tuple[int, str]]:
    """Start and text of each sentence; colons, headings and list items end one, too."""
    start = 0
    for match in _END.finditer(prose):
        sentence = prose[start : match.end()]
        if sentence.strip():
            yield start + len(sentence) - len(sentence.lstrip()), sentence.strip()
        start = match.end()


def first_line(sentence: str) -> int:
    """How many characters of a sentence stand on its first line."""
    return len(sentence.split("\n", maxsplit=1)[0])


class Masked(NamedTuple):
    """A text without code; also without HTML (`raw`); only what is read as words (`prose`)."""

    html: str
    raw: str
    prose: str


@lru_cache(maxsize=64)
def masked(text: str) -> Masked:
    """A Markdown text with parts of it blanked."""
    raw, html, seen = list(text), list(text), ["\n" if sign == "\n" else " " for sign in text]
    starts = [0, *(found.end() for found in re.finditer("\n", text)), len(text)]
    after = 0
    for part in read(text).parts:
        begin, end = starts[part.line - 1], starts[min(part.last, len(starts) - 1)]
        words = part.text
        if part.kind == "fence":
            words = text[begin:end]
        # Words follow each other as in the text; where they are spelled otherwise, they are short.
        at = text.find(words, max(begin, after), end)
        if at < 0:
            continue
        after = at + len(words)
        if part.kind == "text":
            seen[at:after] = words
        elif part.kind == "html":
            seen[at:after] = raw[at:after] = _TAGS.sub(_blank, words)
        else:
            raw[at:after] = html[at:after] = re.sub(r"[^\n]", " ", words)
    return Masked("".join(html), "".join(raw), "".join(seen))


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])
