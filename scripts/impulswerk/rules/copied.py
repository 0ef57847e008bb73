"""Check that no eight words in a row are copied from a source, quotes aside.

The sources themselves are not kept here. `impulses/wortfolgen.yml` holds a checksum of every eight
words in a row of theirs, and a quote is known to be letter for letter where its checksums are
among them.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise
from typing import NamedTuple

from impulswerk.model.problems import Problem, Span
from impulswerk.model.schema import WORD_RUNS
from impulswerk.rules.fields import Terms
from impulswerk.rules.records import RecordReader
from impulswerk.sources.marked import Mapping as Front
from impulswerk.sources.marked import MarkedDocument
from impulswerk.sources.read import read_yaml
from impulswerk.text.convert import place

RULE = "abgeschrieben"

LENGTH = 8  # words in a row from which on a sentence is taken over
_DIGITS = 12  # of each checksum: enough that two runs never share them by chance

_UNREADABLE = str.maketrans(dict.fromkeys(map(ord, "\0\u00ad\u200b")))
# What nobody reads as part of a sentence: marks, and where a link leads to.
_UNREAD = re.compile(r"<!--(?:(?!<!--).)*?-->|<[^<>\n]*>|\]\([^()\n]*\)", re.DOTALL)
# Words of others that are marked as such: between quotation marks, or in a field made for them.
_QUOTE = re.compile(
    r"„[^„“]{0,600}“"
    r"|^(?P<indent>[ ]*)(?:-[ ]+)?(?:zitat|wortlaut):[^\n]*"
    r"(?:\n(?P=indent)[ ]{2,}(?![\w-]+:)[^\n]*)*",
    re.MULTILINE,
)
_BARRIER = "\0"
# A hyphen parts words, a soft hyphen does not.
_WORD = re.compile(rf"[\w\u00ad\u200b]+|{_BARRIER}+")


@dataclass(frozen=True)
class WordRuns:
    """Checksums of the sources' runs of words, each with the ids of the sources that have it.

    `names` count as one word each, as they are nobody's wording; the longest come first.
    """

    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: tuple[tuple[str, ...], ...] = ()


class _Word(NamedTuple):
    text: str
    start: int
    end: int


def read_word_runs(data: bytes, terms: Terms) -> tuple[WordRuns, tuple[Problem, ...]]:
    """The runs that the bytes of wortfolgen.yml hold, and what is wrong with them."""
    problems: list[Problem] = []
    values = RecordReader({WORD_RUNS.where: data}, problems, terms).values(WORD_RUNS)
    if values is None:
        return WordRuns(), tuple(problems)
    runs: dict[str, tuple[str, ...]] = {}
    for entry in values.plain["quellen"]:
        for checksum in entry["folgen"].split():
            if re.fullmatch(f"[0-9a-f]{{{_DIGITS}}}", checksum):
                runs[checksum] = (*runs.get(checksum, ()), entry["quelle"])
            else:
                problems.append(
                    values.document.problem(
                        values.spans["quellen"],
                        "falscher-typ",
                        f"Unter „{entry['quelle']}“ steht „{checksum[:40]}“ als Prüfsumme.",
                        allowed=f"{_DIGITS} Ziffern von 0 bis f",
                        fix="Lassen Sie scripts/wortfolgen.py die Datei neu schreiben.",
                    )
                )
    return WordRuns(runs, as_names(values.plain.get("namen", ()))), tuple(problems)


def as_names(names: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Names as tuples of words, the longest first."""
    found = {tuple(word.text for word in _words(name)) for name in names}
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def checksums(text: str, names: Collection[tuple[str, ...]]) -> list[str]:
    """The checksum of every run of words in a source's text, in order."""
    words = list(_words(unicodedata.normalize("NFC", text)))
    return [checksum for _, checksum in _runs(_merged(words, names))]


def copied(source: str, text: str, runs: WordRuns) -> Iterator[Problem]:
    """Every stretch of the file `source` that stands word for word in one of the sources."""
    # An umlaut of two characters is the same as one of one.
    text = unicodedata.normalize("NFC", text)
    document = MarkedDocument(source, "", Front({}, {}, Span(source)), text)
    for stretch, own in _stretches(text, runs):
        line, col = place(text, stretch[0].start)
        shown = text[stretch[0].start : stretch[-1].end].split("\n")[0]
        yield document.problem(
            Span(source, line, col, len(shown)),
            RULE,
            f"Hier stehen {len(stretch)} Wörter am Stück wie in der Quelle „{own}“.",
            allowed=f"bis zu {LENGTH - 1} Wörter am Stück; dazu Namen, Titel und Zitate in „…“",
            fix="Sagen Sie es mit eigenen Worten. Ist es ein Zitat, setzen Sie es in „…“ und "
            "nennen Sie die Quelle.",
        )


def check_copied(files: Mapping[str, bytes], runs: WordRuns) -> Iterator[Problem]:
    """What is taken over in any text of ours."""
    for source, data in sorted(files.items()):
        if source.endswith((".md", ".yml")) and source != WORD_RUNS.where:
            yield from copied(source, data.decode("utf-8", "replace"), runs)


def check_voices(source: str, data: bytes, runs: WordRuns) -> Iterator[Problem]:
    """Every quote among the `stimmen` of presse.yml that its source is not known to hold."""
    document = read_yaml(source, data).document
    if document is None:
        return
    for voice in document.front.records("stimmen"):
        quote, own = voice.scalar("zitat"), voice.scalar("quelle")
        if quote is None or own is None:
            continue
        found = checksums(quote.text, runs.names)
        if not found or any(own.text not in runs.sources.get(run, ()) for run in found):
            yield document.problem(
                quote.span,
                "zitat-ohne-nachweis",
                f"Dieses Zitat ist in der Quelle „{own.text}“ nicht nachgewiesen.",
                allowed=f"mindestens {LENGTH} Wörter am Stück, genau wie in der Quelle",
                fix="Vergleichen Sie es mit der Quelle. Fehlen ihre Wortfolgen, rufen Sie auf: "
                f"python scripts/wortfolgen.py {own.text} TEXTDATEI",
            )


def _without_quotes(text: str) -> str:
    """A text of ours with a barrier where a quote stands and without marks, of the same length.

    A few words between quotation marks are a title or a term; the sentence goes on around them.
    """

    def barrier(match: re.Match[str]) -> str:
        is_short = match[0].startswith("„") and len(_WORD.findall(match[0])) < LENGTH
        return match[0] if is_short else _BARRIER * len(match[0])

    marked = _QUOTE.sub(barrier, text)
    return _UNREAD.sub(lambda match: " " * len(match[0]), marked)


def _words(text: str) -> Iterator[_Word]:
    """The words of a text, in small letters; an empty one stands for a barrier."""
    for match in _WORD.finditer(text):
        word = match[0].lower()
        if not word.isalnum():
            word = word.translate(_UNREADABLE)
        yield _Word(word, match.start(), match.end())


def _merged(words: list[_Word], names: Collection[tuple[str, ...]]) -> list[_Word]:
    """The same words with each name as one."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for name in names:
        by_first.setdefault(name[0], []).append(name)
    merged: list[_Word] = []
    after = 0
    for index, word in enumerate(words):
        if index < after:
            continue
        merged.append(word)
        for name in by_first.get(word.text, ()):
            part = words[index : index + len(name)]
            if tuple(own.text for own in part) == name:
                after = index + len(name)
                merged[-1] = _Word(" ".join(name), word.start, part[-1].end)
                break
    return merged


def _runs(words: list[_Word]) -> Iterator[tuple[int, str]]:
    """Where each run of words begins, and its checksum; none goes across a barrier."""
    texts = [word.text for word in words]
    barriers = [-1, *(index for index, text in enumerate(texts) if not text), len(texts)]
    for before, after in pairwise(barriers):
        for first in range(before + 1, after - LENGTH + 1):
            run = " ".join(texts[first : first + LENGTH]).encode("utf-8", "surrogatepass")
            yield first, sha256(run).hexdigest()[:_DIGITS]


# Of all texts that a browser checks again and again one is new.
@lru_cache(maxsize=512)
def _cut(
    text: str, names: tuple[tuple[str, ...], ...]
) -> tuple[list[_Word], list[tuple[int, str]]]:
    """The words of a text of ours, and its runs."""
    words = _merged(list(_words(_without_quotes(text))), names)
    return words, list(_runs(words))


def _stretches(text: str, runs: WordRuns) -> Iterator[tuple[list[_Word], str]]:
    """Runs that overlap in one stretch of words, each with the source of its first run."""
    words, found_runs = _cut(text, runs.names)
    start = end = 0
    own = ""
    for first, checksum in found_runs:
        found = runs.sources.get(checksum)
        if found is None:
            continue
        if end and first < end:
            end = first + LENGTH
            continue
        if end:
            yield words[start:end], own
        start, end, own = first, first + LENGTH, found[0]
    if end:
        yield words[start:end], own
