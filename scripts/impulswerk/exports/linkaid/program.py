"""Run the page's own program, linkhilfe-kern.js, so that the command finds and writes the same."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

PROGRAM = "docs/assets/linkhilfe-kern.js"
LIST = "liste"
# The first three are the page's.
FORMS = ("markdown", "html", "text", LIST)

_ASKED = """
const data = prepare(given);
function ask(text, form, base, isMarked) {
  const links = findLinks(text, data);
  if (form) return render(form, text, links, data, base, isMarked);
  return links.map((link) =>
    [link.start, link.end, ...Object.values(data.entries[link.entry]), reason(link, data)]);
}
"""


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
    """The program `source` with `data`, which `link_data` returns."""

    def __init__(self, source: str, data: Mapping[str, Any]) -> None:
        from py_mini_racer import MiniRacer  # noqa: PLC0415 — only `impuls link` needs an engine

        self._engine = MiniRacer()
        # It reads scripts, no modules.
        script = re.sub("(?m)^export ", "", source)
        self._engine.eval(f"const given = {json.dumps(data)};\n{script}{_ASKED}")

    def links(self, text: str) -> list[Link]:
        """The passages to link in the order of the text."""
        units = text.encode("utf-16-le")  # JavaScript counts in these

        def place(unit: int) -> int:
            return len(units[: 2 * unit].decode("utf-16-le"))

        return [
            Link(place(start), place(end), *rest)
            for start, end, *rest in self._engine.call("ask", text)
        ]

    def linked(self, text: str, form: str, base: str, *, is_marked: bool = True) -> str:
        """The text with its links in one of FORMS; `base` is the site's address, or empty.

        Behind each link stands whether it leads to a draft, unless the links are not `is_marked`.
        """
        if form != LIST:
            return str(self._engine.call("ask", text, form, base, is_marked))
        root = base and base.removesuffix("/") + "/"
        lines = [
            f"„{' '.join(text[link.start : link.end].split())}“ → {link.title}"
            f"{f' ({link.mark})' if is_marked and link.mark else ''} ({root}{link.address})\n"
            f"  {link.reason}\n"
            for link in self.links(text)
        ]
        return "".join(lines) or "Keine Stelle gefunden.\n"
