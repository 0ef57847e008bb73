"""Run the page's own program, so that the command finds and writes the same."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

PROGRAM = ("docs/assets/linkhilfe-kern.js", "docs/assets/linkhilfe-form.js")
LIST = "liste"
# The first three are the page's.
FORMS = ("markdown", "html", "text", LIST)

# A text, or a tree: [name, href, style, children], as the page makes one of what is pasted.
Tree = str | list[Any]

_ASKED = """
const data = prepare(given);
function searchedIn(source) {
  return typeof source === "string" ? source : searched(blocksOf(source));
}
function found(source) {
  return findLinks(searchedIn(source), data).map((link) =>
    [link.start, link.end, ...Object.values(data.entries[link.entry]), reason(link, data)]);
}
function linked(source, form, base, isMarked) {
  const isKept = typeof source === "string" && form !== "html";
  const blocks = typeof source === "string" ? paragraphsOf(source) : blocksOf(source);
  const links = findLinks(isKept ? source : searched(blocks), data);
  const goals = goalsOf(links, data, base, isMarked);
  if (isKept) return woven(form, source, links, goals);
  return written(form, linkedBlocks(blocks, links), goals);
}
"""


class Link(NamedTuple):
    """A passage, `start` to `end` in characters, and the page it belongs to.

    `kind` is `Impuls 25`, `Treiber`, `Handlungsfeld` or `Glossar`; `address` is below the site's
    root; `mark` says what the text is (`Arbeitsentwurf`) and is empty where somebody has compared
    it with the paper; `reason` says why the passage was chosen.
    """

    start: int
    end: int
    kind: str
    title: str
    address: str
    mark: str
    reason: str


class LinkProgram:
    """The program of these `sources` with `data`, which `link_data` returns."""

    def __init__(self, sources: Iterable[str], data: Mapping[str, Any]) -> None:
        from py_mini_racer import MiniRacer  # noqa: PLC0415 — only `impuls link` needs an engine

        self._engine = MiniRacer()
        # It reads scripts, no modules.
        script = re.sub("(?m)^export ", "", "\n".join(sources))
        self._engine.eval(f"const given = {json.dumps(data)};\n{script}{_ASKED}")

    def links(self, source: Tree) -> list[Link]:
        """The passages to link in the order of the text."""
        units = self.searched(source).encode("utf-16-le")  # JavaScript counts in these

        def place(unit: int) -> int:
            return len(units[: 2 * unit].decode("utf-16-le"))

        return [
            Link(place(start), place(end), *rest)
            for start, end, *rest in self._engine.call("found", source)
        ]

    def searched(self, source: Tree) -> str:
        """The text in which passages are found."""
        return source if isinstance(source, str) else str(self._engine.call("searchedIn", source))

    def linked(self, source: Tree, form: str, base: str, *, is_marked: bool = True) -> str:
        """The text with its links in one of FORMS; `base` is the site's address, or empty.

        Behind each link stands whether it leads to a draft, unless the links are not `is_marked`.
        """
        if form != LIST:
            return str(self._engine.call("linked", source, form, base, is_marked))
        root = base and base.removesuffix("/") + "/"
        text = self.searched(source)
        lines = [
            f"„{' '.join(text[link.start : link.end].split())}“ → {link.kind}: {link.title}"
            f"{f' ({link.mark})' if is_marked and link.mark else ''} ({root}{link.address})\n"
            f"  {link.reason}\n"
            for link in self.links(source)
        ]
        return "".join(lines) or "Keine Stelle gefunden.\n"
