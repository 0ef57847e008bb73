"""Parts of a site that are taken from an earlier build while nothing about them changed.

A part is one page, or all pages and files about one impulse. What it depends on is its key; what it
asked about other files while it was made (does the target of this link exist, and where?) is kept
with it and asked again, so that a part whose answers changed is made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from impulswerk.keeping import Store
from impulswerk.packs import pack, unpack

# Raised whenever the form of what is kept changes.
_FORM = 1


@dataclass
class Part:
    """What a part consists of.

    `files` are contents by path below the site, `facts` what the check needs to know of each page,
    `asked` the answers by question, `warnings` level and text of whatever was said while making it.
    """

    files: dict[str, bytes]
    facts: dict[str, bytes]
    asked: dict[str, str] = field(default_factory=dict)
    warnings: list[tuple[int, str]] = field(default_factory=list)


@dataclass
class Written:
    """What a task put into the site; `is_standing` where an earlier build had done so already.

    `facts` are those of its pages; where it is standing they were given before.
    """

    task: str
    key: str
    asked: dict[str, str]
    paths: list[str]
    facts: dict[str, bytes] = field(default_factory=dict)
    warnings: list[tuple[int, str]] = field(default_factory=list)
    is_standing: bool = False


class PageCache:
    """Parts by key in a store; `answer` answers the questions that making a part may ask."""

    def __init__(self, store: Store, answer: Callable[[str], str]) -> None:
        self._store = store
        self._answer = answer

    def obtain(self, key: str, make: Callable[[], Part]) -> Part:
        """The part with this key: the kept one if it still holds, else what `make` gives."""
        name = f"teil-{key}"
        found = self._held(self._store.get(name))
        if found is None:
            found = make()
            # A part with a warning is made anew each time, so that the warning is heard each time.
            if not found.warnings:
                self._store.put(name, _packed(found))
        return found

    def _held(self, data: bytes | None) -> Part | None:
        part = _unpacked(data) if data else None
        return part if part and self.is_valid(part.asked) else None

    def is_valid(self, asked: Mapping[str, str]) -> bool:
        """Whether all questions would still get the same answers."""
        return all(self._answer(question) == said for question, said in asked.items())


def _packed(part: Part) -> bytes:
    facts = {f"?{name}": content for name, content in part.facts.items()}
    return pack([_FORM, part.asked], {**part.files, **facts})


def _unpacked(data: bytes) -> Part | None:
    try:
        (form, asked), contents = unpack(data)
    except (ValueError, TypeError):
        return None
    if form != _FORM or not isinstance(asked, dict):
        return None
    files = {name: content for name, content in contents.items() if not name.startswith("?")}
    facts = {name[1:]: content for name, content in contents.items() if name.startswith("?")}
    return Part(files, facts, asked)
