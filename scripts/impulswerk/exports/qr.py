"""QR codes of addresses: SVG for screens and layouts, PNG for print."""

from __future__ import annotations

import hashlib
import io
import math
from functools import cache, lru_cache, partial
from importlib import metadata
from typing import TYPE_CHECKING

from impulswerk.keeping import Keep

if TYPE_CHECKING:
    import segno

# Modules of white around the code; the standard (ISO/IEC 18004) asks for four.
QUIET_ZONE = 4
# Pixels along a side of the PNG at least: 5 cm at 300 dots per inch.
LEAST_PIXELS = 600


def kept(address: str, form: str, keep: Keep) -> bytes:
    """The code in one of the `FORMS`, drawn once for all builds."""
    name = hashlib.sha256(f"{_drawn_by()} {address}".encode()).hexdigest()
    return keep(f"qr-{name[:32]}.{form}", partial(FORMS[form], address))


@cache
def _drawn_by() -> str:
    """Stands for the program that draws the codes."""
    return metadata.version("segno")


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


FORMS = {"svg": svg, "png": png}


# Wanted twice, as SVG and as PNG.
@lru_cache(maxsize=4)
def _code(address: str) -> segno.QRCode:
    """At level M a code bears 15 % of damage; more where that takes no larger code."""
    import segno  # noqa: PLC0415 — takes a while to import, and only a build draws

    return segno.make_qr(address, error="m")
