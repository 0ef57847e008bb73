"""Several files and what is known of them, as the bytes of one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def pack(about: Any, files: Mapping[str, bytes]) -> bytes:
    """A line of JSON (`about` and the sizes), then the contents one after the other."""
    sizes = {name: len(content) for name, content in files.items()}
    head = json.dumps([about, sizes], ensure_ascii=False, separators=(",", ":"))
    return b"".join([head.encode(), b"\n", *files.values()])


def unpack(data: bytes) -> tuple[Any, dict[str, bytes]]:
    """What `pack` was given; raises ValueError for anything else."""
    end = data.find(b"\n")
    about, sizes = json.loads(data[: max(end, 0)])
    files = {}
    position = end + 1
    for name, size in sizes.items():
        files[name] = data[position : position + size]
        position += size
    if position != len(data):
        raise ValueError("sizes and contents differ")
    return about, files
