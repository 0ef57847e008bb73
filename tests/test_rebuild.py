"""Whatever was edited, renamed or configured: a warm build gives the bytes of a cold one."""

from pathlib import Path

import pytest

from impulswerk.build import Outcome, build_site
from impulswerk.exports.share_image import ShareImage
from tests.edits import Editor
from tests.project import quiet

SEQUENCES, CHUNKS = 200, 8


@pytest.fixture(autouse=True)
def _quick_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures that show as well whether they are stale, but need not be drawn."""
    monkeypatch.setattr(ShareImage, "png", lambda self: repr(self.motif).encode())


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _build(editor: Editor, site: Path, monkeypatch: pytest.MonkeyPatch, *, warm: bool) -> Outcome:
    for name in ("SITE_URL", "VERSION_URL", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
    for name, value in editor.environment.items():
        monkeypatch.setenv(name, value)
    return build_site(editor.root, site, quiet, is_cached=warm)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_a_warm_build_equals_a_cold_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    """Each sequence goes on from where the one before ended, and so does the cache."""
    editor = Editor(tmp_path / "projekt", seed=chunk)
    editor.start()
    good = 0
    for sequence in range(SEQUENCES // CHUNKS):
        done = []
        for _ in range(editor.random.randint(1, 3)):
            done.append(editor.edit())
            if editor.random.random() < 0.2:
                done.append("build")
                _build(editor, tmp_path / "warm", monkeypatch, warm=True)
        warm = _build(editor, tmp_path / "warm", monkeypatch, warm=True)
        cold = _build(editor, tmp_path / "kalt", monkeypatch, warm=False)
        assert (warm.is_done, warm.problems) == (cold.is_done, cold.problems), (sequence, done)
        if warm.is_done:
            first, second = _files(tmp_path / "warm"), _files(tmp_path / "kalt")
            differing = [name for name in first.keys() | second.keys()
                         if first.get(name) != second.get(name)]  # fmt: skip
            assert differing == [], (sequence, done)
            good += 1
    # Edits that the checks refuse show nothing: a good part must be ones that a site comes of.
    assert good > SEQUENCES // CHUNKS // 3
