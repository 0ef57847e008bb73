"""Read from git: the date of the last commit, the sources at a commit, what each commit did."""

import datetime as dt
import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_SECONDS = 60
# A clone without contents would fetch them one by one, and might ask for a password.
# Its words are looked at for what is wrong: they have to be in one language.
_ALONE = {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C", "LANGUAGE": "C"}
_REGULAR = "100"  # what the mode of a regular file begins with
_LATEST = 253_402_300_799  # the last second of the year 9999, after which Python knows no date


class GitError(Exception):
    """Git could not answer; the text is a German sentence for the user.

    `fix` is what helps, where that is known: a German sentence, too.
    """

    def __init__(self, message: str, fix: str = "") -> None:
        super().__init__(message)
        self.fix = fix


@dataclass(frozen=True)
class Commit:
    """A commit on the way to the present one; `moment` is when it was committed, in UTC.

    `files` are the paths it touched, each with the id of its new content, or None where no regular
    file is left. Merges hold everything they brought in.
    """

    id: str
    moment: dt.datetime
    files: tuple[tuple[str, str | None], ...] = ()


def last_commit(root: Path, form: str = "%H") -> str | None:
    """Id of the present commit, or what else of it `form` asks git for (`%ct`: its second).

    None where git knows nothing of the project.
    """
    try:
        ask_whether_kept(root)
        found = _git(root, "log", "-1", "--no-show-signature", f"--format={form}")
        return found.decode().strip() or None
    except GitError:
        return None


def ask_for_whole_history(root: Path) -> None:
    """Raise GitError unless every commit up to the present one is there to be looked at."""
    ask_whether_kept(root)
    if is_shallow(root):
        raise GitError(
            "Es wurde nur ein Teil der Geschichte geholt.",
            "Holen Sie den Rest: git fetch --unshallow. In GitHub-Abläufen steht dafür "
            "„fetch-depth: 0“, in GitLab „GIT_DEPTH: 0“.",
        )


def is_shallow(root: Path) -> bool:
    """Whether only the last commits were fetched; raises GitError."""
    return _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"


def ask_whether_kept(root: Path) -> None:
    """Raise GitError unless the folder is part of the present commit.

    The sources may lie unpacked in a repository of something else, whose history is not theirs.
    """
    _git(root, "rev-parse", "--git-dir")
    try:
        is_kept = bool(_git(root, "ls-tree", "HEAD"))
    except GitError:
        is_kept = False
    if not is_kept:
        raise GitError(
            "Im git-Verzeichnis, in dem dieser Ordner liegt, ist er noch nicht festgehalten.",
            "Holen Sie das Projekt mit „git clone“, oder halten Sie es fest (git add, git commit).",
        )


@dataclass(frozen=True)
class Tag:
    """A tag, the commit it stands at, and that commit's time in seconds since 1970.

    A tag at something else has no commit.
    """

    name: str
    commit: str = ""
    epoch: int = 0


def tags(root: Path, pattern: str) -> list[Tag]:
    """Every tag whose name fits the pattern (`fassung-*`), by name; raises GitError."""
    ask_whether_kept(root)
    peeled = "%(if)%(*objectname)%(then)%(*objectname) %(*committerdate:unix)%(else)"
    form = f"%(refname:strip=2) {peeled}%(objectname) %(committerdate:unix)%(end)"
    listing = _git(root, "for-each-ref", f"--format={form}", f"refs/tags/{pattern}")
    rows = (line.split(" ") for line in listing.decode("utf-8", "replace").splitlines())
    # What is no commit has no date.
    return [Tag(row[0], row[1], int(row[2])) if row[2:] and row[2] else Tag(row[0]) for row in rows]


def merge_base(root: Path, revision: str) -> str:
    """The commit from which the present one and `revision` went their ways; raises GitError."""
    # A name that begins with a dash would be taken for an option.
    options = ("--verify", "--quiet", "--end-of-options")
    try:
        commit = _git(root, "rev-parse", *options, f"{revision}^{{commit}}")
    except GitError:
        raise GitError(f"Den Stand „{revision}“ kennt git hier nicht.") from None
    try:
        return _git(root, "merge-base", "HEAD", commit.decode().strip()).decode().strip()
    except GitError:
        raise GitError(
            f"„{revision}“ und der jetzige Stand haben keinen gemeinsamen Vorgänger. "
            "Wurde nur ein Teil der Geschichte geholt (fetch-depth)?"
        ) from None


def files_at(root: Path, commit: str, folders: tuple[str, ...]) -> dict[str, bytes]:
    """Every regular file below `folders` (relative to `root`) at a commit; raises GitError."""
    listing = _git(root, "ls-tree", "-r", "-z", commit, "--", *folders)
    names: dict[str, str] = {}
    for entry in listing.decode("utf-8", "surrogateescape").split("\0"):
        if not entry:
            continue
        description, _, name = entry.partition("\t")
        mode, _, identity = description.split()
        if mode.startswith(_REGULAR):
            names[name] = identity
    return dict(zip(names, read_objects(root, names.values()), strict=True))


def first_parents(root: Path, folder: str) -> list[Commit]:
    """The commits from the first to the present one, merged branches left aside; raises GitError.

    Of the files touched only those below `folder` are named; like the paths they come with, it is
    relative to `root`, which may lie anywhere in the repository.
    """
    # What a user has configured for reading must not change what we read.
    options = ("--first-parent", "--diff-merges=first-parent", "--sparse", "--no-show-signature")
    form = ("--raw", "--no-abbrev", "--no-renames", "--relative", "--format=%H %ct", "-z")
    settings = ("-c", "log.showRoot=true", "-c", "log.follow=false")
    listing = _git(root, *settings, "log", *options, *form, "HEAD", "--", folder)
    found: list[tuple[str, int, list[tuple[str, str | None]]]] = []
    # Newest first: a line for each commit, then for each file a line of modes and ids, then a path.
    parts = iter(listing.decode("utf-8", "surrogateescape").split("\0"))
    for part in parts:
        line = part.lstrip("\n")
        if line.startswith(":"):
            _, mode, _, blob, _ = line.split(" ")
            found[-1][2].append((next(parts), blob if mode.startswith(_REGULAR) else None))
        elif line:
            commit, seconds = line.split(" ")
            found.append((commit, min(int(seconds), _LATEST), []))
    return [
        Commit(commit, dt.datetime.fromtimestamp(seconds, dt.UTC), tuple(files))
        for commit, seconds, files in reversed(found)
    ]


def added_lines(root: Path, path: str) -> set[str]:
    """Every line that a file below `root` has, or had at a commit on the way to the present one.

    Merged branches count with what they brought in. Raises GitError.
    """
    options = ("--first-parent", "--diff-merges=first-parent", "--no-show-signature", "--no-color")
    form = ("--patch", "--unified=0", "--no-renames", "--no-ext-diff", "--no-textconv", "--text")
    settings = ("-c", "log.showRoot=true", "-c", "log.follow=false")
    found = _git(root, *settings, "log", *options, *form, "--format=", "HEAD", "--", path)
    lines = found.decode("utf-8", "replace").splitlines()
    return {line[1:] for line in lines if line.startswith("+") and not line.startswith("+++ ")}


def read_objects(root: Path, ids: Iterable[str]) -> Iterator[bytes]:
    """Content of each object, in order; raises GitError, also where one is missing.

    However much there is, only one content at a time is in memory: the others wait on disk.
    """
    with tempfile.TemporaryFile() as wanted, tempfile.TemporaryFile() as answer:
        wanted.writelines(f"{identity}\n".encode() for identity in ids)
        wanted.seek(0)
        _git(root, "cat-file", "--batch", given=wanted, answer=answer)
        answer.seek(0)
        while header := answer.readline():
            fields = header.split()
            if len(fields) != 3:
                raise GitError("Ein Teil der Geschichte fehlt.")
            yield answer.read(int(fields[2]))
            answer.read(1)


def _git(
    root: Path,
    *arguments: str,
    given: IO[bytes] | int = subprocess.DEVNULL,
    answer: IO[bytes] | int = subprocess.PIPE,
) -> bytes:
    """Run git; what it answers is returned, unless it goes to the file `answer`."""
    try:
        done = subprocess.run(
            ["git", *arguments],
            cwd=root,
            stdin=given,
            stdout=answer,
            stderr=subprocess.PIPE,
            env=os.environ | _ALONE,
            check=False,
            timeout=_SECONDS,
        )
    except FileNotFoundError:
        raise GitError("Das Programm git ist nicht da.", "Installieren Sie git.") from None
    except subprocess.TimeoutExpired:
        raise GitError("git antwortet nicht.") from None
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip()
        raise GitError(f"git {arguments[0]} ist gescheitert. {words}".strip(), _fix(root, words))
    return done.stdout or b""


def _fix(root: Path, words: str) -> str:
    """What helps against what git complains of; empty where nobody knows."""
    if "dubious ownership" in words:
        return f"Erlauben Sie git diesen Ordner: git config --global --add safe.directory {root}"
    if "not a git repository" in words:
        return "Holen Sie das Projekt mit „git clone“ statt als Archiv."
    if re.search(r"missing|bad object|unable to read|could not fetch|promisor", words):
        return "Holen Sie das Projekt neu mit „git clone“, ohne „--filter“."
    return ""
