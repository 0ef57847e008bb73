"""The words that other languages need: `python -m tests.messages xx` writes `xx.po`.

It collects every word that the program and the frame wrap for translation, keeps what the catalogue
says of them already, and leaves what is new empty for whoever translates.
"""

from __future__ import annotations

import ast
import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from impulswerk.catalogue.graph import NO_SOURCE
from impulswerk.exports.citation import ACCESS
from impulswerk.exports.search.records import KINDS
from impulswerk.model.chronicle import LISTS
from impulswerk.model.record import Field
from impulswerk.model.schema import (
    CHRONICLE,
    IMPULSE,
    ORGANISATION,
    TERM_PAGES,
    TRANSLATED_DRIVER,
    TRANSLATED_IMPULSE,
)
from impulswerk.pages.workshop import asked
from impulswerk.render.look import words_in_print
from impulswerk.site.assets import frame_words, script_words
from impulswerk.text.interface import (
    ADDRESS,
    ADDRESS_WORDS,
    CATALOGUES,
    COUNTED,
    FILE_WORDS,
    read_catalogue,
)
from tests.project import REAL

PROGRAM = REAL / "scripts/impulswerk"
_METHODS = [("**/templates/**.html", "jinja2")]
_OPTIONS = {"**/templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true"}}
_WORDS = {
    **dict.fromkeys(("_", "gettext")),
    **dict.fromkeys(("anzahl", "mehrzahl"), (2, 3)),
}
# Lists of the chronicle that forms let choose from.
WRITTEN_LISTS = ("chronikarten", "bezuege", "quellenarten", "einwandstaende")
# Words that stand in tables or come from the program.
_NUMBERS = "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf"

# No date of its own, so that the same words give the same file.
_DAY = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

Message = str | tuple[str, ...]


def messages() -> Iterator[tuple[Message, str]]:
    """Every message with its context, which is empty but for addresses."""
    found = extract_from_dir(PROGRAM, _METHODS, _OPTIONS, _WORDS, strip_comment_tags=True)
    for _file, _line, message, _comments, _context in found:
        yield message, COUNTED if isinstance(message, tuple) else ""
    for file in PROGRAM.rglob("*.py"):
        yield from _spoken(ast.parse(file.read_text("utf-8")))
    words, _ = frame_words(REAL)
    yield from (
        (word, "") for word in (*words, *words_in_print(), *script_words(REAL), *KINDS, NO_SOURCE)
    )
    yield ACCESS, ""
    for name in (*WRITTEN_LISTS, "fortschritte"):
        yield from ((title, "") for title in LISTS[name].values())
    for field in _asked():
        yield from ((text, "") for text in (field.title, field.help))
    for page in TERM_PAGES:
        yield from ((text, "") for text in (page.title, page.singular, page.intro))
    yield from ((word, "") for word in _NUMBERS.split())
    yield from ((word, ADDRESS) for word in (*ADDRESS_WORDS, *FILE_WORDS))


def _asked() -> Iterator[Field]:
    """The fields that pages of the workshop ask for in other languages."""
    records = (IMPULSE, CHRONICLE, ORGANISATION, TRANSLATED_IMPULSE, TRANSLATED_DRIVER)
    for field in (field for record in records for field in asked(record)):
        yield field
        if field.name != "belege":  # is asked for as one choice
            yield from field.fields


def _spoken(tree: ast.Module) -> Iterator[tuple[Message, str]]:
    """What a module says, also inside of f-strings, which Babel does not look into."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        if name == "say":
            yield from ((text, "") for text in _texts(call.args[0]))
        elif name in {"counted", "plural"}:
            forms = tuple(text for argument in call.args[1:] for text in _texts(argument))
            if forms:
                yield forms, COUNTED


def _texts(node: ast.expr) -> list[str]:
    found = (part.value for part in ast.walk(node) if isinstance(part, ast.Constant))
    return [text for text in found if isinstance(text, str)]


def updated(file: Path) -> Catalog:
    """The catalogue in `file`, or an empty one, with all messages of today and no others."""
    old = read_catalogue(file) if file.exists() else Catalog(file.stem)
    new = Catalog(
        old.locale,
        header_comment="# Words of the pages in another language; see CONTRIBUTING.md.",
        project="impulswerk",
        creation_date=_DAY,
        revision_date=_DAY,
        last_translator="the editors",
        fuzzy=False,
    )
    for message, context in sorted(messages(), key=str):
        known = old.get(message if isinstance(message, str) else message[0], context or None)
        string = known.string if known and isinstance(known.id, type(message)) else ""
        if isinstance(message, tuple) and not isinstance(string, tuple):
            string = ("",) * new.num_plurals
        new.add(message, string, context=context or None)
    return new


def main() -> None:
    """Write the catalogue of the language that is named."""
    for code in sys.argv[1:]:
        file = CATALOGUES / f"{code}.po"
        catalogue = updated(file)
        with file.open("wb") as opened:
            write_po(opened, catalogue, width=100, no_location=True, sort_output=True)
        empty = [found.id for found in catalogue if found.id and not all([*(found.string or "",)])]
        print(f"{file}: {len(catalogue)} messages, {len(empty)} without a translation")


if __name__ == "__main__":
    main()
