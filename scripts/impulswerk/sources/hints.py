"""Explain in German why YAML cannot be read, from the two places at which the parser gave up.

The parser's own words are not looked at: they differ between its versions. It names two places, the
one where it gave up and, mostly, the beginning of what it was reading; what stands there tells the
rest.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import yaml

FORM = "in jeder Zeile ein Feld: Name, Doppelpunkt, Leerzeichen, Inhalt"

# A field whose colon has no blank behind it; `https://…` is none.
_GLUED = re.compile(r"[ ]*(?:- +)?(?P<name>[A-Za-z_][\w-]*):(?=[^\s/])(?P<rest>.*)")
_FIELD = re.compile(r"[ ]*(?:- +)?(?P<name>[\w-]+): +(?P<rest>.*)")
_KEY = re.compile(r":(?:\s|$)")
_INDENTED = re.compile(r" +[\w-]+:")
# Behind what a value begins.
_BEFORE = re.compile(r"(?:^|[\[{]|[,:-] ) *$")
_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""", re.DOTALL)
# Characters that mean something to YAML where a value begins.
_SIGNS = set("@`%,]}*&!|>-?")


@dataclass(frozen=True)
class Hint:
    """What is wrong and how to mend it; `line` and `col` count from 0."""

    line: int
    col: int
    message: str
    fix: str
    allowed: str = ""
    width: int = 1


@dataclass(frozen=True)
class _Place:
    """A place in the text, and what stands around it on its line."""

    line: int
    col: int
    text: str  # the whole line

    @property
    def sign(self) -> str:
        return self.text[self.col : self.col + 1]

    @property
    def before(self) -> str:
        return self.text[: self.col]

    def hint(self, message: str, fix: str, allowed: str = "") -> Hint:
        return Hint(self.line, self.col, message, fix, allowed)


def glued(line: int, text: str) -> Hint | None:
    """That a blank is missing behind the colon of the field on this line, if one is."""
    found = _GLUED.match(text)
    if found is None:
        return None
    name, rest = found["name"], found["rest"].strip()
    return Hint(
        line,
        found.start("name"),
        f"Hinter „{name}:“ fehlt ein Leerzeichen.",
        f"Schreiben Sie: {name}: {rest}",
        FORM,
        len(name) + 1,
    )


def explain(error: yaml.YAMLError, lines: Sequence[str], *, is_cut: bool) -> Hint | None:
    """What is wrong with `lines`, of which the parser read as far as it could.

    None where it was said already: `is_cut` means that a `#` has cut off the end of a list.
    """
    stop = _place(getattr(error, "problem_mark", None), lines)
    start = _place(getattr(error, "context_mark", None), lines)
    if stop is None:
        return _Place(0, 0, "").hint(*_UNKNOWN)
    if start is not None and start.text and not _KEY.search(start.text, start.col):
        # It is this line that is no field, not the one behind it.
        is_key = start.sign not in {'"', "'", "[", "{"}
        stop = start if is_key and start.line < stop.line else stop
    found = glued(stop.line, stop.text)
    if found is None and stop.line and _FIELD.match(stop.text):
        # The parser took the field for more of the text above it.
        found = glued(stop.line - 1, lines[stop.line - 1])
    if found is not None:
        return found
    if start is not None and start.sign in {'"', "'"} and (found := _quote(start, stop, lines)):
        return found
    if found := _rest(stop):
        return found
    if start is not None and start.sign in {"[", "{"}:
        return None if is_cut else start.hint(*_BRACKET)
    for place in filter(None, (start, stop)):
        is_item = place.sign == "-" and not place.before.strip()
        if place.sign in _SIGNS and _BEFORE.search(place.before) and not is_item:
            fix = f"Setzen Sie den Text in Anführungszeichen: {_in_quotes(place.text)}"
            return place.hint("Ein Text darf mit diesem Zeichen nicht beginnen.", fix)
    return _in_line(stop, lines)


def _place(mark: yaml.Mark | None, lines: Sequence[str]) -> _Place | None:
    if mark is None:
        return None
    # The parser may stop on the line after the last.
    text = lines[mark.line] if mark.line < len(lines) else ""
    return _Place(mark.line, mark.column, text)


def _quote(start: _Place, stop: _Place, lines: Sequence[str]) -> Hint | None:
    """What is wrong with a text whose quotation mark stands at `start`, if it is at fault."""
    escape = stop.text.find("\\", max(0, stop.col - 1), stop.col + 1)
    if start.sign == '"' and escape >= 0:
        own = stop.text[escape : escape + 2]
        return _Place(stop.line, escape, stop.text).hint(
            f"„{own}“ hat in doppelten Anführungszeichen keine Bedeutung.",
            f"Setzen Sie den Wert in einfache Anführungszeichen, oder schreiben Sie „\\{own}“.",
        )
    text = "\n".join([start.text[start.col :], *lines[start.line + 1 : stop.line + 1]])
    return None if _QUOTED.match(text) else start.hint(*_QUOTATION)


def _rest(stop: _Place) -> Hint | None:
    """That something stands behind the end of a value, if it does."""
    before = stop.before.rstrip()
    if not stop.text or not before.endswith(('"', "'", "]", "}")):
        return None
    end = (
        "dem schließenden Anführungszeichen" if before[-1] in "\"'" else "der schließenden Klammer"
    )
    return stop.hint(
        f"Hinter {end} steht noch etwas.",
        "Setzen Sie den ganzen Text in Anführungszeichen, und nehmen Sie innen andere: „…“.",
    )


def _in_line(stop: _Place, lines: Sequence[str]) -> Hint:
    """What is wrong with the line on which the parser gave up."""
    if _INDENTED.match(stop.text):
        return stop.hint(*_INDENT)
    if stop.sign == ":":
        is_first = not _KEY.search(stop.before)
        above = next((n for n in range(stop.line - 1, -1, -1) if lines[n].strip()), None)
        if is_first and above is not None and not _KEY.search(lines[above]):
            return _Place(above, 0, lines[above]).hint(*_NO_FIELD)
        return stop.hint(
            "Im Text steht ein Doppelpunkt mit Leerzeichen; YAML hält ihn für ein Feld.",
            f"Setzen Sie den ganzen Text in Anführungszeichen: {_in_quotes(stop.text)}",
            "ein Text ohne Doppelpunkt mit Leerzeichen, oder in Anführungszeichen",
        )
    if stop.text and not _KEY.search(stop.text):
        return stop.hint(*_NO_FIELD)
    first = next((line for line in lines if line.strip()), "")
    if first.startswith(" ") and not stop.text.startswith(" "):
        return stop.hint(*_FIRST_INDENTED)
    return stop.hint(*_UNKNOWN)


def _in_quotes(line: str) -> str:
    """The field of a line with its text in quotation marks, as an example."""
    own = _FIELD.match(line)
    if own is None or '"' in own["rest"] or "\\" in own["rest"] or len(own["rest"]) > 80:
        return 'titel: "Eins: zwei"'
    return f'{own["name"]}: "{own["rest"].strip()}"'


# Message, how to mend it, and what is allowed.
_UNKNOWN = (
    "Diese Zeile ist so kein gültiges YAML.",
    "Prüfen Sie Doppelpunkt, Einrückung und Anführungszeichen; im Zweifel setzen Sie den Inhalt "
    'in "…".',
    FORM,
)
_QUOTATION = (
    "Ein Anführungszeichen wird geöffnet, aber nicht richtig geschlossen.",
    "Setzen Sie am Ende des Textes dasselbe Anführungszeichen wie am Anfang.",
)
_BRACKET = (
    "Eine Klammer wird geöffnet, aber nicht richtig geschlossen.",
    "Trennen Sie die Einträge mit Kommas und schließen Sie die Klammer.",
    "[eins, zwei] oder {quelle: …, stichwort: …}",
)
_INDENT = (
    "Diese Zeile ist eingerückt, gehört aber zu keiner Liste.",
    "Löschen Sie die Leerzeichen am Anfang der Zeile.",
    FORM,
)
_FIRST_INDENTED = (
    "Diese Zeile ist anders eingerückt als das erste Feld.",
    "Löschen Sie die Leerzeichen vor dem ersten Feld.",
    FORM,
)
_NO_FIELD = (
    "Diese Zeile ist weder ein Feld noch die Fortsetzung eines Feldes.",
    "Beginnen Sie die Zeile mit dem Namen eines Feldes und einem Doppelpunkt, oder rücken Sie sie "
    "ein, wenn sie zum Feld darüber gehört.",
    FORM,
)
