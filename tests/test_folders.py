"""A file that is replaced is wholly new or wholly old."""

import os
import stat
from pathlib import Path

import pytest

from impulswerk.sources.folders import replace_file


def test_what_cannot_be_written_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "datei.yml"
    replace_file(place, b"alt")

    def fail(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space") as error:
        replace_file(place, b"neu")
    assert error.value.filename == str(place)
    assert place.read_bytes() == b"alt"
    assert os.listdir(tmp_path) == ["datei.yml"]  # noqa: PTH208


def test_rights_and_links_stay(tmp_path: Path) -> None:
    place, link = tmp_path / "datei.yml", tmp_path / "verweis.yml"
    place.write_bytes(b"alt")
    place.chmod(0o640)
    link.symlink_to("datei.yml")
    replace_file(link, b"neu")
    assert link.is_symlink()
    assert place.read_bytes() == b"neu"
    assert stat.S_IMODE(place.stat().st_mode) == 0o640


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "rohr"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        replace_file(pipe, b"neu")
        assert os.read(reader, 10) == b"neu"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
