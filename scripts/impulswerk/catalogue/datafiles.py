"""Read the YAML files of the sources: closed lists, references, the paper and our work on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from impulswerk.model.entries import (
    Event,
    Evidence,
    GlossaryWord,
    LegalFrame,
    Operator,
    Paper,
    Press,
    PressText,
    Reference,
    State,
    Statement,
    Term,
    UncertainDate,
    Voice,
    Work,
)
from impulswerk.model.operator_fields import LEGAL_FRAME, OPERATOR, by_path, own_terms
from impulswerk.model.problems import Problem, Span
from impulswerk.model.record import Field
from impulswerk.model.schema import GLOSSARY, PAPER, PRESS, REFERENCE, TERM, TERM_LISTS, WORK
from impulswerk.rules.fields import Terms, Values, read, suggest
from impulswerk.rules.glossary import check_glossary
from impulswerk.rules.prose import passages
from impulswerk.rules.relations import unknown_number
from impulswerk.sources.marked import Mapping as Front
from impulswerk.sources.marked import MarkedDocument, Scalar, Sequence, read_yaml

VOCABULARY_FILE = "impulses/vokabular.yml"
REFERENCES_FILE = "impulses/quellen.yml"
PAPER_FILE = "impulses/papier.yml"
WORK_FILE = "impulses/werk.yml"
PRESS_FILE = "impulses/presse.yml"
OPERATOR_FILE = "impulses/betreiber.yml"
LEGAL_FRAMES_FILE = "impulses/rechtsrahmen.yml"
PROOF_FILE = "impulses/abgleich.yml"
GLOSSARY_FILE = "impulses/glossar.yml"


class DataFiles:
    """Reader of the YAML files; what is wrong is appended to the `problems` it was given.

    `ids` are filled while reading: every id that a closed list spells, so that one bad entry is
    not blamed on those who use it. References come first, since the others point to them.
    """

    def __init__(self, files: Mapping[str, bytes], problems: list[Problem]) -> None:
        self.files = files
        self.problems = problems
        self.ids: dict[str, tuple[str, ...]] = {}

    def _read(self, source: str) -> MarkedDocument | None:
        reading = read_yaml(source, self.files[source])
        self.problems += reading.problems
        return reading.document

    def _yaml(self, source: str) -> MarkedDocument | None:
        if source in self.files:
            return self._read(source)
        if not any(problem.span.source == source for problem in self.problems):
            self.problems.append(
                Problem(
                    Span(source),
                    "datei-fehlt",
                    f"Die Datei „{source}“ fehlt.",
                    fix="Stellen Sie die Datei aus der letzten Fassung wieder her.",
                )
            )
        return None

    def _entries(
        self, document: MarkedDocument, name: str, fields: tuple[Field, ...], terms: Terms
    ) -> list[Values]:
        """The checked entries of the list `name` in a YAML file."""
        node = document.front.entries.get(name)
        if not isinstance(node, Sequence) or not node.items:
            span = node.span if node else Span(document.source, 1)
            self.problems.append(
                document.problem(
                    span,
                    "pflichtfeld-fehlt" if node is None else "falscher-typ",
                    f"Die Liste „{name}“ fehlt." if node is None else f"„{name}“ ist keine Liste.",
                    fix=f"Schreiben Sie „{name}:“ und darunter Einträge, die mit „- id:“ beginnen.",
                )
            )
            return []
        found: list[Values] = []
        seen: set[str] = set()
        for item in node.items:
            if not isinstance(item, Front):
                self.problems.append(
                    document.problem(
                        item.span,
                        "falscher-typ",
                        f"Ein Eintrag in „{name}“ besteht aus mehreren Feldern.",
                        allowed=", ".join(entry.name for entry in fields),
                        fix="Schreiben Sie „- id: kennung“ und darunter die weiteren Felder.",
                    )
                )
                continue
            values = read(document, item, fields, terms)
            self.problems += values.problems
            identity = values.plain.get("id")
            spelled = item.entries.get("id")
            if isinstance(spelled, Scalar):
                self.ids[name] = (*self.ids.get(name, ()), spelled.text)
            if identity in seen:
                self.problems.append(
                    document.problem(
                        values.spans["id"],
                        "doppelte-kennung",
                        f"Die Kennung „{identity}“ gibt es in „{name}“ schon.",
                        fix="Geben Sie dem Eintrag eine eigene Kennung.",
                    )
                )
                continue
            if identity:
                seen.add(identity)
            if not values.problems:
                found.append(values)
        return found

    def _unknown_lists(self, document: MarkedDocument, names: tuple[str, ...]) -> None:
        for name, span in document.front.keys.items():
            if name not in names:
                self.problems.append(
                    document.problem(
                        span,
                        "unbekanntes-feld",
                        f"Die Liste „{name}“ gibt es hier nicht.",
                        allowed=", ".join(names),
                        fix=suggest(name, names) or "Löschen Sie die Liste.",
                    )
                )

    def references(self) -> tuple[Reference, ...]:
        """The sources that evidence may name."""
        document = self._yaml(REFERENCES_FILE)
        if document is None:
            return ()
        self._unknown_lists(document, ("quellen",))
        return tuple(
            Reference(
                id=values.plain["id"],
                publisher=values.plain["herausgeber"],
                title=values.plain["titel"],
                date=values.plain.get("datum"),
                url=values.plain.get("adresse", ""),
                read=values.plain.get("gelesen", ""),
                facts=values.plain.get("tatsachen", ()),
                note=values.plain.get("anmerkung", ""),
                sha256=values.plain.get("pruefsumme", "").lower(),
            )
            for values in self._entries(document, "quellen", REFERENCE.fields, {})
        )

    def term_lists(self) -> dict[str, tuple[Term, ...]]:
        """The valid entries of every closed list, empty where a list cannot be read."""
        document = self._yaml(VOCABULARY_FILE)
        if document is None:
            return dict.fromkeys(TERM_LISTS, ())
        self._unknown_lists(document, TERM_LISTS)
        lists = {}
        for name in TERM_LISTS:
            found = self._entries(document, name, TERM.fields, self.ids)
            lists[name] = tuple(
                Term(
                    id=values.plain["id"],
                    title=values.plain["titel"],
                    short=values.plain["kurz"],
                    scope=values.plain.get("abgrenzung", ""),
                    evidence=evidence(values),
                )
                for values in found
            )
        self._check_states(document, lists["staende"])
        return lists

    def glossary(
        self, numbers: Collection[int], texts: Iterable[MarkedDocument]
    ) -> tuple[GlossaryWord, ...]:
        """Words that readers may stumble over; a project can do without.

        `numbers` are those of all impulses, `texts` the sources whose words pages explain.
        """
        if GLOSSARY_FILE not in self.files:
            return ()
        document = self._read(GLOSSARY_FILE)
        if document is None:
            return ()
        self._unknown_lists(document, ("woerter",))
        entries = self._entries(document, "woerter", GLOSSARY.fields, self.ids)
        for values in entries:
            self._check_numbers(document, values, "siehe", numbers)
        explained = (text for source in texts for text in passages(source))
        self.problems += check_glossary(document, entries, explained)
        return tuple(
            GlossaryWord(
                id=values.plain["id"],
                title=values.plain["titel"],
                short=values.plain["kurz"],
                forms=values.plain.get("formen", ()),
                see=values.plain.get("siehe", ()),
                evidence=evidence(values),
            )
            for values in entries
        )

    def _check_numbers(
        self, document: MarkedDocument, values: Values, name: str, numbers: Collection[int]
    ) -> None:
        """Every number of an impulse in the field `name` is that of one there is."""
        spans = values.items.get(name, ())
        for number, span in zip(values.plain.get(name, ()), spans, strict=True):
            if number not in numbers:
                self.problems.append(unknown_number(document, span, number, numbers))

    def _check_states(self, document: MarkedDocument, states: tuple[Term, ...]) -> None:
        known = tuple(state.value for state in State)
        node = document.front.entries.get("staende")
        if not isinstance(node, Sequence):
            return
        ids = tuple(term.id for term in states)
        if sorted(ids) != sorted(known):
            self.problems.append(
                document.problem(
                    document.front.keys["staende"],
                    "unbekannter-stand",
                    "Die Liste der Stände ist fest: Mit ihr rechnet das Programm.",
                    allowed=", ".join(known),
                    fix="Führen Sie genau diese Kennungen; alles andere ist frei.",
                )
            )

    def paper(self) -> Paper | None:
        """The paper, or None where a statement about it is missing or wrong."""
        plain = self._required(PAPER_FILE, PAPER.fields)
        if plain is None:
            return None
        return Paper(
            title=plain["titel"],
            kind=plain["art"],
            publisher=plain["herausgeber"],
            handed_over_on=UncertainDate(
                plain["uebergeben_am"]["datum"], plain["uebergeben_am"].get("zweifel", "")
            ),
            handed_over_to=plain["uebergeben_an"],
            short=plain["kurz"],
            evidence_source_id=plain["beleg"],
            source_id=plain.get("quelle", ""),
            statements=tuple(
                Statement(item["text"], item["belege"]) for item in plain.get("angaben", ())
            ),
            invitation=plain.get("einladung", ""),
        )

    def work(self, numbers: Collection[int], *, has_consent: bool) -> Work | None:
        """The editors' work, or None where a statement about it is missing or wrong.

        `numbers` are those of all impulses. With the consent of the paper's publishers the licence
        holds that they agreed to.
        """
        document = self._yaml(WORK_FILE)
        if document is None:
            return None
        values = read(document, document.front, WORK.fields, self.ids)
        self.problems += values.problems
        self._check_numbers(document, values, "anfaenge", numbers)
        if values.problems:
            return None
        plain = values.plain
        if has_consent:
            plain["rechte"] = plain.get("rechte_nach_zustimmung") or plain.get("rechte", "")
            plain["lizenz"] = plain.get("lizenz_nach_zustimmung") or plain.get("lizenz", "")
        return Work(
            title=plain["titel"],
            publisher=plain["herausgeber"],
            short=plain["kurz"],
            edition=plain["fassung"],
            rights=plain.get("rechte", ""),
            licence=plain.get("lizenz", ""),
            themes=tuple(plain.get("datenthemen", ())),
            openings=tuple(plain.get("anfaenge", ())),
        )

    def press(self) -> Press:
        """Texts, dates and quotes for the press; a project can do without."""
        plain = self._optional(PRESS_FILE, PRESS.fields)
        return Press(
            texts=tuple(
                PressText(item["titel"], item["text"]) for item in plain.get("kurztexte", ())
            ),
            events=tuple(
                Event(item["wann"], item["was"], item["beleg"], item.get("zweifel", ""))
                for item in plain.get("chronologie", ())
            ),
            voices=tuple(
                Voice(
                    quote=item["zitat"],
                    speaker=item["person"],
                    role=item["rolle"],
                    source_id=item["quelle"],
                    paragraph=item.get("absatz"),
                    page=item.get("seite"),
                )
                for item in plain.get("stimmen", ())
            ),
        )

    def operator(self, frames: tuple[LegalFrame, ...]) -> Operator:
        """Who publishes the site, as far as it is known."""
        facts = by_path(self._optional(OPERATOR_FILE, OPERATOR.fields, own_terms()))
        chosen = facts.get("betreiber.rechtsrahmen", "")
        return Operator(facts, next((frame for frame in frames if frame.id == chosen), None))

    def legal_frames(self) -> tuple[LegalFrame, ...]:
        """The kinds of operator and the law that holds for each; a project can do without."""
        if LEGAL_FRAMES_FILE not in self.files:
            return ()
        document = self._read(LEGAL_FRAMES_FILE)
        if document is None:
            return ()
        self._unknown_lists(document, ("rechtsrahmen",))
        found = self._entries(document, "rechtsrahmen", LEGAL_FRAME.fields, own_terms())
        return tuple(
            LegalFrame(
                id=values.plain["id"],
                title=values.plain["titel"],
                accessibility=values.plain["barrierefreiheit"],
                enforcement=values.plain["durchsetzung"],
                privacy=values.plain["datenschutz"],
                waived=values.plain.get("entfaellt", ()),
            )
            for values in found
        )

    def _required(self, source: str, fields: tuple[Field, ...]) -> dict[str, Any] | None:
        """The checked values of a file that has to be there; None where one is wrong."""
        document = self._yaml(source)
        if document is None:
            return None
        values = read(document, document.front, fields, self.ids)
        self.problems += values.problems
        return None if values.problems else values.plain

    def _optional(
        self, source: str, fields: tuple[Field, ...], more: Terms | None = None
    ) -> dict[str, Any]:
        """The checked values of a file that need not be there; empty where one is wrong.

        `more` are closed lists beside those that files keep.
        """
        if source not in self.files:
            return {}
        document = self._read(source)
        if document is None:
            return {}
        values = read(document, document.front, fields, self.ids | dict(more or {}))
        self.problems += values.problems
        return {} if values.problems else values.plain


def evidence(values: Values) -> tuple[Evidence, ...]:
    """The checked `belege` of an entry."""
    return tuple(
        Evidence(
            source_id=item["quelle"],
            term=item["stichwort"],
            paragraph=item.get("absatz"),
            page=item.get("seite"),
            quote=item.get("wortlaut", ""),
        )
        for item in values.plain.get("belege", ())
    )
