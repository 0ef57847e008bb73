"""Names of the files in a folder, however deep they lie."""

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
