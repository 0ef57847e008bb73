"""QR codes of addresses: SVG for screens and layouts, PNG for print."""

from __future__ import annotations

import hashlib
import io
import math
import re
from functools import cache, lru_cache, partial
from importlib import metadata
from pathlib import Path

from PIL import Image

from impulswerk.exports import qr_mask
from impulswerk.keeping import Keep

# Modules of white around the code; the standard (ISO/IEC 18004) asks for four.
QUIET_ZONE = 4
# Pixels along a side of the PNG at least: 5 cm at 300 dots per inch.
LEAST_PIXELS = 600
_DOTS_PER_INCH = 300
_DARK = re.compile("1+")


def kept(address: str, form: str, keep: Keep) -> bytes:
    """The code in one of the `FORMS`, drawn once for all builds."""
    name = hashlib.sha256(f"{_drawn_by()} {address}".encode()).hexdigest()
    return keep(f"qr-{name[:32]}.{form}", partial(FORMS[form], address))


@cache
def _drawn_by() -> str:
    """Stands for the code and the packages that draw."""
    code = [Path(module).read_bytes() for module in (__file__, qr_mask.__file__)]
    versions = [metadata.version(name).encode() for name in ("pillow", "segno")]
    return hashlib.sha256(b"\n".join((*code, *versions))).hexdigest()


def svg(address: str) -> bytes:
    """The code as SVG that fills the box it is put in; one unit is one module."""
    code = _rows(address)
    side = len(code) + 2 * QUIET_ZONE
    # Each stroke is a row of dark modules, and starts where the one before has ended.
    path: list[str] = []
    x = y = 0
    for row, modules in enumerate(code, QUIET_ZONE):
        for dark in _DARK.finditer(modules):
            left, right = dark.start() + QUIET_ZONE, dark.end() + QUIET_ZONE
            move = f"m{left - x} {row - y}" if path else f"M{left} {row + 0.5}"
            path.append(f"{move}h{right - left}")
            x, y = right, row
    # Rows are lines of their own: smoothed edges would let white shine through between them.
    return (
        '<svg shape-rendering="crispEdges" xmlns="http://www.w3.org/2000/svg"'
        f' viewBox="0 0 {side} {side}"><path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/>'
        f'<path stroke="#000" d="{"".join(path)}"/></svg>'
    ).encode()


def png(address: str) -> bytes:
    """The code as PNG of at least 600 pixels, black on white without grey."""
    code = _rows(address)
    side = len(code) + 2 * QUIET_ZONE
    scale = math.ceil(LEAST_PIXELS / side)
    pixels = side * scale
    light = "0" * QUIET_ZONE
    empty = ["0" * len(code)] * QUIET_ZONE
    # A bit for each pixel, white is one; rows end with whole bytes.
    shades = {ord("0"): "1" * scale, ord("1"): "0" * scale}
    padding = "0" * (-pixels % 8)
    rows = (
        int(f"{light}{row}{light}".translate(shades) + padding, 2).to_bytes((pixels + 7) // 8)
        for row in (*empty, *code, *empty)
    )
    image = Image.frombytes("1", (pixels, pixels), b"".join(row * scale for row in rows))
    buffer = io.BytesIO()
    image.save(buffer, "PNG", dpi=(_DOTS_PER_INCH, _DOTS_PER_INCH))
    return buffer.getvalue()


FORMS = {"svg": svg, "png": png}

# Wanted twice, as SVG and as PNG.
_rows = lru_cache(maxsize=4)(qr_mask.rows)
