"""Leichte Sprache after DIN SPEC 33429, as far as a program can tell: short sentences, one thought.

The rules are rough: they know no grammar, only words and their order. They name what is nearly
always wrong, and they cannot say that a text is good; people who need such texts can.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from impulswerk.model.problems import Problem
from impulswerk.rules.prose import Passage, first_line, passages, sentences, words
from impulswerk.rules.style import CAPITALS, spelled_right
from impulswerk.sources.marked import MarkedDocument

LONGEST_SENTENCE = 12  # words
LONGEST_PART = 14  # letters of a word between two hyphens or points

# Without verbs like „verstehen“, which look alike in „Sie werden verstehen“.
_PARTICIPLE = r"(?:[a-zäöüß]*ge\w{2,}(?:t|en)|(?:be|ver|er|ent|zer)\w{3,}t|[a-zäöüß]+iert)"
_PASSIVE = re.compile(
    rf"\b(?:wird|werden|wurden?|worden)\b(?:\W+\w+){{0,9}}?\W+{_PARTICIPLE}\b"
    rf"|\b{_PARTICIPLE}\s+(?:wird|werden|wurden?|worden)\b"
)
# „wir“, „sie“ and the like behind „und“ begin another sentence.
_SECOND_THOUGHT = re.compile(
    r";|\s–\s|,\s+(?:und|oder|aber|denn|sondern|doch)\b"
    r"|\b(?:und|oder|aber|denn|doch)\s+(?:dann|ich|du|er|es|man|wir|ihr|sie|Sie)\b"
)
_CONJUNCTION = re.compile(
    r"(?:^|,\s*)(?:weil|dass|ob|obwohl|damit|sodass|nachdem|bevor|während|indem|falls|sofern|"
    r"solange|sobald|wenn|als|wie|wo\w*|was|wer|wann|warum)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r",\s*(?:(?:in|auf|mit|von|für|zu|bei|an|über|aus|durch)\s+)?"
    r"(?:der|die|das|den|dem|denen|deren|dessen|welche[rsnm]?)\s+(?=[a-zäöü]|Sie\b|Ihnen\b)[^,]*(?P<goes_on>,)?"
)
_GENITIVE = re.compile(
    r"\b(?:des|eines|meines|deines|seines|ihres|unseres|eures|keines)\s+"
    r"(?:[a-zäöüß]+en\s+)?[A-ZÄÖÜ][\w·-]*(?:s|n)\b"
    r"|(?<=\s)(?!Sie|Ih)[A-ZÄÖÜ][\w·-]+\s+(?:der|einer|meiner|seiner|ihrer|unserer|dieser|aller)\s+"
    r"(?:[a-zäöüß]+en\s+)?[A-ZÄÖÜ][\w·-]*"
    r"|\b(?:[Ww]egen|[Tt]rotz|[Ss]tatt|[Ww]ährend|[Ii]nnerhalb|[Aa]ußerhalb|[Aa]ufgrund)\s+"
    r"(?:des|der|eine[rs])\b"
)
_POINT = re.compile(r"\w+(?:·\w+)+")
# Lower case, hyphen, upper case: a word that was parted to be read more easily.
_HYPHEN = re.compile(r"\b[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöüß]+)+\b")


def is_easy(document: MarkedDocument) -> bool:
    """Whether a source says that it is in Leichter Sprache."""
    language = document.front.scalar("sprache")
    return language is not None and language.text == "leicht"


def check_easy(document: MarkedDocument, known: frozenset[str]) -> Iterator[Problem]:
    """Every hint for a text in Leichter Sprache; `known` words always have their hyphen."""
    texts = passages(document)
    for text in texts:
        yield from spelled_right(text)
        for start, sentence in sentences(text.prose):
            yield from _sentence(text, start, sentence)
    yield from _hard_words(texts)
    yield from _parted_words(texts, known)


def _sentence(text: Passage, start: int, sentence: str) -> Iterator[Problem]:
    count = len(words(sentence))
    if count > LONGEST_SENTENCE:
        yield text.problem(
            start,
            first_line(sentence),
            "leicht-langer-satz",
            f"Dieser Satz hat {count} Wörter.",
            allowed=f"in Leichter Sprache bis {LONGEST_SENTENCE} Wörter",
            fix="Machen Sie zwei Sätze daraus.",
        )
    found = _SECOND_THOUGHT.search(sentence)
    if found:
        yield text.problem(
            start + found.start(),
            len(found[0]),
            "leicht-ein-gedanke",
            "In diesem Satz stehen zwei Gedanken.",
            allowed="ein Gedanke in jedem Satz",
            fix="Beginnen Sie hier einen neuen Satz.",
        )
    relative = _RELATIVE.search(sentence)
    clauses = [*_CONJUNCTION.finditer(sentence), *([relative] if relative else [])]
    if len(clauses) > 1 or (relative and relative["goes_on"]):
        yield text.problem(
            start,
            first_line(sentence),
            "leicht-nebensatz",
            "Dieser Satz ist verschachtelt."
            if len(clauses) == 1
            else "In diesem Satz stehen mehrere Nebensätze.",
            allowed="Hauptsätze, höchstens ein kurzer Nebensatz",
            fix="Machen Sie aus jedem Nebensatz einen eigenen Satz.",
        )
    passive = _PASSIVE.search(sentence)
    if passive:
        yield text.problem(
            start + passive.start(),
            first_line(passive[0]),
            "leicht-passiv",
            "Dieser Satz steht im Passiv.",
            fix="Sagen Sie, wer es tut: „Wir prüfen den Text.“ statt „Der Text wird geprüft.“",
        )
    genitive = _GENITIVE.search(sentence)
    if genitive:
        yield text.problem(
            start + genitive.start(),
            first_line(genitive[0]),
            "leicht-genitiv",
            "Hier steht ein Genitiv (Wes-Fall).",
            fix="Schreiben Sie „von“: „das Haus von dem Mann“ statt „das Haus des Mannes“.",
        )


def _hard_words(texts: tuple[Passage, ...]) -> Iterator[Problem]:
    """Long words and abbreviations that the page does not explain, each once."""
    everything = " ".join(text.prose for text in texts)
    seen: set[str] = set()
    for text in texts:
        for match in re.finditer(r"[^\W\d_][\w·-]*", text.prose):
            word = match[0]
            is_short_form = bool(CAPITALS.fullmatch(word))
            longest = max(len(part) for part in re.split(r"[·-]", word))
            if word in seen or not (is_short_form or longest > LONGEST_PART):
                continue
            seen.add(word)
            if not _is_explained(word, everything):
                yield text.problem(
                    match.start(),
                    len(word),
                    "leicht-schweres-wort",
                    f"„{word}“ ist ein schweres Wort und nicht erklärt.",
                    allowed="kurze Wörter; lange sind getrennt oder erklärt",
                    fix=f"Nehmen Sie ein leichtes Wort, oder erklären Sie es: „{word} ist …“ oder "
                    f"„{word} bedeutet: …“",
                )


def _is_explained(word: str, everything: str) -> bool:
    named = re.escape(word)
    explains = r"(?:ist|sind|heißt|heißen|bedeutet|bedeuten)"
    behind = rf"\bheiß(?:t|en)(?:\s+hier)?:\s+{named}\b"
    return bool(re.search(rf"\b{named}\s+{explains}\b|{behind}", everything))


def _parted_words(texts: tuple[Passage, ...], known: frozenset[str]) -> Iterator[Problem]:
    """Two ways to part words on one page, and words that are parted here and not there."""
    points = [(text, match) for text in texts for match in _POINT.finditer(text.prose)]
    hyphens = [
        (text, match)
        for text in texts
        for match in _HYPHEN.finditer(text.prose)
        if match[0] not in known
    ]
    if points and hyphens:
        text, match = min(points, hyphens, key=len)[0]
        yield _parted(text, match, "Die Seite trennt Wörter mit Mediopunkt und mit Bindestrich.")
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for text in texts:
        for word in words(text.prose):
            forms[re.sub(r"[·-]", "", word).casefold()].add(re.sub("[·-]", "-", word).casefold())
    for text, match in [*points, *hyphens]:
        own = forms.pop(re.sub(r"[·-]", "", match[0]).casefold(), set())
        if len(own) > 1:
            yield _parted(text, match, f"„{match[0]}“ steht auch ungetrennt auf der Seite.")


def _parted(text: Passage, match: re.Match[str], message: str) -> Problem:
    return text.problem(
        match.start(),
        len(match[0]),
        "leicht-worttrennung",
        message,
        allowed="eine Art zu trennen auf der ganzen Seite: Netz·werk oder Netz-Werk",
        fix="Schreiben Sie überall gleich. Namen mit Bindestrich nehmen Sie in "
        "impulses/woerter.txt auf.",
    )
