"""Footnotes, the one thing that CommonMark lacks: `[^1]` in a text and `[^1]: Note` below it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_DEFINITION = re.compile(r"\[\^(?P<label>[^\s\[\]^]+)\]:[ \t]*")
_REFERENCE = re.compile(r"\[\^(?P<label>[^\s\[\]^]+)\]")
_OPEN, _CLOSE, REFERENCE = "footnote_open", "footnote_close", "footnote_ref"
# Where a parser keeps the known labels, and how often a text refers to each, in order.
_KNOWN, REFERRED = "footnotes", "footnote_refs"


@dataclass(frozen=True)
class Note:
    """A footnote; the text refers to it `count` times, and calls it by its `number`."""

    label: str
    tokens: tuple[Token, ...]
    line: int
    number: int
    count: int


def footnotes(parser: MarkdownIt) -> None:
    """Teach a parser footnotes."""
    parser.block.ruler.before("reference", "footnote", _definition, {"alt": ["paragraph"]})
    parser.inline.ruler.before("link", REFERENCE, _reference)


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    begin = state.bMarks[start] + state.tShift[start]
    found = _DEFINITION.match(state.src, begin, state.eMarks[start])
    if found is None or state.is_code_block(start):
        return False
    if silent:
        return True
    state.env.setdefault(_KNOWN, set()).add(found["label"])
    token = state.push(_OPEN, "li", 1)
    token.meta, token.map = {"label": found["label"]}, [start, end]
    kept = state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType
    # The label counts as a list's bullet does: what belongs to the note is indented by four.
    state.bMarks[start], state.tShift[start] = found.end(), 0
    state.blkIndent += 4
    state.sCount[start] = state.blkIndent
    state.parentType = "footnote"
    state.md.block.tokenize(state, start, end)
    state.blkIndent -= 4
    state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType = kept
    token.map[1] = state.line
    state.push(_CLOSE, "li", -1)
    return True


def _reference(state: StateInline, silent: bool) -> bool:
    found = _REFERENCE.match(state.src, state.pos, state.posMax)
    if found is None or found["label"] not in state.env.get(_KNOWN, ()):
        return False
    if not silent:
        label, referred = found["label"], state.env.setdefault(REFERRED, {})
        number, count = referred.get(label, (len(referred) + 1, 0))
        referred[label] = number, count + 1
        token = state.push(REFERENCE, "", 0)
        token.meta = {"label": label, "count": count + 1, "number": number}
    state.pos = found.end()
    return True


def apart(
    tokens: Sequence[Token], referred: Mapping[str, tuple[int, int]]
) -> tuple[list[Token], list[Note]]:
    """The text without its notes, and the notes by number; nobody sees those without one."""
    text: list[Token] = []
    notes = []
    open_notes: list[tuple[Token, list[Token]]] = []
    for token in tokens:
        if token.type == _OPEN:
            open_notes.append((token, []))
        elif token.type == _CLOSE:
            opening, inside = open_notes.pop()
            number, count = referred.get(opening.meta["label"], (0, 0))
            line = (opening.map or [0])[0] + 1
            notes.append(Note(opening.meta["label"], tuple(inside), line, number, count))
        else:
            (open_notes[-1][1] if open_notes else text).append(token)
    return text, sorted(notes, key=lambda note: note.number)


def mark(meta: dict[str, str | int]) -> str:
    """HTML of a reference in the text."""
    label, count = escape(str(meta["label"])), meta["count"]
    again = "" if count == 1 else count
    return (
        f'<sup id="fnref{again}:{label}">'
        f'<a class="footnote-ref" href="#fn:{label}">{meta["number"]}</a></sup>'
    )


def listed(notes: Iterable[tuple[Note, str]]) -> str:
    """HTML of notes, each given with that of its words."""
    items = []
    for note, html in notes:
        label = escape(note.label)
        back = " ".join(
            f'<a class="footnote-backref" href="#fnref{"" if n == 1 else n}:{label}" '
            f'title="Zurück zur Fußnote {note.number} im Text">↑ zum Text</a>'
            for n in range(1, note.count + 1)
        )
        body = html.strip()
        end = "</p>" if body.endswith("</p>") else ""
        gap = "&#160;" if end else ""
        items.append(f'<li id="fn:{label}">\n{body.removesuffix(end)}{gap}{back}{end}\n</li>\n')
    return f'<div class="footnote">\n<hr />\n<ol>\n{"".join(items)}</ol>\n</div>' if items else ""
