"""The command `impuls link`: read a text, write it with its links, or say what is wrong with it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from impulswerk.exports.linkaid.program import LIST, PROGRAM, LinkProgram

_MOST_BYTES = 1_000_000


class UnusableTextError(Exception):
    """A text that cannot be linked; the message is a German sentence for whoever gave it."""


def read_text(name: str) -> str:
    """The text of a file, or of the standard input for `-`; raises UnusableTextError."""
    shown = "Die Eingabe" if name == "-" else f"Die Datei „{name}“"
    try:
        if name == "-":
            content = sys.stdin.buffer.read(_MOST_BYTES + 1)
        else:
            with Path(name).open("rb") as file:
                content = file.read(_MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise UnusableTextError(f"{shown} gibt es nicht.") from error
    except IsADirectoryError as error:
        raise UnusableTextError(f"„{name}“ ist ein Ordner, keine Datei.") from error
    except OSError as error:
        raise UnusableTextError(f"{shown} lässt sich nicht lesen.") from error
    if len(content) > _MOST_BYTES:
        raise UnusableTextError(f"{shown} ist größer als ein Megabyte.")
    if b"\0" in content:
        raise UnusableTextError(f"{shown} ist kein Text; speichern Sie sie als Textdatei in UTF-8.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnusableTextError(
            f"{shown} ist nicht in UTF-8; speichern Sie sie in dieser Kodierung."
        ) from error
    if not text.strip():
        raise UnusableTextError(f"{shown} ist leer.")
    return text


def _check_base(base: str, form: str) -> None:
    if not base and form != LIST:
        raise UnusableTextError("Es fehlt die Adresse der Website: --base https://…")
    if base and not base.startswith(("https://", "http://")):
        raise UnusableTextError(f"„{base}“ ist keine Adresse; sie beginnt mit https://.")


def program(root: Path, data: Mapping[str, Any]) -> LinkProgram:
    """The program that the project's page runs; raises UnusableTextError."""
    try:
        return LinkProgram((root / PROGRAM).read_text("utf-8"), data)
    except OSError as error:
        raise UnusableTextError(f"Die Datei „{PROGRAM}“ lässt sich nicht lesen.") from error


def run(
    root: Path, data: Mapping[str, Any], name: str, form: str, base: str, *, is_marked: bool = True
) -> int:
    """Write the linked text of a file to the standard output; 0 done, 2 wrong usage.

    `data` is what `link_data` returns, `form` one of FORMS, `base` the site's address; only a list
    does without one. Links to drafts say so, unless they are not `is_marked`.
    """
    try:
        _check_base(base, form)
        text = read_text(name)
        linked = program(root, data).linked(text, form, base, is_marked=is_marked)
    except UnusableTextError as error:
        print(error, file=sys.stderr)
        return 2
    # Line ends stay as they are, whatever the system would make of them.
    sys.stdout.buffer.write(linked.encode())
    sys.stdout.buffer.flush()
    return 0
