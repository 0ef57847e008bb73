"""The best mask of a QR code, weighed as the standard asks (ISO/IEC 18004:2015, 7.8.3).

segno weighs module by module. Here the modules of a code are the bits of one number, the upper left
one foremost, with `_GAP` light ones between two rows: a shift compares each with its neighbour.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

_MASKS = range(8)
# As wide as the light area that is asked for beside what looks like a finder pattern.
_GAP = 4
# Row and column of the two kinds of lines that run through every code; larger ones tell more.
_TIMING, _FORMAT = 6, 8
_SIDE_OF_VERSION_7 = 45


class _Layout(NamedTuple):
    """What all codes of a version have in common, each a code's modules."""

    weighed: int  # all but those that tell of version, level and mask
    changes: tuple[int, ...]  # those that turn over when a mask takes the place of the first
    beside: int  # those with another to their right
    above: int  # those with another below


def rows(address: str) -> list[str]:
    """The code of an address, row by row: `1` for a dark module, `0` for a light one.

    At level M a code bears 15 % of damage; more where that takes no larger code. Raises ValueError
    where the address is too long for any code.
    """
    import segno  # noqa: PLC0415 — takes a while to import, and only a build draws

    code = segno.make_qr(address, error="m", mask=_MASKS[0])
    side = len(code.matrix)
    layout = _layout(int(code.version))
    first = _number(map(_text, code.matrix))
    masked = [first ^ change for change in layout.changes]
    best = min(masked, key=lambda modules: _penalty(modules & layout.weighed, layout, side))
    text = f"{best:0{side * (side + _GAP)}b}"
    return [text[start : start + side] for start in range(0, len(text), side + _GAP)]


@cache
def _layout(version: int) -> _Layout:
    import segno  # noqa: PLC0415

    # Masks and what tells of them are added bit by bit, so any content shows what they change.
    codes = [segno.make_qr("0", version=version, mask=mask) for mask in _MASKS]
    first, *others = (_number(map(_text, code.matrix)) for code in codes)
    side = len(codes[0].matrix)
    return _Layout(
        _number(_weighed(side)),
        (0, *(first ^ other for other in others)),
        _number(["1" * (side - 1) + "0"] * side),
        _number(["1" * side] * (side - 1) + ["0" * side]),
    )


def _weighed(side: int) -> Iterable[str]:
    """Rows with a `0` where version, level and mask will be told, and for the dark module."""
    ends = {*range(9), *range(side - 8, side)} - {_TIMING}
    version = range(side - 11, side - 8) if side >= _SIDE_OF_VERSION_7 else ()
    for y in range(side):
        yield "".join(
            "0"
            if (y == _FORMAT and x in ends)
            or (x == _FORMAT and y in ends)
            or (y in version and x < _TIMING)
            or (x in version and y < _TIMING)
            else "1"
            for x in range(side)
        )


def _text(row: bytes | bytearray) -> str:
    return row.translate(b"01" + bytes(254)).decode()


def _number(rows: Iterable[str]) -> int:
    return int("".join(row + "0" * _GAP for row in rows), 2)


def _penalty(modules: int, layout: _Layout, side: int) -> int:
    """The sum of the standard's four penalties; less is better."""
    right, below = 1, side + _GAP
    across = layout.beside & ~(modules ^ (modules << right))
    down = layout.above & ~(modules ^ (modules << below))
    squares = across & (across << below) & down
    share = modules.bit_count() / side**2
    return (
        _runs(across, right)
        + _runs(down, below)
        + 3 * squares.bit_count()
        + 40 * _finders(modules, right)
        + 40 * _finders(modules, below)
        + 10 * int(abs(share * 100 - 50) / 5)
    )


def _runs(equal: int, step: int) -> int:
    """Of five and more equal modules in a row: three points for five, one for each further."""
    fives = equal & (equal << step) & (equal << 2 * step) & (equal << 3 * step)
    return fives.bit_count() + 2 * (fives & ~(fives >> step)).bit_count()


def _finders(modules: int, step: int) -> int:
    """How often there is dark, light, three dark, light, dark with four light before or behind."""
    found = modules
    for place, is_dark in enumerate((0, 1, 1, 1, 0, 1), 1):
        moved = modules << place * step
        found &= moved if is_dark else ~moved
    before = behind = 0
    for place in range(1, 5):
        before |= modules >> place * step
        behind |= modules << (6 + place) * step
    found &= ~(before & behind)
    # What overlaps one that was counted is not counted again.
    return (found & ~(found >> 4 * step | found >> 6 * step)).bit_count()
