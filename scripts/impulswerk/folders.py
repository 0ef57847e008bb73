"""Files in a folder, however deep they lie: their names, and how to add one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


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
