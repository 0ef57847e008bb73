"""Sources are read without unwanted characters, problems point into what the editor wrote."""

import shutil
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from impulswerk.commands.cli import main
from impulswerk.site.project import assemble
from impulswerk.sources.files import read_files
from impulswerk.text.characters import clean, is_unwanted, unwanted_in, written_column
from tests.project import copy_small

_LINES = st.text(
    st.one_of(
        st.sampled_from(
            "aäo\u0308u\u0323\u0302\u00ad\u200b\u202e\ufb03\ufb01\x96\u2028\u1100\u1161\x07 "
        ),
        st.characters(codec="utf-8", exclude_characters="\n"),
    )
)


@given(_LINES)
@example("Fo\u0308r\u00adde\ufb03rn")
def test_what_is_clean_stays_so_and_is_in_nfc(line: str) -> None:
    text = clean(line)
    assert clean(text) == text == unicodedata.normalize("NFC", text)
    assert list(unwanted_in(text)) == []


@given(_LINES)
@example("o\u0308o\u0308x")
def test_columns_lead_to_where_the_same_character_was_written(line: str) -> None:
    text = clean(line)
    columns = [written_column(line, col) for col in range(1, len(text) + 2)]
    assert columns == sorted(columns)
    assert columns[-1] == len(line) + 1
    for character in set(text) & set("abcxyz"):
        # Marks may belong to it, but it stands there.
        assert line[written_column(line, text.index(character) + 1) - 1] == character


@pytest.mark.parametrize(
    "code",
    [
        0xAD,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x206A),
        0xFEFF,
        *range(0xFB00, 0xFB07),
        0xE0041,
    ],
)
def test_these_are_unwanted(code: int) -> None:
    assert is_unwanted(chr(code))


@pytest.mark.parametrize("character", "\t\n\u00a0\u2009\u202f€…–„ß")
def test_these_are_not(character: str) -> None:
    assert not is_unwanted(character)


def test_fmt_mends_every_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = copy_small(tmp_path / "projekt")
    case = Path(__file__).parent / "problems" / "steuerzeichen--word" / "quelle"
    shutil.copytree(case, root, dirs_exist_ok=True)
    monkeypatch.chdir(root)
    main(["fmt"])
    text = (root / "impulses/02-werkstatt.md").read_text("utf-8")
    assert "titel: Eine Werkstatt teilen\n" in text
    assert "Die Fördermittel, Fördermittel, Zahl 123 und finanziell, Förderung." in text
    assert "Ein Satz – mit Folgen." in (root / "docs/ueber.md").read_text("utf-8")
    left = assemble(read_files(root).content).problems
    # What was written with signs that are seen is left to the editor.
    shown = [p.line_text for p in left if p.rule == "steuerzeichen"]
    assert ["&shy;" in shown[0], "\\u202E" in shown[1], len(shown)] == [True, True, 2]
    assert main(["fmt", "--check"]) == 0
