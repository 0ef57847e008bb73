"""The running text of a source, as the rules about language read it, with the place of each word.

Beside its body a source has sentences in its front matter: title and summary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from impulswerk.model.problems import Problem, Span
from impulswerk.sources.marked import MarkedDocument, Scalar
from impulswerk.text.markdown import links, place, without_code

# Fields that hold sentences or titles, in impulses and drivers and in pages of docs/.
FIELDS = ("titel", "kurz", "title", "description")

_MARKS = re.compile(r"[*_`#\[\]()>|]|^\s*-(?= )", re.MULTILINE)
_TAGS = re.compile(
    r"<!--.*?-->|<(?P<code>code|pre|script|style)\b.*?</(?P=code)>|<[A-Za-z/][^>\n]*>|&#?\w+;",
    re.DOTALL,
)
_WORD = re.compile(r"\w[\w:.·-]*\w|\w")
_END = re.compile(r"[.!?:][“)]*(?=\s)|\n\s*\n|\n(?=\s)|$")


@dataclass(frozen=True)
class Passage:
    """A text of a source: its body, or a field of its front matter (`name`).

    `raw` is the text without code and HTML, `prose` also without Markdown's marks and link targets.
    All that is left out is blanked, so that both are as long as the text itself and places stay.
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
    found = [_passage(document, "", document.body, Span(document.source, document.body_line))]
    for name in FIELDS:
        node = document.front.entries.get(name)
        if isinstance(node, Scalar) and node.text.strip():
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
            found.append(_passage(document, name, node.text, start))
    return tuple(found)


def prose(text: str) -> str:
    """A text with everything blanked that is not read as words."""
    return _passage_texts(text)[1]


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


def _passage(document: MarkedDocument, name: str, text: str, start: Span) -> Passage:
    return Passage(document, name, *_passage_texts(text), start)


def _passage_texts(text: str) -> tuple[str, str]:
    raw = without_code(text)
    if "<" in raw or "&" in raw:
        raw = _TAGS.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), raw)
    plain = raw
    for link in links(text):
        plain = plain[: link.start] + " " * (link.end - link.start) + plain[link.end :]
    return raw, _MARKS.sub(lambda found: " " * len(found[0]), plain)
