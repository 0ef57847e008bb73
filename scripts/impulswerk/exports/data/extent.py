"""How large a file is and what it holds, in figures."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True)
class Extent:
    """How many bytes a file has, and their SHA-256."""

    size: int
    sha256: str

    @classmethod
    def of(cls, content: bytes) -> Extent:
        """That of these bytes."""
        return cls(len(content), hashlib.sha256(content).hexdigest())
