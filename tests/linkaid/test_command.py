"""`impuls link`: the linked text on the standard output, or one German sentence and exit 2."""

import io
from pathlib import Path
from typing import Any

import pytest

from impulswerk.exports.linkaid.command import run
from impulswerk.exports.linkaid.program import LinkProgram
from tests.project import REAL

BASE = "https://papier.example/"
TEXT = "Unser Cluster berät zu Fördermitteln.\r\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "text.txt"
    path.write_bytes(TEXT.encode())
    return path


@pytest.mark.parametrize("form", ["markdown", "html", "text", "liste"])
def test_a_file_is_linked(
    form: str,
    file: Path,
    raw: dict[str, Any],
    aid: LinkProgram,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    assert run(REAL, raw, str(file), form, BASE) == 0
    shown = capfdbinary.readouterr()
    assert shown.out.decode() == aid.linked(TEXT, form, BASE)
    assert shown.err == b""


def test_the_standard_input_is_linked(
    raw: dict[str, Any],
    aid: LinkProgram,
    capfdbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream = io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbf" + TEXT.encode()))
    monkeypatch.setattr("sys.stdin", stream)
    assert run(REAL, raw, "-", "markdown", BASE) == 0
    assert capfdbinary.readouterr().out.decode() == aid.linked(TEXT, "markdown", BASE)


def test_a_list_needs_no_address(
    file: Path, raw: dict[str, Any], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(REAL, raw, str(file), "liste", "") == 0
    assert "(i/25/)" in capfdbinary.readouterr().out.decode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "ist leer"),
        (b" \n\t\n", "ist leer"),
        ("Fördermittel".encode("latin-1"), "ist nicht in UTF-8"),
        (b"PK\x03\x04\x00\x00", "ist kein Text"),
        ("Text".encode("utf-16"), "ist kein Text"),
        (b"a" * 1_000_001, "ist größer als ein Megabyte"),
    ],
)
def test_a_text_that_is_none(
    content: bytes,
    said: str,
    tmp_path: Path,
    raw: dict[str, Any],
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "text"
    path.write_bytes(content)
    assert run(REAL, raw, str(path), "text", BASE) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.err.count("\n") == 1
    assert shown.out == ""


def test_no_file_and_no_folder(
    tmp_path: Path, raw: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(REAL, raw, str(tmp_path / "fehlt.txt"), "text", BASE) == 2
    assert "gibt es nicht" in capsys.readouterr().err
    assert run(REAL, raw, str(tmp_path), "text", BASE) == 2
    assert "ist ein Ordner" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("base", "said"), [("", "Es fehlt die Adresse"), ("papier.example", "ist keine Adresse")]
)
def test_an_address_is_asked_for(
    base: str, said: str, file: Path, raw: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(REAL, raw, str(file), "html", base) == 2
    assert said in capsys.readouterr().err


def test_a_project_without_the_program_is_named(
    file: Path, tmp_path: Path, raw: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, raw, str(file), "html", BASE) == 2
    assert "linkhilfe-kern.js“ lässt sich nicht lesen" in capsys.readouterr().err
