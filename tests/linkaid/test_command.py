"""`impuls link`: the linked text on the standard output, or one German sentence and exit 2."""

import io
from collections.abc import Callable
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any

import pytest

from impulswerk.exports.linkaid.command import run
from impulswerk.exports.linkaid.program import LinkProgram
from tests.linkaid.word import document
from tests.project import REAL

BASE = "https://papier.example/"
TEXT = "Unser Betrieb berät zu Fördermitteln.\r\n"


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


# Files with a form ---------------------------------------------------------------------------


Linked = Callable[[Path], str]


@pytest.fixture
def linked(raw: dict[str, Any], capfdbinary: pytest.CaptureFixture[bytes]) -> Linked:
    """What the command makes of a file if nobody says in which form it is wanted."""

    def made(path: Path) -> str:
        assert run(REAL, raw, str(path), None, BASE) == 0
        return capfdbinary.readouterr().out.decode()

    return made


def test_html_stays_html(tmp_path: Path, linked: Linked) -> None:
    path = tmp_path / "mitteilung.HTML"
    path.write_text(
        "<!doctype html><title>Titel</title><style>p {}</style><h1>Neues</h1>\n"
        "<p onclick='x'>Unser <b>Betrieb</b> berät zu Fördermitteln.<script>x</script></p>\n"
        "<ul><li>Mehr <a href='/presse/'>dazu</a></ul>",
        "utf-8",
    )
    assert linked(path) == (
        "<h1>Neues</h1>\n<p>Unser <strong>Betrieb</strong> berät zu "
        f'<a href="{BASE}i/25/">Fördermitteln</a> (Arbeitsentwurf).</p>\n'
        '<ul>\n<li>Mehr <a href="/presse/">dazu</a></li>\n</ul>\n'
    )


def test_a_document_of_word_becomes_html(tmp_path: Path, linked: Linked) -> None:
    path = tmp_path / "mitteilung.docx"
    path.write_bytes(document())
    assert linked(path) == (
        "<h1>Neues</h1>\n<p>Unser <strong>Betrieb</strong> berät zu "
        f'<a href="{BASE}i/25/">Fördermitteln</a> (Arbeitsentwurf), '
        '<a href="https://beispiel.example/?a=1&amp;b=2">mehr</a>.</p>\n'
        "<ul>\n<li>eins</li>\n<li>zwei</li>\n</ul>\n"
    )


def test_markdown_and_text_stay_what_they_are(tmp_path: Path, linked: Linked) -> None:
    for name, made in {
        "a.md": f"Unser Betrieb berät zu [Fördermitteln]({BASE}i/25/) (Arbeitsentwurf).\r\n",
        "a.txt": "Unser Betrieb berät zu Fördermitteln [1].\r\n\r\n"
        f"[1] Fördermittelberatung als Lotsendienst ausbauen (Arbeitsentwurf): {BASE}i/25/\r\n",
    }.items():
        (tmp_path / name).write_bytes(TEXT.encode())
        assert linked(tmp_path / name) == made


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.docx", b"Unser Betrieb", "ist kein Word-Dokument"),
        ("a.docx", b"PK\x05\x06" + bytes(18), "ist kein Word-Dokument"),
        ("a.html", b"<p> </p><script>x</script>", "steht kein Text"),
        ("a.odt", b"PK", "speichern Sie sie als .docx"),
        ("a.pdf", b"%PDF", "speichern Sie sie als .docx"),
    ],
)
def test_a_file_that_cannot_be_read(
    name: str, content: bytes, said: str, tmp_path: Path, raw: dict[str, Any]
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    told = io.StringIO()
    with redirect_stderr(told):
        assert run(REAL, raw, str(path), None, BASE) == 2
    assert said in told.getvalue()


def test_elements_within_elements_without_end(tmp_path: Path, linked: Linked) -> None:
    path = tmp_path / "a.html"
    path.write_text("<div>" * 5_000 + "<b>Unser Betrieb berät zu Fördermitteln.", "utf-8")
    assert f'<a href="{BASE}i/25/">Fördermitteln</a>' in linked(path)
