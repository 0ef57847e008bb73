"""The date a build carries: that of the last commit, so that the clock changes nothing."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from impulswerk.git import last_commit_epoch
from impulswerk.pages.rendering import german_date

VARIABLE = "SOURCE_DATE_EPOCH"


def fix_edition(root: Path) -> str:
    """Settle the date of this process and return it in words: `22. November 2026`.

    SOURCE_DATE_EPOCH (seconds since 1970) wins where it is set; else it is set from the last
    commit, so that whatever else asks for the date gets the same. Outside git it is today.
    """
    epoch = os.environ.get(VARIABLE) or last_commit_epoch(root) or ""
    if not epoch.isdigit():
        return german_date(dt.datetime.now(dt.UTC).date())
    os.environ[VARIABLE] = epoch
    return german_date(dt.datetime.fromtimestamp(int(epoch), dt.UTC).date())
