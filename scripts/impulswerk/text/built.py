"""What a built HTML page says: its title, its description and its running text."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from impulswerk.text.plain import BuiltPage, squeeze

# Elements without an end tag: opening one must not deepen what is left out.
_VOID_NAMES = "area base br col embed hr img input link meta source track wbr"
_VOID = frozenset(_VOID_NAMES.split())
_LEFT_OUT_NAMES = "aside script style template nav svg table form progress"
_LEFT_OUT = frozenset(_LEFT_OUT_NAMES.split())
_BLOCK_NAMES = "p br li dt dd div h1 h2 h3 h4 h5 h6 tr blockquote section header"
_BLOCK = frozenset(_BLOCK_NAMES.split())


def from_html(page_html: str) -> BuiltPage:
    """Title (the h1 inside main), description and running text of a built page."""
    tree = LexborHTMLParser(page_html)
    page = BuiltPage()
    for meta in tree.css("meta"):
        values = {name: value or "" for name, value in meta.attributes.items()}
        content = values.get("content", "")
        if values.get("name") == "description":
            page.description = squeeze(content)
        page.is_redirect |= values.get("http-equiv", "").lower() == "refresh"
        page.is_hidden |= values.get("name") == "robots" and "noindex" in content
    main = tree.css_first("main")
    if main is not None:
        page.title = squeeze("".join(text for heading in main.css("h1") for text in _seen(heading)))
        page.text = squeeze("".join(_seen(main, without="h1")))
    return page


def _seen(node: LexborNode, without: str = "") -> Iterator[str]:
    """The text in an element that is read as running text; blocks begin with a blank."""
    pending = [node.iter(include_text=True)]  # no recursion, so depth cannot break it
    while pending:
        child = next(pending[-1], None)
        if child is None:
            pending.pop()
            continue
        name = child.tag or ""
        if name == "-text":
            yield child.text_content or ""
            continue
        if name in _BLOCK:
            yield " "
        # A note is about the page: found everywhere, it would lead nowhere.
        said = child.attributes
        is_aside = said.get("aria-hidden") == "true" or said.get("role") == "note"
        if name not in {*_LEFT_OUT, without} and not is_aside:
            pending.append(child.iter(include_text=True))
