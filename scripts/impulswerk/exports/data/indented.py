"""Write JSON with indents as the standard library does, several times as fast."""

from __future__ import annotations

import json
from json.encoder import encode_basestring
from typing import Any


def indented(value: Any, margin: str = "\n") -> str:
    """What `json.dumps(value, ensure_ascii=False, indent=2)` gives; all keys must be texts."""
    # With an indent the standard library leaves its fast encoder aside and writes piece by piece.
    if isinstance(value, str):
        return encode_basestring(value)
    inner = f"{margin}  "
    if isinstance(value, dict):
        entries = [
            f"{inner}{encode_basestring(key)}: {indented(entry, inner)}"
            for key, entry in value.items()
        ]
        return f"{{{','.join(entries)}{margin}}}" if entries else "{}"
    if isinstance(value, list | tuple):
        entries = [inner + indented(entry, inner) for entry in value]
        return f"[{','.join(entries)}{margin}]" if entries else "[]"
    return json.dumps(value, ensure_ascii=False)
