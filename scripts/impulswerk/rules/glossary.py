"""Check the glossary: each word is used, and each of its forms that a text uses is listed."""

from collections.abc import Iterable, Iterator, Sequence

from impulswerk.model.problems import Problem, Span
from impulswerk.rules.fields import Values
from impulswerk.rules.prose import Passage
from impulswerk.text.glossary import unknown_forms, used_forms


def check_glossary(entries: Sequence[Values], texts: Iterable[Passage]) -> Iterator[Problem]:
    """Problems with the checked `entries` of glossar.yml.

    `texts` are those in which pages explain words.
    """
    forms: dict[str, str] = {}
    for entry in entries:
        for form, span in _spelled(entry):
            if form in forms:
                yield entry.document.problem(
                    span,
                    "glossar-doppelt",
                    f"„{form}“ gehört schon zu „{forms[form]}“.",
                    fix="Löschen Sie die Form an einer der beiden Stellen.",
                )
            forms.setdefault(form, entry.plain["id"])
    used: set[str] = set()
    for text in texts:
        used |= {forms[form] for form in used_forms(text.prose, forms)}
        for place, word, word_id in unknown_forms(text.prose, forms):
            yield text.problem(
                place,
                len(word),
                "glossar-form-fehlt",
                f"„{word}“ steht im Glossar in anderen Formen, aber nicht in dieser.",
                fix=f"Ergänzen Sie in glossar.yml bei „{word_id}“ unter „formen“: {word}",
            )
    for entry in entries:
        if entry.plain["id"] not in used:
            yield entry.document.problem(
                entry.spans["titel"],
                "glossar-ungenutzt",
                f"„{entry.plain['titel']}“ kommt in keinem Text vor.",
                fix="Ergänzen Sie die Form, in der es vorkommt, oder löschen Sie den Eintrag.",
            )


def _spelled(entry: Values) -> Iterator[tuple[str, Span]]:
    yield entry.plain["titel"], entry.spans["titel"]
    yield from entry.each("formen")
