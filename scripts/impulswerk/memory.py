"""What came of something the last time, for a program that looks at the same things again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


class Memory:
    """Holds one outcome under each name, and what it is about.

    Things count as the same where they are the very same objects: telling whether they are equal
    would take as long as the work that is to be spared.
    """

    def __init__(self) -> None:
        self._held: dict[tuple[str, ...], tuple[tuple[object, ...], Any]] = {}

    def same(self, name: str, thing: T) -> T:
        """`thing`, or what was given under this name before if that is equal."""
        found: T = self._held.setdefault((name,), ((), thing))[1]
        if found != thing:
            self._held[(name,)] = ((), thing)
            return thing
        return found

    def obtain(self, name: tuple[str, ...], about: tuple[object, ...], make: Callable[[], T]) -> T:
        """What `make` gave when it was `about` the same; nobody may change it."""
        known, found = self._held.get(name, ((), None))
        if len(known) != len(about) or any(a is not b for a, b in zip(known, about, strict=True)):
            found = make()
            self._held[name] = (about, found)
        outcome: T = found
        return outcome


class Forgetful(Memory):
    """Remembers nothing: for a program that looks at everything once."""

    def same(self, name: str, thing: T) -> T:
        """`thing`."""
        del name
        return thing

    def obtain(self, name: tuple[str, ...], about: tuple[object, ...], make: Callable[[], T]) -> T:
        """What `make` gives."""
        del name, about
        return make()
