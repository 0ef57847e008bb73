"""What is kept between builds: damage is noticed, nothing outlives its use."""

import os
import time
from pathlib import Path

from impulswerk.sources.store import keep_in, not_kept, tidy


def test_a_second_asking_is_answered_from_the_folder(tmp_path: Path) -> None:
    made = []
    keep = keep_in(tmp_path / "cache")
    for _ in range(2):
        assert keep("bild-1", lambda: made.append(1) or b"bytes") == b"bytes"  # type: ignore[func-returns-value]
    assert made == [1]


def test_without_a_folder_everything_is_made_anew() -> None:
    assert [not_kept("x", lambda: b"a"), not_kept("x", lambda: b"b")] == [b"a", b"b"]


def test_whatever_was_damaged_is_made_anew(tmp_path: Path) -> None:
    keep = keep_in(tmp_path)
    keep("bild", lambda: b"right")
    kept = tmp_path / "bild"
    whole = kept.read_bytes()
    for damaged in (b"", whole[:10], whole[:-1], whole + b"x", whole[:-1] + b"?"):
        kept.write_bytes(damaged)
        assert keep("bild", lambda: b"right") == b"right"
        assert kept.read_bytes() == whole


def test_without_a_folder_that_can_be_written_each_is_made_once_a_build(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for folder in (tmp_path / "file" / "cache", None):
        keep = keep_in(folder)
        assert [keep("x", lambda: b"made"), keep("x", lambda: b"again")] == [b"made", b"made"]


def test_only_what_nobody_asked_for_in_months_goes(tmp_path: Path) -> None:
    keep = keep_in(tmp_path)
    for key in ("old", "used", "new"):
        keep(key, key.encode)
    for key in ("old", "used"):
        os.utime(tmp_path / key, (time.time() - 90 * 86_400,) * 2)
    keep("used", lambda: b"")
    tidy(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "used"]
