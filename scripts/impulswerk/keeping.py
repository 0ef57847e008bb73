"""Keep what is slow to make between builds, each under the name of everything it depends on."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

# A function that gives the bytes for a key, made now or kept from an earlier time.
Keep = Callable[[str, Callable[[], bytes]], bytes]

_DIGEST = hashlib.sha256().digest_size
_DAY = 86_400
# Long enough for somebody who is back from a holiday, short enough not to grow for ever.
_MAX_AGE = 60 * _DAY


def not_kept(_key: str, make: Callable[[], bytes]) -> bytes:
    """Makes everything anew."""
    return make()


def keep_in(folder: Path) -> Keep:
    """Keeps in files of `folder`; what was damaged or written by half is noticed and made anew."""

    def keep(key: str, make: Callable[[], bytes]) -> bytes:
        path = folder / key
        found = _read(path)
        if found is not None:
            return found
        content = make()
        # Where nothing can be kept (a full or read-only disk) the build goes on without.
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            # Never half a file under the final name, even if two builds run side by side.
            partial = path.with_name(f"{path.name}.{os.getpid()}.part")
            partial.write_bytes(hashlib.sha256(content).digest() + content)
            partial.replace(path)
        return content

    return keep


def _read(path: Path) -> bytes | None:
    try:
        data = path.read_bytes()
        age = time.time() - path.stat().st_mtime
    except OSError:
        return None
    content = data[_DIGEST:]
    if hashlib.sha256(content).digest() != data[:_DIGEST]:
        return None
    if age > _DAY:
        with suppress(OSError):
            os.utime(path)
    return content


def tidy(folder: Path) -> None:
    """Remove what no build has asked for in two months."""
    oldest = time.time() - _MAX_AGE
    with suppress(OSError):
        for path in folder.iterdir():
            if path.is_file() and path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)
