"""PNG files with a small palette: a third of the size, and no eye sees a difference."""

import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib import metadata

# Every plain colour of a picture, and enough shades for the edges of its letters.
_COLOURS = 64
_SIGNATURE = 8
_RGBA = 4
_PACKAGE = "pyoxipng"


@cache
def made_with() -> str:
    """Stands for what writes the files."""
    try:
        return metadata.version(_PACKAGE)
    except metadata.PackageNotFoundError:
        return ""


def small_png(png: bytes, width: int) -> bytes:
    """The same picture with its commonest colours; each other becomes the one most like it.

    `png` has a byte for each of red, green, blue and opacity, and no pixel is transparent. Where
    pyoxipng is not installed, it stays as it is.
    """
    if not made_with():
        return png
    rows = _rows(png, width)
    # Many rows are alike: the ground above and below, the foot.
    counts: Counter[int] = Counter()
    for row, times in Counter(rows).items():
        for colour, pixels in Counter(memoryview(row).cast("I")).items():
            counts[colour] += pixels * times
    palette = sorted(counts, key=lambda colour: (-counts[colour], colour))[:_COLOURS]
    triples = [_triple(colour) for colour in palette]
    places = {colour: place for place, colour in enumerate(palette)}
    for colour in counts.keys() - places.keys():
        places[colour] = _nearest(_triple(colour), triples)
    drawn = {row: bytes(map(places.__getitem__, memoryview(row).cast("I"))) for row in set(rows)}
    return _indexed(b"".join(drawn[row] for row in rows), width, len(rows), triples)


def plain_png(colour: str, width: int, height: int) -> bytes:
    """A picture of one colour, given as #rrggbb; the standard library is enough for it."""
    kind = width.to_bytes(4) + height.to_bytes(4) + bytes((8, 3, 0, 0, 0))  # 8 bits, a palette
    rows = zlib.compress(bytes((1 + width) * height), 9)
    parts = {b"IHDR": kind, b"PLTE": bytes.fromhex(colour[1:]), b"IDAT": rows, b"IEND": b""}
    chunks = (
        len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4)
        for name, data in parts.items()
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _indexed(pixels: bytes, width: int, height: int, palette: list[tuple[int, int, int]]) -> bytes:
    import oxipng  # noqa: PLC0415 — not on every machine

    kind = oxipng.ColorType.indexed([[*colour, 0xFF] for colour in palette])
    image = oxipng.RawImage(pixels, width, height, color_type=kind)
    return image.create_optimized_png(
        level=0, filter=[oxipng.RowFilter.NoOp], deflate=oxipng.Deflaters.libdeflater(9)
    )


def _rows(png: bytes, width: int) -> list[bytes]:
    """The pixels row by row, four bytes each."""
    import oxipng  # noqa: PLC0415

    # Rows are written as differences to others; the optimiser writes them plainly.
    plain = oxipng.optimize_from_memory(
        png,
        level=0,
        force=True,
        filter=[oxipng.RowFilter.NoOp],
        deflate=oxipng.Deflaters.libdeflater(1),
        bit_depth_reduction=False,
        color_type_reduction=False,
        palette_reduction=False,
        grayscale_reduction=False,
    )
    data = zlib.decompress(b"".join(_image_data(plain)))
    length = 1 + _RGBA * width
    return [data[start + 1 : start + length] for start in range(0, len(data), length)]


def _image_data(png: bytes) -> Iterator[bytes]:
    at = _SIGNATURE
    while at < len(png):
        size = int.from_bytes(png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            yield png[at + 8 : at + 8 + size]
        at += size + 12


def _triple(pixel: int) -> tuple[int, int, int]:
    red, green, blue, _ = pixel.to_bytes(_RGBA, sys.byteorder)
    return red, green, blue


def _nearest(colour: tuple[int, int, int], palette: list[tuple[int, int, int]]) -> int:
    red, green, blue = colour
    far = [(r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2 for r, g, b in palette]
    return far.index(min(far))
