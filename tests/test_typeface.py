"""The files of the typeface are what their recipe makes, small and complete for German texts."""

import io
import re

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from impulswerk.text import typeface
from recipes.typeface import FONTS, WEIGHTS, license_text, ranges, web_font, whole_font
from tests.project import REAL


@pytest.fixture(scope="module", params=typeface.FONTS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def kept(name: str) -> TTFont:
    return TTFont(io.BytesIO(typeface.file(name)))


def test_the_characters_are_those_of_the_font() -> None:
    assert {ord(character) for character in typeface.characters()} == set(
        whole_font().getBestCmap()
    )


def test_the_web_font_is_what_its_recipe_makes(name: str, kept: TTFont) -> None:
    made = TTFont(io.BytesIO(web_font(FONTS[name])))
    assert kept.getBestCmap() == made.getBestCmap()
    assert kept.getGlyphOrder() == made.getGlyphOrder()
    # The date and the sums differ with the version of fontTools.
    for table in ("gvar", "GPOS", "name", "OS/2"):
        assert kept.getTableData(table) == made.getTableData(table), table


def test_the_licence_is_the_fonts() -> None:
    assert typeface.file(typeface.LICENSE) == license_text()


def test_every_page_loads_little_of_it() -> None:
    common, _ = typeface.FONTS
    assert typeface.file(common).startswith(b"wOF2")
    assert len(typeface.file(common)) <= 18_000


def test_what_every_page_loads_holds_every_character_of_the_sources() -> None:
    common, _ = FONTS.values()
    for source in [*REAL.glob("impulses/**/*.md"), *REAL.glob("docs/*.md")]:
        missing = set(source.read_text(encoding="utf-8")) - set(common) - set("\n\t")
        assert not missing, f"{source.name}: {missing}"


def test_browsers_load_the_other_letters_where_a_page_has_them() -> None:
    _, others = FONTS.values()
    style = (REAL / "docs" / "assets" / "stil.css").read_text(encoding="utf-8")
    (stated,) = re.findall(r"unicode-range: ([^;]+);", style)
    assert stated == ", ".join(f"U+{line}" for line in ranges(map(ord, others)).split())


def test_it_keeps_kerning_and_both_ends_of_the_weights(kept: TTFont) -> None:
    features = {record.FeatureTag for record in kept["GPOS"].table.FeatureList.FeatureRecord}
    assert "kern" in features
    (axis,) = kept["fvar"].axes
    assert (axis.minValue, axis.maxValue) == WEIGHTS


def test_it_does_not_bear_the_reserved_name(kept: TTFont) -> None:
    assert {kept["name"].getDebugName(n) for n in (1, 4, 6)} == {typeface.FAMILY}
