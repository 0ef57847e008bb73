"""What goes to object storage: which bytes under which key, and what is said with them.

A store sends what was said when a file was put there; it does not choose between copies. So what
only browsers load is stored compressed, which every browser understands, and what programs fetch
(data, feeds, citations) as it is.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from impulswerk.site.hosting.compress import ENDINGS
from impulswerk.site.hosting.kinds import content_type
from impulswerk.site.hosting.rules import (
    ASK_FIRST,
    CACHE,
    CORP,
    FOR_EVER,
    NAMED,
    Rule,
    headers,
    is_private,
)

# For a content delivery network that is emptied at each release; a day, should that ever fail.
_AT_THE_EDGE = "public, max-age=0, s-maxage=86400, must-revalidate"
# Pages that readers left open load assets of an earlier release.
KEPT_DAYS = 30


@dataclass(frozen=True)
class Item:
    """A file to store: `source` is the path inside the site of the bytes that are sent.

    `moved` is where a server would lead on to from here; empty for all that is no redirect.
    """

    path: str
    source: str
    content_type: str
    cache_control: str
    encoding: str = ""
    moved: str = ""

    @property
    def is_named(self) -> bool:
        """Whether the name changes with the content."""
        return self.cache_control == FOR_EVER

    @property
    def headers(self) -> dict[str, str]:
        """What is said to the store, for it to say it to readers."""
        said = {"Content-Type": self.content_type, "Cache-Control": self.cache_control}
        if self.encoding:
            said["Content-Encoding"] = self.encoding
        if self.moved:
            # The websites of Amazon and Ceph answer 301 with it; elsewhere the page leads on.
            said["x-amz-website-redirect-location"] = self.moved
        return said

    def digest(self, content: bytes) -> str:
        """What tells whether the file is stored already, with all that is said with it."""
        said = repr(sorted(self.headers.items()))
        return hashlib.sha256(said.encode() + content).hexdigest()


def plan(
    paths: Collection[str], rules: Sequence[Rule], moved: Mapping[str, str], *, has_cdn: bool
) -> list[Item]:
    """Every public file of a finished site, in the order in which it may be put.

    Pages come last: no reader gets one that refers to what is not there yet. `moved` is the goal by
    former path of a page.
    """
    items = []
    for path in sorted(paths):
        is_copy = path.endswith(ENDINGS) and path[: -len(ENDINGS[0])] in paths
        if is_private(path) or is_copy:
            continue
        said = headers(rules, path)
        cache = said[CACHE]
        if cache == ASK_FIRST and has_cdn:
            cache = _AT_THE_EDGE
        packed = f"{path}.gz"
        is_packed = said[CORP] == "same-origin" and packed in paths
        items.append(
            Item(
                path,
                packed if is_packed else path,
                content_type(path),
                cache,
                "gzip" if is_packed else "",
                moved.get(path.removesuffix("index.html"), "") if path.endswith(".html") else "",
            )
        )
    return sorted(items, key=lambda item: (item.path.endswith(".html"), item.path))


@dataclass(frozen=True)
class Stored:
    """What an earlier upload left in the store: digest by path; day of farewell by path."""

    digests: Mapping[str, str] = field(default_factory=dict)
    # Named files that the site no longer has, with the day (ISO) on which it had them last.
    gone: Mapping[str, str] = field(default_factory=dict)


def read_stored(data: bytes) -> Stored:
    """The record of an earlier upload; a damaged one counts as none: everything is sent again."""
    try:
        found = json.loads(data)
        stored = Stored(dict(found["dateien"]), dict(found["fort"]))
    except (ValueError, TypeError, KeyError, RecursionError):
        return Stored()
    texts = [*stored.digests.values(), *stored.gone.values()]
    return stored if all(isinstance(text, str) for text in texts) else Stored()


def write_stored(stored: Stored) -> bytes:
    """The record for the next upload."""
    record = {"dateien": dict(stored.digests), "fort": dict(stored.gone)}
    return json.dumps(record, ensure_ascii=False, indent=0, sort_keys=True).encode()


@dataclass(frozen=True)
class Change:
    """What to do: items to put, in order, and paths to delete; and the record afterwards."""

    put: tuple[Item, ...]
    delete: tuple[str, ...]
    stored: Stored

    @property
    def addresses(self) -> list[str]:
        """Addresses under which caches may hold something else; named files never change."""
        changed = {item.path for item in self.put if not item.is_named} | set(self.delete)
        pages = {path.removesuffix("index.html") for path in changed}
        return sorted(changed | pages)


def compare(
    items: Sequence[Item], digests: Mapping[str, str], stored: Stored, today: str, oldest: str
) -> Change:
    """From what is stored to the site of today; both days as ISO dates.

    Named files stay for a while after the site no longer has them, until their last day is before
    `oldest`. `digests` are those of the items by path.
    """
    put = tuple(item for item in items if stored.digests.get(item.path) != digests[item.path])
    missing = sorted((stored.digests.keys() | stored.gone.keys()) - digests.keys())
    named = (path for path in missing if re.search(NAMED, path))
    gone = {path: stored.gone.get(path, today) for path in named}
    delete = [path for path in missing if path not in gone or gone[path] < oldest]
    gone = {path: day for path, day in gone.items() if day >= oldest}
    return Change(put, tuple(delete), Stored(dict(digests), gone))


def doubted(stored: Stored, change: Change) -> Stored:
    """The record while a change is under way: it may have come to any of its files, or to none."""
    touched = {*(item.path for item in change.put), *change.delete}
    return Stored({**stored.digests, **dict.fromkeys(touched, "")}, stored.gone)


def goals(redirects: Mapping[str, str], base: str) -> dict[str, str]:
    """Goal by former path inside the site, from whole paths."""
    return {old.removeprefix(base): new for old, new in redirects.items()}


def names(items: Iterable[Item]) -> str:
    """The plan as text, one file a line, for whoever wants to see it first."""
    return "".join(
        f"{item.path}\t{item.content_type}\t{item.encoding or '-'}\t{item.cache_control}\n"
        for item in items
    )
