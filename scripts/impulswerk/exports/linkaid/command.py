"""The command `impuls link`: read a text, write it with its links, or say what is wrong with it."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from impulswerk.exports.linkaid.choose import Link, find_links
from impulswerk.exports.linkaid.render import render
from impulswerk.exports.linkaid.tables import LinkData

LIST = "liste"
_MOST_BYTES = 1_000_000


class UnusableTextError(Exception):
    """A text that cannot be linked; the message is a German sentence for whoever gave it."""


def link_text(
    text: str, data: Mapping[str, Any], base: str, form: str, *, is_marked: bool = True
) -> str:
    """`text` with its links: the same that the page gives. `data` is what `link_data` returns.

    Links to drafts say so, unless they are not `is_marked`.

    Raises KeyError for a form that is none of `render.FORMS`.
    """
    ready = LinkData(data)
    return render(form, text, find_links(text, ready), ready, base, is_marked=is_marked)


def links_of(text: str, data: Mapping[str, Any]) -> Sequence[Link]:
    """The passages that would be linked, in the order of the text."""
    return find_links(text, LinkData(data))


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


def run(data: Mapping[str, Any], name: str, form: str, base: str, *, is_marked: bool = True) -> int:
    """Write the linked text of a file to the standard output; 0 done, 2 wrong usage.

    `form` is one of `render.FORMS`, `base` the site's address; only a list does without one. Links
    to drafts say so, unless they are not `is_marked`.
    """
    try:
        _check_base(base, form)
        text = read_text(name)
    except UnusableTextError as error:
        print(error, file=sys.stderr)
        return 2
    # Line ends stay as they are, whatever the system would make of them.
    sys.stdout.buffer.write(link_text(text, data, base, form, is_marked=is_marked).encode())
    sys.stdout.buffer.flush()
    return 0
