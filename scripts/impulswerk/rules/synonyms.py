"""Read impulses/synonyme.yml: groups of everyday words under which one thing is looked for."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from impulswerk.model.entries import Synonym
from impulswerk.model.problems import Problem, Span
from impulswerk.model.record import make
from impulswerk.model.schema import SYNONYMS
from impulswerk.rules.records import RecordReader


@dataclass(frozen=True)
class WordGroup:
    """Words that stand for each other or for those of `means`, or that `pages` are found by."""

    words: tuple[str, ...]
    means: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    span: Span = field(default=Span(SYNONYMS.where), compare=False)

    @property
    def meanings(self) -> tuple[str, ...]:
        """Words of the site that its words lead to."""
        return self.means if self.means or self.pages else self.words

    def synonyms(self) -> Iterator[Synonym]:
        """Each word with each one that it stands for."""
        for word in self.words:
            for meant in self.meanings:
                if meant != word:
                    yield Synonym(word, meant, is_exact=not self.means)


def read_synonyms(data: bytes) -> tuple[tuple[WordGroup, ...], tuple[Problem, ...]]:
    """The groups in the bytes of synonyme.yml and everything wrong with them; never raises."""
    problems: list[Problem] = []
    groups: list[WordGroup] = []
    for values in RecordReader({SYNONYMS.where: data}, problems).entries(SYNONYMS)["gruppen"]:
        group = make(WordGroup, SYNONYMS.fields, values.plain, span=values.span)
        if len(group.words) > 1 or group.means or group.pages:
            groups.append(group)
            continue
        problems.append(
            values.document.problem(
                values.spans["woerter"],
                "pflichtfeld-fehlt",
                "Zu einem einzelnen Wort fehlt, wohin es führt.",
                allowed="mindestens zwei Wörter, oder eines mit „seiten“ oder „meint“",
                fix="Ergänzen Sie ein zweites Wort, „seiten: […]“, oder löschen Sie die Gruppe.",
            )
        )
    return tuple(groups), tuple(problems)
