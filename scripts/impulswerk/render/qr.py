"""QR codes of addresses: SVG for screens and layouts, PNG for print."""

from __future__ import annotations

import io
import math

# Modules of white around the code; the standard (ISO/IEC 18004) asks for four.
QUIET_ZONE = 4
# Pixels along a side of the PNG at least: 5 cm at 300 dots per inch.
LEAST_PIXELS = 600
_DOTS_PER_INCH = 300
# This level bears 15 % of damage; segno takes a higher one where that makes no larger code.
_LEVEL = "m"


def svg(address: str) -> bytes:
    """The code as SVG that fills the box it is put in; one unit is one module."""
    import segno  # noqa: PLC0415 — takes a while to import, and most commands draw nothing

    buffer = io.BytesIO()
    segno.make_qr(address, error=_LEVEL).save(
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
    import segno  # noqa: PLC0415

    code = segno.make_qr(address, error=_LEVEL)
    scale = math.ceil(LEAST_PIXELS / (len(code.matrix) + 2 * QUIET_ZONE))
    buffer = io.BytesIO()
    code.save(buffer, kind="png", border=QUIET_ZONE, scale=scale, dpi=_DOTS_PER_INCH)
    return buffer.getvalue()


FORMS = {"svg": svg, "png": png}
