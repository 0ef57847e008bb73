"""Running text as a tree of known kinds, the only form in which it reaches a template.

A node is a text, or a dictionary with `art` (one of `KINDS`), `inhalt` (its nodes) and what its
kind needs. Nothing of it is ever read as Typst: a template walks the tree and calls functions.
An element that has no kind raises UnknownElementError, so nothing is lost without a word.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from impulswerk.catalogue.graph import Entry, Graph
from impulswerk.rules.text import resolve
from impulswerk.text.convert import Link, read

Node = str | dict[str, Any]

# Elements whose content stands in a node of this kind.
_PLAIN_KINDS = {
    "p": "absatz",
    "strong": "fett",
    "em": "kursiv",
    "ul": "liste",
    "ol": "nummern",
    "li": "punkt",
    "blockquote": "zitat",
    "code": "code",
    "pre": "block",
    "sub": "tief",
    "sup": "hoch",
}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
KINDS = frozenset(
    {
        *_PLAIN_KINDS.values(),
        "ueberschrift",
        "verweis",
        "umbruch",
        "linie",
        "tabelle",
        "fussnote",
        "wort",
        "sprache",
    }
)
_BLOCKS = frozenset({"absatz", "liste", "nummern", "zitat", "block", "ueberschrift", "tabelle"})
# What a link on paper may lead to; a label of the document itself starts with `#`.
_SCHEMES = ("https://", "http://", "mailto:", "#")
# Stands in front of a source until its link is made.
_SOURCE = "quelle:"
_SPACE = re.compile(r"[ \t\n]+")


class UnknownElementError(Exception):
    """The text has an HTML element that no template knows."""


@dataclass(frozen=True)
class Goal:
    """Where a link leads: an address, a label (`#name`) or nowhere; `note` stands behind it."""

    address: str = ""
    note: str = ""


# Given are the source a link leads to (repository path) and a section of it or an empty text.
Linker = Callable[[str, str], Goal]


@dataclass(frozen=True)
class Setting:
    """How a text is set: level of its `##`, what its labels begin with, and who makes links."""

    level: int
    prefix: str
    link: Linker
    # Words the hyphenation would break in a wrong place, each with `|` where it may be broken.
    breaks: dict[str, str] = field(default_factory=dict)


def entry_text(graph: Graph, entry: Entry, setting: Setting) -> list[Node]:
    """The entry's own text. Raises UnknownElementError."""

    def target(found: Link) -> str | None:
        goal = resolve(entry.source, found)
        return None if goal is None else f"{_SOURCE}{goal}#{found.anchor}"

    return html_nodes(read(entry.body).html(target), setting, graph.pages)


def html_nodes(html: str, setting: Setting, sources: Iterable[str] = ()) -> list[Node]:
    """HTML that our Markdown made, as nodes. Raises UnknownElementError."""
    body = LexborHTMLParser(f"<body>{html}").body
    assert body is not None
    return _Reader(body, setting, frozenset(sources)).blocks(body)


class _Reader:
    """Turns one text into nodes; footnotes move to where they are referred to."""

    def __init__(self, body: LexborNode, setting: Setting, sources: frozenset[str]) -> None:
        self._setting = setting
        self._sources = sources
        self._notes = {note.id or "": note for note in body.css("div.footnote li[id]")}
        self._told: set[str] = set()

    def blocks(self, parent: LexborNode) -> list[Node]:
        """The children of an element that holds blocks; loose text becomes part of paragraphs."""
        found: list[Node] = []
        for node in self._children(parent):
            if not isinstance(node, str) or node.strip():
                found.append(node)
        return found

    def _children(self, parent: LexborNode) -> Iterator[Node]:
        for child in parent.iter(include_text=True):
            yield from self._node(child)

    def _inline(self, parent: LexborNode) -> list[Node]:
        nodes = list(self._children(parent))
        if nodes and isinstance(nodes[0], str):
            nodes[0] = nodes[0].lstrip(" ")
        if nodes and isinstance(nodes[-1], str):
            nodes[-1] = nodes[-1].rstrip(" ")
        return [node for node in nodes if node]

    def _node(self, element: LexborNode) -> Iterator[Node]:
        tag = element.tag
        if tag == "-text":
            yield from self._words(_SPACE.sub(" ", element.text_content or ""))
        elif tag == "pre":
            yield {"art": "block", "inhalt": [element.text(deep=True).rstrip("\n")]}
        elif tag == "code":
            yield {"art": "code", "inhalt": [element.text(deep=True)]}
        elif tag == "div" and element.attributes.get("class") == "footnote":
            return  # they stand where they are referred to
        elif tag == "address" or element.attributes.get("class") == "highlight":
            yield from self.blocks(element)  # a box around a card, or around a block of code
        elif tag == "sup" and (reference := element.css_first("a.footnote-ref")):
            yield self._note((reference.attributes.get("href") or "").removeprefix("#"))
        elif tag == "a":
            yield from self._link(element)
        elif tag in _HEADINGS:
            yield {
                "art": "ueberschrift",
                "stufe": _HEADINGS[tag] - 2 + self._setting.level,
                "marke": f"{self._setting.prefix}{element.id or ''}",
                "inhalt": self._inline(element),
            }
        elif tag == "br":
            yield {"art": "umbruch", "inhalt": []}
        elif tag == "hr":
            yield {"art": "linie", "inhalt": []}
        elif tag == "table":
            yield self._table(element)
        elif tag in {"ul", "ol"}:
            start = int(element.attributes.get("start") or 1)
            yield {"art": _PLAIN_KINDS[tag], "beginn": start, "inhalt": self.blocks(element)}
        elif tag in {"li", "blockquote"}:
            yield {"art": _PLAIN_KINDS[tag], "inhalt": self._mixed(element)}
        elif tag == "span" and (code := element.attributes.get("lang")):
            yield {"art": "sprache", "kennung": code, "inhalt": self._inline(element)}
        elif tag in _PLAIN_KINDS:
            yield {"art": _PLAIN_KINDS[tag], "inhalt": self._inline(element)}
        else:
            raise UnknownElementError(tag)

    def _mixed(self, parent: LexborNode) -> list[Node]:
        """An item's own words, then its blocks."""
        nodes = self._inline(parent)
        return [
            node.strip() if isinstance(node, str) and _stands_alone(nodes, at) else node
            for at, node in enumerate(nodes)
            if not (isinstance(node, str) and not node.strip() and _stands_alone(nodes, at))
        ]

    def _words(self, text: str) -> Iterator[Node]:
        """Text with the words apart that the hyphenation would break in a wrong place."""
        if not self._setting.breaks:
            yield text
            return
        words = "|".join(map(re.escape, self._setting.breaks))
        for part in re.split(rf"\b({words})\b", text):
            wanted = self._setting.breaks.get(part)
            if wanted:
                yield {"art": "wort", "inhalt": [wanted.replace("|", "\u00ad")]}
            elif part:
                yield part

    def _link(self, element: LexborNode) -> Iterator[Node]:
        address = element.attributes.get("href") or ""
        words = self._inline(element)
        if code := element.attributes.get("lang"):
            words = [{"art": "sprache", "kennung": code, "inhalt": words}]
        goal = Goal(address)
        if address.startswith(_SOURCE):
            source, _, anchor = address.removeprefix(_SOURCE).partition("#")
            # Other sources are missing only while somebody is editing.
            goal = self._setting.link(source, anchor) if source in self._sources else Goal()
        if goal.address.startswith(_SCHEMES):
            yield {"art": "verweis", "ziel": goal.address, "notiz": goal.note, "inhalt": words}
        else:
            yield from words
            if goal.note:
                yield f" {goal.note}"

    def _note(self, name: str) -> Node:
        """A footnote; the second reference to the same one tells only its words again."""
        note = self._notes.get(name)
        if note is None:
            raise UnknownElementError(f"Fußnote {name}")
        for back in note.css("a.footnote-backref"):
            back.decompose()
        return {"art": "fussnote", "inhalt": self._mixed(note)}

    def _table(self, element: LexborNode) -> Node:
        head = [self._cells(row) for row in element.css("thead tr")]
        rows = [self._cells(row) for row in element.css("tbody tr")]
        return {"art": "tabelle", "kopf": head[0] if head else [], "zeilen": rows, "inhalt": []}

    def _cells(self, row: LexborNode) -> list[list[Node]]:
        return [self._inline(cell) for cell in row.iter() if cell.tag in {"th", "td"}]


def _stands_alone(nodes: Sequence[Node], at: int) -> bool:
    """Whether a text between blocks touches one: white space there says nothing."""
    around = [*nodes[max(at - 1, 0) : at], *nodes[at + 1 : at + 2]]
    return any(isinstance(node, dict) and node["art"] in _BLOCKS for node in around)


def labels(nodes: Iterable[Node]) -> Iterator[str]:
    """Every label that headings in these nodes carry."""
    for node in nodes:
        if isinstance(node, dict):
            if node["art"] == "ueberschrift":
                yield node["marke"]
            yield from labels(node["inhalt"])
