"""The command `impuls link`: read a text, write it with its links, or say what is wrong with it."""

import io
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from selectolax.lexbor import LexborHTMLParser, LexborNode

from impulswerk.exports.linkaid.program import LIST, PROGRAM, LinkProgram, Tree

_MOST_BYTES = 1_000_000
# A document of Word brings its pictures along.
_MOST_BYTES_OF_WORD = 20_000_000
# Elements within elements; below that only their text counts. No text has so many, but a file
# made to break programs may.
_DEEPEST = 200


class UnusableTextError(Exception):
    """A text that cannot be linked; the message is a German sentence for whoever gave it."""


def read_source(name: str) -> tuple[Tree, str]:
    """The text of a file, or of the standard input for `-`, and the form it has.

    HTML and documents of Word become a tree, all else is text; raises UnusableTextError.
    """
    shown = "Die Eingabe" if name == "-" else f"Die Datei „{name}“"
    suffix = "" if name == "-" else Path(name).suffix.lower()
    if suffix in (".doc", ".odt", ".rtf", ".pdf"):
        raise UnusableTextError(
            f"{shown} lässt sich nicht lesen; speichern Sie sie als .docx, .html, .md oder .txt."
        )
    if suffix == ".docx":
        return tree_of(_word(_content(name, shown, _MOST_BYTES_OF_WORD), shown)), "html"
    text = _text(_content(name, shown, _MOST_BYTES), shown)
    if suffix in (".html", ".htm", ".xhtml"):
        return tree_of(text), "html"
    return text, "text" if suffix == ".txt" else "markdown"


def _content(name: str, shown: str, most: int) -> bytes:
    try:
        if name == "-":
            content = sys.stdin.buffer.read(most + 1)
        else:
            with Path(name).open("rb") as file:
                content = file.read(most + 1)
    except FileNotFoundError as error:
        raise UnusableTextError(f"{shown} gibt es nicht.") from error
    except IsADirectoryError as error:
        raise UnusableTextError(f"„{name}“ ist ein Ordner, keine Datei.") from error
    except OSError as error:
        raise UnusableTextError(f"{shown} lässt sich nicht lesen.") from error
    if len(content) > most:
        size = "ein Megabyte" if most == _MOST_BYTES else f"{most // 1_000_000} Megabyte"
        raise UnusableTextError(f"{shown} ist größer als {size}.")
    return content


def _text(content: bytes, shown: str) -> str:
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


def _word(content: bytes, shown: str) -> str:
    """A document of Word as HTML."""
    # Only a document of Word needs it.
    import mammoth  # type: ignore[import-untyped] # noqa: PLC0415

    try:
        return str(mammoth.convert_to_html(io.BytesIO(content)).value)
    except (OSError, BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise UnusableTextError(
            f"{shown} ist kein Word-Dokument; öffnen Sie sie, und speichern Sie sie neu als .docx."
        ) from error


def tree_of(html: str) -> Tree:
    """HTML as the program takes it."""
    body = LexborHTMLParser(html).body
    return _node(body, 0) if body else ""


def _node(node: LexborNode, depth: int) -> Tree:
    """A node as the program takes it, which decides alone what of it goes on."""
    if node.is_text_node:
        return node.text_content or ""
    if not node.is_element_node:
        return ""
    children: list[Tree] = [node.text()]
    if depth < _DEEPEST:
        children = [_node(child, depth + 1) for child in node.iter(include_text=True)]
    attributes = node.attributes
    return [node.tag or "", attributes.get("href") or "", attributes.get("style") or "", children]


def _check_base(base: str, form: str) -> None:
    if not base and form != LIST:
        raise UnusableTextError("Es fehlt die Adresse der Website: --base https://…")
    if base and not base.startswith(("https://", "http://")):
        raise UnusableTextError(f"„{base}“ ist keine Adresse; sie beginnt mit https://.")


def _check_text(name: str, text: str) -> None:
    if not text.strip():
        raise UnusableTextError(f"In der Datei „{name}“ steht kein Text.")


def program(root: Path, data: Mapping[str, Any]) -> LinkProgram:
    """The program that the project's page runs; raises UnusableTextError."""
    sources = []
    for path in PROGRAM:
        try:
            sources.append((root / path).read_text("utf-8"))
        except OSError as error:
            raise UnusableTextError(f"Die Datei „{path}“ lässt sich nicht lesen.") from error
    return LinkProgram(sources, data)


def run(
    root: Path,
    data: Mapping[str, Any],
    name: str,
    form: str | None,
    base: str,
    *,
    is_marked: bool = True,
) -> int:
    """Write the linked text of a file to the standard output; 0 done, 2 wrong usage.

    `data` is what `link_data` returns, `form` one of FORMS, or nothing for the one the text has;
    `base` is the site's address, and only a list does without one. Links to drafts say so, unless
    they are not `is_marked`.
    """
    try:
        _check_base(base, form or "")
        source, own = read_source(name)
        aid = program(root, data)
        _check_text(name, aid.searched(source))
        linked = aid.linked(source, form or own, base, is_marked=is_marked)
    except UnusableTextError as error:
        print(error, file=sys.stderr)
        return 2
    # Line ends stay as they are, whatever the system would make of them.
    sys.stdout.buffer.write(linked.encode())
    sys.stdout.buffer.flush()
    return 0
