"""Parts kept between builds: what holds is taken, what does not is made anew."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from impulswerk.build import build_site
from impulswerk.fingerprints import digest
from impulswerk.keeping import Store, tidy
from impulswerk.packs import pack, unpack
from impulswerk.pagecache import PageCache, Part
from tests.project import copy_small, quiet


class _Made:
    """Makes a part and counts how often."""

    def __init__(self, part: Part) -> None:
        self.part, self.times = part, 0

    def __call__(self) -> Part:
        self.times += 1
        return self.part


def test_a_part_is_made_once_for_each_key(tmp_path: Path) -> None:
    part = Part({"a/index.html": b"<p>", "b.json": b"{}"}, {"a/index.html": b"[]"}, {"c.md": "c/"})
    made = _Made(part)
    cache = PageCache(Store(tmp_path), lambda _question: "c/")
    assert [cache.obtain("1", made), cache.obtain("1", made)] == [part, part]
    assert made.times == 1
    cache.obtain("2", made)
    assert made.times == 2


def test_a_part_whose_questions_have_other_answers_is_made_anew(tmp_path: Path) -> None:
    answers = {"c.md": "c/"}
    cache = PageCache(Store(tmp_path), lambda question: answers.get(question, ""))
    old, new = _Made(Part({"a": b"old"}, {}, {"c.md": "c/"})), _Made(Part({"a": b"new"}, {}))
    cache.obtain("1", old)
    assert cache.obtain("1", new).files == {"a": b"old"}
    answers.clear()
    assert cache.obtain("1", new).files == {"a": b"new"}


def test_a_part_with_a_warning_is_not_kept(tmp_path: Path) -> None:
    made = _Made(Part({"a": b""}, {}, warnings=[(30, "Achtung")]))
    cache = PageCache(Store(tmp_path), lambda _question: "")
    assert cache.obtain("1", made).warnings == cache.obtain("1", made).warnings == [(30, "Achtung")]
    assert made.times == 2


def test_packs_give_back_what_went_in() -> None:
    files = {"a": b"", "ü/b": b"\n\n{}", "c": bytes(range(256))}
    assert unpack(pack({"x": [1, "ä"]}, files)) == ({"x": [1, "ä"]}, files)
    for foreign in (b"", b"{}", b"[1]\n", b'[1,{"a":5}]\nabc', b"\xff\n"):
        with pytest.raises((ValueError, TypeError)):
            unpack(foreign)


def test_names_tell_apart_what_differs() -> None:
    parts = [("a", "b"), ("ab",), ("a", ("b",)), ("a", "b", ""), ("a", None), ("a", "None")]
    assert len({digest(*part) for part in parts}) == len(parts)


def test_the_size_of_the_cache_has_a_bound(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for index in range(10):
        store.put(str(index), bytes(1000))
        os.utime(tmp_path / str(index), (time.time() - 100 + index,) * 2)
    tidy(tmp_path, limit=5_500)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["5", "6", "7", "8", "9"]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1744070400")
    return copy_small(tmp_path / "projekt")


def _files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_damaged_cache_is_noticed_and_made_anew(root: Path) -> None:
    assert build_site(root, root / "site", quiet).is_done
    whole = _files(root / "site")
    kept = sorted((root / "build/cache").iterdir())
    chance = random.Random(1)
    for number, path in enumerate(kept):
        content = path.read_bytes()
        place = chance.randrange(len(content))
        path.write_bytes(
            (
                content[:place],
                content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :],
                kept[number - 1].read_bytes()[:-1],
                b"fremd",
            )[number % 4]
        )
    (root / "build/cache/fremd").write_text("von jemand anderem")
    for _ in range(2):
        assert build_site(root, root / "site", quiet).is_done
        assert _files(root / "site") == whole


def test_a_cache_that_cannot_be_written_stops_nothing(root: Path) -> None:
    assert build_site(root, root / "a", quiet, is_cached=False).is_done
    assert not (root / "build").exists()
    (root / "build").mkdir()
    (root / "build/cache").write_text("kein Ordner")
    assert build_site(root, root / "b", quiet).is_done
    assert _files(root / "a") == _files(root / "b")


_BUILD = (sys.executable, "-m", "impulswerk", "build", "--site-dir")


def test_builds_that_share_a_cache_do_not_hurt_each_other(root: Path) -> None:
    builds = [
        subprocess.Popen([*_BUILD, name], cwd=root, stdout=subprocess.DEVNULL)
        for name in ("a", "b", "c")
    ]
    assert [build.wait() for build in builds] == [0, 0, 0]
    assert build_site(root, root / "kalt", quiet, is_cached=False).is_done
    for name in ("a", "b", "c"):
        assert _files(root / name) == _files(root / "kalt")


@pytest.mark.parametrize("delay", [0.2, 0.4, 0.6, 0.8])
def test_after_a_kill_the_next_build_is_right(root: Path, delay: float) -> None:
    build = subprocess.Popen(
        [*_BUILD, "site"], cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(delay)
    build.send_signal(signal.SIGKILL)
    build.wait()
    assert build_site(root, root / "site", quiet).is_done
    assert build_site(root, root / "kalt", quiet, is_cached=False).is_done
    assert _files(root / "site") == _files(root / "kalt")
