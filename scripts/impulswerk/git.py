"""Dates from git history."""

from __future__ import annotations

import subprocess
from pathlib import Path


def last_commit_epoch(root: Path) -> str | None:
    """Seconds since 1970 of the last commit, or None outside a git repository."""
    try:
        done = subprocess.run(
            ["git", "log", "-1", "--format=%ct"],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
            timeout=20,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() or None
