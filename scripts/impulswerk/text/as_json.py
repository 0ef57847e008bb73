"""The one way of writing JSON, in three forms: UTF-8, and in the order in which it was given."""

import datetime as dt
import json
from typing import Any


def readable(value: Any) -> str:
    """For files that people read, too: a key a line, and a line break at the end."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=_plain) + "\n"


def one_line(value: Any) -> str:
    """For a value inside another text; YAML takes it as well, whatever characters it holds."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def compact(value: Any) -> str:
    """For files that only programs read: not one blank too much, and a line break at the end."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain) + "\n"


def _plain(value: Any) -> Any:
    """Days as they are written; whatever else yields values counts as a list."""
    return value.isoformat() if isinstance(value, dt.date) else list(value)
