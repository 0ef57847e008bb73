import errno
import os
import shlex
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from mkdocs.config import load_config

from impulswerk.commands.cli import main
from impulswerk.sources.machine import fault, is_ci, prepare_streams
from tests.e2e.tools import UNATTENDED, missing
from tests.project import SMALL, copy_small, impuls


@pytest.mark.parametrize("value", ["true", "1", "woodpecker"])
def test_continuous_integration_lets_nothing_pass_unchecked(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", value)
    assert is_ci()
    with pytest.raises(pytest.fail.Exception, match="NOT CHECKED: nginx"):
        missing("nginx")


@pytest.mark.parametrize("value", [None, "", "false", "False", "0", " no "])
def test_whoever_works_at_home_is_told_and_goes_on(
    value: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv(UNATTENDED, raising=False)
    if value is not None:
        monkeypatch.setenv("CI", value)
    assert not is_ci()
    with pytest.raises(pytest.skip.Exception, match="NOT CHECKED: nginx"):
        missing("nginx")


# --- what the machine does not allow ----------------------------------------------------------


def _in_shell(
    root: Path, *arguments: str, limit: str = ":", redirect: str = ""
) -> subprocess.CompletedProcess[str]:
    """`impuls` as a shell starts it, below a limit of it and with its outputs redirected."""
    command = shlex.join([sys.executable, "-m", "impulswerk", *arguments])
    return subprocess.run(
        ["bash", "-c", f"{limit}; {command} {redirect}"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )


def _is_told(done: subprocess.CompletedProcess[str], code: int, words: str) -> None:
    shown = done.stdout + done.stderr
    assert "Traceback" not in shown, shown
    assert done.returncode == code, shown
    assert words in shown


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return copy_small(tmp_path / "projekt")


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SOURCE_DATE_EPOCH", "abc"),
        ("SOURCE_DATE_EPOCH", "-5"),
        ("SOURCE_DATE_EPOCH", "²"),
        ("SOURCE_DATE_EPOCH", "99999999999999999999"),
        ("SOURCE_DATE_EPOCH", "4294967296"),
        ("SITE_URL", "x"),
        ("SITE_URL", "javascript:alert(1)"),
        ("SITE_URL", "https://[::1"),
        ("SITE_URL", 'https://a.de/"><script>alert(1)</script>/'),
        ("SITE_URL", "https://a.de/\nx/"),
        ("SITE_URL", "https://a.de/?seite="),
        ("SITE_URL", "https://name:wort@a.de/"),
        ("SITE_URL", "https://-ü-.de/"),
        ("EDIT_URL", "javascript:alert(1)//"),
        ("FEEDBACK_URL", "{titel"),
        ("FEEDBACK_URL", "https://a.de/{nix}"),
        ("VERSION_URL", "https://a.de/{0}"),
        ("PROPOSE_URL", "x{datei}{"),
    ],
)
def test_a_setting_that_cannot_be_used_is_wrong_usage(
    variable: str, value: str, small: Path
) -> None:
    done = impuls(small, "check", **{variable: value})
    _is_told(done, 2, f"Die Umgebungsvariable {variable} ist „{value}“; ")


@pytest.mark.parametrize(
    "value", ["http://localhost:8000", "http://[::1]:80/", "https://1.2.3.4/a/"]
)
def test_a_site_may_stand_on_a_machine_of_ones_own(value: str, small: Path) -> None:
    assert impuls(small, "check", SITE_URL=value).returncode == 0


def test_a_full_disk_leaves_ledger_and_sources_as_they_were(small: Path) -> None:
    assert impuls(small, "permalinks").returncode == 0
    text = (small / "impulses/02-werkstatt.md").read_text("utf-8")
    new = text.replace("titel: ", "titel: Neu ", 1).replace("verwandt: [3]", "verwandt: [1]")
    (small / "impulses/04-neu.md").write_text(new, "utf-8")
    windows = (small / "impulses/01-lotsen.md").read_text("utf-8") + "Ein Satz. \n" * 400
    (small / "impulses/01-lotsen.md").write_bytes(windows.replace("\n", "\r\n").encode())
    before = {path: path.read_bytes() for path in (small / "impulses").rglob("*") if path.is_file()}
    _is_told(_in_shell(small, "fmt", limit="ulimit -f 2"), 1, "ulimit -f")
    (small / "impulses/01-lotsen.md").write_bytes((SMALL / "impulses/01-lotsen.md").read_bytes())
    _is_told(_in_shell(small, "permalinks", limit="ulimit -f 1"), 1, "ulimit -f")
    after = {path: path.read_bytes() for path in (small / "impulses").rglob("*") if path.is_file()}
    changed = {path.name for path in before if before[path] != after.get(path)}
    assert changed == {"01-lotsen.md"}
    assert before.keys() == after.keys()


def test_outputs_that_are_full_or_closed(small: Path) -> None:
    _is_told(_in_shell(small, "check", redirect=">/dev/full"), 1, "kein Platz mehr")
    _is_told(_in_shell(small, "check", redirect=">&- 2>&- <&-"), 0, "")
    assert "keine Fehler" in _in_shell(small, "check", redirect="<&-").stdout
    # Nothing that was opened later took the place of a closed output.
    (small / "impulses/01-lotsen.md").write_text("kaputt")
    done = _in_shell(small, "fmt", redirect=">&- 2>&-")
    assert done.returncode == 0
    assert "Form" not in (small / "impulses/01-lotsen.md").read_text("utf-8")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_an_output_that_knows_few_characters_is_spelled_out(encoding: str, small: Path) -> None:
    (small / "impulses/01-lotsen.md").write_text("---\nstand: größe\n---\n", "utf-8")
    environment = os.environ | {"PYTHONIOENCODING": encoding}
    done = subprocess.run(
        [sys.executable, "-m", "impulswerk", "check"],
        cwd=small,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == b""
    shown = done.stdout.decode(encoding)
    assert "erlaubt" in shown
    if encoding == "ascii":
        assert "groesse" in shown
        assert "?" not in shown
    else:
        assert "größe" in shown


def test_every_sign_of_ours_has_a_plain_form() -> None:
    prepare_streams()
    shown = "äöüÄÖÜß„“‚‘’–—…→\u00a0·×☃".encode("ascii", "impulswerk-plain")
    assert shown == b"aeoeueAeOeUess\"\"'''--...-> -x?"


def test_what_stands_in_the_way_of_a_build_is_named(small: Path) -> None:
    (small / "site").symlink_to("/nirgends")
    _is_told(impuls(small, "build"), 2, "verweist auf „/nirgends“")
    (small / "site").unlink()
    (small / ".site.lock").mkdir()
    _is_told(impuls(small, "build"), 1, ".site.lock“: Hier steht ein Ordner")


def test_a_site_that_is_a_link_stays_one_and_is_readable(small: Path, tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (small / "site").symlink_to(tmp_path / "www")
    for text in ("Es gibt ein Problem.", "Es gibt zwei Probleme."):
        source = small / "impulses/02-werkstatt.md"
        source.write_text(source.read_text("utf-8").replace("Es gibt ein Problem.", text), "utf-8")
        before = os.umask(0o077)
        _is_told(impuls(small, "build"), 0, "Seiten gebaut")
        os.umask(before)
        assert (small / "site").is_symlink()
        assert not [path for path in tmp_path.iterdir() if path.name.endswith(".neu")]
    for path in (tmp_path / "www", *(tmp_path / "www").rglob("*")):
        wanted = 0o755 if path.is_dir() else 0o644
        assert stat.S_IMODE(path.stat().st_mode) & wanted == wanted, path


def test_a_fault_of_the_program_shows_where_and_says_whose_it_is(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(_root: Path, _options: object) -> int:
        raise KeyError("vergessen")

    monkeypatch.chdir(small)
    monkeypatch.setattr("impulswerk.commands.check.run", run)
    assert main(["check"]) == 1
    shown = capsys.readouterr().err
    assert "Traceback" in shown
    assert "Das ist ein Fehler von „impuls“ selbst" in shown


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "x"), "kein Platz"),
        (OSError(errno.EROFS, "x", "impulses"), "„impulses“: Der Datenträger lässt sich nur lesen"),
        (PermissionError(errno.EACCES, "x", b"a\xff"), "Prüfen Sie die Zugriffsrechte"),
        (OSError(errno.EADDRINUSE, "x"), "läuft schon ein Programm"),
        (OSError(errno.EXDEV, "Invalid link"), "meldet: Invalid link"),
        (OSError("nur Worte"), "meldet: nur Worte"),
        (socket.gaierror(-2, "x"), "kennt das Netz nicht"),
        (MemoryError(), "Arbeitsspeicher"),
    ],
)
def test_what_the_system_says_is_told_in_german(error: Exception, words: str) -> None:
    assert words in fault(error)
    wrapped = ValueError("something else became of it")
    wrapped.__cause__ = error
    assert words in fault(wrapped)
    assert fault(ValueError("our own")) == ""


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (b"", "fehlt mindestens"),
        (b"- a\n", "fehlt mindestens"),
        (b"a: 1\nb: [\n", "ist in Zeile 3 kein gültiges YAML"),
        (b"\xff\n", "kein gültiges YAML"),
        (b"a: \x00\n", "kein gültiges YAML"),
    ],
)
def test_settings_of_the_site_engine_that_cannot_be_read(
    settings: bytes, words: str, small: Path
) -> None:
    (small / "mkdocs.yml").write_bytes(settings)
    _is_told(impuls(small, "check"), 2, words)


@pytest.mark.parametrize(
    "address", ["127.0.0.1", ":8000", "127.0.0.1:abc", "127.0.0.1:99999", "127.0.0.1:-1", "a:²"]
)
def test_serve_needs_an_address(address: str, small: Path) -> None:
    _is_told(impuls(small, "serve", "--address", address), 2, "Ein Beispiel: 127.0.0.1:8000")


def test_serve_says_what_keeps_it_from_an_address(small: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        taken = f"127.0.0.1:{listener.getsockname()[1]}"
        _is_told(impuls(small, "serve", "--address", taken), 1, "läuft schon ein Programm")
    _is_told(impuls(small, "serve", "--address", "192.0.2.1:8000"), 1, "lässt sich auf diesem")
    _is_told(impuls(small, "serve", "--address", "name.invalid:80"), 1, "kennt das Netz nicht")


def test_serve_with_an_unknown_plugin_is_no_fault_of_ours(small: Path) -> None:
    with (small / "mkdocs.yml").open("a") as file:
        file.write("hooks: [nirgends.py]\n")
    address = f"127.0.0.1:{_free_port()}"
    _is_told(impuls(small, "serve", "--address", address), 2, "MkDocs kann so nicht arbeiten")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def test_an_address_in_the_engines_settings_becomes_one_of_the_network(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "projekt")
    settings = root / "mkdocs.yml"
    settings.write_text(
        settings.read_text().replace(
            'site_url: !ENV [SITE_URL, ""]', "site_url: https://müller.example/papier"
        )
    )
    config = load_config(str(settings))
    config.plugins["impulswerk"].on_config(config)
    assert config.site_url == "https://xn--mller-kva.example/papier/"
