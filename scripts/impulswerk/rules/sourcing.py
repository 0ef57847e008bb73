"""Claims that need a source: figures, years, shares, and what somebody is said to have found."""

import re
from collections.abc import Iterator

from impulswerk.model.problems import Problem
from impulswerk.rules.prose import Passage, passages, sentences
from impulswerk.sources.marked import MarkedDocument
from impulswerk.text.convert import read

# „Industrie 4.0“ and „Halle 3“ are names; before a quantity stands one of these, or a small word.
_NAME = re.compile(r"[A-ZÄÖÜ§][\w.-]*\s$")
_BEFORE_QUANTITY = re.compile(
    r"(?:Ab|Alle|Allein|Bis|Etwa|Fast|Gut|In|Jahr|Januar|Februar|März|April|Mai|Juni|Juli|August|"
    r"September|Oktober|November|Dezember|Knapp|Mehr|Mindestens|Mit|Nach|Nur|Rund|Seit|Über|Um|"
    r"Von|Vor|Zu)\s$"
)
# The number of a footnote, `[^1]`, is none.
_SMALL = "zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn"
_CLAIM = re.compile(
    r"(?P<number>(?<![\w.,:/–^-])\d+(?:[.,–-]\d+|[ \u00a0\u202f]\d{3}(?!\d))*(?![\w:/-]))"
    r"|\b(?:\w*[Pp]rozent|Promille|Million(?:en)?|Milliarden?)\b"
    # Shares in words: „drei von vier“, „jeder dritte“, „die Hälfte der Betriebe“.
    rf"|\b(?i:eine[rs]?|{_SMALL})\s+von\s+(?:{_SMALL}|hundert)\b"
    r"|\b[Jj]ede[rsn]?\s+(?:zweite|dritte|vierte|fünfte|zehnte)[nrs]?\b"
    r"|\b(?:(?:[Dd]ie|[Dd]er)\s+(?:Hälfte|Mehrheit)|Drittel|Viertel|Fünftel)\s+(?:de[rs]|aller)\b"
    # What somebody is said to have found.
    r"|\b(?:Studien?|zufolge)\b"
    r"|\b(?:Umfrage|Befragung|Untersuchung|Erhebung|Statistik)(?:en|n)?\s+(?:\w+\s+){0,3}?"
    r"(?:zeig|ergab|ergib|ergeb|beleg|nenn|sag|besag)\w*"
    r"|\b[Nn]ach\s+Angaben\b"
    r"|\b[Ll]aut\s+(?:de[rms]|eine[rms]|[A-ZÄÖÜ]\w+)\b"
)
_LONGEST_NAME = 80
_YEAR = re.compile(r"(?:19|20)\d\d")
_LIST_NUMBER = re.compile(r"\d+\.")


def check_sourcing(document: MarkedDocument) -> Iterator[Problem]:
    """A hint for each sentence that claims such a thing and names no source.

    A source is a link to the web in the same sentence, or evidence that holds the very words.
    """
    evidence = " ".join(_evidence(document))
    for text in passages(document):
        outside = list(_outside(text))
        for start, sentence in sentences(text.prose):
            found = [claim for claim in _claims(start, sentence) if claim[1] not in evidence]
            if not found or any(start <= at < start + len(sentence) for at in outside):
                continue
            shown = " und ".join(f"„{claim}“" for _, claim in found[:2])
            yield text.problem(
                found[0][0],
                len(found[0][1]),
                "behauptung-ohne-quelle",
                f"Der Satz stützt sich auf {shown}, aber auf keine Quelle.",
                allowed="ein Link auf die Quelle im selben Satz, oder ein Beleg mit diesen Worten",
                fix="Nennen Sie die Quelle, oder sagen Sie es ohne Zahl und ohne Berufung auf "
                "andere.",
            )


def _outside(text: Passage) -> Iterator[int]:
    """Where the words of each link to the web stand."""
    starts = [0, *(found.end() for found in re.finditer("\n", text.prose))]
    for link in read(text.document.body).links if text.is_body else ():
        if link.target.startswith("http"):
            start = starts[link.line - 1]
            yield max(start, text.prose.find(link.text.partition(" ")[0], start))


def _claims(start: int, sentence: str) -> Iterator[tuple[int, str]]:
    """Place and words of each claim in a sentence."""
    if _LIST_NUMBER.fullmatch(sentence):
        return
    for match in _CLAIM.finditer(sentence):
        before = sentence[max(0, match.start() - _LONGEST_NAME) : match.start()]
        is_quantity = match["number"] and not _YEAR.fullmatch(match[0])
        if is_quantity and _NAME.search(before) and not _BEFORE_QUANTITY.search(before):
            continue
        yield start + match.start(), " ".join(match[0].split())


def _evidence(document: MarkedDocument) -> Iterator[str]:
    """Terms and quotes of the evidence that a source gives."""
    for item in document.front.records("belege"):
        for name in ("stichwort", "wortlaut"):
            yield from (part.text for part in item.scalars(name))
