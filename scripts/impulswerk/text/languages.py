"""Words of another language in a text, marked so that everybody speaks and breaks them rightly.

`[Circular Economy]{lang=en}` becomes a span, and a link may be marked, too:
`[Circular Economy](01-circular-economy.md){lang=en}`. Codes are those of ISO 639, two or three
letters; nothing else may stand in the braces.
"""

import re
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

_BRACES = r"\{lang=(?P<code>[a-z]{2,3})\}"
_SPAN = re.compile(rf"\[(?P<words>[^\[\]\n]+)\]{_BRACES}")
_BEHIND_LINK = re.compile(_BRACES)


def languages(parser: MarkdownIt) -> None:
    """A plugin for the parser."""
    # Links begin with the same sign, and would take it first.
    parser.inline.ruler.before("link", "language", _span)
    parser.core.ruler.after("inline", "language_of_links", _links)


def _span(state: StateInline, silent: bool) -> bool:
    match = _SPAN.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        state.push("language_open", "span", 1).attrSet("lang", match["code"])
        state.push("text", "", 0).content = match["words"]
        state.push("language_close", "span", -1)
    state.pos = match.end()
    return True


def _links(state: StateCore) -> None:
    for block in state.tokens:
        opened, children = None, block.children or ()
        for token, following in pairwise(children):
            if token.type == "link_open":
                opened = token
            match = _BEHIND_LINK.match(following.content)
            if match and opened and token.type == "link_close" and following.type == "text":
                opened.attrSet("lang", match["code"])
                following.content = following.content[match.end() :]
