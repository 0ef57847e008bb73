"""Put a freshly built folder in the place of the old one, in one uninterruptible step."""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from impulswerk.folders import files_below

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@contextmanager
def building_place(site: Path) -> Iterator[Path]:
    """An empty folder beside `site` to build into; other builds of the same site wait.

    What a killed build left behind is removed first, the folder itself afterwards.
    """
    site = site.absolute()
    site.parent.mkdir(parents=True, exist_ok=True)
    lock = site.parent / f".{site.name}.lock"
    place = site.parent / f".{site.name}.neu"
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        try:
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)


def complete(fresh: Path, site: Path, names: Iterable[str]) -> Path:
    """A folder that holds all of `fresh`, and the files `names` of `site` without copying them.

    Where most are those of `site` it is the site before it, which has nearly all of them already.
    """
    wanted, made = set(names), list(files_below(fresh))
    if len(wanted) < len(made):
        _put(wanted, site, fresh, _link)
        return fresh
    spare = _spare(site)
    _put(wanted - _keep_only(spare, site, wanted), site, spare, _link)
    # Moved, never written to in place: the file there may be the very one of the present site.
    _put(made, fresh, spare, os.replace)
    return spare


def _put(names: Iterable[str], old: Path, new: Path, how: Callable[[str, str], None]) -> None:
    folders = set()
    for name in names:
        folder, _, _ = name.rpartition("/")
        if folder not in folders:
            (new / folder).mkdir(parents=True, exist_ok=True)
            folders.add(folder)
        how(f"{old}/{name}", f"{new}/{name}")


def _link(old: str, new: str) -> None:
    try:
        os.link(old, new)
    except OSError:
        # Not every file system knows links.
        shutil.copy2(old, new)


def _keep_only(spare: Path, site: Path, names: Collection[str]) -> set[str]:
    """Remove whatever in `spare` is not the same file as one of `names` in `site`; what is left."""
    kept: set[str] = set()
    start = len(str(spare)) + 1

    def is_empty(folder: str) -> bool:
        left = False
        for entry in list(os.scandir(folder)):
            name = entry.path[start:]
            if entry.is_dir(follow_symlinks=False):
                if is_empty(entry.path):
                    Path(entry.path).rmdir()
                else:
                    left = True
            elif name in names and _is_same(entry, f"{site}/{name}"):
                kept.add(name)
                left = True
            else:
                Path(entry.path).unlink()
        return not left

    if spare.is_dir():
        is_empty(str(spare))
    return kept


def _is_same(entry: os.DirEntry[str], path: str) -> bool:
    try:
        return os.path.samestat(entry.stat(follow_symlinks=False), os.lstat(path))
    except OSError:
        return False


def swap_in(fresh: Path, site: Path) -> None:
    """Let `fresh` become `site`; the old site ends up in the place of `fresh`."""
    # mkdir and friends of the builder follow the umask; a web server must be able to read it.
    if not site.exists():
        fresh.rename(site)
    elif not _exchange(fresh, site):
        # Without an atomic exchange there is a moment without a site; it is as short as can be.
        old = fresh.with_name(f"{fresh.name}.alt")
        shutil.rmtree(old, ignore_errors=True)
        site.rename(old)
        fresh.rename(site)
        old.rename(fresh)
    if fresh != _spare(site):
        # It has nothing in common with what stands now.
        shutil.rmtree(_spare(site), ignore_errors=True)


def _spare(site: Path) -> Path:
    """The site before this one."""
    return site.parent / f".{site.name}.alt"


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two folders atomically where the system can (Linux); false where it cannot."""
    if not sys.platform.startswith("linux"):
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    done: int = renameat2(
        _AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE
    )
    return done == 0
