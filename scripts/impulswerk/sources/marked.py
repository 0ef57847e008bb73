"""Nodes of YAML that know where they stand, and the documents they make up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from impulswerk.model.problems import Problem, Span
from impulswerk.text.characters import written_column

MAX_WIDTH = 4_000  # characters of a line that a problem still shows


@dataclass(frozen=True, slots=True)
class Scalar:
    """One text as written; `is_null` is true for an empty value, `~` and `null`."""

    text: str
    span: Span
    is_null: bool = False

    @property
    def children(self) -> tuple[Node, ...]:
        """Nothing is in it."""
        return ()

    @property
    def words(self) -> str:
        """The text on one line."""
        return " ".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    span: Span

    @property
    def children(self) -> tuple[Node, ...]:
        """What is in it."""
        return self.items


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values; `keys` gives the place of each key."""

    entries: dict[str, Node]
    keys: dict[str, Span]
    span: Span

    @property
    def children(self) -> tuple[Node, ...]:
        """What is in it."""
        return tuple(self.entries.values())

    def scalar(self, name: str) -> Scalar | None:
        """The text in a field; None where there is nothing, or something else."""
        node = self.entries.get(name)
        return node if isinstance(node, Scalar) else None

    def scalars(self, name: str) -> Iterator[Scalar]:
        """The texts in a list, or the only one; what is something else is passed over."""
        node = self.entries.get(name)
        items = node.items if isinstance(node, Sequence) else (node,)
        return (item for item in items if isinstance(item, Scalar))

    def records(self, name: str) -> Iterator[Mapping]:
        """The mappings in a list; what is something else is passed over."""
        node = self.entries.get(name)
        items = node.items if isinstance(node, Sequence) else ()
        return (item for item in items if isinstance(item, Mapping))


Node = Scalar | Sequence | Mapping


def nodes(node: Node) -> Iterator[Node]:
    """A node and everything in it, however deep."""
    yield node
    for child in node.children:
        yield from nodes(child)


# Compared by identity: reading is cached, so an unchanged file is the same document again.
@dataclass(frozen=True, eq=False)
class MarkedDocument:
    """A source file: its front matter (or whole YAML) and the Markdown body.

    `head` is the text above `body`, `body_line` the line on which that begins, counted from 1.
    Both are `clean`; `written` is the whole file as its editor wrote it, line for line the same.
    """

    source: str
    head: str
    front: Mapping
    body: str = ""
    body_line: int = 1
    written: str = ""

    @property
    def text(self) -> str:
        """The whole file."""
        return self.head + self.body

    # Only problems speak of lines, and few files have any.
    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the file."""
        return tuple(self.text.split("\n"))

    @cached_property
    def written_lines(self) -> tuple[str, ...]:
        """The same lines as the editor wrote them."""
        return tuple(self.written.split("\n")) if self.written else self.lines

    def find(self, line: int, *words: str) -> Span:
        """Where one of `words` stands in the paragraph of the body around its line `line`.

        Where none is spelled like that, the whole line.
        """
        first = line + self.body_line - 1
        for word in filter(None, words):
            for number, text in enumerate(self.lines[first - 1 :], first):
                col = text.find(word)
                if col >= 0:
                    return Span(self.source, number, col + 1, len(word))
                if not text.strip():
                    break
        text = self.lines[first - 1] if first <= len(self.lines) else ""
        col = len(text) - len(text.lstrip()) + 1
        return Span(self.source, min(first, len(self.lines)), col, max(1, len(text.strip())))

    def problem(
        self, span: Span, rule: str, message: str, *, allowed: str = "", fix: str = ""
    ) -> Problem:
        """A problem at `span` of the text that carries the editor's own line."""
        return problem_at(self.written_lines, span, rule, message, allowed=allowed, fix=fix)


@dataclass(frozen=True)
class Reading:
    """What came of reading one file: a document, unless it could not be read, and problems."""

    document: MarkedDocument | None
    problems: tuple[Problem, ...]


def problem_at(
    written: tuple[str, ...],
    span: Span,
    rule: str,
    message: str,
    *,
    allowed: str = "",
    fix: str = "",
) -> Problem:
    """A problem at `span` of a cleaned text; it shows that place in the line as `written`."""
    text = written[span.line - 1] if 0 < span.line <= len(written) else ""
    if not text.isascii():
        col, end = (written_column(text, col) for col in (span.col, span.col + span.width))
        span = Span(span.source, span.line, col, max(1, end - col))
    return Problem(span, rule, message, allowed, fix, text[:MAX_WIDTH])
