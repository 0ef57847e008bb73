"""Damage sources in many ways: always a problem or a catalogue, never a crash.

Those of the small project, and now and then the real ones; these alone in the long run.

`FUZZ_RUNS=100000 TESTS_SEED=7 pytest tests/test_fuzz.py` tries more of them, and others.
"""

import hashlib
import os
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from impulswerk.catalogue.catalog import build_catalog
from impulswerk.catalogue.graph import Graph
from impulswerk.model.problems import errors
from impulswerk.model.rulebook import RULES
from impulswerk.pages.handwritten import BLOCKS
from impulswerk.rules.report import comment, github, terminal
from impulswerk.site.build import build_site
from impulswerk.site.project import load
from impulswerk.sources.files import read_files
from tests.long import LONG, SEED
from tests.project import REAL, SMALL, quiet

RUNS = int(os.environ.get("FUZZ_RUNS") or (5200 if LONG else 120))
PARTS = 8 if LONG else 2  # the runs are cut into parts that the test workers share
SLOWEST = 60.0  # seconds for one damaged project; a regular expression that runs wild takes hours

Files = dict[str, bytes]

_SPICE = [
    *(b'"', b"'", b":", b": ", b"\t", b"\r", b"\r\n", b"\x00", b"\xff", b"\xc3", b"\xef\xbb\xbf"),
    *(b"[", b"]", b"{", b"}", b"&a ", b"*a ", b"!!python/object:os.system ", b"<<: ", b"|\n"),
    *(b"---\n", b"...\n", b"#", b"\n\n", b"- ", b"<script>", b"<!--", b"`", b"```\n", b"](", b"!["),
    *(b"](javascript:alert(1))", b"{{ x }}", b"{% raw %}", b"\xe2\x80\xae", b"\xf0\x9f\x8e\x89"),
    *(b"9" * 40, b"null", b"~", b"yes", b"0x1F", b"1e9", b"2025-13-45", b"a" * 3000),
]


def _insert(files: Files, name: str, dice: random.Random) -> None:
    data = files[name]
    at = dice.randint(0, len(data))
    files[name] = data[:at] + dice.choice(_SPICE) + data[at:]


def _cut(files: Files, name: str, dice: random.Random) -> None:
    data = files[name]
    start = dice.randint(0, len(data))
    files[name] = data[:start] + data[start + dice.randint(1, 60) :]


def _truncate(files: Files, name: str, dice: random.Random) -> None:
    files[name] = files[name][: dice.randint(0, len(files[name]))]


def _flip(files: Files, name: str, dice: random.Random) -> None:
    data = bytearray(files[name] or b" ")
    for _ in range(dice.randint(1, 4)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    files[name] = bytes(data)


def _lines(files: Files, name: str, dice: random.Random) -> None:
    lines = files[name].split(b"\n")
    at, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    match dice.randrange(4):
        case 0:
            del lines[at]
        case 1:
            lines.insert(other, lines[at])
        case 2:
            lines[at], lines[other] = lines[other], lines[at]
        case _:
            lines[at] = b"  " + lines[at]
    files[name] = b"\n".join(lines)


def _word(files: Files, name: str, dice: random.Random) -> None:
    words = files[name].split(b" ")
    words[dice.randrange(len(words))] = dice.choice(words)
    files[name] = b" ".join(words)


def _exchange(files: Files, name: str, dice: random.Random) -> None:
    other = dice.choice(sorted(files))
    files[name], files[other] = files[other], files[name]


def _rename(files: Files, name: str, dice: random.Random) -> None:
    data = files.pop(name)
    new = dice.choice(
        ["impulses/07.md", "impulses/99-neu.md", "impulses/x/y.md", "impulses/ä.md", "docs/neu.md"]
    )
    files[new] = data


def _delete(files: Files, name: str, dice: random.Random) -> None:
    del dice
    del files[name]


DAMAGES: tuple[Callable[[Files, str, random.Random], None], ...] = (
    *(_insert, _insert, _insert, _cut, _cut, _truncate, _flip, _lines, _lines, _word),
    *(_exchange, _rename, _delete),
)

ORIGINAL = read_files(REAL).content
FEW = read_files(SMALL).content


def _damaged(original: Files, dice: random.Random) -> Files:
    files = dict(original)
    for _ in range(dice.choice([1, 1, 1, 2, 3])):
        dice.choice(DAMAGES)(files, dice.choice(sorted(files)), dice)
    return files


@pytest.mark.parametrize("part", range(PARTS))
def test_no_damage_crashes_or_hangs(part: int) -> None:
    for run in range(part, RUNS, PARTS):
        dice = random.Random(SEED * 1_000_003 + run)
        note = f"TESTS_SEED={SEED}, run {run}"
        is_real = LONG or run // PARTS % 24 == 0
        files = _damaged(ORIGINAL if is_real else FEW, dice)
        start = time.monotonic()
        result = build_catalog(files, blocks=BLOCKS)
        assert {problem.rule for problem in result.problems} <= set(RULES), note
        if result.catalog is None:
            assert errors(result.problems), note
        else:
            Graph(result.catalog)
        for render in (terminal.render, github.render, comment.render):
            render(result.problems)
        assert time.monotonic() - start < SLOWEST, note


def _digest(folder: Path) -> list[tuple[str, str]]:
    return [
        (path.relative_to(folder).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]


@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_passes_is_built_and_whatever_fails_changes_nothing(
    part: int, tmp_path: Path, small_site: Path
) -> None:
    """Fewer runs: each is a real build of the small project."""
    root = shutil.copytree(small_site.parent, tmp_path / "projekt")
    original = read_files(root).content
    for run in range(part, max(8, RUNS // 60), PARTS):
        dice = random.Random(SEED * 7_000_003 + run)
        note = f"TESTS_SEED={SEED}, run {run}"
        name = dice.choice(sorted(original))
        files = dict(original)
        dice.choice(DAMAGES[:10])(files, name, dice)
        (root / name).write_bytes(files[name])
        before = _digest(root / "site")
        outcome = build_site(root, root / "site", quiet)
        if outcome.is_done:
            assert not errors(load(root).problems), note
        else:
            assert errors(outcome.problems), note
            assert _digest(root / "site") == before, note
        (root / name).write_bytes(original[name])
