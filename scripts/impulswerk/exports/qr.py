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
        svgclass=None,
        lineclass=None,
        nl=False,
    )
    # Rows are lines of their own: smoothed edges would let white shine through between them.
    return buffer.getvalue().replace(b"<svg ", b'<svg shape-rendering="crispEdges" ', 1)


def png(address: str) -> bytes:
    """The code as PNG of at least 600 pixels, black on white without grey."""
    code = _code(address)
    side, _ = code.symbol_size(border=QUIET_ZONE)
    buffer = io.BytesIO()
    scale = math.ceil(LEAST_PIXELS / side)
    code.save(buffer, kind="png", border=QUIET_ZONE, scale=scale, dpi=300)
    return buffer.getvalue()


# Wanted twice, as SVG and as PNG.
@lru_cache(maxsize=4)
def _code(address: str) -> segno.QRCode:
    """At level M a code bears 15 % of damage; more where that takes no larger code."""
    import segno  # noqa: PLC0415 — takes a while to import, and only a build draws

    return segno.make_qr(address, error="m")
