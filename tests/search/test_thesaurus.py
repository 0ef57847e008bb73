"""Words the search does not know are proposed, in the form of the file they are copied to."""

import subprocess
import sys
from pathlib import Path

import pytest

from impulswerk.rules.synonyms import WordGroup, read_synonyms
from tests.project import REAL, copy_small

# "Muster" and "Wandel" are search terms of the small project, "Beispiel" is another.
THESAURUS = """UTF-8
muster|2
-|Beispiel|Exempel (ugs.)|Paradebeispiel|Archetyp (fachspr.)|Muster
-|(schönes) Dekor|Art, zu malen|ein Muster ohne Wert
musterung|1
-|Musterung|Tauglichkeitsprüfung
wandel|1
-|Umbruch|Wandel
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small project with the program in it."""
    root = copy_small(tmp_path)
    (root / "scripts").mkdir()
    (root / "scripts/synonyme.py").write_bytes((REAL / "scripts/synonyme.py").read_bytes())
    (root / "thesaurus.dat").write_text(THESAURUS, "utf-8")
    return root


def _run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "scripts/synonyme.py", "--thesaurus", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def test_words_nobody_knows_are_proposed_for_the_term_they_stand_for(root: Path) -> None:
    done = _run(root, "thesaurus.dat")
    groups, problems = read_synonyms(f"gruppen:\n{done.stdout}".encode())
    assert problems == ()
    assert groups == (
        WordGroup(("Umbruch",), ("Wandel",)),  # of a driver
        WordGroup(("Exempel", "Paradebeispiel"), ("Muster",)),
    )


def test_what_has_been_accepted_is_not_proposed_again(root: Path) -> None:
    file = root / "impulses/synonyme.yml"
    file.write_text("gruppen:\n  - {woerter: [Umbruch], meint: [Wandel]}\n", "utf-8")
    assert _run(root, "thesaurus.dat", "Wandel").stdout == ""


def test_without_the_thesaurus_it_says_where_to_get_it(root: Path) -> None:
    done = _run(root, "fehlt.dat")
    assert done.returncode == 1
    assert "mythes-de" in done.stderr
    assert "Traceback" not in done.stderr
