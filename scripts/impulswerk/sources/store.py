"""A cache between builds for what is slow to make, keyed by everything it depends on."""

import hashlib
import os
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

# A function that gives the bytes for a key, made now or kept from an earlier time.
Keep = Callable[[str, Callable[[], bytes]], bytes]

_DIGEST = hashlib.sha256().digest_size
_DAY = 86_400
# Long enough for somebody who is back from a holiday, short enough not to grow for ever.
_MAX_AGE = 60 * _DAY
# Everything of a site with ten thousand impulses, a few times over.
MAX_BYTES = 4_000_000_000
_PARTIAL = ".part"


def not_kept(_key: str, make: Callable[[], bytes]) -> bytes:
    """Makes everything anew."""
    return make()


def kept(keep: Keep, key: str) -> bytes | None:
    """What was kept under this key; None where it would have to be made."""
    try:
        return keep(key, _refuse)
    except LookupError:
        return None


def _refuse() -> bytes:
    raise LookupError


class Store:
    """A folder of results; what was damaged or written by half counts as not there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str) -> bytes | None:
        """What was put there under this key, or None."""
        return _read(f"{self.folder}/{key}")

    def put(self, key: str, content: bytes) -> bool:
        """Keep `content`; False where nothing can be kept (a full or read-only disk)."""
        path = self.folder / key
        # Never half a file under the final name, even if two builds run side by side.
        partial = path.with_name(f"{path.name}.{os.getpid()}{_PARTIAL}")
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            partial.write_bytes(hashlib.sha256(content).digest() + content)
            partial.replace(path)
            return True
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        return False


def keep_in(folder: Path | None) -> Keep:
    """Keeps in files of `folder`; what was damaged or written by half is noticed and made anew.

    Without a folder, and where it takes nothing, what was made is kept for this build alone.
    """
    store = Store(folder) if folder else None
    if folder:
        _tidy_once(folder)
    held: dict[str, bytes] = {}

    def keep(key: str, make: Callable[[], bytes]) -> bytes:
        found = held.get(key)
        if found is None and store:
            found = store.get(key)
        if found is None:
            found = make()
            if not store or not store.put(key, found):
                held[key] = found
        return found

    return keep


def _read(path: str) -> bytes | None:
    try:
        # One build reads thousands: by way of `Path` it would take three times as long.
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            data = file.read()
            age = time.time() - os.fstat(file.fileno()).st_mtime
    except OSError:
        return None
    content = data[_DIGEST:]
    if hashlib.sha256(content).digest() != data[:_DIGEST]:
        return None
    if age > _DAY:
        with suppress(OSError):
            os.utime(path)
    return content


def tidy(folder: Path, limit: int = MAX_BYTES) -> None:
    """Remove what no build has asked for in two months, and the oldest beyond `limit` bytes."""
    now = time.time()
    kept = []
    with suppress(OSError):
        for entry in os.scandir(folder):
            with suppress(OSError):
                found = entry.stat(follow_symlinks=False)
                age = now - found.st_mtime
                is_left_over = entry.name.endswith(_PARTIAL) and age > _DAY
                if not entry.is_file(follow_symlinks=False):
                    continue
                if age > _MAX_AGE or is_left_over:
                    Path(entry.path).unlink(missing_ok=True)
                else:
                    kept.append((age, found.st_size, entry.path))
    size = 0
    for _, length, path in sorted(kept):
        size += length
        if size > limit:
            with suppress(OSError):
                Path(path).unlink(missing_ok=True)


# While somebody is editing, the folder need not be looked through after each edit.
_tidy_once = cache(tidy)
