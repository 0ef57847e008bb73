"""What an operator still has to fill in or mend before the site may go online."""

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from impulswerk.model.operator_fields import OPERATOR, UNCONFIRMED, YEAR
from impulswerk.model.problems import Problem, Span
from impulswerk.model.record import Field, Kind
from impulswerk.rules.fields import is_empty
from impulswerk.rules.forms import allowed_form, has_form, host_of
from impulswerk.sources.marked import Mapping as Front
from impulswerk.sources.marked import MarkedDocument, Node, Scalar, nodes
from impulswerk.sources.read import read_yaml

# Nobody writes these into a text that is meant.
_MARKS = re.compile(
    r"\b(?:platzhalter|dummy|lorem|ipsum|asdf\w*|todo|fixme|tbd|t\.\s?b\.\s?d\.|x{3,}"
    r"|n\.\s?n\.|nomen nominandum|k\.\s?a\.)(?!\w)"
    r"|\b(?:keine angabe|noch offen|wird ergänzt|wird nachgereicht"
    r"|bitte (?:\w+ )?(?:ausfüllen|eintragen|ergänzen)"
    r"|name der \w*(?:behörde|stelle))\b"
    r"|\?{2,}|_{3,}|…|\.{3}|<[^>]*>|\[[^\]]*\]",
    re.IGNORECASE,
)
# In a name or an address these stand for the real one; in a sentence they may be meant.
_NAMES = re.compile(r"\b(?:muster|beispiel)\w*", re.IGNORECASE)
_NOTHING = re.compile(r"[\W_]*")
# Reserved for examples (RFC 2606, RFC 6761), or used as one by everybody.
_HOSTS = re.compile(
    r"(?:.*\.)?(?:example|invalid|test|localhost|local|example\.(?:com|net|org|de)"
    r"|(?:(?:beispiel|muster)[\w-]*|(?:(?:ihre|meine)-?)?domain)\.\w+)",
    re.IGNORECASE,
)
_POSTCODES = {"00000", "01234", "12345", "11111", "99999"}
_PHONES = re.compile(r"0{5}|1{5}|12345|9{6}")


def check_release(
    files: Mapping[str, bytes],
    today: dt.date,
    waived: Collection[str] = (),
    given: Mapping[str, str] | None = None,
) -> list[Problem]:
    """Every missing, placeholder, outdated or unconfirmed fact about the operator.

    `files` are the sources by repository path. `waived` are groups that this operator may leave
    empty. `given` are values of environment variables, by name, that go before the file.
    Malformed values in the file are not repeated here: the check of every build names them.
    """
    source = OPERATOR.where
    document = read_yaml(source, files[source]).document if source in files else None
    if document is None:
        if source in files:
            return []  # reading it has named what is wrong
        return [
            Problem(
                Span(source),
                "datei-fehlt",
                f"Die Datei „{source}“ fehlt; ohne sie weiß niemand, wer die Website betreibt.",
                fix="Stellen Sie die Datei aus der letzten Fassung wieder her.",
            )
        ]
    return sorted(_Gate(document, today, waived, given or {}).problems())


@dataclass(frozen=True)
class _Gate:
    document: MarkedDocument
    today: dt.date
    waived: Collection[str]
    given: Mapping[str, str]

    def problems(self) -> Iterator[Problem]:
        front = self.document.front
        for group in OPERATOR.fields:
            node = front.entries.get(group.name)
            # What is neither empty nor a group has been named by the check of every build.
            if node is not None and not isinstance(node, Front) and not is_empty(node):
                continue
            inside = node if isinstance(node, Front) else None
            may_be_empty = group.name in self.waived and not _has_values(inside)
            place = front.keys.get(group.name, Span(self.document.source, 1))
            for field in group.fields:
                given = self.given.get(field.variable, "")
                if given:
                    yield from _variable(field, given)
                elif not may_be_empty:
                    yield from self._field(group, field, inside, place)

    def _field(
        self, group: Field, field: Field, inside: Front | None, place: Span
    ) -> Iterator[Problem]:
        node = inside.entries.get(field.name) if inside else None
        if node is None or is_empty(node):
            if field.release:
                key = inside.keys.get(field.name, place) if inside else place
                yield self._missing(group, field, key)
        elif field.kind is Kind.DATE:
            yield from self._date(group, field, node)
        else:
            for scalar in nodes(node):
                if isinstance(scalar, Scalar) and is_placeholder(field, scalar.text):
                    yield self.document.problem(
                        scalar.span,
                        "platzhalter",
                        f"{_named(group, field)} ist noch ein Platzhalter: "
                        f"„{scalar.text.strip()[:60]}“.",
                        allowed=field.help,
                        fix="Tragen Sie ein, was wirklich gilt.",
                    )

    def _missing(self, group: Field, field: Field, place: Span) -> Problem:
        what = ("Das Feld", "ist leer")
        if field.release == UNCONFIRMED:
            what = ("Die Bestätigung", "fehlt")
        other = f", oder setzen Sie die Umgebungsvariable {field.variable}" * bool(field.variable)
        return self.document.problem(
            place,
            field.release,
            f"{what[0]} {_named(group, field)} {what[1]}.",
            allowed=field.help,
            fix=f"Füllen Sie die Zeile „{field.name}:“ unter „{group.name}:“ aus{other}.",
        )

    def _date(self, group: Field, field: Field, node: Node) -> Iterator[Problem]:
        if field.days is None or not isinstance(node, Scalar):
            return
        with suppress(ValueError):
            date = dt.date.fromisoformat(node.text)
            first, last = (self.today + dt.timedelta(days=days) for days in field.days)
            if first <= date <= last:
                return
            is_old = date < first and field.days[0] == -YEAR
            named = _named(group, field)
            yield self.document.problem(
                node.span,
                "stand-veraltet" if is_old else "datum-unpassend",
                f"{named} ist älter als ein Jahr: {date:%d.%m.%Y}."
                if is_old
                else f"{named} liegt außerhalb der Zeit, die hier möglich ist: {date:%d.%m.%Y}.",
                allowed=f"{first:%d.%m.%Y} bis {last:%d.%m.%Y}"
                if field.days[0] >= -YEAR
                else f"ein Tag bis {last:%d.%m.%Y}",
                fix="Lesen Sie die Seite, berichtigen Sie sie, und tragen Sie den Tag ein."
                if is_old
                else "Berichtigen Sie das Datum.",
            )


def _variable(field: Field, value: str) -> Iterator[Problem]:
    """What is wrong with a value that came from the environment."""
    here = Span(f"Umgebungsvariable {field.variable}")
    if not has_form(field, value):
        yield Problem(
            here,
            "angabe-ungueltig",
            f"„{value[:60]}“ ist als {field.kind.value.capitalize()} nicht zu gebrauchen.",
            allowed_form(field),
            f"Bringen Sie es in diese Form: {field.variable}={field.example}",
        )
    elif is_placeholder(field, value):
        yield Problem(
            here,
            "platzhalter",
            f"„{value[:60]}“ ist noch ein Platzhalter.",
            field.help,
            "Setzen Sie ein, was wirklich gilt.",
        )


def is_placeholder(field: Field, text: str) -> bool:
    """Whether somebody wrote `text` only to fill the line."""
    text = text.strip()
    if _NOTHING.fullmatch(text):
        return field.kind is not Kind.NUMBER
    match field.kind:
        case Kind.POSTCODE:
            return text in _POSTCODES
        case Kind.PHONE:
            return bool(_PHONES.search(re.sub(r"\D", "", text)))
        case Kind.MAIL | Kind.ADDRESS:
            if _HOSTS.fullmatch(host_of(text)):
                return True
            # {datei} and the like belong there; so do the dots and dashes of an address.
            plain = re.sub(r"\{\w+\}|\[\w+\]", "", text)
            words = re.sub(r"[/@.?&=:_-]", " ", plain)
            return bool(_MARKS.search(words) or _NAMES.search(words))
        case Kind.TERM | Kind.NUMBER | Kind.ID:
            return False
        case Kind.RECORDS:
            return bool(_MARKS.search(text))
        case _:
            return bool(_MARKS.search(text) or _NAMES.search(text))


def _named(group: Field, field: Field) -> str:
    return f"„{group.name}.{field.name}“ ({group.title}: {field.title})"


def _has_values(inside: Front | None) -> bool:
    return inside is not None and any(not is_empty(node) for node in inside.children)
