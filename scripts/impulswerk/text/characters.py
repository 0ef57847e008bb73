"""Unwanted characters (invisible ones, ligatures), and how a text reads without them."""

import unicodedata
from collections.abc import Iterator

_BLANK = "\t\n "
# What the characters stand for; every other unwanted one stands for nothing.
_MEANT = {
    # Ligatures: pictures of letters, from PDF files.
    **{chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)},
    # Letters of Windows' own encoding that were taken for those of another.
    **{chr(code): bytes((code,)).decode("cp1252", "ignore") for code in range(0x80, 0xA0)},
    # Other ends of lines, from word processors. The text keeps its count of lines.
    **dict.fromkeys("\x0b\x0c\r\x1c\x1d\x1e\u2028\u2029", " "),
}
# They change how others look or join, or are no characters at all; the categories do not tell.
_ODD = {"\u034f", "\u2065", "\ufffe", "\uffff", *map(chr, range(0xFE00, 0xFE10))}
_CATEGORIES = {"Cc", "Cf", "Zl", "Zp"}


def is_unwanted(character: str) -> bool:
    """Whether a character is invisible, or a picture of several letters."""
    if character in _BLANK:
        return False
    return (
        unicodedata.category(character) in _CATEGORIES or character in _MEANT or character in _ODD
    )


def meant(character: str) -> str:
    """What an unwanted character stands for, in most cases nothing."""
    return _MEANT.get(character, "")


def clean(text: str) -> str:
    """The text in NFC, and what is meant in the place of unwanted characters.

    NFC is the form in which „ö“ is one character; macOS writes it as two.
    """
    unwanted = {ord(c): meant(c) for c in set(text) if is_unwanted(c)}
    if unwanted:
        text = text.translate(unwanted)
    return unicodedata.normalize("NFC", text)


def unwanted_in(line: str) -> Iterator[tuple[int, str]]:
    """Column, counted from 1, of each unwanted character of a line; only its first of a kind."""
    for character in {c for c in line if is_unwanted(c)}:
        yield line.index(character) + 1, character


def written_column(written: str, column: int) -> int:
    """The column in a line as it was written that a column of the same line has when `clean`."""
    low, high = 0, len(written)
    while low < high:
        middle = (low + high) // 2
        if len(clean(written[: middle + 1])) >= column:
            high = middle
        else:
            low = middle + 1
    return low + 1
