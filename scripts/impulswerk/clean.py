"""Texts that an earlier check had nothing to say about, so that they need not be read again."""

from __future__ import annotations

import hashlib


class Clean:
    """Names of such texts; whatever has not been asked for is forgotten when they are kept."""

    def __init__(self, kept: bytes = b"") -> None:
        self._known = frozenset(kept.decode("ascii", "replace").split())
        self._now: set[str] = set()

    @staticmethod
    def name(*parts: str) -> str:
        """A name for all that the outcome of a check depends on."""
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

    def knows(self, name: str) -> bool:
        """Whether nothing is wrong here, as far as is known."""
        if name in self._known:
            self._now.add(name)
        return name in self._now

    def add(self, name: str) -> None:
        """Remember that nothing is wrong here."""
        self._now.add(name)

    @property
    def is_changed(self) -> bool:
        """Whether keeping would keep something else than before."""
        return self._now != self._known

    def to_bytes(self) -> bytes:
        """For the next one to begin with."""
        return "\n".join(sorted(self._now)).encode()
