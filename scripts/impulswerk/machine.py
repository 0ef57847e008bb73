"""What kind of machine this runs on."""

from __future__ import annotations

import os


def is_ci() -> bool:
    """Whether this is continuous integration: nobody looks on, and what is missing must not pass.

    Services set the variable `CI`; people switch it off with `CI=false`, `CI=0` or an empty text.
    """
    return os.environ.get("CI", "").strip().lower() not in {"", "0", "false", "no", "off"}
