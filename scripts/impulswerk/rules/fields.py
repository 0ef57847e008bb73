"""Check a mapping against its record in the schema and turn it into plain values."""

import datetime as dt
import re
from collections.abc import Iterator
from collections.abc import Mapping as AbstractMapping
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from impulswerk.model.chronicle import When
from impulswerk.model.problems import Problem, Span
from impulswerk.model.record import Field, Kind
from impulswerk.model.schema import VOCABULARIES
from impulswerk.rules.forms import WITH_FORM, allowed_form, has_form
from impulswerk.sources.marked import Mapping, MarkedDocument, Node, Scalar, Sequence
from impulswerk.text.slugs import SLUG, fold, slugify

# Ids allowed in each closed list; a list that could not be read is absent and checks nothing.
Terms = AbstractMapping[str, tuple[str, ...]]

_HTML = re.compile(r"<[A-Za-z/!?][^\n>]{0,80}>?")


@dataclass
class Values:
    """What a mapping of a document holds: checked values by field name, and where each stands.

    A field with a problem is absent from `plain`. `items` gives the entries of a list that have
    none, in order and each with its place, whatever else is wrong in that list.
    """

    document: MarkedDocument
    span: Span
    plain: dict[str, Any] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)
    items: dict[str, tuple[tuple[Any, Span], ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def each(self, name: str) -> Iterator[tuple[Any, Span]]:
        """Every value of a list that is good in itself, with its place."""
        yield from self.items.get(name, ())


def suggest(word: str, allowed: tuple[str, ...]) -> str:
    """The question `Meinten Sie …?` where something allowed resembles `word`, else nothing."""
    close = closest(word, allowed)
    return f"Meinten Sie „{close}“?" if close else ""


def closest(word: str, allowed: tuple[str, ...]) -> str:
    """What of `allowed` resembles `word` most, or nothing."""
    by_fold = {fold(item): item for item in allowed}
    close = get_close_matches(slugify(word) or word, list(by_fold), n=1, cutoff=0.55)
    return by_fold[close[0]] if close else ""


def is_empty(node: Node) -> bool:
    """Whether a value was left out."""
    return isinstance(node, Scalar) and (node.is_null or not node.text.strip())


def read(
    document: MarkedDocument, mapping: Mapping, fields: tuple[Field, ...], terms: Terms
) -> Values:
    """Read every field of `mapping`; what cannot be used is named in `problems`."""
    reader = _Reader(document, terms)
    values = Values(document, mapping.span, problems=reader.problems)
    known = {entry.name: entry for entry in fields}
    glued = set()
    for name, span in mapping.keys.items():
        if name not in known:
            allowed = tuple(known)
            begin, colon, rest = name.partition(":")
            is_glued = bool(colon) and begin in known and is_empty(mapping.entries[name])
            glued |= {begin} if is_glued else set()
            values.problems.append(
                document.problem(
                    span,
                    "unbekanntes-feld",
                    f"Hinter „{begin}:“ fehlt ein Leerzeichen."
                    if is_glued
                    else f"Das Feld „{name}“ gibt es hier nicht.",
                    allowed=", ".join(allowed),
                    fix=f"Schreiben Sie: {begin}: {rest}"
                    if is_glued
                    else suggest(name, allowed) or "Löschen Sie das Feld.",
                )
            )
    for entry in fields:
        node = mapping.entries.get(entry.name)
        if node is None or (entry.blank and is_empty(node)):
            # A field without a blank behind its colon is one mistake, not two.
            if entry.required and entry.name not in glued:
                values.problems.append(_missing(document, mapping, entry, terms))
            continue
        values.spans[entry.name] = node.span
        before = len(values.problems)
        value, values.items[entry.name] = reader.value(entry, node, mapping.keys[entry.name])
        if len(values.problems) == before:
            values.plain[entry.name] = value
    return values


def _allowed(entry: Field, terms: Terms) -> str:
    """What a field may hold: the ids of its closed list, else the words of its help."""
    return ", ".join(terms.get(entry.vocabulary, ())) or entry.help


def _missing(document: MarkedDocument, mapping: Mapping, entry: Field, terms: Terms) -> Problem:
    spans = list(mapping.keys.values())
    place = spans[-1] if spans else mapping.span
    example = entry.example or "…"
    return document.problem(
        place,
        "pflichtfeld-fehlt",
        f"Das Feld „{entry.name}“ ({entry.title}) fehlt.",
        allowed=_allowed(entry, terms),
        fix=f"Ergänzen Sie eine Zeile, zum Beispiel: {entry.name}: {example}",
    )


@dataclass
class _Reader:
    """Reads values of one document, collecting problems."""

    document: MarkedDocument
    terms: Terms
    problems: list[Problem] = field(default_factory=list)

    def _note(self, span: Span, rule: str, message: str, allowed: str = "", fix: str = "") -> None:
        self.problems.append(self.document.problem(span, rule, message, allowed=allowed, fix=fix))

    def value(
        self, entry: Field, node: Node, key: Span
    ) -> tuple[Any, tuple[tuple[Any, Span], ...]]:
        """Plain value of a field, and the entries of a list with their places."""
        if isinstance(node, Scalar) and is_empty(node):
            self._note(
                node.span if node.text else key,
                "leerer-wert",
                f"Das Feld „{entry.name}“ ist leer.",
                _allowed(entry, self.terms),
                "Füllen Sie das Feld aus"
                + (", oder löschen Sie es." if not entry.required else "."),
            )
            return None, ()
        if not entry.many:
            return self._one(entry, node), ()
        if entry.nothing and isinstance(node, Scalar) and node.words == entry.nothing:
            return (), ()
        if not isinstance(node, Sequence):
            self._note(
                node.span,
                "falscher-typ",
                f"„{entry.name}“ erwartet eine Liste.",
                _allowed(entry, self.terms),
                f"Setzen Sie eckige Klammern: {entry.name}: [{self._as_list(entry, node)}]"
                if isinstance(node, Scalar)
                else f"Schreiben Sie zum Beispiel: {entry.name}: {entry.example or '[…]'}",
            )
            return None, ()
        return self._many(entry, node)

    def _as_list(self, entry: Field, node: Scalar) -> str:
        """What somebody wrote without brackets, with the ids that are likely meant."""
        allowed = self.terms.get(entry.vocabulary)
        if allowed is None:
            return _shown(node)
        parts = [part for part in re.split(r"[,;/]| und ", node.text) if part.strip()]
        return ", ".join(closest(part.strip(), allowed) or "…" for part in parts)

    def _many(
        self, entry: Field, node: Sequence
    ) -> tuple[tuple[Any, ...], tuple[tuple[Any, Span], ...]]:
        values: list[Any] = []
        spans: list[Span] = []
        for item in node.items:
            if is_empty(item):
                self._note(
                    item.span,
                    "leerer-wert",
                    f"In der Liste „{entry.name}“ steht ein leerer Eintrag.",
                    fix="Füllen Sie den Eintrag aus oder löschen Sie ihn samt Strich oder Komma.",
                )
                continue
            before = len(self.problems)
            value = self._one(entry, item)
            if len(self.problems) > before:
                continue
            if value in values:
                self._note(
                    item.span,
                    "doppelter-wert",
                    f"„{_shown(item)}“ steht in „{entry.name}“ zum zweiten Mal.",
                    fix="Löschen Sie einen der beiden Einträge.",
                )
                continue
            values.append(value)
            spans.append(item.span)
        if len(node.items) < entry.min_items:
            self._note(
                node.span,
                "leerer-wert",
                f"Die Liste „{entry.name}“ ist leer.",
                _allowed(entry, self.terms),
                f"Nennen Sie mindestens einen Eintrag, zum Beispiel: {entry.example or '[…]'}",
            )
        if entry.max_items and len(values) > entry.max_items:
            self._note(
                spans[entry.max_items],
                "zu-viele",
                f"„{entry.name}“ hat {len(values)} Einträge.",
                f"höchstens {entry.max_items} Einträge",
                "Behalten Sie die wichtigsten.",
            )
        return tuple(values), tuple(zip(values, spans, strict=True))

    def _one(self, entry: Field, node: Node) -> Any:
        if entry.kind is Kind.RECORDS:
            return self._record(entry, node)
        if not isinstance(node, Scalar):
            what = "eine Liste" if isinstance(node, Sequence) else "eine Gruppe von Feldern"
            self._note(
                node.span,
                "falscher-typ",
                f"„{entry.name}“ erwartet {_EXPECTED[entry.kind]}, hier steht {what}.",
                _allowed(entry, self.terms),
                f"Schreiben Sie zum Beispiel: {entry.example or '…'}",
            )
            return None
        match entry.kind:
            case Kind.NUMBER:
                number = _number(node.text, entry.minimum)
                return self._parsed(entry, node, number, f"eine ganze Zahl ab {entry.minimum}")
            case Kind.DATE:
                return self._parsed(entry, node, _date(node.text), "JJJJ-MM-TT")
            case Kind.WHEN:
                return self._parsed(entry, node, When.parse(node.words), _WHEN)
            case Kind.TERM:
                return self._term(entry, node)
            case Kind.ID:
                return self._id(entry, node)
            case kind if kind in WITH_FORM:
                return self._form(entry, node)
            case _:
                return self._text(entry, node)

    def _record(self, entry: Field, node: Node) -> Any:
        if not isinstance(node, Mapping):
            self._note(
                node.span,
                "falscher-typ",
                f"Ein Eintrag in „{entry.name}“ besteht aus mehreren Feldern.",
                ", ".join(part.name for part in entry.fields),
                f"Schreiben Sie zum Beispiel: {entry.example.removeprefix('[').removesuffix(']')}",
            )
            return None
        values = read(self.document, node, entry.fields, self.terms)
        self.problems.extend(values.problems)
        names = {part.name for part in entry.fields}
        if {"absatz", "seite"} <= names:
            given = [name for name in ("absatz", "seite") if name in node.entries]
            if len(given) != 1:
                self._note(
                    node.span,
                    "beleg-ohne-stelle",
                    "Hier steht weder Absatz noch Seite."
                    if not given
                    else "Hier stehen Absatz und Seite zugleich.",
                    "entweder absatz oder seite",
                    "Ergänzen Sie die Stelle, zum Beispiel: absatz: 4"
                    if not given
                    else "Löschen Sie eines der beiden Felder.",
                )
        return values.plain

    def _text(self, entry: Field, node: Scalar) -> str:
        # YAML folds line breaks in long values; a title with a stray break reads as one line.
        text = node.words
        self._length(entry, node, text)
        if entry.name in {"titel", "kurz"} and not any(map(str.isalpha, text)):
            self._note(
                node.span,
                "titel-ohne-buchstaben",
                f"In „{entry.name}“ steht kein Wort.",
                fix=f"Schreiben Sie zum Beispiel: {entry.example or 'Ziele für 2026'}",
            )
        if found := _HTML.search(text):
            self._note(
                node.span,
                "roh-html",
                f"In „{entry.name}“ steht HTML: {found[0]}",
                "reiner Text",
                "Schreiben Sie den Text ohne spitze Klammern.",
            )
        return text

    def _length(self, entry: Field, node: Scalar, text: str) -> None:
        if entry.max_length and len(text) > entry.max_length:
            self._note(
                node.span,
                "zu-lang",
                f"„{entry.name}“ hat {len(text)} Zeichen, {len(text) - entry.max_length} zu viel.",
                f"höchstens {entry.max_length} Zeichen",
                "Kürzen Sie den Text.",
            )

    def _form(self, entry: Field, node: Scalar) -> str:
        text = node.text.strip()
        self._length(entry, node, text)
        if not has_form(entry, text):
            self._note(
                node.span,
                "angabe-ungueltig",
                f"„{_shown(node)}“ ist als {entry.kind.value.capitalize()} nicht zu gebrauchen.",
                allowed_form(entry),
                f"Bringen Sie es in diese Form: {entry.example}",
            )
        return text.lower() if entry.kind is Kind.COLOUR else text

    def _parsed(self, entry: Field, node: Scalar, value: Any, allowed: str) -> Any:
        """The value a text was read as; where that is None, what was expected is said."""
        if value is None:
            self._note(
                node.span,
                "falscher-typ",
                f"„{entry.name}“ erwartet {_EXPECTED[entry.kind]}, hier steht „{_shown(node)}“.",
                allowed,
                f"Schreiben Sie zum Beispiel: {entry.example or '1'}",
            )
        return value

    def _id(self, entry: Field, node: Scalar) -> str:
        if not re.fullmatch(SLUG, node.text) or len(node.text) > (entry.max_length or 60):
            self._note(
                node.span,
                "kennung-ungueltig",
                f"„{_shown(node)}“ ist keine gültige Kennung.",
                "Kleinbuchstaben a–z, Ziffern und einzelne Bindestriche",
                f"Schreiben Sie zum Beispiel: {slugify(node.text)[:60] or entry.example}",
            )
        return node.text

    def _term(self, entry: Field, node: Scalar) -> str:
        allowed = self.terms.get(entry.vocabulary)
        if allowed is not None and node.text not in allowed:
            vocabulary = VOCABULARIES[entry.vocabulary]
            self._note(
                node.span,
                vocabulary.rule,
                vocabulary.unknown.format(_shown(node)),
                ", ".join(allowed),
                suggest(node.text, allowed) or f"Wählen Sie einen Eintrag aus {vocabulary.where}.",
            )
        return node.text


_WHEN = "JJJJ-MM-TT, JJJJ-MM oder JJJJ, davor „ungefähr“, wo es nicht sicher ist"
_EXPECTED = {
    Kind.TEXT: "einen Text",
    Kind.ID: "eine Kennung",
    Kind.DATE: "ein Datum",
    Kind.WHEN: "eine Zeitangabe",
    Kind.NUMBER: "eine Zahl",
    Kind.TERM: "einen Begriff",
    Kind.MAIL: "eine Mailadresse",
    Kind.PHONE: "eine Telefonnummer",
    Kind.POSTCODE: "eine Postleitzahl",
    Kind.ADDRESS: "eine Webadresse",
    Kind.COLOUR: "eine Farbe",
    Kind.OUTLINE: "einen Umriss",
}


def _number(text: str, minimum: int) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text) and int(text) >= minimum else None


def _date(text: str) -> dt.date | None:
    # fromisoformat would also take 20250408 and 2025-W15-2, which no editor means.
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        with suppress(ValueError):
            return dt.date.fromisoformat(text)
    return None


def _shown(node: Node) -> str:
    """The editor's value, short enough for a message."""
    text = node.words if isinstance(node, Scalar) else "…"
    return text if len(text) <= 60 else f"{text[:57]}…"
