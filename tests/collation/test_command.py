"""The whole way of an editor: the command itself, the proof, and what readers then see."""

import csv
import hashlib
import json
from pathlib import Path

import pytest

from impulswerk.commands.cli import main
from impulswerk.site.build import build_site
from tests.collation.made import SENTENCES, Maker, Sheet, scan
from tests.collation.test_collate import DATA, SHA256
from tests.project import copy_small, quiet

QUOTE = SENTENCES[3]
PLACE = "seite: 7, stichwort: Schreinerin"
IMPULSE = "impulses/01-lotsen.md"
PROOF = "impulses/abgleich.yml"


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small project with a paper as source, and an impulse that claims to be compared."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1744070400")
    found = copy_small(tmp_path / "projekt")
    with (found / "impulses/quellen.yml").open("a", encoding="utf-8") as file:
        file.write("  - {id: papier, herausgeber: Verbund, titel: Das Papier, datum: 2025-04-08}\n")
    _replace(found / "impulses/papier.yml", "quelle: muster-2025", "quelle: papier")
    _replace(
        found / IMPULSE,
        "belege:\n",
        f"belege:\n  - {{quelle: papier, {PLACE}, wortlaut: '{QUOTE}'}}\n",
    )
    _replace(
        found / IMPULSE,
        "stand: entwurf",
        "stand: abgeglichen\nabgeglichen_von: Redaktion\nabgeglichen_am: 2025-05-02",
    )
    (tmp_path / "papier.pdf").write_bytes(DATA)
    monkeypatch.chdir(found)
    return found


def _name_the_file(root: Path, sha256: str = SHA256) -> None:
    _replace(
        root / "impulses/quellen.yml",
        "datum: 2025-04-08}",
        f"datum: 2025-04-08, pruefsumme: {sha256}}}",
    )


def test_from_a_draft_to_what_readers_see(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Before the PDF was read, the claim does not count; the command says what to enter.
    assert main(["check"]) == 1
    assert "zitat-ohne-nachweis" in capsys.readouterr().out
    assert main(["abgleich", "../papier.pdf", "--write"]) == 1
    said = capsys.readouterr()
    assert f"pruefsumme: {SHA256}" in said.out
    assert "bleibt, wie es ist" in said.err
    assert not (root / PROOF).exists()

    _name_the_file(root)
    assert main(["abgleich", "../papier.pdf", "--write"]) == 0
    assert "1 von 1 Zitaten, 1 von 1 Stichwörtern festgehalten" in capsys.readouterr().err
    assert QUOTE not in (root / PROOF).read_text("utf-8")
    assert main(["check"]) == 0

    outcome = build_site(root, root / "site", quiet)
    assert outcome.is_done, outcome.problems
    page = (root / "site/impulse/01-lotsen/index.html").read_text("utf-8")
    inner = QUOTE.replace("„", "‚").replace("“", "‘")
    assert f"<blockquote><p>„{inner}“</p></blockquote>" in page
    assert "Wortlaut aus „Das Papier“, Seite 7" in page
    assert "Verglichen am 2.\u00a0Mai 2025 durch: Redaktion." in page
    for address, count in (("ueber", "1 von 3"), ("treiber/demografie", "1 von 1")):
        text = (root / f"site/{address}/index.html").read_text("utf-8")
        assert f"<strong>{count} Impulsen</strong>" in text
        assert f'<progress value="1" max="{count[-1]}"' in text
    data = root / "site/daten/v1"
    (first, *_) = json.loads((data / "impulse.json").read_text("utf-8"))["impulse"]
    assert first["belege"][0]["wortlaut"] == QUOTE
    assert (first["stand"]["id"], first["abgeglichen_am"]) == ("abgeglichen", "2025-05-02")
    paper = json.loads((data / "papier.json").read_text("utf-8"))["papier"]
    assert paper["quelle"] == "papier"
    assert paper["quellen"][1]["pruefsumme"] == SHA256
    with (data / "impulse.csv").open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    assert (row["stand"], row["abgeglichen_von"]) == ("abgeglichen", "Redaktion")
    assert QUOTE in (root / "site/i/1/text.md.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("angefangen", "begonnen"),
        ("nie ", ""),
        ("Nachbarn hätten", "hätten Nachbarn"),
        ("seite: 7", "seite: 8"),
    ],
)
def test_what_is_changed_after_the_proof_is_refused(root: Path, old: str, new: str) -> None:
    _name_the_file(root)
    assert main(["abgleich", "../papier.pdf", "--write"]) == 0
    _replace(root / IMPULSE, old, new)
    assert main(["check"]) == 1
    assert main(["abgleich", "../papier.pdf", "--write"]) == 1
    assert main(["check"]) == 1


def test_a_claim_without_a_role_neither_proves_nor_loses_anything(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An impulse with a mistake is left out: its quotes must not drop out of the proof."""
    _name_the_file(root)
    assert main(["abgleich", "../papier.pdf", "--write"]) == 0
    before = (root / PROOF).read_bytes()
    _replace(root / IMPULSE, "abgeglichen_von: Redaktion\n", "")
    capsys.readouterr()
    assert main(["abgleich", "../papier.pdf", "--write"]) == 1
    assert "abgleich-unvollstaendig" in capsys.readouterr().err
    assert (root / PROOF).read_bytes() == before
    main(["abgleich", "../papier.pdf"])
    assert "fehlerhafte Impulse fehlen in diesem Abgleich" in capsys.readouterr().err


def test_another_file_changes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _name_the_file(root)
    assert main(["abgleich", "../papier.pdf", "--write"]) == 0
    before = (root / PROOF).read_bytes()
    (root.parent / "neu.pdf").write_bytes(DATA + b"%")
    capsys.readouterr()
    assert main(["abgleich", "../neu.pdf", "--write"]) == 1
    assert "ist nicht die, mit der „papier“ bisher verglichen wurde" in capsys.readouterr().out
    assert (root / PROOF).read_bytes() == before


def test_every_form_says_the_same(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _name_the_file(root)
    _replace(root / IMPULSE, "angefangen", "begonnen")
    said = {}
    for form in ("terminal", "markdown", "json"):
        assert main(["abgleich", "../papier.pdf", "--format", form]) == 1
        said[form] = capsys.readouterr().out
    difference = '[Quelle: angefangen", | Zitat: begonnen",]'
    assert difference in said["terminal"]
    assert "- [ ] Impuls 01, Seite 7" in said["markdown"]
    check = json.loads(said["json"])["pruefungen"][0]
    assert (check["befund"], check["gefunden"]) == ("abweichend", ["7 [Datei: 1]"])


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("leer.pdf", b"", "Die Datei ist leer"),
        ("brief.pdf", b"Sehr geehrte Damen und Herren", "keine PDF"),
        ("halb.pdf", DATA[:900], "beschädigt"),
        ("scan.pdf", scan(2), "vermutlich ist sie ein Scan"),
        ("geheim.pdf", Maker([Sheet([["Text"]])], password="x").data(), "mit einem Kennwort"),
        ("fehlt.pdf", None, "Die Datei „fehlt.pdf“ gibt es nicht."),
    ],
)
def test_what_cannot_be_read_is_wrong_usage(
    root: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes | None, message: str
) -> None:
    if content is not None:
        (root / name).write_bytes(content)
    assert main(["abgleich", name]) == 2
    said = capsys.readouterr()
    assert message in said.err
    assert said.out == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "entweder eine PDF-Datei oder mit --text eine Textdatei"),
        (["impulses"], "„impulses“ ist ein Ordner"),
        (["../papier.pdf", "--text", "mkdocs.yml"], "entweder eine PDF-Datei"),
        (["../papier.pdf", "--source", "nirgends"], "In quellen.yml stehen: muster-2025, papier"),
        (["--text", "leer.txt"], "Die Textdatei ist leer."),
        (["--text", "latein.txt"], "nicht in UTF-8"),
    ],
)
def test_wrong_usage_is_explained(
    root: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    (root / "leer.txt").write_bytes(b"\xef\xbb\xbf\n")
    (root / "latein.txt").write_bytes("Köln".encode("latin-1"))
    assert main(["abgleich", *arguments]) == 2
    assert message in capsys.readouterr().err


def test_a_text_is_checked_paragraph_by_paragraph(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = root / "mitteilung.txt"
    text.write_text("Ein Muster in Absatz eins.\nUnd noch ein Absatz ohne.\n", "utf-8")
    assert main(["abgleich", "--text", "mitteilung.txt", "--source", "muster-2025"]) == 0
    assert (
        "An ihrer Stelle: 8 von 8 Stichwörtern (3 in Impulsen, 5 in Treibern)"
        in capsys.readouterr().out
    )
    text.write_text("Ein Absatz ohne.\nEin Muster in Absatz zwei.\n", "utf-8")
    assert main(["abgleich", "--text", "mitteilung.txt", "--source", "muster-2025"]) == 1
    assert "nicht in Absatz 1, sondern in Absatz 2" in capsys.readouterr().out


def test_a_list_made_from_a_text_is_as_good_as_one_by_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copy_small(tmp_path / "projekt")
    monkeypatch.chdir(root)
    text = "Ein Muster in Absatz eins.\nUnd noch ein Absatz ohne.\n"
    (tmp_path / "mitteilung.txt").write_text(text, "utf-8")
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    _replace(
        root / "impulses/quellen.yml",
        "begriffe:\n      - {absatz: 1, stichworte: [Muster]}",
        f"pruefsumme: {sha256}",
    )
    assert main(["check"]) == 1
    assert "ist nicht festgehalten" in capsys.readouterr().out
    assert main(["abgleich", "--text", "../mitteilung.txt", "--write"]) == 0
    assert "Muster" not in (root / PROOF).read_text("utf-8")
    assert main(["check"]) == 0
    for old, new in (("stichwort: Muster", "stichwort: Absatz"), ("absatz: 1", "absatz: 2")):
        before = (root / IMPULSE).read_text("utf-8")
        _replace(root / IMPULSE, old, new)
        assert main(["check"]) == 1
        assert "[beleg-nicht-in-quelle]: „" in capsys.readouterr().out
        (root / IMPULSE).write_text(before, "utf-8")
    assert main(["check"]) == 0
