"""Read from git history: the date of the last commit, and the sources as they were at a commit."""

from __future__ import annotations

import subprocess
from pathlib import Path


class GitError(Exception):
    """Git could not answer; the text is a German sentence for the user."""


def last_commit_epoch(root: Path) -> str | None:
    """Seconds since 1970 of the last commit, or None outside a git repository."""
    try:
        return _git(root, "log", "-1", "--format=%ct").decode().strip() or None
    except GitError:
        return None


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
        if mode.startswith("100"):
            names[name] = identity
    blobs = _git(root, "cat-file", "--batch", input_text="".join(f"{i}\n" for i in names.values()))
    return dict(zip(names, _unpack(blobs), strict=True))


def _unpack(data: bytes) -> list[bytes]:
    """Contents from the output of `git cat-file --batch`: a header line, the bytes, a newline."""
    blobs, position = [], 0
    while position < len(data):
        end = data.index(b"\n", position)
        size = int(data[position:end].split()[2])
        blobs.append(data[end + 1 : end + 1 + size])
        position = end + size + 2
    return blobs


def _git(root: Path, *arguments: str, input_text: str = "") -> bytes:
    try:
        done = subprocess.run(
            ["git", *arguments],
            cwd=root,
            input=input_text.encode(),
            capture_output=True,
            check=False,
            timeout=60,
        )
    except FileNotFoundError:
        raise GitError("Das Programm git ist nicht da.") from None
    except subprocess.TimeoutExpired:
        raise GitError("git antwortet nicht.") from None
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip()
        raise GitError(f"git {arguments[0]} ist gescheitert. {words}".strip())
    return done.stdout
