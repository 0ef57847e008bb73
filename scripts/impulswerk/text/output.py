"""How every export writes JSON, and plain text where Markdown is read."""

from __future__ import annotations

import json
import re
from typing import Any


def to_json(value: Any) -> str:
    """JSON as people can read it, too; whatever else yields values counts as a list."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=list) + "\n"


def escaped(text: str) -> str:
    """Text in which no kind of Markdown sees marks."""
    return re.sub(r"[\\`*_\[\]>#]", r"\\\g<0>", text).replace("<", "&lt;")
