"""What counts as the same text: only what a typesetter changes, never what an author writes.

Tolerated are ligatures, the shape of quotation marks and hyphens, the width of white space,
invisible characters, soft hyphens, and breaks of lines, columns and pages. At a line end a hyphen
may belong to the word or not („Cluster-|politik“, „KI-|Anwendung“, „Innovations-|und“), and a dash
or slash may be followed by a space or not. Everything else counts: words, endings, case, figures,
commas, umlauts, the length of dashes, dots.
"""

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

# Raised when other texts than before count as the same; proofs name it.
PROCEDURE = 1

# Characters that stand for a choice of readings; no text may contain them itself.
HYPHEN, HANGING, EITHER, BREAK = "\ue000", "\ue001", "\ue002", "\ue003"
READINGS = {
    HYPHEN: ("", "-"),  # Cluster-|politik, KI-|Anwendung
    HANGING: ("- ",),  # Innovations-|und
    EITHER: ("", "-", "- "),  # den-|noch, Tages-|bis
    BREAK: ("", " "),  # Start-ups/|KMU
}
_PATTERNS = {
    mark: f"(?:{'|'.join(map(re.escape, readings))})" for mark, readings in READINGS.items()
}
_PRIVATE = re.compile("[\ue000-\ue00f]")
# Compatibility forms that NFKC would dissolve along with much else (², ½, ™), which must stay.
_SIGNS: dict[int, str] = {
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)},
    **dict.fromkeys(map(ord, "„“”‟‚‘’‛«»‹›'"), '"'),
    **dict.fromkeys(map(ord, "\u2010\u2011"), "-"),
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"), ""),
}
_SPACES = re.compile(r"\s+")
_HANGING = re.compile(r"(?:und|oder|sowie|beziehungsweise|bzw|u)\b")
_EITHER = re.compile(r"(?:als|bis|noch|statt|wie)\b")
_GENDER_BREAK = re.compile(r"in(?:nen)?\b")
_LINE_END_HYPHEN = re.compile(r"[^\s-][-\u00ad]$")
_NO_KEY = re.compile(r"[\s\-\ue000-\ue003]")


def fold(text: str) -> str:
    """A text with all that is tolerated made alike; soft hyphens stay, as a choice of readings."""
    text = unicodedata.normalize("NFC", _PRIVATE.sub("\ufffd", text)).translate(_SIGNS)
    return _SPACES.sub(" ", text).strip()


def plain(quote: str) -> str:
    """A quote as it is compared and hashed: folded, without soft hyphens."""
    return fold(quote.replace("\u00ad", ""))


def digest(quote: str) -> str:
    """SHA-256 of a quote as it is compared, 64 hexadecimal digits."""
    return hashlib.sha256(plain(quote).encode("utf-8")).hexdigest()


@dataclass(frozen=True)
class Flow:
    """Running text from which line ends are gone; `starts` says where each page begins.

    `text` is folded and holds the marks of READINGS. `starts` are pairs of position and page (its
    count from 1), in order of position.
    """

    text: str
    starts: tuple[tuple[int, int], ...]

    def page(self, position: int) -> int:
        """The page on which a position in `text` stands."""
        return self.starts[bisect_right(self._positions, position) - 1][1]

    def position(self, page: int) -> int:
        """Where this page begins, or would begin; the end of the text for a later page."""
        return next((start for start, own in self.starts if own >= page), len(self.text))

    @cached_property
    def _positions(self) -> list[int]:
        return [position for position, _ in self.starts]

    @cached_property
    def key(self) -> tuple[str, list[int]]:
        """The text without spaces and hyphens, and the position of each of its characters."""
        kept = [index for index, sign in enumerate(self.text) if not _NO_KEY.match(sign)]
        return "".join(self.text[index] for index in kept), kept


def flow(lines: Iterable[tuple[str, int]]) -> Flow:
    """Join lines, each with its page, to running text."""
    text = ""
    parts: list[str] = []
    starts: list[tuple[int, int]] = []
    length = 0
    for raw, page in lines:
        line = fold(raw)
        if not line:
            continue
        joint = _joint(text, line)
        if joint in (HYPHEN, HANGING, EITHER):
            parts[-1] = parts[-1][:-1]
            length -= 1
        parts += [joint, line]
        if not starts or starts[-1][1] != page:
            starts.append((length + len(joint), page))
        length += len(joint) + len(line)
        text = line
    # Some programs write every hyphen that can be seen as a soft one.
    return Flow("".join(parts).replace("\u00ad", HYPHEN), tuple(starts) or ((0, 1),))


def _joint(text: str, following: str) -> str:
    """What stands between two lines: nothing at the very start, a space, or a choice."""
    if not text:
        return ""
    if _LINE_END_HYPHEN.search(text):
        if _HANGING.match(following):
            return HANGING
        return EITHER if _EITHER.match(following) else HYPHEN
    if text[-1] in "/–—":
        return BREAK
    if text[-1] in ":*_" and _GENDER_BREAK.match(following):
        return BREAK
    return " "


def without_spaces(text: str) -> str:
    """A folded text as in `Flow.key`."""
    return _NO_KEY.sub("", text)


def reads_as(stretch: str, quote: str) -> bool:
    """Whether a stretch of a flow can be read as exactly this folded quote."""
    pattern = "".join(_PATTERNS.get(sign) or re.escape(sign) for sign in stretch)
    return re.fullmatch(pattern, quote) is not None


def likely(stretch: str) -> str:
    """A stretch of a flow as a reader would read it, for showing."""
    text = re.sub(f"[{HYPHEN}{EITHER}](?=[a-zäöüß])", "", stretch)
    text = re.sub(f"[{HYPHEN}{EITHER}]", "-", text).replace(HANGING, "- ")
    return re.sub(f"(?<=[/:*_]){BREAK}", "", text).replace(BREAK, " ")
