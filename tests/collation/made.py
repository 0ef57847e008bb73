"""Sources that tests make themselves: a text of our own, set in several layouts as PDF."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources import files

from fpdf import FPDF

# Sentences that no paper has; every one can be told from every other.
SENTENCES = tuple(
    """
Die Werkstätten am Fluss teilen seit Jahren ihre Maschinen und ihre Meisterinnen.
Wer dort eine Fräse braucht, trägt sich abends in eine lange Liste ein.
Rund 1.250 Betriebe haben 2023–2024 an der Versuchsreihe teilgenommen, davon 37 im Handwerk.
„Ohne die Nachbarn hätten wir nie angefangen“, sagt eine Schreinerin aus Neuss.
Die KI-Anwendung erkennt Risse im Holz, bevor ein Mensch sie fühlt.
Das hilft der Innovations- und Wettbewerbsfähigkeit kleiner Höfe, die keine Labore haben.
Offen bleibt, wer die Öfen im Winter heizt und wer die Schlüssel verwahrt.
Viele Auszubildende möchten bleiben; ihnen fehlt jedoch ein Zimmer in der Stadt.
Ein Schiff bringt jeden Dienstag Kork, Filz und Kupfer aus dem Hafen herauf.
Die Verwaltung prüft Anträge auf Umbau inzwischen in elf statt in neunzig Tagen.
Zwischen Mühle und Bahnhof entsteht ein Schaufenster für reparierte Geräte.
Dafür gaben Innovationsakteur:innen ihre Pläne frei, ohne ein Entgelt zu verlangen.
Jede Schicht hinterlässt der folgenden eine Tafel mit offenen Fragen.
So wandert das Wissen der Älteren in die Hände derer, die neu beginnen.
Ein Verzeichnis der Ersatzteile liegt im Rathaus aus und wächst von Woche zu Woche.
Strom liefern die Dächer, Wärme der Bäcker, dessen Ofen nachts nie erkaltet.
Manche Gäste kommen aus Lüttich, um das Verfahren bei sich nachzubauen.
Fördergelder fließen erst, wenn drei Nachbarn füreinander bürgen.
Der Stoffkreislauf ist damit nicht geschlossen, aber merklich enger geworden.
Am Ende zählt, ob ein zerlegter Stuhl wieder ein Stuhl werden kann.
""".strip().split("\n")
)
TEXT = " ".join(SENTENCES)

_FONT = files("fontpkg_source_sans_3") / "files" / "SourceSans3[wght].ttf"
_LEADING = 1.3
_TOP, _BOTTOM, _LEFT = 70.0, 760.0, 60.0


def wrapped(text: str, width: int, *, hyphenate: bool = True) -> list[str]:
    """Lines of at most `width` characters; words are hyphenated wherever the line is full."""
    lines = [""]
    for word in text.split(" "):
        room = width - len(lines[-1]) - (1 if lines[-1] else 0)
        if len(word) <= room:
            lines[-1] += (" " if lines[-1] else "") + word
            continue
        cut = _cut(word, room) if hyphenate else 0
        if cut:
            hyphen = "" if word[cut - 1] == "-" else "-"
            lines[-1] += (" " if lines[-1] else "") + word[:cut] + hyphen
            lines.append(word[cut:])
        else:
            lines.append(word)
    return lines


def _cut(word: str, room: int) -> int:
    """Where a word can be cut to fill `room` with a hyphen: between letters, or behind a hyphen."""
    for cut in range(min(room - 1, len(word) - 3), 2, -1):
        if word[cut - 1] == "-" and cut <= room:
            return cut
        if word[cut - 3 : cut + 3].isalpha():
            return cut
    return 0


@dataclass(frozen=True)
class Sheet:
    """A page: lines of each column between a head and a foot, and lines of small print below.

    `^…^` in a line is raised. `title` stands above the columns, in large letters across them.
    """

    columns: Sequence[Sequence[str]]
    head: str = ""
    foot: str = ""
    notes: Sequence[str] = ()
    title: str = ""
    sideways: str = ""


@dataclass
class Maker:
    """Makes a PDF of sheets; `row_by_row` paints columns line by line, as some programs do."""

    sheets: Sequence[Sheet]
    size: float = 10.0
    gutter: float = 22.0
    row_by_row: bool = False
    word_by_word: bool = False
    labels: tuple[str, int] | None = None  # style and start of the page labels
    password: str | None = None
    pdf: FPDF = field(init=False)

    def stacked(self, bands: Sequence[Sequence[Sequence[str]]]) -> bytes:
        """A PDF of one page with bands of columns, one below the other."""
        self._begin()
        self.pdf.add_page()
        top = _TOP
        for columns in bands:
            for x, y, line in self._places(Sheet(columns), top):
                self._line(x, y, line)
            top += (max(map(len, columns)) + 1) * self.size * _LEADING
        return self._end()

    def data(self) -> bytes:
        """The PDF."""
        self._begin()
        for sheet in self.sheets:
            self.pdf.add_page()
            if self.labels:
                self.pdf.set_page_label(label_style=self.labels[0], label_start=self.labels[1])
                self.labels = None
            self._page(sheet)
        return self._end()

    def _begin(self) -> None:
        self.pdf = FPDF(unit="pt", format="A4")
        self.pdf.set_auto_page_break(False)
        self.pdf.set_creation_date(dt.datetime(2025, 4, 8, tzinfo=dt.UTC))
        self.pdf.add_font("text", fname=str(_FONT))
        self.pdf.set_font("text", size=self.size)
        if self.password is not None:
            self.pdf.set_encryption("owner", self.password)

    def _end(self) -> bytes:
        out = io.BytesIO()
        self.pdf.output(out)
        return out.getvalue()

    def _page(self, sheet: Sheet) -> None:
        self._line(_LEFT, 40, sheet.head)
        self._line(_LEFT, 810, sheet.foot)
        top = _TOP
        if sheet.title:
            self.pdf.set_font_size(self.size * 1.8)
            self._line(_LEFT, top + 10, sheet.title)
            self.pdf.set_font_size(self.size)
            top += 40
        if sheet.sideways:
            with self.pdf.rotation(90, 30, 500):
                self._line(30, 500, sheet.sideways)
        for x, y, line in self._places(sheet, top):
            self._line(x, y, line)
        self.pdf.set_font_size(self.size * 0.8)
        for row, line in enumerate(reversed(sheet.notes)):
            self._line(_LEFT, _BOTTOM - row * self.size, line)
        self.pdf.set_font_size(self.size)

    def _places(self, sheet: Sheet, top: float) -> Iterator[tuple[float, float, str]]:
        count = max(1, len(sheet.columns))
        width = (self.pdf.w - 2 * _LEFT - (count - 1) * self.gutter) / count
        found = [
            (row, column, line)
            for column, lines in enumerate(sheet.columns)
            for row, line in enumerate(lines)
        ]
        if not self.row_by_row:
            found.sort(key=lambda item: (item[1], item[0]))
        else:
            found.sort(key=lambda item: (item[0], item[1]))
        for row, column, line in found:
            x = _LEFT + column * (width + self.gutter)
            yield x, top + row * self.size * _LEADING, line

    def _line(self, x: float, y: float, line: str) -> None:
        size = self.pdf.font_size_pt
        for index, part in enumerate(line.split("^")):
            raised = index % 2 == 1
            self.pdf.set_font_size(size * 0.6 if raised else size)
            for piece in part.split(" ") if self.word_by_word else [part]:
                if piece:
                    self.pdf.text(x, y - (size * 0.35 if raised else 0), piece)
                x += self.pdf.get_string_width(piece)
                x += self.pdf.get_string_width(" ") if self.word_by_word else 0
        self.pdf.set_font_size(size)


def scan(pages: int = 1) -> bytes:
    """Pages with a picture and no text."""
    pdf = FPDF(unit="pt", format="A4")
    for _ in range(pages):
        pdf.add_page()
        pdf.rect(20, 20, 500, 700, style="F")
    return bytes(pdf.output())
