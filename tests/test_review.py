"""`impuls report`: what a change does, against the state it started from."""

import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impulswerk.commands.cli import main
from impulswerk.commands.review.compare import Changes
from impulswerk.commands.review.render import html
from impulswerk.text.words import word_changes
from tests.project import copy_small

IDENTITY = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]


def _git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", *IDENTITY, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = copy_small(tmp_path / "projekt")
    _git(root, "init", "-q", "-b", "main")
    _git(root, "add", ".")
    _git(root, "commit", "-qm", "Anfang")
    monkeypatch.chdir(root)
    return root


def _edit(root: Path, name: str, before: str, after: str) -> None:
    path = root / "impulses" / name
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def _report(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["report", "--base", "main", *arguments])
    return code, capsys.readouterr().out


def test_nothing_changed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert project
    code, text = _report(capsys)
    assert (code, text) == (0, "## ✅ Diese Änderung kann veröffentlicht werden\n")


def test_changed_words_are_shown(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _edit(project, "01-lotsen.md", "Lotsen ausbilden", "Lotsen gut ausbilden")
    _edit(project, "01-lotsen.md", "Es gibt ein Problem.", "Es gibt zwei Probleme.")
    code, text = _report(capsys, "--preview", "https://vorschau.example/7")
    assert code == 0
    page = "https://vorschau.example/7/impulse/01-lotsen/"
    assert f"[Impuls 1: Lotsen gut ausbilden]({page})" in text
    assert "Titel: Lotsen **gut** ausbilden" in text
    assert "Es gibt ~~ein Problem.~~ **zwei Probleme.**" in text
    assert f"- [`/impulse/01-lotsen/`]({page})" in text


def test_only_new_problems_block(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _edit(project, "02-werkstatt.md", "stand: entwurf", "stand: fertig")
    _git(project, "commit", "-qam", "Ein alter Fehler")
    _edit(project, "01-lotsen.md", "Es gibt ein Problem.", "Es gibt zwei Probleme.")
    code, text = _report(capsys)
    assert code == 0
    assert "Schon vorher bestanden 1 Fehler in 1 Datei" in text
    _edit(project, "03-strasse.md", "treiber: [", "treiber: [digital, ")
    code, text = _report(capsys)
    assert code == 1
    assert "unbekannter-treiber" in text
    assert "unbekannter-stand" not in text
    # An impulse that only has a mistake has not lost its address.
    assert "verschwinden" not in text


def test_a_moved_old_problem_is_not_new(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _edit(project, "02-werkstatt.md", "stand: entwurf", "stand: fertig")
    _git(project, "commit", "-qam", "Ein alter Fehler")
    _edit(project, "02-werkstatt.md", "titel:", "# Eine Bemerkung\ntitel:")
    code, _ = _report(capsys)
    assert code == 0


def test_a_lost_address_blocks(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "impulses/03-strasse.md").rename(project / "impulses/03-weg.md")
    _edit(project, "02-werkstatt.md", "Es gibt ein Problem.", "Es gibt zwei Probleme.")
    code, text = _report(capsys)
    assert code == 1
    assert "- `/impulse/03-strasse/`" in text
    assert "Dateiname: ~~03-strasse~~ **03-weg**" in text


def test_new_and_withdrawn_impulses(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (project / "impulses/03-strasse.md").read_text("utf-8")
    text = text.replace("Die Straße", "Die Brücke").replace("{id: ", "{id: neu-")
    (project / "impulses/04-bruecke.md").write_text(text)
    _edit(project, "02-werkstatt.md", "stand: entwurf", "stand: zurueckgezogen\nersetzt_durch: [4]")
    code, text = _report(capsys)
    assert code == 0
    assert "**Impuls 4: Die Brücke freihalten** – neu (`impulses/04-bruecke.md`)" in text
    assert "– zurückgezogen (`impulses/02-werkstatt.md`)" in text


def test_an_entry_says_what_it_changes(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = project / "impulses/chronik"
    text = (folder / "2025-02-10-nur-halb.md").read_text("utf-8")
    (folder / "2025-03-12-ganz.md").write_text(
        text.replace("teilweise-umgesetzt", "umgesetzt")
        .replace("nur zur Hälfte", "ganz")
        .replace("2025-01-06\nart", "2025-03-11\nart")
        .replace("[osten-frei]", "[westen-frei]")
        .replace("eintrag: freigabe", "eintrag: nachgesehen"),
        "utf-8",
    )
    _edit(project, "chronik/2024-09-02-schilder.md", "stehen Schilder", "stehen viele Schilder")
    code, text = _report(capsys)
    assert code == 0
    assert "Neuer Eintrag „Die Straße ist ganz frei“ (Handlung, 11.\u00a0März 2025)" in text
    assert "Er berichtigt „nachgesehen“." in text
    assert "Impuls 3: bisher „teilweise umgesetzt“, danach „umgesetzt“. Das sagt" in text
    assert "Der Eintrag „Die ersten Schilder stehen“ stand schon da und wird geändert." in text
    _edit(project, "03-strasse.md", "Die Wege sind kürzer.", "Die Wege sind kurz.")
    assert "Impuls 3: Die Kriterien („woran“) ändern sich" in _report(capsys)[1]


def test_the_html_report_escapes_and_marks(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _edit(project, "01-lotsen.md", "Lotsen ausbilden", "Lotsen & <3 ausbilden")
    _report(capsys, "--html", "bericht.html")
    page = (project / "bericht.html").read_text("utf-8")
    assert "<ins>&amp; &lt;3 </ins>" in page
    assert "<script" not in page
    assert "<script" not in html(Changes(lost_pages=("`<script>",), reused=("<script>",)))


def test_an_unknown_state_is_wrong_usage(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert project
    for revision in ("gibt-es-nicht", "--help", "HEAD~9"):
        assert main(["report", f"--base={revision}"]) == 2
        assert "kennt git hier nicht" in capsys.readouterr().err


def test_a_shallow_clone_is_named(
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _git(project, "checkout", "-qb", "vorschlag")
    _git(project, "commit", "-q", "--allow-empty", "-m", "Zwei")
    _git(project, "checkout", "-q", "main")
    _git(project, "commit", "-q", "--allow-empty", "-m", "Drei")
    shallow = tmp_path / "flach"
    _git(tmp_path, "clone", "-q", "--depth", "1", "--no-single-branch", project.as_uri(), "flach")
    _git(shallow, "checkout", "-q", "origin/vorschlag")
    monkeypatch.chdir(shallow)
    assert main(["report", "--base", "origin/main"]) == 2
    assert "fetch-depth" in capsys.readouterr().err


@given(st.text(max_size=80), st.text(max_size=80))
def test_word_changes_lead_from_one_text_to_the_other(before: str, after: str) -> None:
    runs = list(word_changes(before, after))
    assert "".join(run.text for run in runs if run.kind != "weg") == after
    assert "".join(run.text for run in word_changes(after, after)) == after


def test_a_number_given_to_another_impulse_is_refused(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["permalinks"]) == 0
    _git(project, "add", ".")
    _git(project, "commit", "-qm", "Veröffentlicht")
    path = project / "impulses/02-werkstatt.md"
    text = re.sub(r"(?m)^titel: .*", "titel: Etwas anderes", path.read_text("utf-8"))
    head, body = text.split("\n---\n", 1)
    other = "\n\n".join(
        line if line.startswith("##") else f"Ganz neu geschrieben steht hier Satz {number}."
        for number, line in enumerate(body.split("\n"))
        if line.strip()
    )
    path.unlink()
    (project / "impulses/02-anderes.md").write_text(f"{head}\n---\n\n{other}\n", "utf-8")
    for source in [*project.glob("impulses/*.md"), *project.glob("docs/*.md")]:
        text = source.read_text("utf-8")
        source.write_text(text.replace("02-werkstatt.md", "02-anderes.md"), "utf-8")
    capsys.readouterr()
    code, report = _report(capsys)
    assert code == 1
    assert "### Eine Nummer würde neu vergeben" in report
    assert "verschwinden" not in report


def test_a_renamed_file_is_no_other_impulse(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["permalinks"]) == 0
    _git(project, "add", ".")
    _git(project, "commit", "-qm", "Veröffentlicht")
    (project / "impulses/02-werkstatt.md").rename(project / "impulses/02-halle.md")
    for source in [*project.glob("impulses/*.md"), *project.glob("docs/*.md")]:
        text = source.read_text("utf-8")
        source.write_text(text.replace("02-werkstatt.md", "02-halle.md"), "utf-8")
    capsys.readouterr()
    code, report = _report(capsys)
    assert code == 0, report


def test_taking_an_address_from_the_ledger_is_refused(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = project / "impulses/permalinks.yml"
    ledger.write_text('adressen:\n  "alt/": {nach: matrix/}\n', "utf-8")
    _git(project, "add", ".")
    _git(project, "commit", "-qm", "Veröffentlicht")
    ledger.write_text("adressen: {}\n", "utf-8")
    code, report = _report(capsys)
    assert code == 1
    assert "- `/alt/`" in report
