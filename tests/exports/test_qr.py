"""QR codes: what a reader decodes is the address that went in, from either file."""

import io
import re
import string

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from impulswerk.render import qr

ADDRESS = "https://papier.example/unterpfad/i/7/"
_PATHS = st.text(alphabet=string.ascii_letters + string.digits + "-._~/%?=&#", max_size=200)

# Modules, row by row: dark ones are true.
_Matrix = list[list[bool]]


def _read(image: Image.Image) -> zxingcpp.Barcode:
    (found,) = zxingcpp.read_barcodes(image)
    return found


def _from_png(content: bytes) -> tuple[Image.Image, _Matrix]:
    """The picture, and its modules without the quiet zone."""
    image = Image.open(io.BytesIO(content))
    grey = image.convert("L")
    # The finder pattern in the corner is seven modules wide.
    left, top, right, _ = grey.point(lambda value: 255 - value).getbbox() or (0, 0, 0, 0)
    row = [grey.getpixel((x, top)) for x in range(left, right)]
    scale = row.index(255) // 7
    columns = range((right - left) // scale)
    middle = scale // 2
    matrix = [
        [grey.getpixel((left + x * scale + middle, top + y * scale + middle)) == 0 for x in columns]
        for y in columns
    ]
    assert left == top == qr.QUIET_ZONE * scale
    return image, matrix


def _from_svg(content: bytes) -> tuple[int, _Matrix]:
    """The side of the drawing in modules, and the modules without the quiet zone."""
    text = content.decode()
    box = re.search(r'viewBox="0 0 (\d+) (\d+)"', text)
    assert box
    assert box[1] == box[2]
    side = int(box[1])
    count = side - 2 * qr.QUIET_ZONE
    matrix = [[False] * count for _ in range(count)]
    (path,) = re.findall(r'<path[^>]*stroke="#000"[^>]* d="([^"]+)"', text)
    x = y = 0.0
    for command, numbers in re.findall(r"([Mmh])([^Mmh]+)", path):
        values = [float(value) for value in re.findall(r"-?[\d.]+", numbers)]
        if command == "h":
            for module in range(round(values[0])):
                column = round(x) + module - qr.QUIET_ZONE
                matrix[int(y) - qr.QUIET_ZONE][column] = True
            x += values[0]
        else:
            x, y = values if command == "M" else (x + values[0], y + values[1])
    return side, matrix


@settings(max_examples=30, deadline=None)
@given(_PATHS)
def test_a_reader_gets_the_address_that_went_in(path: str) -> None:
    address = f"https://papier.example/{path}"
    image, matrix = _from_png(qr.png(address))
    assert _read(image).text == address
    assert _from_svg(qr.svg(address))[1] == matrix


def test_the_png_is_for_print() -> None:
    image, _ = _from_png(qr.png(ADDRESS))
    assert image.mode == "1"
    assert image.width == image.height >= qr.LEAST_PIXELS
    assert image.info["dpi"][0] == pytest.approx(300, abs=1)
    assert len(qr.png(ADDRESS)) < 3_000


def test_a_damaged_print_is_still_read() -> None:
    assert _read(_from_png(qr.png(ADDRESS))[0]).ec_level in {"M", "Q", "H"}
    image = _from_png(qr.png(ADDRESS))[0].convert("L")
    # A blot as wide as a tenth of the code, away from the corners by which readers find it.
    middle, blot = image.width // 2, image.width // 20
    image.paste(255, (middle - blot, middle - blot, middle + blot, middle + blot))
    assert _read(image).text == ADDRESS


def test_the_svg_is_small_and_stands_on_its_own() -> None:
    svg = qr.svg(ADDRESS).decode()
    assert len(svg) < 5_000
    assert svg.startswith("<svg ")
    assert 'xmlns="http://www.w3.org/2000/svg"' in svg
    # Black on white whatever surrounds it: a reader needs the contrast.
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg)) == {"#fff", "#000"}
    assert "currentColor" not in svg
    assert not re.search(r"<(?:script|style|image|use|a)\b|href|url\(", svg)
