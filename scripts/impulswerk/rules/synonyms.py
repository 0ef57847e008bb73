"""Read impulses/synonyme.yml: groups of everyday words under which one thing is looked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from impulswerk.model.entries import Synonym
from impulswerk.model.problems import Problem, Span
from impulswerk.model.record import Field, Record
from impulswerk.rules.fields import read, suggest
from impulswerk.sources.marked import Mapping, MarkedDocument, Sequence, read_yaml

SYNONYMS_FILE = "impulses/synonyme.yml"
_LIST = "gruppen"

SYNONYMS = Record(
    "wortgruppe",
    "Wortgruppe der Suche",
    SYNONYMS_FILE,
    (
        Field(
            "woerter",
            "Wörter",
            "Wörter oder Wendungen, unter denen Menschen dasselbe suchen. Steht kein `meint` "
            "dabei, gilt jedes für jedes.",
            many=True,
            max_length=60,
            max_items=24,
            example="[Azubi, Auszubildende, Lehrling]",
        ),
        Field(
            "meint",
            "Meint",
            "Wörter der Website, nach denen stattdessen gesucht wird; umgekehrt gilt es nicht.",
            many=True,
            required=False,
            max_length=60,
            max_items=12,
            example="[Lieferkette, Abhängigkeit]",
        ),
    ),
)


@dataclass(frozen=True)
class WordGroup:
    """Words that stand for each other, or, where `means` is not empty, for those."""

    words: tuple[str, ...]
    means: tuple[str, ...] = ()
    span: Span = field(default=Span(SYNONYMS_FILE), compare=False)

    def synonyms(self) -> Iterator[Synonym]:
        """Each word with each one that it stands for."""
        for word in self.words:
            for meant in self.means or self.words:
                if meant != word:
                    yield Synonym(word, meant, is_exact=not self.means)


def read_synonyms(data: bytes) -> tuple[tuple[WordGroup, ...], tuple[Problem, ...]]:
    """The groups in the bytes of synonyme.yml and everything wrong with them; never raises."""
    reading = read_yaml(SYNONYMS_FILE, data)
    problems = list(reading.problems)
    if reading.document is None:
        return (), tuple(problems)
    groups: list[WordGroup] = []
    for found in _groups(reading.document):
        if isinstance(found, Problem):
            problems.append(found)
        else:
            groups.append(found)
    return tuple(groups), tuple(problems)


def _groups(document: MarkedDocument) -> Iterator[WordGroup | Problem]:
    for name, span in document.front.keys.items():
        if name != _LIST:
            yield document.problem(
                span,
                "unbekanntes-feld",
                f"Die Liste „{name}“ gibt es hier nicht.",
                allowed=_LIST,
                fix=suggest(name, (_LIST,)) or "Löschen Sie die Liste.",
            )
    node = document.front.entries.get(_LIST)
    if not isinstance(node, Sequence):
        yield document.problem(
            node.span if node else Span(document.source, 1),
            "pflichtfeld-fehlt" if node is None else "falscher-typ",
            f"Die Liste „{_LIST}“ fehlt." if node is None else f"„{_LIST}“ ist keine Liste.",
            fix=f"Schreiben Sie „{_LIST}:“ und darunter Zeilen wie „- woerter: [Azubi, Lehrling]“.",
        )
        return
    for item in node.items:
        yield from _group(document, item)


def _group(document: MarkedDocument, item: object) -> Iterator[WordGroup | Problem]:
    if not isinstance(item, Mapping):
        span = getattr(item, "span", Span(document.source, 1))
        yield document.problem(
            span,
            "falscher-typ",
            "Eine Wortgruppe besteht aus „woerter“ und, wenn nötig, „meint“.",
            allowed="woerter, meint",
            fix="Schreiben Sie zum Beispiel „- woerter: [Azubi, Lehrling]“.",
        )
        return
    values = read(document, item, SYNONYMS.fields, {})
    yield from values.problems
    if values.problems:
        return
    group = WordGroup(
        tuple(values.plain["woerter"]), tuple(values.plain.get("meint", ())), item.span
    )
    if len(group.words) < 2 and not group.means:
        yield document.problem(
            values.spans["woerter"],
            "pflichtfeld-fehlt",
            "Zu einem einzelnen Wort fehlt das Feld „meint“.",
            allowed="mindestens zwei Wörter, oder eines mit „meint“",
            fix="Ergänzen Sie ein zweites Wort, „meint: […]“, oder löschen Sie die Gruppe.",
        )
        return
    yield group
