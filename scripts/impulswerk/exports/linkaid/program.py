"""Run the page's own program, linkhilfe-kern.js, so that the command finds and writes the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple

PROGRAM = "docs/assets/linkhilfe-kern.js"
LIST = "liste"
# The first three are the page's.
FORMS = ("markdown", "html", "text", LIST)

# Both ways as JSON, which says every character in plain ones.
_ASKED = """
const data = prepare(JSON.parse(given));
globalThis.ask = (asked) => {
  const { text, form, base, isMarked } = JSON.parse(asked);
  const links = findLinks(text, data);
  const rows = () => links.map((link) =>
    [link.start, link.end, ...Object.values(data.entries[link.entry]), reason(link, data)]);
  return JSON.stringify(form ? render(form, text, links, data, base, isMarked) : rows());
};
"""


class MissingEngineError(Exception):
    """There is no engine for JavaScript on this machine."""


class Link(NamedTuple):
    """A passage, `start` to `end` in characters, and the impulse it belongs to.

    `address` is below the site's root; `mark` says what the text is (`Arbeitsentwurf`) and is empty
    where somebody has compared it with the paper; `reason` says why the passage was chosen.
    """

    start: int
    end: int
    number: int
    title: str
    address: str
    mark: str
    reason: str


class LinkProgram:
    """The program `source` with `data`, which `link_data` returns; raises MissingEngineError."""

    def __init__(self, source: str, data: Mapping[str, Any]) -> None:
        try:
            engine: Any = import_module("quickjs")
        except ImportError as error:
            raise MissingEngineError from error
        context = engine.Context()
        context.set("given", json.dumps(data))
        context.module(source + _ASKED)
        self._program = context.get("ask")

    def _ask(self, **asked: Any) -> Any:
        return json.loads(self._program(json.dumps(asked)))

    def links(self, text: str) -> list[Link]:
        """The passages to link in the order of the text."""
        units = text.encode("utf-16-le")  # JavaScript counts in these

        def place(unit: int) -> int:
            return len(units[: 2 * unit].decode("utf-16-le"))

        return [Link(place(start), place(end), *rest) for start, end, *rest in self._ask(text=text)]

    def linked(self, text: str, form: str, base: str, *, is_marked: bool = True) -> str:
        """The text with its links in one of FORMS; `base` is the site's address, or empty.

        Behind each link stands whether it leads to a draft, unless the links are not `is_marked`.
        """
        if form != LIST:
            return str(self._ask(text=text, form=form, base=base, isMarked=is_marked))
        root = base and base.removesuffix("/") + "/"
        lines = [
            f"„{' '.join(text[link.start : link.end].split())}“ → {link.title}"
            f"{f' ({link.mark})' if is_marked and link.mark else ''} ({root}{link.address})\n"
            f"  {link.reason}\n"
            for link in self.links(text)
        ]
        return "".join(lines) or "Keine Stelle gefunden.\n"
