"""Find who is to act in a German sentence: words for a group where they are the subject.

There is no grammar behind it. A word counts as the subject of a main clause unless something
before it speaks against it: a preposition, an article in another case, the beginning of a
subordinate clause, or a subject that was met before.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

_TOKEN = re.compile(r"[\w:-]*\w|,")
_SENTENCE = re.compile(r"(?:[^.!?:;–\n]|[.:](?=\w))+")
_PREPOSITION_WORDS = (
    "ab als am an ans auf aus bei beim bis durch für gegen gegenüber im in ins mit nach neben ohne "
    "per seit statt über um unter vom von vor wie zu zum zur zwischen"
)
# Articles and their like in the genitive, dative or accusative.
_OTHER_CASE_WORDS = (
    "allem allen aller beiden deren dessen dem den des einem einen einer eines ihrem ihren ihrer "
    "ihres jedem jeden jeder keinem keinen keiner mehreren mehrerer seinem seinen seiner seines "
    "unserem unseren unserer"
)
_CONJUNCTION_WORDS = (
    "bevor bis da damit dass ehe falls indem nachdem ob obwohl sobald sodass solange während wann "
    "warum was weil wenn wer weshalb wie wo wodurch wofür wohin womit wozu"
)
_PREPOSITIONS = frozenset(_PREPOSITION_WORDS.split())
_OTHER_CASES = frozenset(_OTHER_CASE_WORDS.split())
_CONJUNCTIONS = frozenset(_CONJUNCTION_WORDS.split())
# Behind a comma they begin a clause that belongs to the noun before; elsewhere they are articles.
_RELATIVE = frozenset(("das", "dem", "den", "denen", "der", "deren", "dessen", "die", "statt"))
_PRONOUNS = frozenset(("er", "es", "ich", "sie", "wir"))
_JOINED = frozenset((",", "oder", "sowie", "und"))
_ASKING = frozenset(("könnte", "könnten", "müsste", "müssten", "sollte", "sollten"))
_ADJECTIVE = re.compile(r"[a-zäöüß]+(?:e|em|en|er|es)")


@dataclass(frozen=True, slots=True)
class Named:
    """A word for a group: whose word it is, its place in the text, and the word as it stands there.

    It `acts` where it is the subject of a main clause; then `is_asked` says that the sentence
    proposes something (könnte, sollte, müsste).
    """

    group: str
    start: int
    word: str
    acts: bool
    is_asked: bool


def named(text: str, words: Mapping[str, Sequence[str]]) -> Iterator[Named]:
    """Every one of the `words`, by group, in running text without marks of Markdown.

    A word that begins with a hyphen may also be the end of a longer one.
    """
    whole = {word for own in words.values() for word in own}
    endings = tuple(word[1:] for word in whole if word.startswith("-"))
    for sentence in _SENTENCE.finditer(text):
        tokens = list(_TOKEN.finditer(sentence[0]))
        plain = [token[0] for token in tokens]
        is_asking = not _ASKING.isdisjoint(plain)
        subject = -1
        for at, token in enumerate(tokens):
            # Few words are of interest, and each would be compared with all of theirs.
            if token[0] not in whole and not token[0].lower().endswith(endings):
                continue
            group = _group(token[0], words)
            begin = _clause(plain, at)
            acts = _stands_free(plain, at) and not _is_subordinate(plain, begin, at)
            if acts and any(word.lower() in _PRONOUNS for word in plain[begin:at]):
                acts = False
            if acts and begin <= subject and _JOINED.isdisjoint(plain[subject:at]):
                acts = False
            subject = at if acts else subject
            yield Named(group, sentence.start() + token.start(), token[0], acts, is_asking and acts)


def _group(token: str, words: Mapping[str, Sequence[str]]) -> str:
    """The first group that a word stands for; there is one."""
    folded = token.lower()
    return next(
        group
        for group, own in words.items()
        for word in own
        if token == word or (word.startswith("-") and folded.endswith(word[1:]))
    )


def _stands_free(tokens: Sequence[str], at: int) -> bool:
    """Whether neither a preposition nor an article puts the word into another case."""
    place = at - 1
    while place >= 0:
        token = tokens[place]
        if token.lower() in _PREPOSITIONS or token.lower() in _OTHER_CASES or token == "der":
            return False
        if token in _JOINED and place and tokens[place - 1][0].isupper():
            place -= 2
        elif _ADJECTIVE.fullmatch(token) and token not in {"die", "eine"}:
            place -= 1
        else:
            return True
    return True


def _clause(tokens: Sequence[str], at: int) -> int:
    """Where the clause of a word begins; commas within a list of nouns do not end one."""
    begin = at
    while begin and not (tokens[begin - 1] == "," and not _is_list(tokens, begin)):
        begin -= 1
    return begin


def _is_list(tokens: Sequence[str], at: int) -> bool:
    return at > 1 and tokens[at - 2][0].isupper() and tokens[at][0].isupper()


def _is_subordinate(tokens: Sequence[str], begin: int, at: int) -> bool:
    if begin == at:
        return False
    first = tokens[begin].lower()
    return first in _CONJUNCTIONS or (begin > 0 and first in _RELATIVE)
