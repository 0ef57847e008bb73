"""Tell whether a build would change anything: by digests of all it reads, and of the site."""

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from impulswerk.exports.typeset.printing import SWITCH as PDF_SWITCH
from impulswerk.model.operator_fields import leaves
from impulswerk.permanence.edition import VARIABLE, fix_edition
from impulswerk.permanence.frozen import TAG_PREFIX
from impulswerk.site.browser import version as runtime
from impulswerk.sources import git
from impulswerk.sources.files import CONFIG_FILE, DOCS_FOLDER, read_config
from impulswerk.sources.folders import SOURCE_FOLDER
from impulswerk.sources.machine import SettingError
from impulswerk.sources.store import Store

# What tells a build where the site will live and what belongs to it; whatever else mkdocs.yml asks
# for is found there.
VARIABLES = (*(field.variable for _, field in leaves().values() if field.variable), PDF_SWITCH)
_ASKED = re.compile(rb"[A-Z][A-Z0-9_]+")
# Settings by which something may be read that is not looked at here.
_ELSEWHERE = {"INHERIT", "hooks", "docs_dir"}


@dataclass(frozen=True)
class LastBuild:
    """What a build said of the site it left; `inputs` is the digest of all that went into it."""

    inputs: str
    pages: int
    links: int
    sizes: str


def digest_of_inputs(root: Path, engine_name: str) -> str:
    """Digest of the engine and all that a build reads; empty where nobody can tell what it is."""
    try:
        settings = (root / CONFIG_FILE).read_bytes()
        folders = _folders(read_config(root))
        if folders is None:
            return ""
        sources = [_contents(root / folder) for folder in folders if (root / folder).is_dir()]
    except (OSError, SettingError):
        return ""
    names = sorted({*VARIABLES, *(name.decode() for name in _ASKED.findall(settings))})
    return _digest(
        program(),
        engine_name,
        settings,
        sources,
        [(name, os.environ.get(name)) for name in names],
        fix_edition(root),
        os.environ.get(VARIABLE),
        git.last_commit(root),
        _past(root),
    )


def _past(root: Path) -> object:
    """What git knows beyond the present commit, or why it knows nothing."""
    try:
        git.ask_for_whole_history(root)
        return git.tags(root, f"{TAG_PREFIX}*")
    except git.GitError as error:
        return str(error)


@cache
def program() -> str:
    """Digest of this program with its templates, and of the packages beside it."""
    return _digest(
        _contents(Path(__file__).parent.parent), sorted(_installed()), sys.version, runtime()
    )


def _contents(folder: Path) -> list[tuple[str, str]]:
    """Name and digest of every file below a folder; what Python compiles for itself is left out."""
    files = sorted(path for path in folder.rglob("*") if path.suffix != ".pyc" and path.is_file())
    return [
        (path.relative_to(folder).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest())
        for path in files
    ]


def _installed() -> Iterable[str]:
    """Name and version of every package that may be imported, as its folder has them."""
    # Asking importlib.metadata for each would take longer than building a page.
    folder = Path(yaml.__file__).parent.parent
    return (path.name for path in folder.glob("*.dist-info"))


def _digest(*parts: object) -> str:
    """A name for `parts`, whose `repr` must tell them apart from all others."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _folders(config: Mapping[str, Any]) -> list[str] | None:
    """Folders whose every file counts; None where a plugin or a setting may ask for others."""
    if _ELSEWHERE & config.keys() or config.get("plugins") != ["impulswerk"]:
        return None
    theme = config.get("theme")
    custom = theme.get("custom_dir", "") if isinstance(theme, dict) else ""
    return [SOURCE_FOLDER, DOCS_FOLDER, *([custom] if custom else [])]


def keep_last_build(store: Store, site: Path, last: LastBuild) -> None:
    """Keep what the last build said, with a digest of the site as it is now."""
    store.put(_name(site), json.dumps([_digest_of_site(site), *astuple(last)]).encode())


def last_build(store: Store, site: Path) -> LastBuild | None:
    """What the last build said, if no file of the site has changed since; else None."""
    try:
        state, *known = json.loads(store.get(_name(site)) or b"")
        last = LastBuild(*known)
    except (ValueError, TypeError):
        return None
    return last if state == _digest_of_site(site) else None


def _name(site: Path) -> str:
    return f"stand-{_digest(str(site.resolve()))[:32]}"


def _digest_of_site(site: Path) -> str:
    """Digest of size and time of every file, as git goes by them; reading all takes too long."""
    found = hashlib.sha256()
    pending = [str(site)]
    start = len(pending[0]) + 1
    while pending:
        try:
            entries = sorted(os.scandir(pending.pop()), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                pending.append(entry.path)
            else:
                seen = entry.stat(follow_symlinks=False)
                known = (entry.path[start:], seen.st_size, seen.st_mtime_ns, seen.st_ino)
                found.update(repr(known).encode())
    return found.hexdigest()
