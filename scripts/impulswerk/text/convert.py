"""The one place where Markdown becomes HTML, and where is known what a text contains.

A text is read once, by CommonMark with tables and footnotes, which is what the previews of forges
show, too. Pages, PDF files, search and exports take their HTML or words from that reading, and the
rules judge the same links, headings and signs, each with its line in the source. Nobody else looks
for Markdown in a text.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml, normalizeReference
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, list_block
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from impulswerk.text import footnotes
from impulswerk.text.languages import languages
from impulswerk.text.slugs import slugify

# Deeper than this the parser drops what it finds; a rule refuses texts far above it.
_DEEPEST = 14
# What stands in a `Line` for code, images and signs that were escaped or written as entities.
HIDDEN = "\ufffc"
# „8. April“ and „2026.“ begin a sentence; nobody counts like that.
_MONTHS = (
    "Januar|Jänner|Jan\\.|Februar|Feb\\.|März|April|Apr\\.|Mai|Juni|Juli|August|Aug\\.|"
    "September|Sept?\\.|Oktober|Okt\\.|November|Nov\\.|Dezember|Dez\\."
)
_NO_ITEM = re.compile(rf"\d{{1,2}}\.[ \t\u00a0\u202f]+(?:{_MONTHS})(?![\w-])|\d{{3,}}[.)]")
_CODE_TAG = re.compile(r"<(?P<end>/?)(?:code|kbd|pre|samp|script|style)\b")
_OPENING = re.compile(r"\s*<(?:!--|(?P<name>script|style|pre|textarea)\b)")
_SPACES = re.compile(r"\s+")
_BETWEEN_CELLS = re.compile(r"(?<!\\)\|")
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_KINDS = {"text": "text", "code_inline": "code", "html_inline": "html", "image": "image"}
_BLOCKS = {"fence": "fence", "code_block": "indented", "html_block": "html"}
_BREAKS = {"softbreak", "hardbreak"}


@dataclass(frozen=True, slots=True)
class Link:
    """A link or an image; `line` counts from 1, `label` names the definition of its target."""

    target: str
    text: str
    line: int
    is_image: bool = False
    label: str = ""

    @property
    def path(self) -> str:
        """The target without its anchor."""
        return unquote(self.target.partition("#")[0])

    @property
    def anchor(self) -> str:
        """The anchor without `#`, or an empty text."""
        return unquote(self.target.partition("#")[2])


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level (1-6), id, words, title as HTML, and line."""

    level: int
    id: str
    text: str
    title: str
    line: int


@dataclass(frozen=True, slots=True)
class Part:
    """Words, code or HTML as the source has them, somewhere in its lines `line` to `last`."""

    kind: str
    text: str
    line: int
    last: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line as a reader sees it, without what was understood as Markdown.

    `is_first`: it begins a paragraph, a cell or a heading.
    """

    text: str
    line: int
    is_first: bool


@dataclass(frozen=True, slots=True)
class Block:
    """What a reader sees as one block: the element it stands in, its words and line."""

    element: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list: its number, 0 where it has none, and its bullet or the sign behind."""

    number: int
    mark: str
    line: int


@dataclass(frozen=True, slots=True)
class Definition:
    """The target of a link or a footnote, as defined in a line of its own that nobody sees."""

    label: str
    line: int
    is_used: bool


# Given a link, the address that it gets in HTML; None leaves it as it is.
Goal = Callable[[Link], str | None]


class Text:
    """A Markdown text that has been read."""

    def __init__(self, source: str) -> None:
        env: dict[str, Any] = {}
        tokens = _PARSER.parse(source, env)
        for token in tokens:
            side = str(token.attrs.pop("style", "")).rpartition(":")[2]
            if side:  # of a column in a table; pages have no style of their own
                token.attrSet("class", f"spalte-{side}")
        self._tokens, notes = footnotes.apart(tokens, env.get(footnotes.REFERRED, {}))
        self._notes = [note for note in notes if note.count]
        self._labels = [(note.label, note.line) for note in notes]
        self._source = source
        self.headings = tuple(_headings(self._tokens))

    def html(self, goal: Goal | None = None) -> str:
        """HTML of the text; whatever HTML stands in it stays as it is."""
        env = {"goal": goal}
        notes = ((note, _render(note.tokens, env)) for note in self._notes)
        return (_render(self._tokens, env) + footnotes.listed(notes)).rstrip("\n")

    @property
    def _all(self) -> Iterator[Token]:
        yield from self._tokens
        for note in self._notes:
            yield from note.tokens

    @property
    def _inlines(self) -> Iterator[tuple[Token, int, str]]:
        """Each token that holds words, its line and the element it stands in."""
        line, element = 1, ""
        for token in self._all:
            if token.map:
                line = token.map[0] + 1
            if token.type == "inline":
                yield token, line, element
            elif token.nesting == 1:
                element = token.tag

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every link and image, in order; those of footnotes come last."""
        found: list[Link] = []
        for token, line, _ in self._inlines:
            found += _links(token.children or (), line)
        return tuple(found)

    @cached_property
    def definitions(self) -> tuple[Definition, ...]:
        """Every definition, in order; of two with the same label the second is not used."""
        found = [
            (f"[{normalizeReference(token.meta['label'])}]", _line(token))
            for token in self._all
            if token.type == "definition"
        ]
        found += [(f"[^{label}]", line) for label, line in self._labels]
        used = {f"[{link.label}]" for link in self.links}
        used |= {f"[^{note.label}]" for note in self._notes}
        definitions = []
        for label, line in sorted(found, key=lambda one: one[1]):
            definitions.append(Definition(label, line, label in used))
            used.discard(label)
        return tuple(definitions)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """All that is words (`text`), `code`, `html`, an `image`, a `fence` or `indented` code."""
        found: list[Part] = []
        for token in self._all:
            line, last = (token.map[0] + 1, token.map[1]) if token.map else (1, 1)
            if kind := _BLOCKS.get(token.type):
                found.append(Part(kind, token.content, line, last))
        for token, line, _ in self._inlines:
            last = line + token.content.count("\n")
            for child, is_code in _told(token.children or ()):
                if kind := _KINDS.get(child.type):
                    kind = "code" if is_code else kind
                    found.append(Part(kind, child.content, line, last))
        return tuple(sorted(found, key=lambda part: part.line))

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every line that a reader sees, code and HTML aside."""
        found: list[Line] = []
        for token, line, _ in self._inlines:
            seen = _seen(token.children or ()).split("\n")
            found += [Line(text, line + n, is_first=not n) for n, text in enumerate(seen)]
        return tuple(found)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Every paragraph, cell and heading with its words on one line."""
        return tuple(
            Block(element, _words(token.children or ()), line)
            for token, line, element in self._inlines
        )

    @property
    def plain(self) -> str:
        """The running text on one line, without headings."""
        words = (block.text for block in self.blocks if block.element not in _HEADINGS)
        return " ".join(filter(None, words))

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The items of all lists."""
        return tuple(
            Item(int(token.info or 0), token.markup, _line(token))
            for token in self._all
            if token.type == "list_item_open"
        )

    @cached_property
    def cut_rows(self) -> tuple[tuple[int, int, str], ...]:
        """Rows with more cells than their table has columns: line, columns, the first cell cut."""
        lines, columns = self._source.split("\n"), 0
        found = []
        for token in self._all:
            if token.type == "table_open":
                columns = 0
            elif token.type == "th_open":
                columns += 1
            elif token.type == "tr_open" and token.map and columns:
                row = lines[token.map[0]].strip(" \t>").removeprefix("|")
                cells = [cell.strip() for cell in _BETWEEN_CELLS.split(row)]
                if any(cells[columns:]):
                    found.append((_line(token), columns, next(filter(None, cells[columns:]))))
        return tuple(found)

    @cached_property
    def unclosed(self) -> int:
        """The line of code or HTML without an end, which takes all that follows; 0: no such."""
        lines = self._source.split("\n")
        for token in self._all:
            if token.type == "fence" and token.map:
                last = lines[token.map[1] - 1].strip(" \t>")
                is_closed = token.map[1] - token.map[0] > 1 and len(last) >= len(token.markup)
                if not is_closed or last.strip(token.markup[0]):
                    return _line(token)
            if token.type == "html_block" and (found := _OPENING.match(token.content)):
                end = f"</{found['name']}" if found["name"] else "-->"
                if end not in token.content.lower():
                    return _line(token)
        return 0

    @cached_property
    def depth(self) -> tuple[int, int]:
        """How many blocks stand in each other at most, and the first line where they do."""
        deepest, where = 0, 1
        for token in self._all:
            if token.nesting == 1 and token.level > deepest and token.map:
                deepest, where = token.level, _line(token)
        return deepest, where


# An impulse is read for its rules, its page, its PDF file, search and exports.
@lru_cache(maxsize=256)
def read(source: str) -> Text:
    """What a Markdown text contains. Never raises."""
    return Text(source)


def with_targets(text: str, goal: Goal) -> str:
    """The Markdown text itself, with the targets of its links replaced as `goal` says."""
    known = read(text)
    defined = {one.label: one.line for one in reversed(known.definitions)}
    lines = text.split("\n")
    for link in known.links:
        wanted = goal(link)
        if wanted is None:
            continue
        at = defined.get(f"[{link.label}]", link.line) - 1
        if found := spelled(link).search(lines[at]):
            lines[at] = lines[at][: found.start()] + wanted + lines[at][found.end() :]
    return "\n".join(lines)


def spelled(link: Link) -> re.Pattern[str]:
    """Finds the target of a link as a source may spell it, and not within a longer one."""
    either = "|".join(map(re.escape, (link.target, unquote(link.target))))
    return re.compile(rf"(?<=[(<\s:])(?:{either})(?=[)>\s]|$)")


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column (both from 1) of a character."""
    line = text.count("\n", 0, offset) + 1
    return line, offset - (text.rfind("\n", 0, offset) + 1) + 1


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _words(children: Sequence[Token]) -> str:
    """What a reader reads of inline tokens, on one line."""
    parts = []
    for child in children:
        if child.type in _BREAKS:
            parts.append(" ")
        elif child.type in {"text", "text_special", "code_inline"}:
            parts.append(child.content)
    return _SPACES.sub(" ", "".join(parts)).strip()


def _seen(children: Sequence[Token]) -> str:
    """The same line by line, with code hidden, and with what was meant as it stands."""
    parts, depth = [], 0
    for child, is_code in _told(children):
        if child.type in _BREAKS:
            parts.append("\n")
        elif is_code:
            parts.append(HIDDEN)
        elif child.type in {"link_open", "link_close"}:
            depth += child.nesting
        elif child.type == "text":
            # An address within a link is one already.
            parts.append(child.content.replace("://", HIDDEN) if depth else child.content)
        elif child.type in {"text_special", "image"}:
            parts.append(HIDDEN)
    return "".join(parts)


def _told(children: Sequence[Token]) -> Iterator[tuple[Token, bool]]:
    """Inline tokens, and whether each is code or stands within HTML that says so."""
    is_inside = False
    for child in children:
        if child.type == "html_inline" and (tag := _CODE_TAG.match(child.content)):
            is_inside = not tag["end"]
        is_code = child.type == "code_inline" or (is_inside and child.type != "html_inline")
        yield child, is_code


def _links(children: Sequence[Token], line: int) -> Iterator[Link]:
    for number, child in enumerate(children):
        if child.type in _BREAKS:
            line += 1
        elif child.type in {"image", "link_open"}:
            yield _link(children, number, line)


def _link(children: Sequence[Token], number: int, line: int) -> Link:
    """The link or the image that begins with this token."""
    token, label = children[number], children[number].meta.get("label", "")
    if token.type == "image":
        return Link(str(token.attrs["src"]), token.content, line, is_image=True, label=label)
    end = number
    while children[end].type != "link_close":
        end += 1
    return Link(str(token.attrs["href"]), _words(children[number:end]), line, label=label)


def _headings(tokens: Sequence[Token]) -> Iterator[Heading]:
    """The headings, each of which gets an id."""
    seen: set[str] = set()
    counts: Counter[str] = Counter()
    for number, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        inline = tokens[number + 1]
        words = _words(inline.children or ())
        name = first = slugify(words)
        while name in seen or not name:
            counts[first] += 1
            name = f"{first}_{counts[first]}"
        seen.add(name)
        token.attrSet("id", name)
        yield Heading(int(token.tag[1]), name, words, _render([inline], {}), _line(token))


def _render(tokens: Sequence[Token], env: EnvType) -> str:
    html: str = _PARSER.renderer.render(tokens, _PARSER.options, env)
    return html


class _Renderer(RendererHTML):
    """HTML as the stylesheet and the PDF files know it."""

    def link_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """A link, led where `goal` wants it."""
        return self.renderToken([_led(tokens, idx, env)], 0, options, env)

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """An image, taken from where `goal` wants it."""
        return super().image([_led(tokens, idx, env)], 0, options, env)

    def code_block(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        """A block of code."""
        code = escapeHtml(tokens[idx].content.rstrip("\n"))
        return f'<div class="highlight"><pre><code>{code}\n</code></pre></div>\n'

    def fence(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        """A block of code between fences, whatever its language."""
        return self.code_block(tokens, idx)

    def text_special(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        """A sign that was escaped or written as an entity."""
        return escapeHtml(tokens[idx].content)

    def footnote_ref(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        """The number of a footnote."""
        return footnotes.mark(tokens[idx].meta)

    def definition(self, *_: Any) -> str:
        """Nobody sees it."""
        return ""


def _led(tokens: Sequence[Token], number: int, env: EnvType) -> Token:
    """The token of a link or an image with the address that the `goal` of `env` says."""
    token, goal = tokens[number], env.get("goal")
    wanted = goal(_link(tokens, number, 0)) if goal else None
    if wanted is None:
        return token
    name = "src" if token.type == "image" else "href"
    return token.copy(attrs={**token.attrs, name: wanted})


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A list, unless its first line is a sentence that begins with a date or a year."""
    begin = state.bMarks[start] + state.tShift[start]
    # Further out than the item it is asked for in, a line may be the next item of the same list.
    is_next = silent and state.sCount[start] < state.blkIndent
    if not is_next and _NO_ITEM.match(state.src, begin, state.eMarks[start]):
        return False
    return list_block(state, start, end, silent)


class _Parser(MarkdownIt):
    def normalizeLink(self, url: str) -> str:  # noqa: N802
        """The address as HTML spells it; one that is none stays as it was written."""
        try:
            urlsplit(url)
        except ValueError:
            return url
        return super().normalizeLink(url)


def _parser() -> MarkdownIt:
    options = {"maxNesting": _DEEPEST, "store_labels": True, "inline_definitions": True}
    parser = _Parser("commonmark", options, renderer_cls=_Renderer)
    parser.enable("table").disable("text_join").use(footnotes.footnotes).use(languages)
    parser.block.ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    return parser


_PARSER = _parser()
