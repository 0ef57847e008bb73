"""Files in a folder, however deep they lie: their names, how to add one, how to replace one."""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

# Where impulses, drivers and their lists lie.
SOURCE_FOLDER = "impulses"


def files_below(folder: Path) -> Iterator[str]:
    """Names of all files, relative to `folder`, with slashes; in no particular order."""
    start = str(folder)
    for parent, _, names in os.walk(start):
        inside = os.path.relpath(parent, start).replace(os.sep, "/")
        yield from names if inside == "." else (f"{inside}/{name}" for name in names)


def write_below(folder: Path, name: str, content: bytes) -> Path:
    """Write a file at `name` below `folder`, with the folders it lies in; returns its place."""
    place = folder / name
    try:
        place.write_bytes(content)
    except FileNotFoundError:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return place


def replace_file(path: Path, content: bytes) -> None:
    """Give a file a new content, wholly or not at all; raises OSError.

    It is written beside, brought to the disk, and then renamed: where there is no room, or the
    power fails, the old content is still there. Rights and owner stay.
    """
    # A link stays one; what is linked to is replaced.
    path = path.resolve()
    try:
        before = path.stat()
    except FileNotFoundError:
        before = None
    if before is not None and not stat.S_ISREG(before.st_mode):
        # `/dev/stdout` and the like hold nothing that could get lost.
        path.write_bytes(content)
        return
    beside = path.with_name(f".{path.name}.{os.getpid()}.neu")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if before is not None:
            beside.chmod(stat.S_IMODE(before.st_mode))
            with suppress(OSError):
                os.chown(beside, before.st_uid, before.st_gid)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        # Nobody knows the file beside.
        error.filename, error.filename2 = str(path), None
        raise
    # The new name has to reach the disk as well; not every file system lets a folder be synced.
    with suppress(OSError):
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
