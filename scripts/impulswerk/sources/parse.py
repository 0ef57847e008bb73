"""Parse YAML into nodes with their places, and name what YAML reads otherwise than people."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from typing import Any

import yaml

from impulswerk.model.problems import Problem, Span
from impulswerk.sources.hints import FORM, Hint, explain, glued
from impulswerk.sources.marked import Mapping, Node, Scalar, Sequence, problem_at
from impulswerk.text.characters import clean, is_unwanted

MAX_DEPTH = 6


class PurePythonLoader(yaml.SafeLoader):
    """PyYAML's own reader, which ends a text in a list at a question mark; the C parser does not.

    Browsers have no other one.
    """

    is_in_text = False

    def scan_plain(self) -> Any:
        """The text at hand; a question mark in it is a letter like any other."""
        self.is_in_text = True
        try:
            return super().scan_plain()
        finally:
            self.is_in_text = False

    def peek(self, index: int = 0) -> str:
        """The sign at this distance."""
        sign: str = super().peek(index)
        return "x" if sign == "?" and self.is_in_text else sign


# The C parser is ten times faster; PyYAML's wheels always bring it.
LOADER = getattr(yaml, "CSafeLoader", PurePythonLoader)
# What plain YAML takes for no value at all.
_NOTHING = {"", "~", "null", "Null", "NULL"}
_REMARK = re.compile(r"(?<=[ \t:])#")
_BLANKS = {" ", "\t"}
_WORD = re.compile(r"(?:[a-z0-9][a-z0-9.:-]*)?")
_ESCAPE = re.compile(r"\\(?P<sign>.)")


class _StopError(Exception):
    """Reading ends here; the problem has been noted."""


def parse(
    source: str, text: str, lines: tuple[str, ...], first_line: int, problems: list[Problem]
) -> Mapping | None:
    """The mapping that `text` holds, or None; appends what is wrong to `problems`."""
    builder = _Builder(source, lines, first_line, problems, text)
    tab = re.search(r"^[ -]*\t", text, re.MULTILINE)
    if tab:
        line = first_line + text.count("\n", 0, tab.start())
        builder.note(
            Span(source, line, tab.end() - tab.start()),
            "tabulator",
            "Die Zeile ist mit einem Tabulator eingerückt.",
            allowed="Leerzeichen",
            fix="Löschen Sie den Tabulator; wo eingerückt sein muss, nehmen Sie Leerzeichen.",
        )
        return None
    try:
        node = builder.build(yaml.parse(text, Loader=LOADER))
    except _StopError:
        return None
    except yaml.YAMLError as error:
        hint = explain(error, lines[first_line - 1 :], is_cut=builder.is_cut)
        if hint is not None:
            builder.note_hint(hint)
        return None
    if isinstance(node, Mapping):
        return node
    span = node.span if node is not None else Span(source, min(first_line, len(lines)))
    at = span.line - first_line
    hint = glued(at, lines[span.line - 1]) if isinstance(node, Scalar) else None
    if hint is not None:
        builder.note_hint(hint)
        return None
    builder.note(
        span,
        "kopf-leer" if node is None else "falscher-typ",
        "Hier steht kein Feld." if node is None else "Hier stehen keine Felder.",
        allowed=FORM,
        fix="Schreiben Sie jedes Feld in eine eigene Zeile, zum Beispiel „stand: entwurf“.",
    )
    return None


class _Builder:
    """Builds nodes from YAML events; works without recursion, so depth cannot break it."""

    def __init__(
        self,
        source: str,
        lines: tuple[str, ...],
        first_line: int,
        problems: list[Problem],
        text: str,
    ) -> None:
        self._source = source
        self._lines = lines
        self._first_line = first_line
        self._problems = problems
        self._text = text.split("\n")
        self.is_cut = False  # a `#` has cut off the end of a list
        self._later: list[Callable[[], None]] = []  # what is said only of YAML that can be read
        # Few lines hold a remark, and a ledger has a hundred thousand values.
        self._remarked = {n for n, line in enumerate(self._text) if _REMARK.search(line)}

    def note(
        self, span: Span, rule: str, message: str, *, allowed: str = "", fix: str = ""
    ) -> None:
        self._problems.append(
            problem_at(self._lines, span, rule, message, allowed=allowed, fix=fix)
        )

    def note_hint(self, hint: Hint) -> None:
        line = min(hint.line + self._first_line, max(1, len(self._lines)))
        span = Span(self._source, line, hint.col + 1, hint.width)
        self.note(span, "yaml-syntax", hint.message, allowed=hint.allowed, fix=hint.fix)

    def _span(self, start: Any, end: Any = None) -> Span:
        # The parser may stop on the line after the last.
        line = min(start.line + self._first_line, len(self._lines))
        width = 1
        if end is not None and end.line == start.line:
            width = max(1, end.column - start.column)
        elif 0 < line <= len(self._lines):
            width = max(1, len(self._lines[line - 1]) - start.column)
        return Span(self._source, line, start.column + 1, width)

    def build(self, events: Iterator[yaml.Event]) -> Node | None:
        """The root node, or None for an empty text; raises _StopError and yaml.YAMLError."""
        # Each open collection is (start event, list of child nodes).
        stack: list[tuple[yaml.Event, list[Node]]] = []
        root: Node | None = None
        for event in events:
            node: Node
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                self.note(
                    self._span(event.start_mark),
                    "yaml-syntax",
                    "Hier beginnt ein zweites YAML-Dokument.",
                    fix="Löschen Sie die Zeile mit den drei Bindestrichen.",
                )
                raise _StopError
            if isinstance(event, yaml.DocumentStartEvent) and (event.version or event.tags):
                self._note_reference(Span(self._source, self._first_line))
                raise _StopError
            if isinstance(event, yaml.NodeEvent) and self._is_reference(event):
                raise _StopError
            if isinstance(event, yaml.CollectionStartEvent):
                if len(stack) >= MAX_DEPTH:
                    self.note(
                        self._span(event.start_mark),
                        "yaml-zu-tief",
                        "Hier sind zu viele Listen ineinander geschachtelt.",
                        allowed=f"höchstens {MAX_DEPTH} Ebenen",
                        fix="Entfernen Sie überzählige Klammern oder Einrückungen.",
                    )
                    raise _StopError
                stack.append((event, []))
                continue
            if isinstance(event, yaml.ScalarEvent):
                is_plain, rest = not event.style, ""
                plain_null = is_plain and event.value in _NOTHING
                span = self._span(event.start_mark, event.end_mark)
                if event.style == '"':
                    self._note_escaped(event.value, span)
                    self._note_escapes(event)
                if is_plain and stack:
                    self._note_comma(stack[-1][0], event)
                if is_plain and event.end_mark and event.end_mark.line in self._remarked:
                    rest = self._note_cut(event)
                node = Scalar(clean(event.value + rest), span, plain_null and not rest)
            elif isinstance(event, yaml.CollectionEndEvent):
                start, children = stack.pop()
                span = self._span(start.start_mark, event.end_mark)
                if isinstance(start, yaml.SequenceStartEvent):
                    self._note_split(children)
                    node = Sequence(tuple(children), span)
                else:
                    node = self._mapping(children, span)
            else:
                continue
            if stack:
                stack[-1][1].append(node)
            else:
                root = node
        for note in self._later:
            note()
        return root

    def _note_escaped(self, value: str, span: Span) -> None:
        r"""Name invisible characters that were written as \uXXXX; any others are not left."""
        for character in sorted({c for c in value if is_unwanted(c)}):
            self.note(
                span,
                "steuerzeichen",
                f"Im Wert steht ein unsichtbares Steuerzeichen (U+{ord(character):04X}).",
                fix="Löschen Sie im Wert die Folge, die mit einem umgekehrten Schrägstrich "
                "beginnt, oder setzen Sie den Wert in einfache Anführungszeichen.",
            )

    def _note_cut(self, event: Any) -> str:
        """Name a `#` behind a value, from which on YAML reads a remark.

        A remark behind a word of a closed list, a number or nothing is what it looks like. Returns
        what was cut off, so that nothing else is said of the value.
        """
        end = event.end_mark
        line, place = self._text[end.line], end.column
        while line[place : place + 1] in _BLANKS:
            place += 1
        is_apart = place > end.column or not event.value
        is_remark = line[place + 1 : place + 2] in {*_BLANKS, "#", ""}
        if line[place : place + 1] != "#" or not is_apart:
            return ""
        if is_remark and _WORD.fullmatch(event.value):
            return ""
        self.is_cut = True
        self.note(
            Span(self._source, end.line + self._first_line, place + 1),
            "yaml-bedeutung",
            "Ab dem # liest YAML eine Bemerkung; der Wert hört davor auf.",
            fix="Setzen Sie den Wert in Anführungszeichen. Eine Bemerkung bekommt eine Zeile für "
            "sich.",
        )
        return str(self._text[end.line][end.column :]).rstrip()

    def _note_escapes(self, event: Any) -> None:
        """Name what a backslash turns into something else, such as a line break."""
        start, end = event.start_mark, event.end_mark
        for number in range(start.line, min(end.line + 1, len(self._text))):
            line = self._text[number][: end.column if number == end.line else None]
            begin = start.column if number == start.line else 0
            for found in _ESCAPE.finditer(line, begin):
                if found["sign"] in {'"', "\\", "x", "u", "U"}:
                    continue
                self.note(
                    Span(self._source, number + self._first_line, found.start() + 1, 2),
                    "yaml-bedeutung",
                    f"„\\{found['sign']}“ ist in doppelten Anführungszeichen ein anderes Zeichen.",
                    fix="Setzen Sie den Wert in einfache Anführungszeichen, oder schreiben Sie "
                    f"„\\\\{found['sign']}“.",
                )
                break

    def _note_comma(self, parent: yaml.Event, event: Any) -> None:
        """Name two lines of a list in brackets without a comma: YAML makes one entry of them."""
        is_in_brackets = isinstance(parent, yaml.SequenceStartEvent) and parent.flow_style
        if not is_in_brackets or event.start_mark.line == event.end_mark.line:
            return
        number = event.start_mark.line
        line = str(self._text[number]).rstrip()
        note = partial(
            self.note,
            Span(self._source, number + self._first_line, len(line) + 1),
            "yaml-bedeutung",
            "Am Ende dieser Zeile fehlt ein Komma; YAML liest die Zeilen als einen Eintrag.",
            fix=f"Setzen Sie ein Komma hinter „{line.split()[-1]}“. Gehören die Wörter zusammen, "
            "schreiben Sie sie in eine Zeile.",
        )
        # A bracket that is not closed swallows lines as well, and is told otherwise.
        self._later.append(note)

    def _note_split(self, items: list[Node]) -> None:
        """Name numbers such as `1,5` that a comma makes two entries of."""
        for one, two in pairwise(items):
            if not (isinstance(one, Scalar) and isinstance(two, Scalar)):
                continue
            is_close = one.span.line == two.span.line
            is_close = is_close and one.span.col + one.span.width + 1 == two.span.col
            has_digits = one.text[-1:].isdigit() and two.text[:1].isdigit()
            if is_close and has_digits and not (one.text.isdigit() and two.text.isdigit()):
                self.note(
                    Span(self._source, one.span.line, two.span.col - 1),
                    "yaml-bedeutung",
                    f"Das Komma trennt hier zwei Einträge: „{one.text}“ und „{two.text}“.",
                    fix=f'Setzen Sie die Zahl in Anführungszeichen: "{one.text},{two.text}". Sind '
                    "zwei Einträge gemeint, setzen Sie ein Leerzeichen hinter das Komma.",
                )

    def _is_reference(self, event: yaml.NodeEvent) -> bool:
        tag = getattr(event, "tag", None)
        # Quotation marks alone need no tag; a single `!` in front of a value is one.
        tagged = tag is not None and (tag != "!" or not getattr(event, "style", None))
        if not (event.anchor or tagged):
            return False
        self._note_reference(self._span(event.start_mark, event.end_mark))
        return True

    def _note_reference(self, span: Span) -> None:
        self.note(
            span,
            "yaml-anker",
            "Anker (&), Verweise (*), Typangaben (!) und Anweisungen (%) von YAML sind hier nicht "
            "erlaubt.",
            allowed="Texte, Zahlen und Listen",
            fix='Schreiben Sie den Inhalt aus oder setzen Sie ihn in Anführungszeichen: "…"',
        )

    def _mapping(self, children: list[Node], span: Span) -> Mapping:
        entries: dict[str, Node] = {}
        keys: dict[str, Span] = {}
        for key, value in zip(children[::2], children[1::2], strict=True):
            if not isinstance(key, Scalar):
                self.note(
                    key.span,
                    "falscher-typ",
                    "Der Name eines Feldes muss ein einfaches Wort sein.",
                    allowed=FORM,
                    fix="Löschen Sie Klammern, Fragezeichen und Anführungszeichen um den Namen.",
                )
                continue
            if key.text in entries:
                self.note(
                    key.span,
                    "doppelter-schluessel",
                    f"„{key.text}“ steht hier zum zweiten Mal "
                    f"(zuerst in Zeile {keys[key.text].line}).",
                    fix="Behalten Sie eines der beiden Felder und löschen Sie das andere.",
                )
                continue
            entries[key.text] = value
            keys[key.text] = key.span
        return Mapping(entries, keys, span)
