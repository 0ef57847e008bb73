"""Which letters the site's typeface moves closer together or further apart, and by how much.

Pillow can do this only where a system library happens to be installed, and pictures must not
depend on the machine. So pair adjustments are read from the font: OpenType's GPOS table, lookup
type 2 (https://learn.microsoft.com/typography/opentype/spec/gpos).
"""

from __future__ import annotations

import io
from functools import cache, cached_property
from importlib import resources
from typing import Any


@cache
def typeface() -> bytes:
    """The whole typeface as it was published, a variable font with weights from 200 to 900."""
    folder = resources.files("fontpkg_source_sans_3")
    return folder.joinpath("files/SourceSans3[wght].ttf").read_bytes()


@cache
def kerning(weight: int) -> Kerning:
    """The adjustments at one weight."""
    return Kerning(typeface(), weight)


class Kerning:
    """The pair adjustments of a variable font with one axis, at one place on it."""

    # fontTools takes a while to import, and most commands draw nothing.

    def __init__(self, font: bytes, weight: int) -> None:
        from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # noqa: PLC0415

        self._font: Any = TTFont(io.BytesIO(font), lazy=True)
        self._location = self._font.normalizeLocation({"wght": weight})
        self._glyphs: dict[int, str] = self._font.getBestCmap()
        self._known: dict[tuple[str, str], float] = {}

    def between(self, left: str, right: str) -> float:
        """What comes between two letters, in ems; mostly nothing, and negative where closer."""
        pair = (left, right)
        if pair not in self._known:
            value = self._value(*(self._glyphs.get(ord(letter), "") for letter in pair))
            self._known[pair] = self._units(value) / self._font["head"].unitsPerEm
        return self._known[pair]

    @cached_property
    def _tables(self) -> list[Any]:
        table = self._font["GPOS"].table
        lookups = {
            number
            for record in table.FeatureList.FeatureRecord
            if record.FeatureTag == "kern"
            for number in record.Feature.LookupListIndex
        }
        return [
            getattr(part, "ExtSubTable", part)
            for number in sorted(lookups)
            for part in table.LookupList.Lookup[number].SubTable
        ]

    @cached_property
    def _deltas(self) -> Any:
        from fontTools.varLib.varStore import (  # type: ignore[import-untyped]  # noqa: PLC0415
            VarStoreInstancer,
        )

        store = self._font["GDEF"].table.VarStore
        return VarStoreInstancer(store, self._font["fvar"].axes, self._location)

    def _value(self, left: str, right: str) -> Any:
        """What the first table that knows the pair says, even if that is to leave it alone."""
        for table in self._tables:
            if left not in table.Coverage.glyphs:
                continue
            if table.Format == 2:
                row = table.Class1Record[table.ClassDef1.classDefs.get(left, 0)]
                return row.Class2Record[table.ClassDef2.classDefs.get(right, 0)].Value1
            pairs = table.PairSet[table.Coverage.glyphs.index(left)].PairValueRecord
            for pair in pairs:
                if pair.SecondGlyph == right:
                    return pair.Value1
        return None

    def _units(self, value: Any) -> float:
        device = getattr(value, "XAdvDevice", None)
        # The font states the lightest weight and, by two halves of an index, how others differ.
        change = self._deltas[(device.StartSize << 16) + device.EndSize] if device else 0
        return float(getattr(value, "XAdvance", 0) + change)
