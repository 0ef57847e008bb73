"""Find misspelt Markdown: signs that readers would see as they stand, lines they would not see.

Whatever Markdown understood is gone from the lines that a reader sees: a bracket, an asterisk or a
bullet that is left there was misspelt. Signs that are meant are escaped, or stand in code.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from impulswerk.model.problems import Problem
from impulswerk.model.tables import read_table
from impulswerk.sources.marked import MarkedDocument
from impulswerk.text.convert import Line, read
from impulswerk.text.slugs import slugify

# Ids that the frame gives pages, and those that pages of impulses and drivers have besides.
FRAME_IDS = frozenset(
    (
        *("inhalt", "hauptmenue", "zitieren-und-teilen", "teilen-beleg", "teilen-html"),
        *("teilen-kurztext", "teilen-link", "teilen-markdown", "teilen-zitat", "teilen-karte"),
    )
)
ENTRY_IDS = FRAME_IDS | {
    *("auf-einen-blick", "herkunft", "aenderungen", "verwandte-impulse", "weitere-impulse"),
    *("darauf-verweisen-auch", "darauf-verweisen", "impulse-mit-diesem-haupttreiber"),
}
DEEPEST = 12  # blocks in each other; a list and its items count as two
_RULE = "zeichen-uebrig"


@dataclass(frozen=True)
class Sign:
    """A sign that is left, as signs.yml tells of it."""

    patterns: tuple[str, ...]
    message: str
    fix: str
    is_escapable: bool = False
    is_first: bool | None = None
    is_told_once: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds the sign in a line."""
        return re.compile("|".join(self.patterns))


@dataclass(frozen=True)
class _Table:
    backslash: str
    link: str
    no_list: str
    item: object  # signs refer to it
    signs: tuple[Sign, ...]


_TABLE = read_table(Path(__file__).with_name("signs.yml"), _Table)
_NUMBER = re.compile(r"(\d{1,2})[.)]\s")
# An id that an editor set in HTML, to keep an old link alive.
ID = re.compile(r'<[a-z]\w*\b[^>]*\bid="([^"{}]+)"')
# Where all of these are missing, so is every sign.
_HINT = re.compile(r"[][<>|=*_`~#{}$^+:&•‣▪◦●○·⁃]|^\W|^\w\w?[.)]|www\.")
_DANGEROUS = re.compile(r"\]\(\s*<?(?:javascript|vbscript|data|file):[^)]{0,80}\)?", re.IGNORECASE)


def check_signs(document: MarkedDocument) -> Iterator[Problem]:
    """Every sign that is left, whatever vanishes, and what is nested too deep."""
    text = read(document.body)
    if text.unclosed:
        yield document.problem(
            document.find(text.unclosed),
            _RULE,
            "Was hier beginnt, wird nicht geschlossen; alles Weitere gehörte noch dazu.",
            fix="Setzen Sie an das Ende dasselbe Zeichen, zum Beispiel ```, oder löschen Sie den "
            "Anfang.",
        )
        return
    before, numbers = 0, {item.number for item in text.items if item.number}
    told: set[str] = set()  # of the paragraph at hand
    for line in text.lines:
        told = set() if line.is_first else told
        # „im / 19. Jahrhundert“ may stand so; a line with the next number makes it a list.
        number = 0 if line.is_first else int((_NUMBER.match(line.text) or (0, 0))[1])
        if number and (number == before + 1 or number - 1 in numbers):
            yield document.problem(
                document.find(line.line, line.text),
                _RULE,
                _TABLE.no_list,
                fix="Eine Liste mit Zahlen beginnt mit 1, oder nach einer leeren Zeile.",
            )
        before = number
        if _HINT.search(line.text):
            yield from _left(document, line, told)
    for item in text.items:
        if item.mark == "+":
            yield document.problem(
                document.find(item.line, "+"),
                _RULE,
                "Das Pluszeichen am Anfang wird zum Punkt einer Liste.",
                fix=f"Beginnen Sie einen Punkt mit „- “. {_TABLE.backslash}",
            )
    for part in text.parts:
        if part.kind == "indented":
            yield document.problem(
                document.find(part.line, part.text.split("\n")[0].strip()),
                _RULE,
                "Vier Leerzeichen am Anfang der Zeile machen daraus Programmcode.",
                fix="Löschen Sie die Leerzeichen. Programmcode steht zwischen zwei Zeilen ```.",
            )
    yield from _vanishing(document)
    level, line_number = text.depth
    if level > DEEPEST:
        yield document.problem(
            document.find(line_number),
            "text-zu-tief",
            "Hier sind zu viele Listen oder Zitate ineinander geschachtelt.",
            allowed=f"höchstens {DEEPEST // 2} Listen ineinander",
            fix="Rücken Sie die Punkte weniger weit ein, oder löschen Sie überzählige Zeichen >.",
        )


def _left(document: MarkedDocument, line: Line, told: set[str]) -> Iterator[Problem]:
    words = line.text.strip()
    dangerous = list(_DANGEROUS.finditer(words))
    for found in dangerous:
        yield document.problem(
            document.find(line.line, found[0]),
            "verweis-art",
            "Ein Link mit dieser Art von Adresse ist nicht erlaubt.",
            allowed="NN-kurzname.md, treiber/kurzname.md, https://…, mailto:…",
            fix=_TABLE.link,
        )
    if dangerous:
        return
    named: list[range] = []
    for sign in _TABLE.signs:
        stray = sign.pattern.search(words)
        if stray is None or sign.is_first not in {None, line.is_first}:
            continue
        if any(stray.start() in other or other.start in range(*stray.span()) for other in named):
            continue
        named.append(range(*stray.span()))
        if sign.is_told_once and sign.message in told:
            continue
        told.add(sign.message)
        fix = sign.fix + f" {_TABLE.backslash}" * sign.is_escapable
        span = document.find(line.line, stray[0].strip())
        yield document.problem(span, _RULE, sign.message, fix=fix)


def _vanishing(document: MarkedDocument) -> Iterator[Problem]:
    """Definitions that nobody refers to, and surplus cells: nothing is left of them on the page."""
    for line, columns, cell in read(document.body).cut_rows:
        yield document.problem(
            document.find(line, f"| {cell}", cell),
            "text-verschwindet",
            "Diese Zelle steht in keiner Spalte und erscheint nicht auf der Seite.",
            allowed=f"höchstens {columns} Zellen in einer Zeile dieser Tabelle",
            fix="Ergänzen Sie in der Kopfzeile und in der Zeile darunter eine Spalte. Gehört der "
            "Strich zum Text, schreiben Sie \\|.",
        )
    labels = set()
    for definition in read(document.body).definitions:
        is_note = definition.label.startswith("[^")
        if not definition.is_used:
            again = definition.label in labels
            yield document.problem(
                document.find(definition.line, definition.label + ":"),
                "text-verschwindet",
                ("Diese Kennung gibt es schon; die Zeile" if again else "Diese Zeile")
                + " erscheint nicht auf der Seite.",
                allowed="zu jeder Zeile mit Kennung eine Stelle im Text, die sie nennt",
                fix=f"Nennen Sie die Fußnote im Text: {definition.label.lower()}"
                if is_note and not again
                else "Löschen Sie die Zeile, oder geben Sie ihr eine eigene Kennung."
                if again
                else f"Löschen Sie die Zeile. {_TABLE.backslash}",
            )
        labels.add(definition.label)


def check_anchors(
    document: MarkedDocument, taken: frozenset[str] = frozenset()
) -> Iterator[Problem]:
    """Headings whose address is not theirs alone; `taken` are ids that the page has besides."""
    seen: dict[str, int] = {}
    text = read(document.body)
    written = {name for part in text.parts if part.kind == "html" for name in ID.findall(part.text)}
    for heading in text.headings:
        name = slugify(heading.text)
        span = document.find(heading.line, heading.text)
        if not name:
            message = "In dieser Überschrift steht kein Wort, das zu einer Adresse werden könnte."
        elif name in seen:
            line = seen[name] + document.body_line - 1
            message = f"Die Adresse „#{name}“ hat schon die Überschrift in Zeile {line}."
        elif name in taken | written:
            message = f"Die Adresse „#{name}“ hat auf der Seite schon etwas anderes."
        else:
            seen[name] = heading.line
            continue
        yield document.problem(
            span,
            "ueberschrift-anker",
            message,
            allowed="in jedem Text jede Überschrift nur einmal",
            fix="Geben Sie der Überschrift einen eigenen Wortlaut.",
        )
