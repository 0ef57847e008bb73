"""Share images: right size, always the same, and no title that the rules allow leaves its box."""

import io
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from impulswerk.catalogue.graph import Graph
from impulswerk.exports import share_image as module
from impulswerk.exports.share_image import (
    HEIGHT,
    WIDTH,
    Motif,
    alt_text,
    motif,
    picture_problems,
    share_image,
)
from impulswerk.exports.typeset.compiler import Job, Typeset, TypesetterMissingError, typeset
from impulswerk.model.entries import Impulse, State
from impulswerk.model.schema import IMPULSE
from impulswerk.render.look import for_typesetter
from impulswerk.site.assets import cache_folder
from impulswerk.site.project import load
from impulswerk.sources.store import keep_in
from impulswerk.text.typeface import characters
from tests.long import LONG
from tests.project import REAL, SMALL, real_graph

MAX_TITLE = IMPULSE.field("titel").max_length
# Marks that belong to a letter stand anywhere without one.
_SHOWN = sorted(c for c in characters() if unicodedata.category(c)[0] in "LNPS")
_WORDS = st.text(alphabet=_SHOWN, min_size=1, max_size=60)
TITLES = (
    st.lists(_WORDS, min_size=1, max_size=20)
    .map(lambda words: " ".join(words)[:MAX_TITLE].strip())
    .filter(bool)
)
# As the template draws them, in pixels.
MARGIN, COLUMN, TOP, BOTTOM, BAND = 64, 692, 142, 466, 496


def _graph(root: Path) -> Graph:
    graph = load(root).graph
    assert graph is not None
    return graph


@pytest.fixture(scope="module")
def small() -> Graph:
    """Few enough to be drawn several times."""
    return Graph(replace(_graph(SMALL).catalog, chronicle=()))


@pytest.fixture(scope="module")
def real() -> Graph:
    return real_graph()


def _motif(title: str, place: int) -> Motif:
    return {
        "name": "Probe",
        "marke": "Arbeitsentwurf",
        "rubrik": "Fachkräfte",
        "titel": title,
        "treiber": [{"ton": place, "titel": "Digitalisierung"}],
        "nummer": "36",
        "kurz": "",
        "fuss": "",
    }


def _draw(*motifs: Motif) -> list[Image.Image]:
    """The pictures as the typesetter draws them."""
    data = json.dumps({**for_typesetter(_graph(SMALL)), "bilder": motifs})
    (done,) = typeset([Job("bild.typ", data, form="png")])
    assert done.fault == ""
    assert len(done.files) == len(motifs)
    return [Image.open(io.BytesIO(png)) for png in done.files]


def _is_plain(image: Image.Image, box: tuple[int, int, int, int]) -> bool:
    """Whether a part shows one colour only."""
    return len(image.crop(box).convert("RGB").getcolors(1 << 16) or []) == 1


def _outside(image: Image.Image) -> list[str]:
    """Where ink is that should not be."""
    around = {
        "left": (0, 0, MARGIN - 8, BAND),
        "top": (0, 0, WIDTH, 50),
        "right": (WIDTH - MARGIN + 1, 0, WIDTH, BAND),
        "between head and title": (0, 118, WIDTH, TOP - 14),
        "between title and sign": (MARGIN + COLUMN + 8, 118, WIDTH - MARGIN - 344, BAND),
        "between title and band": (0, BOTTOM + 22, MARGIN + COLUMN, BAND),
        "bottom": (0, HEIGHT - 40, WIDTH, HEIGHT),
    }
    return [side for side, box in around.items() if not _is_plain(image, box)]


# Each example is a run of the typesetter: to look for a shorter one would take minutes.
@settings(
    max_examples=8 if LONG else 2,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(st.lists(st.tuples(TITLES, st.integers(0, 4)), min_size=12, max_size=12))
@example([("W" * 60 + " " + "Ä" * 29, 3), ("ÅÇ" * 45, 2), ("jQ" * 30 + " fjord", 0)])
@example([('#let x = 1; #x $x$ @x <x>] "\\ *x* _x_ `x` = x // x', 1), ("#panic()", 0)])
def test_no_ink_leaves_the_box(titles: list[tuple[str, int]]) -> None:
    images = _draw(*(_motif(title, place) for title, place in titles))
    wrong = [(*drawn, found) for *drawn, found in zip(titles, map(_outside, images), strict=True)]
    assert [each for each in wrong if each[-1]] == []


def test_what_looks_like_code_is_shown_as_it_is() -> None:
    # Were it read as Typst, it would give the words beside it.
    code = ["#(1 + 1)", "*fett*", '#str("a")', "x~y", "a--b"]
    plain = ["2", "fett", "a", "x\u00a0y", "a\u2013b"]
    shown = _draw(*(_motif(title, 0) for title in code + plain))
    for image, other in zip(shown[: len(code)], shown[len(code) :], strict=True):
        assert image.tobytes() != other.tobytes()


def test_however_many_drivers_their_names_or_signs_have_room() -> None:
    many = [{"ton": n % 5, "titel": f"Transformationstreiber {n}"} for n in range(9)]
    assert _outside(_draw({**_motif("Titel", 0), "treiber": many})[0]) == []


def test_every_picture_is_a_small_png_of_the_same_size(real: Graph) -> None:
    keep = keep_in(cache_folder(REAL))
    assert list(picture_problems(real, keep)) == []
    for entry in (None, *real.entries):
        content = share_image(real, entry, keep)
        image = Image.open(io.BytesIO(content))
        assert (image.format, image.mode, image.size) == ("PNG", "P", (WIDTH, HEIGHT)), entry
        assert len(content) < 60_000, entry
        # A small palette must not mean other colours.
        look = real.catalog.look
        wanted = {look.light.paper, look.light.ink, *(colour.light for colour in look.colours)}
        if isinstance(entry, Impulse):
            wanted.add(look.colour(entry.drivers[0]).light_tint)
        assert {_rgb(colour) for colour in wanted} <= _colours(image), entry


def _colours(image: Image.Image) -> set[Any]:
    return {colour for _, colour in image.convert("RGB").getcolors(1 << 16) or []}


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


def test_only_what_is_seen_is_drawn_anew(
    small: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, drawn = keep_in(tmp_path), list[Job]()

    def watched(jobs: list[Job]) -> Iterator[Typeset]:
        drawn.extend(jobs)
        return typeset(jobs)

    monkeypatch.setattr(module, "typeset", watched)
    share_image(small, small.impulse(1), keep)
    assert len(drawn) == 1
    assert list(picture_problems(small, keep)) == []
    assert len(drawn) == 1 + len(small.entries) + len(small.catalog.chronicle)
    drawn.clear()
    assert list(picture_problems(small, keep)) == []
    impulse = small.impulse(1)
    unseen = replace(impulse, body="Anders", short="Anders")
    assert motif(small, unseen) == motif(small, impulse)
    assert drawn == []
    for change in (
        {"title": "Anders"},
        {"number": 9},
        {"drivers": ("digitalisierung",)},
        {"field": "fachkraefte"},
        {"state": State.COMPARED},
    ):
        assert motif(small, replace(impulse, **change)) != motif(small, impulse), change


def test_without_a_typesetter_pictures_are_empty_and_it_is_said_once(
    small: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_jobs: object) -> None:
        raise TypesetterMissingError

    monkeypatch.setattr(module, "typeset", missing)
    keep = keep_in(tmp_path)
    assert [problem.rule for problem in picture_problems(small, keep)] == ["pdf-fehlt"]
    image = Image.open(io.BytesIO(share_image(small, None, keep)))
    assert (image.size, _colours(image)) == (
        (WIDTH, HEIGHT),
        {_rgb(small.catalog.look.light.paper)},
    )


def test_a_picture_that_fails_is_empty_and_named_and_spoils_no_other(
    small: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(jobs: list[Job]) -> Iterator[Typeset]:
        bad = f'"titel": "{small.impulse(2).title}"'
        for job in jobs:
            yield from [Typeset(fault="Grund.")] if bad in job.data else typeset([job])

    monkeypatch.setattr(module, "typeset", faulty)
    keep = keep_in(tmp_path)
    (problem,) = picture_problems(small, keep)
    assert (problem.span.source, problem.rule) == (small.impulse(2).source, "pdf-fehler")
    assert "Grund." in problem.message
    bad, good = (share_image(small, small.impulse(number), keep) for number in (2, 1))
    assert _colours(Image.open(io.BytesIO(bad))) == {_rgb(small.catalog.look.light.paper)}
    assert len(_colours(Image.open(io.BytesIO(good)))) > 9
    monkeypatch.undo()
    # It was not kept: the next build tries again.
    assert list(picture_problems(small, keep)) == []


def test_the_state_shows_unless_the_text_was_compared(small: Graph) -> None:
    shown = {s: motif(small, replace(small.impulse(1), state=s))["marke"] for s in State}
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


def test_a_site_without_a_figure_shows_the_signs_of_all_drivers(small: Graph) -> None:
    (image,) = _draw({"titel": "Probe", "kurz": "Keine Impulse", "marke": "", "netz": {}})
    assert {_rgb(colour.light) for colour in small.catalog.look.colours} <= _colours(image)
