"""Words of the glossary in running text: finds them in every form, links their first use."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from impulswerk.text.german import stem, words

_MARKUP = re.compile(r"(<!--.*?-->|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>)", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Where no link may stand, or none belongs: in links and controls, headings, code and footnotes.
_CLOSED_NAMES = "a button code h1 h2 h3 h4 h5 h6 pre script style summary sup table"
_CLOSED = frozenset(_CLOSED_NAMES.split())
# A word ends where no letter, hyphen or dot with something behind it goes on.
_BEFORE, _AFTER = r"(?<![\w.-])", r"(?![\w-]|[.:]\w)"
_WORD = re.compile(r"\w[\w-]*\w|\w")


def first_uses(html: str, forms: Mapping[str, str], link: Callable[[str, str], str]) -> str:
    """`html` in which the first use of each word is what `link` makes of its id and spelling.

    `forms` gives the id of a word by each of its forms. Text in links, headings and code stays as
    it is, and so does the rest of the text.
    """
    if not forms:
        return html
    pattern = _pattern(tuple(forms))
    met: set[str] = set()

    def replaced(found: re.Match[str]) -> str:
        word_id = forms[found[0]]
        if word_id in met:
            return found[0]
        met.add(word_id)
        return link(word_id, found[0])

    parts, closed = _MARKUP.split(html), 0
    for place, part in enumerate(parts):
        if place % 2:
            tag = _TAG.match(part)
            if tag and tag[2].lower() in _CLOSED:
                closed += -1 if tag[1] else 1
        elif not closed:
            parts[place] = pattern.sub(replaced, part)
    return "".join(parts)


def used_forms(text: str, forms: Mapping[str, str]) -> set[str]:
    """Which forms stand in a plain text."""
    return set(_pattern(tuple(forms)).findall(text)) if forms else set()


def unknown_forms(text: str, forms: Mapping[str, str]) -> Iterator[tuple[int, str, str]]:
    """Place, spelling and id of each inflected form of a known word that is not listed itself.

    The first place of each is enough. Words with a blank in them are left out.
    """
    met: set[str] = set()
    stems = {_stemmed(form): word_id for form, word_id in forms.items() if " " not in form}
    for found in _WORD.finditer(text):
        word = found[0]
        if word in forms or word in met:
            continue
        # The light stemmer leaves an s behind p or r: Start-ups.
        word_id = stems.get(_stemmed(word)) or forms.get(word.removesuffix("s"))
        if word_id and _is_free(text, found.start(), found.end()):
            met.add(word)
            yield found.start(), word, word_id


def _is_free(text: str, start: int, end: int) -> bool:
    """Whether a word stands for itself and is no part of a name such as Cluster.Zukunft.NRW."""
    before, after = text[max(0, start - 1) : start], text[end : end + 2]
    return not re.fullmatch(r"[\w.-]", before) and not re.match(r"[.:]\w", after)


# Every page asks for the same words.
@lru_cache(maxsize=8)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    return re.compile(f"{_BEFORE}(?:{'|'.join(map(re.escape, longest_first))}){_AFTER}")


# A verb is not its noun: treiben, Treiber.
@lru_cache(maxsize=20_000)
def _stemmed(word: str) -> tuple[bool, str]:
    return word[:1].isupper(), stem(words(word)[-1]) if words(word) else word
