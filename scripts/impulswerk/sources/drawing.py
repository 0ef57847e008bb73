"""Refuse SVG files that do more than draw: browsers run scripts in one opened by its address."""

import re

from selectolax.lexbor import LexborHTMLParser

# What runs, changes things later, or brings in something else than shapes.
_NOT_DRAWN = """
script foreignobject handler listener iframe object embed audio video animate set animatemotion
animatetransform discard meta link base
"""
_INSTRUCTIONS = re.compile(r"<!(?:DOCTYPE|ENTITY)|<\?(?!xml\s)", re.IGNORECASE)


def unwanted(data: bytes) -> str:
    """German words for what must not be in the drawing, or an empty text."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return "Text, der nicht in UTF-8 gespeichert ist"
    if "\0" in text or _INSTRUCTIONS.search(text):
        return "Anweisungen an Programme (<!DOCTYPE …> oder <?…?>)"
    for node in LexborHTMLParser(text).css("*"):
        # `x:script` is a script as well, where x stands for SVG.
        if (node.tag or "").lower().rpartition(":")[2] in _NOT_DRAWN.split():
            return f"ein Element <{node.tag}>"
        for name, value in node.attributes.items():
            plain = name.lower().rpartition(":")[2]
            if plain.startswith("on"):
                return f"ein Attribut „{name}“"
            if plain in {"href", "src"} and not (value or "").strip().startswith("#"):
                return f"einen Verweis nach außen: {(value or '')[:60]}"
    return ""
