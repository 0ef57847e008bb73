"""Read YAML and front matter into values that remember where in the file they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import yaml

from impulswerk.model.problems import Problem, Span
from impulswerk.text.characters import clean, is_unwanted, meant, unwanted_in, written_column

MAX_BYTES = 200_000
# Twice the longest page there is; what takes long to read grows with the length.
MAX_TEXT_BYTES = 30_000
# The ledger is written by a program and grows with every page ever published.
_LARGER = {"impulses/permalinks.yml": 50_000_000}
MAX_DEPTH = 6
MAX_WIDTH = 4_000  # characters of a line that a problem still shows

# The C parser is ten times faster; PyYAML's wheels always bring it.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# A field whose colon has no blank behind it; `https://…` is none.
_GLUED = re.compile(r"[ ]*(?:- +)?(?P<name>[A-Za-z_][\w-]*):(?=[^\s/])(?P<rest>.*)")
_FIELD = re.compile(r"[ ]*(?:- +)?(?P<name>[\w-]+): +(?P<rest>.*)")
_FORM = "in jeder Zeile ein Feld: Name, Doppelpunkt, Leerzeichen, Inhalt"
# What plain YAML takes for no value at all.
_NOTHING = {"", "~", "null", "Null", "NULL"}
_REMARK = re.compile(r"(?<=[ \t:])#")
_BLANKS = {" ", "\t"}
_WORD = re.compile(r"(?:[a-z0-9][a-z0-9.:-]*)?")
_ESCAPE = re.compile(r"\\(?P<sign>.)")
# What git writes around two versions of the same lines; seven `=` alone may underline a heading.
_CONFLICT = re.compile(rb"^(?:<{7}|>{7}|\|{7})(?=[ \r\n]|\Z)", re.MULTILINE)
_CONFLICT_OR_MIDDLE = re.compile(_CONFLICT.pattern + rb"|^={7}(?=\r?$)", re.MULTILINE)
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Scalar:
    """One text as written; `is_null` is true for an empty value, `~` and `null`."""

    text: str
    span: Span
    is_null: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values; `keys` gives the place of each key."""

    entries: dict[str, Node]
    keys: dict[str, Span]
    span: Span


Node = Scalar | Sequence | Mapping


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
        return _problem(self.written_lines, span, rule, message, allowed=allowed, fix=fix)


@dataclass(frozen=True)
class Reading:
    """What came of reading one file: a document, unless it could not be read, and problems."""

    document: MarkedDocument | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Decoded:
    """Text of a file, `clean` and as it was written, both with LF, and what is wrong with it."""

    text: str
    written: str
    problems: list[Problem]


def _problem(
    written: tuple[str, ...],
    span: Span,
    rule: str,
    message: str,
    *,
    allowed: str = "",
    fix: str = "",
) -> Problem:
    text = written[span.line - 1] if 0 < span.line <= len(written) else ""
    if not text.isascii():
        col, end = (written_column(text, col) for col in (span.col, span.col + span.width))
        span = Span(span.source, span.line, col, max(1, end - col))
    return Problem(span, rule, message, allowed, fix, text[:MAX_WIDTH])


def max_bytes(source: str) -> int:
    """How large a source file may be."""
    return _LARGER.get(source, MAX_TEXT_BYTES if source.endswith(".md") else MAX_BYTES)


def too_large(source: str, size: int) -> Problem:
    """The problem of a file of `size` bytes, more than it may have."""
    return Problem(
        Span(source),
        "datei-zu-gross",
        f"Die Datei ist mit {size // 1000} kB zu groß.",
        allowed=f"bis {max_bytes(source) // 1000} kB",
        fix="Kürzen Sie den Text oder teilen Sie ihn auf mehrere Dateien auf.",
    )


def decode(source: str, data: bytes) -> Decoded:
    """Text of a file, and what is wrong with its bytes and characters.

    Whatever can be read past a problem is read, so that one run names all of them.
    """
    problems: list[Problem] = []
    here = Span(source, 1)
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
        problems.append(
            Problem(
                here,
                "bom",
                "Die Datei beginnt mit einem unsichtbaren Zeichen (BOM).",
                fix="Speichern Sie die Datei als „UTF-8“, nicht als „UTF-8 mit BOM“.",
                line_text=data.partition(b"\n")[0].decode("utf-8", "replace")[:MAX_WIDTH].rstrip(),
            )
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        col = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        shown = data.split(b"\n")[line - 1].decode("utf-8", "replace")
        problems.append(
            Problem(
                Span(source, line, col),
                "kein-utf8",
                "Hier steht ein Zeichen, das nicht in UTF-8 gespeichert ist.",
                fix="Speichern Sie die Datei im Editor mit der Zeichenkodierung UTF-8.",
                line_text=shown[:MAX_WIDTH],
            )
        )
        text = data.decode("utf-8", "replace")
    if "\r" in text:
        lines = text.split("\n")
        line = next(number for number, value in enumerate(lines, 1) if "\r" in value)
        shown = lines[line - 1].replace("\r", "")
        problems.append(
            Problem(
                Span(source, line, len(shown) + 1),
                "zeilenende",
                "Die Zeilen enden nach Windows-Art (CRLF).",
                allowed="Zeilenenden nach Unix-Art (LF)",
                fix="Stellen Sie im Editor das Zeilenende auf „LF“ und speichern Sie neu.",
                line_text=shown[:MAX_WIDTH],
            )
        )
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems += _unwanted(source, text)
    return Decoded(clean(text), text, problems)


def conflict(source: str, data: bytes) -> Problem | None:
    """The first sign of git in a file that its editor still has to merge."""
    pattern = _CONFLICT if source.endswith(".md") else _CONFLICT_OR_MIDDLE
    found = pattern.search(data)
    if found is None:
        return None
    line = data.count(b"\n", 0, found.start()) + 1
    text = data.split(b"\n")[line - 1].decode("utf-8", "replace").rstrip("\r")[:MAX_WIDTH]
    return Problem(
        Span(source, line, 1, max(1, len(text))),
        "konflikt",
        "Hier steht noch ein Konflikt aus einer Zusammenführung (git merge).",
        fix="Entscheiden Sie, welche Fassung gilt, und löschen Sie die andere samt den Zeilen, die "
        "mit sieben gleichen Zeichen beginnen. Alles Weitere wird erst danach geprüft.",
        line_text=text,
    )


def read_yaml(source: str, data: bytes) -> Reading:
    """Read a YAML file whose top level is a mapping."""
    if len(data) > max_bytes(source):
        return Reading(None, (too_large(source, len(data)),))
    decoded = decode(source, data)
    text, problems = decoded.text, decoded.problems
    lines = tuple(decoded.written.split("\n"))
    front = _parse(source, text, lines, 1, problems)
    if front is None:
        return Reading(None, tuple(problems))
    return Reading(MarkedDocument(source, text, front, written=decoded.written), tuple(problems))


def read_markdown(source: str, data: bytes) -> Reading:
    """Read a Markdown file that begins with front matter between two lines `---`."""
    if len(data) > max_bytes(source):
        return Reading(None, (too_large(source, len(data)),))
    decoded = decode(source, data)
    text, problems = decoded.text, decoded.problems
    lines = tuple(decoded.written.split("\n"))
    opening = _FENCE.match(text)
    if opening is None:
        problems.append(
            _problem(
                lines,
                Span(source, 1, 1, max(1, len(lines[0]))),
                "kopf-fehlt",
                "Die Datei beginnt nicht mit einem Kopf.",
                allowed="In Zeile 1 stehen drei Bindestriche: ---",
                fix="Setzen Sie den Kopf mit den Feldern zwischen zwei Zeilen ---.",
            )
        )
        return Reading(None, tuple(problems))
    closing = _FENCE.search(text, opening.end())
    if closing is None:
        problems.append(
            _problem(
                lines,
                Span(source, 1, 1, 3),
                "kopf-offen",
                "Der Kopf wird nicht geschlossen.",
                fix="Setzen Sie nach dem letzten Feld eine Zeile mit drei Bindestrichen: ---",
            )
        )
        return Reading(None, tuple(problems))
    front_text = text[opening.end() + 1 : closing.start()]
    body_start = closing.end() + 1
    body_line = text.count("\n", 0, body_start) + 1
    front = _parse(source, front_text, lines, 2, problems)
    if front is None:
        return Reading(None, tuple(problems))
    return Reading(
        MarkedDocument(
            source, text[:body_start], front, text[body_start:], body_line, decoded.written
        ),
        tuple(problems),
    )


def read_plain(source: str, data: bytes) -> Reading:
    """Read a text without front matter."""
    decoded = decode(source, data)
    front = Mapping({}, {}, Span(source))
    document = MarkedDocument(source, "", front, decoded.text, 1, decoded.written)
    return Reading(document, tuple(decoded.problems))


def _unwanted(source: str, text: str) -> Iterator[Problem]:
    """Invisible characters and ligatures; once for each kind of them in a line."""
    if not any(is_unwanted(character) for character in set(text)):
        return
    for number, line in enumerate(text.split("\n"), 1):
        for col, character in sorted(unwanted_in(line)):
            instead = meant(character).strip()
            yield Problem(
                Span(source, number, col),
                "steuerzeichen",
                f"„{instead}“ ist hier nur ein einziges Zeichen (U+{ord(character):04X})."
                if len(instead) > 1
                else f"Hier steht ein unsichtbares Steuerzeichen (U+{ord(character):04X}).",
                fix=(f"Schreiben Sie „{instead}“" if instead else "Löschen Sie das Zeichen")
                + ", oder rufen Sie „impuls fmt“ auf. "
                "Oft ist es beim Einfügen aus Word oder einer PDF entstanden.",
                line_text=line[:MAX_WIDTH],
            )


class _StopError(Exception):
    """Reading ends here; the problem has been noted."""


def _parse(
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
            "Der Kopf ist mit einem Tabulator eingerückt.",
            allowed="Leerzeichen",
            fix="Ersetzen Sie den Tabulator durch zwei Leerzeichen.",
        )
        return None
    try:
        node = builder.build(yaml.parse(text, Loader=_Loader))
    except _StopError:
        return None
    except yaml.YAMLError as error:
        builder.note_syntax(error)
        return None
    if isinstance(node, Mapping):
        return node
    span = node.span if node is not None else Span(source, min(first_line, len(lines)))
    glued = _GLUED.match(lines[span.line - 1]) if isinstance(node, Scalar) else None
    if glued is not None:
        builder.note_glued(span.line, glued)
        return None
    builder.note(
        span,
        "kopf-leer" if node is None else "falscher-typ",
        "Hier steht kein Feld." if node is None else "Hier stehen keine Felder.",
        allowed=_FORM,
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
        self._is_cut = False
        # Few lines hold a remark, and a ledger has a hundred thousand values.
        self._remarked = {n for n, line in enumerate(self._text) if _REMARK.search(line)}

    def note(
        self, span: Span, rule: str, message: str, *, allowed: str = "", fix: str = ""
    ) -> None:
        self._problems.append(_problem(self._lines, span, rule, message, allowed=allowed, fix=fix))

    def _span(self, start: Any, end: Any = None) -> Span:
        # The parser may stop on the line after the last.
        line = min(start.line + self._first_line, len(self._lines))
        width = 1
        if end is not None and end.line == start.line:
            width = max(1, end.column - start.column)
        elif 0 < line <= len(self._lines):
            width = max(1, len(self._lines[line - 1]) - start.column)
        return Span(self._source, line, start.column + 1, width)

    def note_syntax(self, error: yaml.YAMLError) -> None:
        """Say in German what the YAML parser stumbled over."""
        problem = str(getattr(error, "problem", "") or "")
        context = str(getattr(error, "context", "") or "")
        mark = getattr(error, "problem_mark", None)
        message = "Diese Zeile ist so kein gültiges YAML."
        allowed = _FORM
        fix = (
            "Prüfen Sie Doppelpunkt, Einrückung und Anführungszeichen; "
            'im Zweifel setzen Sie den Inhalt in "…".'
        )
        if "simple key" in context:  # it is this line that is no field, not the one behind it
            mark = getattr(error, "context_mark", None) or mark
        glued = self._glued(mark)
        if glued is not None:
            self.note_glued(*glued)
            return
        if "quoted scalar" in context:
            mark = getattr(error, "context_mark", None) or mark
            message = "Ein Anführungszeichen wird geöffnet, aber nicht richtig geschlossen."
            allowed = ""
            fix = "Setzen Sie am Ende des Textes dasselbe Anführungszeichen wie am Anfang."
        elif "flow" in context and self._is_cut:
            return  # the bracket behind the `#` is missed
        elif "flow sequence" in context or "flow mapping" in context:
            mark = getattr(error, "context_mark", None) or mark
            message = "Eine Klammer wird geöffnet, aber nicht richtig geschlossen."
            allowed = "[eins, zwei] oder {quelle: …, stichwort: …}"
            fix = "Trennen Sie die Einträge mit Kommas und schließen Sie die Klammer."
        elif "mapping values are not allowed" in problem and self._is_indented(mark):
            message = "Diese Zeile ist eingerückt, gehört aber zu keiner Liste."
            fix = "Löschen Sie die Leerzeichen am Anfang der Zeile."
        elif "mapping values are not allowed" in problem:
            message = "Im Text steht ein Doppelpunkt mit Leerzeichen; YAML hält ihn für ein Feld."
            allowed = "ein Text ohne Doppelpunkt mit Leerzeichen, oder in Anführungszeichen"
            fix = f"Setzen Sie den ganzen Text in Anführungszeichen: {self._quoted(mark)}"
        elif "could not find expected ':'" in problem or "expected <block end>" in problem:
            message = "Diese Zeile ist weder ein Feld noch die Fortsetzung eines Feldes."
            fix = (
                "Beginnen Sie die Zeile mit dem Namen eines Feldes und einem Doppelpunkt, oder "
                "rücken Sie sie ein, wenn sie zum Feld darüber gehört."
            )
        elif "<document start>" in problem:
            message = "Diese Zeile ist anders eingerückt als das erste Feld."
            fix = "Löschen Sie die Leerzeichen vor dem ersten Feld."
        elif "cannot start any token" in problem:
            message = "Ein Text darf mit diesem Zeichen nicht beginnen."
            allowed = ""
            fix = f"Setzen Sie den Text in Anführungszeichen: {self._quoted(mark)}"
        if mark is None:
            span = Span(self._source, self._first_line)
        else:
            line = min(mark.line + self._first_line, max(1, len(self._lines)))
            span = Span(self._source, line, mark.column + 1)
        self.note(span, "yaml-syntax", message, allowed=allowed, fix=fix)

    def note_glued(self, line: int, glued: re.Match[str]) -> None:
        """Say that a blank is missing behind the colon of a field."""
        name, rest = glued["name"], glued["rest"].strip()
        self.note(
            Span(self._source, line, glued.start("name") + 1, len(name) + 1),
            "yaml-syntax",
            f"Hinter „{name}:“ fehlt ein Leerzeichen.",
            allowed=_FORM,
            fix=f"Schreiben Sie: {name}: {rest}",
        )

    def _line(self, mark: Any) -> str:
        """The line of a mark; empty where there is none."""
        number = -1 if mark is None else mark.line + self._first_line - 1
        return self._lines[number] if 0 <= number < len(self._lines) else ""

    def _glued(self, mark: Any) -> tuple[int, re.Match[str]] | None:
        """The field without a blank behind its colon that made the parser stumble at a mark.

        It stumbles over that field itself, or over the next one, which it takes for more text.
        """
        if mark is None:
            return None
        number = mark.line + self._first_line
        here = _GLUED.match(self._line(mark))
        if here is not None:
            return number, here
        above = self._lines[number - 2] if 2 <= number <= len(self._lines) + 1 else ""
        glued = _GLUED.match(above)
        return (number - 1, glued) if glued and _FIELD.match(self._line(mark)) else None

    def _is_indented(self, mark: Any) -> bool:
        """Whether the marked line begins with blanks and then a key."""
        return bool(re.match(r" +[\w-]+:", self._line(mark)))

    def _quoted(self, mark: Any) -> str:
        """The marked field with its text in quotation marks, as an example."""
        own = _FIELD.match(self._line(mark))
        if own is None or '"' in own["rest"] or "\\" in own["rest"] or len(own["rest"]) > 80:
            return 'titel: "Eins: zwei"'
        return f'{own["name"]}: "{own["rest"].strip()}"'

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
        self._is_cut = True
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
        self.note(
            Span(self._source, number + self._first_line, len(line) + 1),
            "yaml-bedeutung",
            "Am Ende dieser Zeile fehlt ein Komma; YAML liest die Zeilen als einen Eintrag.",
            fix=f"Setzen Sie ein Komma hinter „{line.split()[-1]}“. Gehören die Wörter zusammen, "
            "schreiben Sie sie in eine Zeile.",
        )

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
                    allowed=_FORM,
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
