"""Put a freshly built folder in the place of the old one, in one uninterruptible step."""

import ctypes
import fcntl
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@contextmanager
def building_place(site: Path) -> Iterator[Path]:
    """An empty folder beside `site` to build into; other builds of the same site wait.

    What a killed build left behind is removed first, the folder itself afterwards.
    """
    site = site.resolve()
    site.parent.mkdir(parents=True, exist_ok=True)
    lock = site.parent / f".{site.name}.lock"
    place = site.parent / f".{site.name}.neu"
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        # A web server must be able to read what is built, however private its builder's files are.
        before = os.umask(0o022)
        try:
            _remove(place)
            place.mkdir()
            yield place
        finally:
            _remove(place)
            os.umask(before)


def swap_in(fresh: Path, site: Path) -> None:
    """Let `fresh` become `site`; the old site ends up in the place of `fresh`."""
    # Where the site is a link, what it points to is exchanged, not the link.
    site = site.resolve()
    if not site.exists():
        fresh.rename(site)
    elif not _exchange(fresh, site):
        # Without an atomic exchange there is a moment without a site; it is as short as can be.
        old = fresh.with_name(f"{fresh.name}.alt")
        _remove(old)
        site.rename(old)
        fresh.rename(site)
        old.rename(fresh)


def _remove(path: Path) -> None:
    """Remove whatever is there, as far as it can be removed."""
    with suppress(OSError):
        if path.is_symlink() or path.is_file():
            path.unlink()
        else:
            shutil.rmtree(path, ignore_errors=True)


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
