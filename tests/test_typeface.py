"""The files of the typeface are what their recipe makes, small and complete for German texts."""

import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from impulswerk.text import typeface
from recipes.typeface import WEIGHTS, license_text, web_font, whole_font


@pytest.fixture(scope="module")
def kept() -> TTFont:
    return TTFont(io.BytesIO(typeface.web_font()))


def test_the_characters_are_those_of_the_font() -> None:
    assert {ord(character) for character in typeface.characters()} == set(
        whole_font().getBestCmap()
    )


def test_the_web_font_is_what_its_recipe_makes(kept: TTFont) -> None:
    made = TTFont(io.BytesIO(web_font()))
    assert kept.getBestCmap() == made.getBestCmap()
    assert kept.getGlyphOrder() == made.getGlyphOrder()
    # The date and the sums differ with the version of fontTools.
    for table in ("gvar", "GPOS", "name", "OS/2"):
        assert kept.getTableData(table) == made.getTableData(table), table


def test_the_licence_is_the_fonts() -> None:
    assert typeface.license_text() == license_text()


def test_the_web_font_fits_the_budget() -> None:
    assert typeface.web_font().startswith(b"wOF2")
    assert len(typeface.web_font()) <= 30_000


def test_it_holds_every_character_of_the_sources(kept: TTFont) -> None:
    known = kept.getBestCmap()
    root = Path(__file__).parents[1]
    for source in [*root.glob("impulses/**/*.md"), *root.glob("docs/*.md")]:
        text = source.read_text(encoding="utf-8")
        missing = {char for char in text if ord(char) not in known} - set("\n\t")
        assert not missing, f"{source.name}: {missing}"


def test_it_keeps_kerning_and_both_ends_of_the_weights(kept: TTFont) -> None:
    features = {record.FeatureTag for record in kept["GPOS"].table.FeatureList.FeatureRecord}
    assert "kern" in features
    (axis,) = kept["fvar"].axes
    assert (axis.minValue, axis.maxValue) == WEIGHTS


def test_it_does_not_bear_the_reserved_name(kept: TTFont) -> None:
    assert {kept["name"].getDebugName(n) for n in (1, 4, 6)} == {typeface.FAMILY}
