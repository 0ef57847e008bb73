"""QR codes of addresses: SVG for screens and layouts, PNG for print."""

from __future__ import annotations

import io
import math
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import segno

# Modules of white around the code; the standard (ISO/IEC 18004) asks for four.
QUIET_ZONE = 4
# Pixels along a side of the PNG at least: 5 cm at 300 dots per inch.
LEAST_PIXELS = 600
_DOTS_PER_INCH = 300
# This level bears 15 % of damage; segno takes a higher one where that makes no larger code.
_LEVEL = "m"


def svg(address: str) -> bytes:
    """The code as SVG that fills the box it is put in; one unit is one module."""
    buffer = io.BytesIO()
    _code(address).save(
        buffer,
        kind="svg",
        border=QUIET_ZONE,
        dark="#000",
        light="#fff",
        omitsize=True,
        xmldecl=False,
        nl=False,
        svgclass=None,
        lineclass=None,
    )
    # Rows are lines of their own: smoothed edges would let white shine through between them.
    return buffer.getvalue().replace(b"<svg ", b'<svg shape-rendering="crispEdges" ', 1)


def png(address: str) -> bytes:
    """The code as PNG of at least 600 pixels, black on white without grey."""
    code = _code(address)
    scale = math.ceil(LEAST_PIXELS / (len(code.matrix) + 2 * QUIET_ZONE))
    buffer = io.BytesIO()
    code.save(buffer, kind="png", border=QUIET_ZONE, scale=scale, dpi=_DOTS_PER_INCH)
    return buffer.getvalue()


# The two forms of one address are made one after the other, and half of the work is the same.
@lru_cache(maxsize=2)
def _code(address: str) -> segno.QRCode:
    import segno  # noqa: PLC0415 — takes a while to import, and most commands draw nothing

    return segno.make_qr(address, error=_LEVEL)


FORMS = {"svg": svg, "png": png}
