"""The date a build carries: that of the last commit, so that the clock changes nothing."""

from __future__ import annotations

import datetime as dt
import os

from impulswerk.pages.rendering import german_date


def edition_date() -> str:
    """`22. November 2026` from SOURCE_DATE_EPOCH (seconds since 1970), else today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = dt.datetime.now(dt.UTC)
    moment = dt.datetime.fromtimestamp(int(epoch), dt.UTC) if epoch.isdigit() else now
    return german_date(moment.date())
