"""One document: what its structure tree says, that its bytes are settled, what is refused."""

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Mapping

import pikepdf
import pytest
import weasyprint  # type: ignore[import-untyped]

from impulswerk.exports.typeset.render import Job, Rendered, render
from impulswerk.exports.typeset.typeface import unknown_letters
from tests.printing.test_pdfua import nodes

DOCUMENT = """<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Probe</title>
<style>@font-face{{font-family:Impulsschrift;src:url(schrift:400)}}
@font-face{{font-family:Impulsschrift;font-weight:700;src:url(schrift:700)}}
html{{font-family:Impulsschrift}}</style></head><body>{}</body></html>"""
TABLE = """<h1>Probe</h1><p>Ein <span lang="en">cluster</span> hilft.</p>
<table><thead><tr><th scope="col">Feld</th><th scope="col">Zahl</th></tr></thead>
<tbody><tr><th scope="row">Transfer</th><td>7</td></tr></tbody></table>"""
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}<path d="M0 0h9v9z"/></svg>'
)


def _job(body: str, *more: str, most: int = 0) -> Job:
    return Job("probe.pdf", "probe.md", tuple(DOCUMENT.format(b) for b in (body, *more)), most)


def _tree(rendered: Rendered) -> list[tuple[str, str, str]]:
    """Kind, scope and language of every element."""
    with pikepdf.open(io.BytesIO(rendered.content)) as pdf:
        return [
            (str(n.S), str(n.get("/A", {}).get("/Scope", "")), str(n.get("/Lang", "")))
            for n in nodes(pdf)
        ]


def test_scope_and_language_reach_the_structure_tree(fonts: Mapping[int, bytes]) -> None:
    rendered = render(_job(TABLE), fonts)
    assert rendered.faults == ()
    tree = _tree(rendered)
    assert [entry for entry in tree if entry[0] == "/TH"] == [
        ("/TH", "/Column", ""),
        ("/TH", "/Column", ""),
        ("/TH", "/Row", ""),
    ]
    assert [entry for entry in tree if entry[2]] == [("/Span", "", "en")]


@pytest.mark.parametrize("title", ["", "<title> </title>"])
def test_a_picture_without_words_is_refused(title: str, fonts: Mapping[int, bytes]) -> None:
    rendered = render(_job(f"<h1>Probe</h1>{PICTURE.format(title)}"), fonts)
    assert rendered.faults == ("Das Bild „svg“ hat keinen Alternativtext.",)
    assert render(_job(f"<h1>P</h1>{PICTURE.format('<title>Ecke</title>')}"), fonts).faults == ()


def test_letters_that_the_typeface_lacks_are_named(fonts: Mapping[int, bytes]) -> None:
    rendered = render(
        _job("<h1>Probe</h1><p>Żółć, Straße, “–” und 労働, noch einmal 労.</p>"), fonts
    )
    assert rendered.faults == ("Diese Zeichen fehlen in der Schrift: 労 働",)
    assert unknown_letters("Weich\u00adtrennung 3\u00a0% → ✓ ½ „…“ Ελλάδα Київ") == []


def test_what_weasyprint_only_logs_is_a_fault(fonts: Mapping[int, bytes]) -> None:
    body = '<h1>Probe</h1><p style="breite: 3px">Text</p>'
    (fault,) = render(_job(body), fonts).faults
    assert "breite" in fault


def test_nothing_is_fetched_from_outside(fonts: Mapping[int, bytes]) -> None:
    for address in ("http://127.0.0.1:9/a.png", "file:///etc/hostname"):
        rendered = render(_job(f'<h1>P</h1><img src="{address}" alt="Bild">'), fonts)
        assert any("disallowed" in fault or "Failed" in fault for fault in rendered.faults)


def test_a_typeface_that_is_not_there_is_a_fault() -> None:
    faults = render(_job("<h1>Probe</h1>"), {}).faults
    assert any(fault.startswith("Eine fremde Schrift wäre enthalten: ") for fault in faults)


def test_a_crash_inside_comes_back_as_a_fault(
    fonts: Mapping[int, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object, **__: object) -> None:
        raise RecursionError("zu tief")

    monkeypatch.setattr(weasyprint.HTML, "render", crash)
    expected = "WeasyPrint bricht ab: RecursionError: zu tief"
    assert render(_job("<h1>Probe</h1>"), fonts) == Rendered(faults=(expected,))


def test_the_first_version_that_fits_is_taken(fonts: Mapping[int, bytes]) -> None:
    long, short = "<h1>P</h1>" + "<p>Zeile</p>" * 90, "<h1>P</h1><p>Zeile</p>"
    assert render(_job(long, short, most=1), fonts).pages == 1
    assert render(_job(long, long, most=1), fonts).pages == 4
    assert render(_job(long, short), fonts).pages == 4


def test_equal_jobs_have_equal_bytes_in_every_process(fonts: Mapping[int, bytes]) -> None:
    job = _job(TABLE + PICTURE.format("<title>Ecke</title>"))
    code = (
        "import hashlib, pathlib, sys\n"
        "from impulswerk.exports.typeset.render import render\n"
        "from impulswerk.exports.typeset.typeface import print_fonts\n"
        "from impulswerk.keeping import keep_in\n"
        "from tests.printing.test_render import PICTURE, TABLE, _job\n"
        "fonts = print_fonts(keep_in(pathlib.Path('build/cache').resolve()))\n"
        "job = _job(TABLE + PICTURE.format('<title>Ecke</title>'))\n"
        "print(hashlib.sha256(render(job, fonts).content).hexdigest())\n"
    )
    other = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert other.stdout.strip() == hashlib.sha256(render(job, fonts).content).hexdigest()
