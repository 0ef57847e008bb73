"""Check the steps of an impulse: each begins with who acts, and its words name nobody else."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from impulswerk.model.entries import Actor, Step, Work
from impulswerk.model.problems import Problem
from impulswerk.rules.fields import Values, suggest
from impulswerk.rules.prose import Passage, first_line, passages
from impulswerk.sources.marked import MarkedDocument
from impulswerk.text.naming import Named, named
from impulswerk.text.steps import Item, items

# What somebody may have written instead of a mark: names in bold or plain, then a colon.
_ALMOST = re.compile(r"(?:\*\*|__|\*|_)?(?P<names>[^*_:\n]{1,90}?)(?:\*\*|__|\*|_)?[ \t]*:")


def check_steps(
    document: MarkedDocument, section: str, actors: Sequence[Actor]
) -> Iterator[Problem]:
    """Everything wrong with the steps of an impulse; `actors` is the closed list, in its order.

    `section` is the id of the heading that they stand below.
    """
    if not actors:  # the list could not be read, which is said elsewhere
        return
    found = items(document.body, section)
    known = {actor.name: actor for actor in actors}
    body = passages(document)[0]
    problems = [problem for item in found for problem in _mark(body, item, known)]
    yield from problems
    # A mark that is not right yet would be blamed a second time for whom it does not name.
    if found and not problems:
        yield from _words(body, found, actors)


def check_sections(values: Values, work: Work) -> Iterator[Problem]:
    """Each section of the work asks for one kind of answer, and steps stand in one section."""
    problem = values.document.problem
    for section, (_, span) in zip(work.sections, values.each("abschnitte"), strict=True):
        if len([*filter(None, (section.question, section.points, section.steps))]) != 1:
            yield problem(
                span,
                "pflichtfeld-fehlt",
                f"Zum Abschnitt „{section.title}“ gehört eine Frage, oder es gehören Punkte oder "
                "Schritte zu ihm.",
                allowed="eines von frage (für einen Text), punkte (für eine Liste) und schritte "
                "(für die Liste, in der steht, wer was tut)",
                fix="Lassen Sie genau eines der drei Felder stehen.",
            )
        elif section.steps and section.title != work.steps_section:
            yield problem(
                span,
                "doppelter-wert",
                f"Auch der Abschnitt „{section.title}“ hat Schritte.",
                allowed="Schritte in einem einzigen Abschnitt",
                fix="Machen Sie aus dem Feld schritte das Feld punkte.",
            )


def read_steps(body: str, section: str, actors: Sequence[Actor]) -> tuple[Step, ...]:
    """The steps of a body without mistakes."""
    ids = {actor.name: actor.id for actor in actors}
    return tuple(
        Step(tuple(ids[name] for _, name in item.names if name in ids), item.text)
        for item in items(body, section)
    )


def _mark(body: Passage, item: Item, known: dict[str, Actor]) -> Iterator[Problem]:
    """What is wrong with the mark of a step."""
    names = tuple(known)
    allowed = ", ".join(names)
    if not item.names:
        words = _named(body, item.start, item.end, known.values())
        acting = ", ".join(dict.fromkeys(word.group for word in words if word.acts))
        begin = _almost(item.text, known) or acting or names[0]
        yield body.problem(
            item.start,
            first_line(item.text),
            "schritt-ohne-handelnde",
            "Der Schritt sagt am Anfang nicht, wer handelt.",
            allowed=allowed,
            fix=f"Beginnen Sie den Punkt zum Beispiel so: **{begin}:** – mehrere mit Komma, alles "
            "in Fettschrift, auch der Doppelpunkt.",
        )
        return
    seen: set[str] = set()
    for start, name in item.names:
        if name in seen:
            yield body.problem(
                start,
                len(name),
                "doppelter-wert",
                f"„{name}“ steht in diesem Schritt zweimal.",
                fix="Löschen Sie eine der beiden Nennungen.",
            )
        elif name not in known:
            yield body.problem(
                start,
                len(name),
                "unbekannte-handelnde",
                f"Handelnde mit dem Namen „{name}“ gibt es nicht."
                if name
                else "Zwischen zwei Kommas fehlt ein Name.",
                allowed=allowed,
                fix=suggest(name, names)
                or "Wählen Sie aus der Liste, oder ergänzen Sie sie in impulses/handelnde.yml.",
            )
        seen.add(name)
    if not item.text.strip():
        yield body.problem(
            item.start,
            max(1, item.end - item.start),
            "schritt-leer",
            "Hinter den Handelnden steht kein Schritt.",
            fix="Schreiben Sie in ein oder zwei Sätzen, was zu tun ist, oder löschen Sie den "
            "Punkt.",
        )


def _almost(text: str, known: dict[str, Actor]) -> str:
    """The names that a step begins with in another form, as its mark would spell them."""
    match = _ALMOST.match(text)
    names = re.split(r",|\bund\b", match["names"]) if match else []
    spelled = {name.casefold(): name for name in known}
    found = [spelled.get(name.strip().casefold(), "") for name in names]
    return ", ".join(found) if all(found) else ""


def _words(body: Passage, found: Sequence[Item], actors: Sequence[Actor]) -> Iterator[Problem]:
    """Where the words of a text and the marks of its steps tell of different people."""
    marked = {name: start for item in reversed(found) for start, name in reversed(item.names)}
    met: set[str] = set()
    for item in found:
        own = {name for _, name in item.names}
        told: set[str] = set()
        for word in _named(body, item.text_start, item.end, actors):
            met.add(word.group)
            if word.acts and word.group not in own | told:
                told.add(word.group)
                yield _unmarked(
                    body,
                    word,
                    f"In diesem Schritt handelt „{word.word}“, an seinem Anfang steht aber nicht "
                    f"„{word.group}“.",
                )
    asked: set[str] = set()
    begins = [0, *(item.end for item in found)]
    ends = [*(item.start for item in found), len(body.prose)]
    for begin, end in zip(begins, ends, strict=True):
        for word in _named(body, begin, end, actors):
            met.add(word.group)
            if word.is_asked and word.group not in marked.keys() | asked:
                asked.add(word.group)
                yield _unmarked(
                    body,
                    word,
                    f"Der Satz möchte etwas von „{word.word}“, aber kein Schritt beginnt mit "
                    f"„{word.group}“.",
                )
    for actor in actors:
        name = actor.name
        if name in marked.keys() - met:
            yield body.problem(
                marked[name],
                len(name),
                "handelnde-abweichend",
                f"Der Schritt beginnt mit „{name}“, doch im ganzen Text kommt kein Wort dafür vor.",
                allowed=", ".join(word.lstrip("-") for word in actor.words),
                fix="Streichen Sie den Namen, oder sagen Sie im Satz, wer was tut.",
            )


def _named(body: Passage, start: int, end: int, actors: Iterable[Actor]) -> list[Named]:
    """The words for actors in a stretch, with their places in the body."""
    words = {actor.name: actor.words for actor in actors}
    return [replace(word, start=start + word.start) for word in named(body.prose[start:end], words)]


def _unmarked(body: Passage, word: Named, message: str) -> Problem:
    return body.problem(
        word.start,
        len(word.word),
        "handelnde-abweichend",
        message,
        allowed="am Anfang jedes Schritts alle, von denen er etwas möchte",
        fix=f"Setzen Sie „{word.group}“ an den Anfang des passenden Schritts, oder ändern Sie den "
        "Satz.",
    )
