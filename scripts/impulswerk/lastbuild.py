"""What a build knows of the site it left behind, for the next one to begin from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from impulswerk.facts import SiteFacts
from impulswerk.hosting.finish import FileState
from impulswerk.hosting.policy import Needs
from impulswerk.pagecache import Written


@dataclass
class LastBuild:
    """The finished site in the folder `site`.

    `tasks` is what was made of each task, `files` what is known of every public file, `facts` of
    every page, `names` are the new names of assets.
    """

    site: Path
    tasks: Mapping[str, Written] = field(default_factory=dict)
    facts: SiteFacts = field(default_factory=SiteFacts)
    files: Mapping[str, FileState] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


def to_json(build: LastBuild) -> bytes:
    """Everything but the folder."""
    pages: dict[tuple[Any, ...], int] = {}
    files = {
        path: [*state[:3], pages.setdefault(state[3:], len(pages))]
        for path, state in build.files.items()
    }
    plain = {
        "tasks": {name: [done.key, done.asked, done.paths] for name, done in build.tasks.items()},
        "facts": build.facts.to_plain(),
        "files": files,
        "pages": [[needs and _plain(needs), sorted(assets)] for needs, assets in pages],
        "names": dict(build.names),
    }
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()


def from_json(site: Path, data: bytes) -> LastBuild | None:
    """What `to_json` wrote; nothing for anything else."""
    try:
        plain = json.loads(data)
        pages = [(needs and _needs(needs), frozenset(assets)) for needs, assets in plain["pages"]]
        return LastBuild(
            site,
            {name: Written(name, *done) for name, done in plain["tasks"].items()},
            SiteFacts.from_plain(plain["facts"]),
            {
                path: FileState(raw, gzip, brotli, *pages[number])
                for path, (raw, gzip, brotli, number) in plain["files"].items()
            },
            plain["names"],
        )
    except (ValueError, TypeError, LookupError, AttributeError):
        return None


def _plain(needs: Needs) -> list[Any]:
    values = (getattr(needs, field.name) for field in fields(needs))
    return [value if isinstance(value, bool) else sorted(value) for value in values]


def _needs(plain: list[Any]) -> Needs:
    values: list[Any] = [value if isinstance(value, bool) else frozenset(value) for value in plain]
    return Needs(*values)
