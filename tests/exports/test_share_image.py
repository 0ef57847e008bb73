"""Share images: right size, always the same, and no title that the rules allow leaves its box."""

import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from impulswerk.exports import share_page
from impulswerk.exports.kerning import kerning
from impulswerk.exports.line_breaks import Setting, fit
from impulswerk.exports.look import DARK, LIGHT, Scheme, place
from impulswerk.exports.share_home import HomeMotif
from impulswerk.exports.share_image import HEIGHT, WIDTH, alt_text, share_image
from impulswerk.exports.share_page import MARGIN, Label, PageMotif
from impulswerk.graph import Graph
from impulswerk.model import Impulse, State
from impulswerk.project import load
from impulswerk.schema import IMPULSE
from recipes.typeface import LETTERS
from tests.project import REAL, SMALL

MAX_TITLE = IMPULSE.field("titel").max_length
LONGEST_WORD = 60

_WORDS = st.text(alphabet=sorted(LETTERS.replace(" ", "")), min_size=1, max_size=LONGEST_WORD)
TITLES = (
    st.lists(_WORDS, min_size=1, max_size=20)
    .map(lambda words: " ".join(words)[:MAX_TITLE].strip())
    .filter(bool)
)


def _graph(root: Path) -> Graph:
    graph = load(root).graph
    assert graph is not None
    return graph


@pytest.fixture(scope="module")
def small() -> Graph:
    return _graph(SMALL)


@pytest.fixture(scope="module")
def real() -> Graph:
    return _graph(REAL)


def _title(title: str, width: int, height: int) -> Setting:
    return fit(
        title,
        width,
        height,
        share_page.TITLE_SIZES,
        weight=700,
        leading=share_page.TITLE_LEADING,
        tracking=share_page.TRACKING,
    )


def _motif(title: str, place: int) -> PageMotif:
    return PageMotif(
        site_name="Probe",
        mark="Arbeitsentwurf",
        kicker="Fachkräfte",
        title=title,
        drivers=(Label(place, "Digitalisierung"),),
        number="36",
    )


# --- Type -------------------------------------------------------------------------------------


# As HarfBuzz, the reference for such tables, spaces these pairs of the same font.
@pytest.mark.parametrize(
    ("pair", "weight", "thousandths"),
    [
        ("Te", 400, -66.1),
        ("Te", 700, -76.1),
        ("Tr", 700, -41.8),
        ("P.", 700, -132.3),
        ("rn", 700, 0),
    ],
)
def test_letters_are_kerned_as_the_typeface_asks(
    pair: str, weight: int, thousandths: float
) -> None:
    assert kerning(weight).between(*pair) * 1000 == pytest.approx(thousandths, abs=0.1)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        (
            "Clusterpolitik einheitlich und zukunftsorientiert gestalten",
            ("Clusterpolitik einheitlich", "und zukunftsorientiert", "gestalten"),
        ),
        ("Cross-Innovation als Methode", ("Cross-Innovation", "als Methode")),
        # A name breaks at a joint, but never so that a stump is left.
        (
            "Handels.Kammer.NRW.Verbund.Start-up",
            ("Handels.", "Kammer.NRW.Verbund.", "Start-up"),
        ),
        # A dash ends a line and never begins one.
        (
            "Cluster und Unternehmen – zusammen wachsen",
            ("Cluster und", "Unternehmen\u00a0–", "zusammen wachsen"),
        ),
        # Whole words, even if divided ones could be a little larger.
        (
            "Resiliente Wertschöpfungsketten aufbauen",
            ("Resiliente", "Wertschöpfungsketten", "aufbauen"),
        ),
        # A word that would make everything small is divided where German divides it.
        (
            "Kompetenzentwicklungsmaßnahmen zwischen Hochschulen verankern",
            ("Kompetenzentwick-", "lungsmaßnahmen", "zwischen Hochschulen", "verankern"),
        ),
        # … and never behind the colon, which the dictionary does not know.
        (
            "Arbeitnehmer:innenüberlassungsgesetzänderungen",
            ("Arbeitnehmer:innen-", "überlassungsgesetz-", "änderungen"),
        ),
    ],
)
def test_lines_break_where_a_typesetter_would(title: str, lines: tuple[str, ...]) -> None:
    assert _title(title, 692, 280).lines == lines


@given(TITLES, st.sampled_from([(692, 280), (520, 210)]))
@example("W" * LONGEST_WORD + " " + "M" * 29, (520, 210))
def test_every_title_fits_whole(title: str, box: tuple[int, int]) -> None:
    setting = fit(title, *box, share_page.TITLE_SIZES, weight=700, leading=share_page.TITLE_LEADING)
    assert setting.width <= box[0]
    assert setting.height <= box[1]
    # Nothing is left out, and nothing but spaces and hyphens was touched.
    skipped = re.compile(r"[\s-]")
    assert skipped.sub("", "".join(setting.lines)) == skipped.sub("", title)


def test_what_cannot_fit_is_an_error() -> None:
    with pytest.raises(ValueError, match="does not fit 10 by 10 pixels"):
        fit("Titel", 10, 10, (20,))


# --- Pictures ---------------------------------------------------------------------------------


def _is_plain(image: Image.Image, box: tuple[int, int, int, int]) -> bool:
    """Whether a part shows one colour only."""
    return len(image.crop(box).convert("RGB").getcolors(1 << 16) or []) == 1


@settings(max_examples=25, deadline=None)
@given(TITLES, st.integers(0, 3))
@example("W" * LONGEST_WORD + " " + "Ä" * 29, 3)
@example("ÅÇ" * 45, 2)
@example("jQ" * 30 + " fjord", 0)
def test_no_ink_leaves_the_box(title: str, place: int) -> None:
    image = Image.open(io.BytesIO(_motif(title, place).png()))
    column = MARGIN + share_page.COLUMN
    around = {
        "left": (0, 0, MARGIN - 6, share_page.BAND),
        "top": (0, 0, WIDTH, 50),
        "right": (WIDTH - MARGIN + 1, 0, WIDTH, share_page.BAND),
        "between head and title": (0, 118, WIDTH, share_page.TOP - 4),
        "between title and sign": (column + 4, 118, WIDTH - MARGIN - 344, share_page.BAND),
        "between title and band": (0, share_page.BOTTOM + 6, column, share_page.BAND),
        "bottom": (0, HEIGHT - 40, WIDTH, HEIGHT),
    }
    assert [side for side, box in around.items() if not _is_plain(image, box)] == []


def test_every_picture_is_a_small_png_of_the_same_size(real: Graph) -> None:
    for entry in (None, *real.entries):
        content = share_image(real, entry).png()
        image = Image.open(io.BytesIO(content))
        assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT)), entry
        assert len(content) < 60_000, entry
        # A small palette must not mean other colours.
        wanted = {LIGHT.paper, LIGHT.ink, *(tone.colour for tone in LIGHT.tones)}
        if isinstance(entry, Impulse):
            wanted.add(LIGHT.tones[place(real.driver(entry.drivers[0]))].tint)
        assert {_rgb(colour) for colour in wanted} <= _colours(image), entry


def _colours(image: Image.Image) -> set[Any]:
    return {colour for _, colour in image.convert("RGB").getcolors(1 << 16) or []}


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


def test_another_process_draws_the_same_bytes(small: Graph) -> None:
    here = [share_image(small, entry) for entry in (None, *small.entries)]
    code = """
import hashlib, sys
from pathlib import Path
from impulswerk.exports.share_image import share_image
from impulswerk.project import load
graph = load(Path(sys.argv[1])).graph
for entry in reversed((None, *graph.entries)):
    image = share_image(graph, entry)
    print(image.key, image.png().hex())
"""
    done = subprocess.run(
        [sys.executable, "-c", code, SMALL],
        env=os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    )
    expected = [f"{image.key} {image.png().hex()}" for image in reversed(here)]
    assert done.stdout.splitlines() == expected


def test_the_key_changes_with_what_is_seen_and_with_nothing_else(small: Graph) -> None:
    impulse = small.impulse(1)
    key = share_image(small, impulse).key
    for change in (
        {"title": "Anders"},
        {"number": 9},
        {"drivers": ("digitalisierung",)},
        {"field": "fachkraefte"},
        {"state": State.COMPARED},
    ):
        assert share_image(small, replace(impulse, **change)).key != key, change
    assert share_image(small, replace(impulse, body="Anders", short="Anders")).key == key


def test_the_state_shows_unless_the_text_was_compared(small: Graph) -> None:
    shown = {}
    for state in State:
        motif = share_image(small, replace(small.impulse(1), state=state)).motif
        shown[state] = motif.mark
    assert shown == {
        State.DRAFT: "Arbeitsentwurf",
        State.COMPARED: "",
        State.WITHDRAWN: "Zurückgezogen",
    }


def test_words_for_those_who_do_not_see_it(small: Graph) -> None:
    assert alt_text(small, small.impulse(1)) == (
        "Impuls 1: Lotsen ausbilden. Arbeitsentwurf. Handlungsfeld: Transfer. "
        "Treiber: Demografie, Digitalisierung. Redaktion Musterpapier."
    )
    for entry in (None, *small.entries):
        text = alt_text(small, entry)
        assert text.endswith(".")
        assert ".." not in text


def test_a_site_without_a_figure_shows_the_four_signs() -> None:
    content = HomeMotif("Probe", "Keine Impulse", "", None).png()
    image = Image.open(io.BytesIO(content))
    assert {_rgb(tone.colour) for tone in LIGHT.tones} <= _colours(image)


# --- Colours ----------------------------------------------------------------------------------


def _properties(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]+);", css))


@pytest.mark.parametrize(
    ("scheme", "start"),
    [(LIGHT, ":root {"), (DARK, "@media screen and (prefers-color-scheme: dark)")],
)
def test_colours_are_those_of_the_style_sheet(scheme: Scheme, start: str) -> None:
    css = (REAL / "docs/assets/stil.css").read_text(encoding="utf-8")
    found = _properties(css[css.index(start) :].split("}", 1)[0])
    expected = {
        "papier": scheme.paper,
        "tinte": scheme.ink,
        "leise": scheme.quiet,
        "linie": scheme.line,
        "rahmen": scheme.frame,
        "auf-farbe": scheme.on_colour,
    }
    for name, tone in zip(("gruen", "blau", "ocker", "beere"), scheme.tones, strict=True):
        expected |= {name: tone.colour, f"{name}-hauch": tone.tint}
    assert {name: found[name] for name in expected} == expected
