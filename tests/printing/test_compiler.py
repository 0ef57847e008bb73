"""Typst in its own process: what it gives, and that nothing that goes wrong there goes further."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from impulswerk.exports.typeset import worker
from impulswerk.exports.typeset.compiler import Job, Typeset, TypesetterMissingError, typeset
from impulswerk.render.look import for_typesetter
from impulswerk.site.project import load
from tests.printing.machine import without_typst
from tests.project import SMALL

START = '#import "grund.typ": *\n#set document(title: "Probe")\n#show: schrift.with(10pt)\n'
# The document is data, made once for all: what stands in it is not what these tests are about.
_GRAPH = load(SMALL).graph
assert _GRAPH is not None
_LOOK = for_typesetter(_GRAPH)
DATA = json.dumps(_LOOK)[:-1].replace("%", "%%") + ', "wort": "%s"}'


@pytest.fixture(scope="module")
def template() -> Iterator[Path]:
    """A template beside ours that a test writes itself; removed afterwards."""
    path = worker.TEMPLATES / f"probe-{os.getpid()}.typ"
    yield path
    path.unlink(missing_ok=True)


def _job(path: Path, content: str, word: str = "Wort", **more: int) -> Job:
    path.write_text(START + content + "\n#ende\n", "utf-8")
    return Job(path.name, DATA % word, **more)  # type: ignore[arg-type]


def test_the_first_setting_that_fits_is_taken(template: Path) -> None:
    # Four pages in setting 0, three in setting 1, and so on.
    body = "#for n in range(3 - satz) { pagebreak(); [Seite] }"
    jobs = [
        _job(template, body, settings=settings, most_pages=most)
        for settings, most in ((1, 0), (3, 0), (3, 3), (3, 2), (2, 1))
    ]
    assert [made.pages for made in typeset(jobs)] == [4, 4, 3, 2, 3]


def test_a_fault_stays_with_its_job(template: Path) -> None:
    good = _job(template, "= Titel\n#d.wort")
    bad = Job(template.name, DATA % "労働")
    first, second, third = typeset([good, bad, good])
    assert first == third
    assert first.files
    assert second == Typeset(fault=second.fault)
    assert "労" in second.fault
    assert second.fault.startswith("Typst meldet: ")


def test_what_takes_too_long_is_given_up_and_the_rest_goes_on(template: Path) -> None:
    slow = _job(template, "#for n in range(100000000) { if n < 0 { [x] } }")
    quick = Job("blatt.typ", "{}")
    first, second = typeset([slow, quick], time_limit=1.5)
    assert first.fault == "Das Setzen dauerte länger als 1,5 Sekunden."
    # The next job got a process of its own.
    assert second.fault.startswith("Typst meldet: ")


def test_no_file_outside_of_the_templates_is_read(template: Path) -> None:
    (found,) = typeset([_job(template, '#read("/../model.py")')])
    assert "Typst meldet" in found.fault


def test_without_typst_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_typst(monkeypatch, tmp_path)
    with pytest.raises(TypesetterMissingError):
        list(typeset([Job("blatt.typ", "{}")]))


def test_equal_jobs_have_equal_bytes_in_every_process(template: Path) -> None:
    job = _job(template, "= Titel\n#d.wort #zahlzeichen(0, 7, 10mm)")
    (here,) = typeset([job])
    code = (
        "import hashlib\n"
        "from impulswerk.exports.typeset.compiler import Job, typeset\n"
        f"(found,) = typeset([Job({job.template!r}, {job.data!r})])\n"
        "print(hashlib.sha256(found.files[0]).hexdigest())\n"
    )
    other = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert other.stdout.strip() == hashlib.sha256(here.files[0]).hexdigest()


def test_pictures_are_one_file_a_page(template: Path) -> None:
    body = "#set page(width: 40pt, height: 20pt, margin: 2pt)\nA\n#pagebreak()\nB"
    path = _job(template, body)
    (made,) = typeset([Job(path.template, path.data, form="png")])
    assert made.pages == len(made.files) == 2
    for content in made.files:
        assert content.startswith(b"\x89PNG")
        assert content[16:24] == bytes((0, 0, 0, 40, 0, 0, 0, 20))  # a point is a pixel
