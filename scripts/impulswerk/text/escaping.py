"""Escape plain text for Markdown."""

import re


def escaped(text: str) -> str:
    """Text in which no kind of Markdown sees marks."""
    return re.sub(r"[\\`*_\[\]>#]", r"\\\g<0>", text).replace("<", "&lt;")
