"""Compare two texts word by word and shorten what stayed the same."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

AROUND = 8  # unchanged words shown on either side of a change
# Beyond this many pairs of words the search for what stayed takes longer than it is worth.
_MOST_PAIRS = 1_000_000
_LINE, _SENTENCE = 2, 1  # how well a place parts a text
_ISLAND = 2  # words; what stands alone between two replacements is read as part of them


# Kind, words of the old text, words of the new one; "neu" stands for every kind of change.
_Run = tuple[str, list[str], list[str]]


@dataclass(frozen=True)
class Words:
    """A run of words of a text: kept, added or removed."""

    kind: str  # "gleich", "neu" or "weg"
    text: str


@dataclass(frozen=True)
class FieldChange:
    """One field, or one part of the text, of an entry before and after."""

    title: str
    words: tuple[Words, ...]
    vocabulary: str = ""  # the closed list, where the words are ids of its terms


def word_changes(before: str, after: str) -> Iterator[Words]:
    """`after` against `before`, word by word; joined, "gleich" and "neu" give `after` again.

    White space belongs to the word before it and is no difference by itself.
    """
    old, new = _split(before), _split(after)
    runs: list[_Run] = []
    for tag, i1, i2, j1, j2 in _opcodes(_bare(old), _bare(new)):
        runs.append(("gleich" if tag == "equal" else "neu", old[i1:i2], new[j1:j2]))
    space = ""  # between two words of the old text, where the new one ends
    for kind, gone, come in _islands_joined(_moved_to_edges(runs)):
        if kind == "gleich":
            yield Words("gleich", "".join(come))
            missing = come[-1] == come[-1].rstrip()
            space = gone[-1][len(gone[-1].rstrip()) :] if missing else ""
            continue
        if gone:
            yield Words("weg", space + "".join(gone))
        if come:
            yield Words("neu", "".join(come))


def _split(text: str) -> list[str]:
    """Words with the white space behind them; the first also keeps what stands before it."""
    return re.findall(r"(?:^\s+)?\S+\s*|^\s+", text)


def _bare(words: Sequence[str]) -> list[str]:
    return [word.strip() for word in words]


def _opcodes(old: list[str], new: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """As of SequenceMatcher, whose work grows with both lengths: the common ends are left out."""
    shorter = min(len(old), len(new))
    head = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    rest = shorter - head
    tail = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    i, j = len(old) - tail, len(new) - tail
    if head:
        yield "equal", 0, head, 0, head
    if (i - head) * (j - head) > _MOST_PAIRS:
        yield "replace", head, i, head, j
    else:
        matcher = SequenceMatcher(None, old[head:i], new[head:j], autojunk=False)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            yield tag, i1 + head, i2 + head, j1 + head, j2 + head
    if tail:
        yield "equal", i, len(old), j, len(new)


def _moved_to_edges(runs: list[_Run]) -> list[_Run]:
    """The same changes, where the words allow it as whole items and sentences.

    Of „A. B. C.“ against „A. C.“ either „A. B.“ or „B. C.“ may have gone, or what lies between.
    """
    runs = list(runs)
    for index in range(1, len(runs)):
        kind, gone, come = runs[index]
        before_kind, *before = runs[index - 1]
        side = 0 if gone else 1
        changed = gone or come
        if kind == "gleich" or before_kind != "gleich" or (gone and come):
            continue
        step = _best_step(before[side], changed)
        if not step:
            continue
        moved, rest = [*before[side][-step:], *changed[:-step]], changed[-step:]
        old, new = ([*words[-step:]] for words in before)
        runs[index - 1] = ("gleich", before[0][:-step], before[1][:-step])
        runs[index] = ("neu", moved, []) if gone else ("neu", [], moved)
        # The words themselves stay in their order: only what is called changed moves.
        old, new = (rest, new) if gone else (old, rest)
        if index + 1 < len(runs):
            _, after_old, after_new = runs[index + 1]
            runs[index + 1] = ("gleich", old + after_old, new + after_new)
        else:
            runs.append(("gleich", old, new))
    return [run for run in runs if run[1] or run[2]]


def _best_step(before: list[str], changed: list[str]) -> int:
    """By how many words the changed run may begin earlier so that it begins a line or sentence."""
    best, score = 0, _score(before[-1])
    for step in range(1, min(len(before), len(changed)) + 1):
        if before[-step].strip() != changed[-step].strip():
            break
        # The text's beginning will do if what is moved there ends a line or sentence.
        last = changed[-step - 1] if step < len(changed) else before[-1]
        found = _score(before[-step - 1] if step < len(before) else last)
        if found > score:
            best, score = step, found
    return best


def _score(word: str) -> int:
    """How well the place behind this word parts the text."""
    if "\n" in word:
        return _LINE
    return _SENTENCE if word.rstrip().endswith((".", "!", "?", ":", "“")) else 0


def _islands_joined(runs: list[_Run]) -> Iterator[_Run]:
    """Replacements with no more than an island between them become one.

    „Es gibt ein Problem“ against „Das gibt zwei Probleme“ is read more easily in one piece.
    """
    joined: list[_Run] = []
    for index, run in enumerate(runs):
        kind, gone, come = run
        is_island = (
            kind == "gleich"
            and len(come) <= _ISLAND
            and 0 < index < len(runs) - 1
            and all(part for side in (runs[index - 1], runs[index + 1]) for part in side[1:])
        )
        joined.append(("neu", gone, come) if is_island else run)
    for kind, group in groupby(joined, key=lambda run: run[0]):
        parts = list(group)
        gone = [word for _, words, _ in parts for word in words]
        come = [word for _, _, words in parts for word in words]
        yield kind, gone, come


def shortened(words: Sequence[Words]) -> tuple[Words, ...]:
    """Changed runs whole, unchanged ones only as far as they show where the change stands."""
    last = len(words) - 1
    found = []
    for index, run in enumerate(words):
        single = _split(run.text)
        if run.kind != "gleich" or len(single) <= 2 * AROUND:
            found.append(run)
            continue
        head = "" if index == 0 else "".join(single[:AROUND]).rstrip() + " "
        tail = "" if index == last else " " + "".join(single[-AROUND:])
        found.append(Words("gleich", f"{head}…{tail}"))
    return tuple(found)
