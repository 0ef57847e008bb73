"""The typeface is small, complete for German texts, and always the same."""

import io
from pathlib import Path

import pytest
from fontTools import ttLib  # type: ignore[import-untyped]

from impulswerk.exports import fonts


@pytest.fixture(scope="module")
def font() -> bytes:
    return fonts.web_font()


def test_it_fits_the_budget(font: bytes) -> None:
    assert font.startswith(b"wOF2")
    assert len(font) <= 30_000


def test_it_holds_every_character_of_the_sources(font: bytes) -> None:
    known = ttLib.TTFont(io.BytesIO(font)).getBestCmap()
    root = Path(__file__).parents[1]
    for source in [*root.glob("impulses/**/*.md"), *root.glob("docs/*.md")]:
        text = source.read_text(encoding="utf-8")
        missing = {char for char in text if ord(char) not in known} - set("\n\t")
        assert not missing, f"{source.name}: {missing}"


def test_it_keeps_kerning_and_both_ends_of_the_weights(font: bytes) -> None:
    cut = ttLib.TTFont(io.BytesIO(font))
    features = {record.FeatureTag for record in cut["GPOS"].table.FeatureList.FeatureRecord}
    assert "kern" in features
    (axis,) = cut["fvar"].axes
    assert (axis.minValue, axis.maxValue) == fonts.WEIGHTS


def test_it_does_not_bear_the_reserved_name(font: bytes) -> None:
    names = ttLib.TTFont(io.BytesIO(font))["name"]
    assert {names.getDebugName(n) for n in (1, 4, 6)} == {fonts.FAMILY}
