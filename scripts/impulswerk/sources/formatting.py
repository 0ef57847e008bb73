"""Bring a source into its usual form without touching what it says; twice is the same as once."""

import re

from impulswerk.model.record import Record
from impulswerk.model.schema import (
    CHRONICLE,
    DRIVER,
    IMPULSE,
    TRANSLATED_DRIVER,
    TRANSLATED_IMPULSE,
)
from impulswerk.text.characters import clean

_KEY = re.compile(r"^([\w-]+):", re.ASCII)
_CODE = re.compile(r"^ {0,3}(?:`{3,}|~{3,})")
_QUOTED = re.compile(r'(?<![\w"=])"([^"\n]+)"(?![\w"])')
_NO_BREAK = "\u00a0"
_SHORT = re.compile(r"\b(z|d|u|o|i)\. ?(B|h|a|ä|d|U)\.")


def record_of(source: str) -> Record:
    """What a Markdown file below impulses/ is, by its folders."""
    folders = source.split("/")[1:-1]
    if folders[:1] == ["chronik"]:
        return CHRONICLE
    is_driver, is_german = folders[-1:] == ["treiber"], folders in ([], ["treiber"])
    if is_german:
        return DRIVER if is_driver else IMPULSE
    return TRANSLATED_DRIVER if is_driver else TRANSLATED_IMPULSE


def mend(data: bytes) -> bytes:
    """The file's bytes with usual line ends and `clean` characters; unchanged if no UTF-8."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data
    return clean(text.replace("\r\n", "\n").replace("\r", "\n")).encode()


def format_source(data: bytes, record: Record) -> bytes:
    """The file's bytes in usual form; only mended where it has no front matter."""
    data = mend(data)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return data
    match = re.match(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", text, re.DOTALL | re.MULTILINE)
    if match is None:
        return data
    front = _front(match[1], [field.name for field in record.fields])
    return f"---\n{front}---\n\n{_body(text[match.end() :])}".encode()


def _front(text: str, order: list[str]) -> str:
    """Fields in the order of the schema; remarks stay with the field below them."""
    chunks: list[tuple[str, list[str]]] = []
    loose: list[str] = []
    for line in text.split("\n"):
        key = _KEY.match(line)
        if key:
            chunks.append((key[1], [*loose, line.rstrip()]))
            loose = []
        elif line.startswith("#") or not line.strip():
            loose += [line.rstrip()] if line.strip() else []
        elif chunks:
            chunks[-1][1].extend([*loose, line.rstrip()])
            loose = []
        else:
            # Something before the first field: not ours to understand.
            return text
    rank = {name: number for number, name in enumerate(order)}
    names = [name for name, _ in chunks]
    # Long texts over several lines keep their blank lines only untouched.
    if len(set(names)) != len(names) or re.search(r":\s*[|>][+-]?\d?\s*$", text, re.MULTILINE):
        return text
    chunks.sort(key=lambda chunk: rank.get(chunk[0], len(rank)))
    lines = [line for _, chunk in chunks for line in chunk] + loose
    return "".join(f"{line}\n" for line in lines)


def _body(text: str) -> str:
    """One blank line around headings and between blocks, German typography, one line end."""
    lines: list[str] = []
    in_code = False
    for raw in text.split("\n"):
        if _CODE.match(raw):
            in_code = not in_code
            lines.append(raw.rstrip())
            continue
        if in_code:
            lines.append(raw)
            continue
        # Two blanks at the end of a line are a line break in Markdown; more or fewer mean nothing.
        line = raw.rstrip() + ("  " if raw.endswith("  ") and raw.strip() else "")
        line = _typography(line)
        is_heading = bool(re.match(r" {0,3}#{1,6} ", line))
        if (not line.strip() or is_heading) and lines and not lines[-1].strip():
            lines.pop()
        if lines and lines[-1].startswith("#") and line.strip() and not is_heading:
            lines.append("")
        if is_heading and lines:
            lines.append("")
        lines.append(line)
    return "\n".join(lines).strip("\n").rstrip() + "\n"


def _typography(line: str) -> str:
    """Straight quotes, hyphens for dashes, three dots, breakable abbreviations; never in code."""
    if "`" in line:
        return line
    # Link titles are written with straight quotes: `[Text](ziel "Titel")`.
    if not re.search(r'\]\([^)]*"', line):
        line = _QUOTED.sub(r"„\1“", line)
    line = re.sub(r"(?<=\w) (?:-|--|—) (?=\w)", " – ", line)
    line = line.replace("...", "…")
    return _SHORT.sub(rf"\1.{_NO_BREAK}\2.", line)
