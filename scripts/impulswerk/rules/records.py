"""Read files of the sources as records of the table of fields, alone or in lists."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from impulswerk.model.operator_fields import own_terms
from impulswerk.model.problems import Problem, Span
from impulswerk.model.record import Record, make
from impulswerk.model.schema import VOCABULARIES
from impulswerk.rules.fields import Terms, Values, read, suggest
from impulswerk.sources.marked import Mapping as Front
from impulswerk.sources.marked import MarkedDocument, Sequence
from impulswerk.sources.read import read_markdown, read_yaml

Kind = TypeVar("Kind")


class RecordReader:
    """Reads files by path; what is wrong is appended to the `problems` it was given.

    `terms` begin with the `known` ids of closed lists and grow while reading: every id that a list
    spells, so that one bad entry is not blamed on those who use it. Lists come before the files
    that name their entries. `documents` are the files that were read, by path.
    """

    def __init__(
        self, files: Mapping[str, bytes], problems: list[Problem], known: Terms | None = None
    ) -> None:
        self.files = files
        self.problems = problems
        self.terms = own_terms() | dict(known or {})
        self.documents: dict[str, MarkedDocument] = {}
        self.is_ambiguous = False  # a closed list has the same id twice

    def document(self, source: str) -> MarkedDocument | None:
        """A file that is there, as far as it can be read."""
        read_source = read_markdown if source.endswith(".md") else read_yaml
        reading = read_source(source, self.files[source])
        self.problems += reading.problems
        if reading.document is not None:
            self.documents[source] = reading.document
        return reading.document

    def _document(self, record: Record) -> MarkedDocument | None:
        """The file that holds such records; one that has to be there is missed."""
        source = record.where
        if source in self.files:
            return self.document(source)
        if not record.is_optional and all(found.span.source != source for found in self.problems):
            self.problems.append(
                Problem(
                    Span(source),
                    "datei-fehlt",
                    f"Die Datei „{source}“ fehlt.",
                    fix="Stellen Sie die Datei aus der letzten Fassung wieder her.",
                )
            )
        return None

    def head(self, document: MarkedDocument, record: Record) -> Values:
        """The values of a file's front matter or of all of a YAML file; those wrong are absent."""
        values = read(document, document.front, record.fields, self.terms)
        self.problems += values.problems
        return values

    def values(self, record: Record, source: str = "") -> Values | None:
        """The checked values of a file; None where it is not there or one of them is wrong.

        It is the one in which such a record stands, unless `source` names one that is there.
        """
        document = self.document(source) if source else self._document(record)
        if document is None:
            return None
        values = self.head(document, record)
        return None if values.problems else values

    def learn(self, record: Record, name: str) -> None:
        """Know the ids that the list in the field `name` spells: others there refer to them."""
        reading = read_yaml(record.where, self.files.get(record.where, b""))
        entries = reading.document.front.records(name) if reading.document else ()
        ids = (entry.scalar("id") for entry in entries)
        self.terms[name] = tuple(spelled.text for spelled in ids if spelled)

    def one(self, record: Record, kind: type[Kind]) -> Kind | None:
        """What a file says, as one `kind`; None where it is not there or wrong."""
        values = self.values(record)
        return None if values is None else make(kind, record.fields, values.plain)

    def lists(self, record: Record, kind: type[Kind]) -> dict[str, tuple[Kind, ...]]:
        """The valid entries of each list in a file, each as one `kind`."""
        return {
            name: tuple(make(kind, record.fields, values.plain) for values in entries)
            for name, entries in self.entries(record).items()
        }

    def entries(self, record: Record) -> dict[str, list[Values]]:
        """The checked values of the valid entries of each list; none where it cannot be read."""
        document = self._document(record)
        if document is None:
            return {name: [] for name in record.lists}
        for name, span in document.front.keys.items():
            if name not in record.lists:
                self.problems.append(
                    document.problem(
                        span,
                        "unbekanntes-feld",
                        f"Die Liste „{name}“ gibt es hier nicht.",
                        allowed=", ".join(record.lists),
                        fix=suggest(name, record.lists) or "Löschen Sie die Liste.",
                    )
                )
        return {name: list(self._entries(document, name, record)) for name in record.lists}

    def _entries(self, document: MarkedDocument, name: str, record: Record) -> Iterator[Values]:
        node = document.front.entries.get(name)
        first = record.fields[0]
        shown = f"- {first.name}: {first.example}"
        if not isinstance(node, Sequence) or not (node.items or record.is_optional):
            self.problems.append(
                document.problem(
                    node.span if node else Span(document.source, 1),
                    "pflichtfeld-fehlt" if node is None else "falscher-typ",
                    f"Die Liste „{name}“ fehlt."
                    if node is None
                    else f"Unter „{name}“ stehen keine Einträge.",
                    fix=f"Schreiben Sie „{name}:“ und darunter Einträge wie „{shown}“.",
                )
            )
            return
        seen: set[str] = set()
        is_doubled = False
        for item in node.items:
            if not isinstance(item, Front):
                self.problems.append(
                    document.problem(
                        item.span,
                        "falscher-typ",
                        f"Ein Eintrag in „{name}“ besteht aus Feldern.",
                        allowed=", ".join(field.name for field in record.fields),
                        fix=f"Schreiben Sie zum Beispiel „{shown}“.",
                    )
                )
                continue
            values = read(document, item, record.fields, self.terms)
            self.problems += values.problems
            identity = values.plain.get("id")
            if spelled := item.scalar("id"):
                self.terms[name] = (*self.terms.get(name, ()), spelled.text)
            if identity is not None and identity in seen:
                self.problems.append(
                    document.problem(
                        values.spans["id"],
                        "doppelte-kennung",
                        f"Die Kennung „{identity}“ gibt es in „{name}“ schon.",
                        fix="Geben Sie dem Eintrag eine eigene Kennung.",
                    )
                )
                is_doubled = True
                continue
            if identity is not None:
                seen.add(identity)
            if not values.problems:
                yield values
        if is_doubled and name in VOCABULARIES:
            # Which id is missing instead nobody knows; whoever uses it is not to blame.
            del self.terms[name]
            self.is_ambiguous = True
