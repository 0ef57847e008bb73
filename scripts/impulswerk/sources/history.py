"""What git remembers of each impulse and driver: when it came, when and how it changed."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from pathlib import Path

from impulswerk.model.entries import Driver, Impulse, State
from impulswerk.sources import git
from impulswerk.sources.folders import SOURCE_FOLDER
from impulswerk.sources.visible import Visible, differences, visible
from impulswerk.text.wording import day_of
from impulswerk.text.words import FieldChange

NO_REPOSITORY = (
    "Zu diesem Ordner gibt es keine Geschichte: Er liegt in keinem lesbaren git-Verzeichnis, oder "
    "dort ist noch nichts festgehalten."
)
SHALLOW = "Es wurde nur ein Teil der Geschichte geholt. Den Rest holt `git fetch --unshallow`."
INCOMPLETE = "Ein Teil der Geschichte fehlt hier. Ein vollständiger Klon (ohne `--filter`) hat ihn."
_IMPULSE = re.compile(rf"{SOURCE_FOLDER}/(\d{{2,4}})-[^/]+\.md")
_DRIVER = re.compile(rf"{SOURCE_FOLDER}/treiber/([^/]+)\.md")


class Change(StrEnum):
    """What happened to an entry."""

    NEW = "neu"
    CHANGED = "geändert"
    WITHDRAWN = "zurückgezogen"
    RESUMED = "wieder aufgenommen"
    REMOVED = "entfernt"


@dataclass(frozen=True)
class Revision:
    """A day on which readers saw something new of an entry, against the day before that.

    `commit`, `source` (the file's path at that time) and `moment` are of the day's last commit that
    changed what a reader sees, `begun` of its first, `content` what the file then held, nothing
    where it was removed. Moments are in UTC and grow from revision to revision. `title`, `short`
    and `state` are as they then were; they are empty where the contents never changed and need not
    be looked into, or could not be read.
    """

    kind: Change
    moment: dt.datetime
    begun: dt.datetime
    commit: str
    source: str
    title: str = ""
    short: str = ""
    state: str = ""
    fields: tuple[FieldChange, ...] = ()
    content: bytes = field(default=b"", repr=False)

    @property
    def date(self) -> dt.date:
        """The day in Germany."""
        return day_of(self.moment)


@dataclass(frozen=True)
class History:
    """Every revision by entry; `reason` says in German why nothing is known."""

    is_known: bool = False
    reason: str = ""
    entries: Mapping[str, tuple[Revision, ...]] = field(default_factory=dict)

    def revisions(self, entry: Impulse | Driver) -> tuple[Revision, ...]:
        """All revisions, oldest first; none for what has not been committed yet."""
        key = _impulse_key(entry.number) if isinstance(entry, Impulse) else _driver_key(entry.id)
        return self.entries.get(key, ())

    def at(self, entry: Impulse | Driver, day: dt.date) -> Revision | None:
        """The revision whose words stood there at the end of a day."""
        past = [found for found in self.revisions(entry) if found.date <= day]
        return past[-1] if past else None

    def changed(self, entry: Impulse | Driver) -> dt.date | None:
        """Day of the last revision."""
        found = self.revisions(entry)
        return found[-1].date if found else None


UNKNOWN = History()


def read_history(root: Path) -> History:
    """The history of the project in `root`; never raises.

    It depends on the present commit alone, and on whether all commits before it are there: a known
    history may be kept for as long as the commit stays the same, an unknown one may not.
    """
    try:
        git.ask_whether_kept(root)
        if git.is_shallow(root):
            return History(reason=SHALLOW)
        versions = _versions(git.first_parents(root, SOURCE_FOLDER))
    except git.GitError:
        return History(reason=NO_REPOSITORY)
    wanted = [version.blob for found in versions.values() for version in found if version.blob]
    entries = {}
    try:
        contents = git.read_objects(root, wanted)  # all in one go
        for key, found in versions.items():
            told = tuple(_revisions(found, contents, is_impulse=key.startswith("impuls ")))
            if told:
                entries[key] = told
    except git.GitError:
        return History(reason=INCOMPLETE)
    return History(is_known=True, entries=entries)


def _impulse_key(number: int) -> str:
    return f"impuls {number}"


def _driver_key(driver_id: str) -> str:
    return f"treiber {driver_id}"


def _key(path: str) -> str | None:
    """What stays of an entry when its file is renamed; None for files that are no entry."""
    if impulse := _IMPULSE.fullmatch(path):
        return _impulse_key(int(impulse[1]))
    if driver := _DRIVER.fullmatch(path):
        return _driver_key(driver[1])
    return None


@dataclass(frozen=True)
class _Version:
    """An entry after a commit that touched it; `blob` is None where it is gone."""

    moment: dt.datetime
    commit: str
    source: str
    blob: str | None


def _versions(commits: Iterable[git.Commit]) -> dict[str, list[_Version]]:
    """The different contents of each entry, oldest first."""
    files: dict[str, dict[str, str]] = {}
    found: dict[str, list[_Version]] = {}
    for commit in commits:
        touched: dict[str, str] = {}
        for path, blob in commit.files:
            key = _key(path)
            if key is None:
                continue
            present = files.setdefault(key, {})
            present.pop(path, None)
            if blob:
                present[path] = blob
            touched[key] = path
        for key, path in touched.items():
            # Of two files with one number, which is a mistake, the one touched last counts.
            source = next(reversed(files[key]), path)
            blob = files[key].get(source)
            before = found.setdefault(key, [])
            if blob == (before[-1].blob if before else None):
                continue
            # A clock that was slow must not put a change before the one it follows.
            moment = max(commit.moment, before[-1].moment) if before else commit.moment
            before.append(_Version(moment, commit.id, source, blob))
    return found


def _revisions(
    versions: Sequence[_Version], contents: Iterator[bytes], *, is_impulse: bool
) -> Iterator[Revision]:
    """One revision for each day that left something else to see than the day before."""
    ever_changed = len({version.blob for version in versions}) > 1
    before: Visible | None = None
    was_there = False
    for _, group in groupby(versions, key=lambda version: day_of(version.moment)):
        now, is_there, content = before, was_there, b""
        seen: list[_Version] = []
        steps = 0
        for version in group:
            shown = now
            if version.blob:
                content = next(contents)
                shown = visible(content, is_impulse=is_impulse) if ever_changed else Visible()
                shown = shown.since(now) if now else shown
            kind, fields = _between(now, is_there, shown, version.blob is not None, is_impulse)
            seen += [version] if kind else []
            now, is_there = shown, version.blob is not None
            steps += 1
        if steps > 1:
            kind, fields = _between(before, was_there, now, is_there, is_impulse)
        if kind and now:
            yield Revision(
                kind,
                seen[-1].moment,
                seen[0].moment,
                seen[-1].commit,
                seen[-1].source,
                now.fields.get("titel", ""),
                now.fields.get("kurz", ""),
                now.fields.get("stand", ""),
                fields,
                content if is_there else b"",
            )
        # What came and went within a day nobody has to be told of.
        if kind or was_there:
            before, was_there = now, is_there


def _between(
    before: Visible | None,
    was_there: bool,
    now: Visible | None,
    is_there: bool,
    is_impulse: bool,
) -> tuple[Change | None, tuple[FieldChange, ...]]:
    """What happened from one version to another, None where a reader sees no difference."""
    if not is_there or now is None:
        return Change.REMOVED if was_there else None, ()
    if before is None:
        return Change.NEW, ()
    fields = tuple(differences(before, now, is_impulse=is_impulse))
    if not was_there:
        return Change.RESUMED, fields
    old, new = before.fields.get("stand"), now.fields.get("stand")
    if old and new != old and new == State.WITHDRAWN:
        return Change.WITHDRAWN, fields
    if new != old and old == State.WITHDRAWN:
        return Change.RESUMED, fields
    return Change.CHANGED if fields else None, fields
