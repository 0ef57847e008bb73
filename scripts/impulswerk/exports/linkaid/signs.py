r"""The patterns that say what a word is, what may stand inside a phrase, and what is left alone.

They are part of the data file; the program in JavaScript builds its regular expressions from them.
There, \w and \b know no umlauts.
"""

_SPACE = " \t\n\r\u000b\u000c\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_LETTER = "0-9A-Za-zÀ-ÖØ-öø-\u024f\u1e00-\u1eff\ufb00-\ufb06\u2080-\u2089"
# Combining marks (a text in NFD), soft hyphens and joiners.
_INNER = "\u0300-\u034e\u0350-\u036f\u00ad\u200b\u200c\u200d\u2060"
_HYPHEN = "-\u2010\u2011"
_QUOTE = "\"'„“”‚‘’»«›‹"

# A word; behind it, and not part of it, the ending that makes a form gender-inclusive.
WORD = (
    f"([{_LETTER}][{_LETTER}{_INNER}]*)"
    f"(?:[:*_/\u00b7][{_HYPHEN}]?[iI]n(?:nen)?(?![{_LETTER}{_INNER}]))?"
)
# What may stand between two words of one phrase. Signs at the ends of a class need no escape.
GAP = f"[{_SPACE}{_QUOTE}\u2010\u2011-]{{1,8}}"
HYPHEN = f"[{_HYPHEN}]"

_NOT_SPACE = f"[^{_SPACE}<>]"
# Everything that is code, a link, an address or a name of the net already. The figures keep a
# text made to be slow from being slow.
PROTECTED = "|".join(
    (
        # Code blocks and code.
        r"(?:^|\n) {0,3}(```|~~~)[\s\S]*?(?:\n {0,3}\1|(?![\s\S]))",
        r"`[^`\n]{1,1000}`",
        # HTML: elements whose text is no running text, then any tag, <https://…> included.
        r"<(a|A|code|CODE|pre|PRE|script|SCRIPT|style|STYLE)(?:[ \t\n][^<>]{0,1000})?>"
        r"(?:[^<]|<(?!/?\2[ \t\n>])){0,3000}</\2>",
        r"<[A-Za-z/!?][^<>\n]{0,1000}>",
        # Markdown: links, images, definitions.
        r"!?\[(?:[^\[\]\n]|\[[^\[\]\n]{0,200}\](?:\([^()\n]{0,500}\))?){0,500}\]"
        r"(?:\([^()\n]{0,1000}(?:\([^()\n]{0,500}\)[^()\n]{0,500})?\)|\[[^\[\]\n]{0,200}\])",
        r"(?:^|\n) {0,3}\[[^\[\]\n]{1,200}\]:[^\n]*",
        # Addresses.
        rf"[A-Za-z][A-Za-z0-9+.-]{{1,20}}://{_NOT_SPACE}*",
        rf"[wW][wW][wW]\.{_NOT_SPACE}+",
        rf"[^{_SPACE}<>@]{{1,64}}@{_NOT_SPACE}+",
        rf"[A-Za-z0-9-]{{1,63}}(?:\.[A-Za-z0-9-]{{1,63}}){{0,4}}\.[A-Za-z]{{2,24}}/{_NOT_SPACE}*",
        rf"[@#][{_LETTER}][{_LETTER}{_INNER}_-]*",
    )
)


def office(names: list[str]) -> str:
    """The end of a text that says whose business the next word is: Ministerin für Industrie und."""
    letters = f"{_LETTER}{_INNER}"
    inclusive = "(?:[:*_/]-?[iI]n(?:nen)?)?"
    either = "|".join((*names, *map(str.capitalize, names)))
    return (
        f"(?:^|[^{letters}])[{letters}]{{0,40}}(?:{either})[{letters}]{{0,8}}{inclusive}[{_SPACE}]+"
        f"(?:(?:für|der|des|im|von|vom|Bereich|Bereichs|Abteilung|Referat)[{_SPACE}]+)*"
        f"(?:[A-ZÄÖÜ][{letters}-]*(?:,[{_SPACE}]+|[{_SPACE}]+(?:und[{_SPACE}]+)?))*$"
    )
