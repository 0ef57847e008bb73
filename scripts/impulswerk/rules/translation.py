"""Read the folders of other languages (`impulses/en/`), and compare them with the German texts."""

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from impulswerk.model.entries import Catalog
from impulswerk.model.problems import Problem, Span
from impulswerk.model.record import make
from impulswerk.model.schema import TRANSLATED_DRIVER, TRANSLATED_IMPULSE, TRANSLATED_WORDS
from impulswerk.model.translation import (
    TranslatedDriver,
    TranslatedImpulse,
    TranslatedWords,
    Translation,
)
from impulswerk.rules.characters import check_characters
from impulswerk.rules.fields import Terms, Values
from impulswerk.rules.records import RecordReader
from impulswerk.rules.text import check_text
from impulswerk.sources.marked import Mapping as Front
from impulswerk.text.interface import SOURCE, catalogues
from impulswerk.text.slugs import SLUG

_NAME = re.compile(
    rf"impulses/(?P<code>[a-z]{{2}})/(?:(?P<number>\d{{2,4}})-(?P<slug>{SLUG})\.md"
    rf"|treiber/(?P<driver>{SLUG})\.md|(?P<data>woerter|vorlagen)\.yml)"
)
# The lists of woerter.yml, and what the list of their originals is called.
_LISTS = {
    field.name: {"glossar": "woerter"}.get(field.name, field.name)
    for field in TRANSLATED_WORDS.fields
    if field.many
}
_ATTRIBUTES = {field.name: field.attribute for field in TRANSLATED_WORDS.fields if field.many}
_MADE_FROM = "vorlagen"
_HEAD = """\
# Aus welchem deutschen Text jede Übersetzung entstanden ist, als Fingerabdruck seiner Wörter.
# „impuls uebersetzt“ trägt ihn ein. Ändert sich der deutsche Text, fällt es beim Prüfen auf.
"""
_DIGITS = 12


def is_translation(source: str) -> bool:
    """Whether a repository path is that of a text in another language, by its name."""
    return bool(_NAME.fullmatch(source))


def made_from_file(code: str) -> str:
    """Where it stands what the texts in a language were made from."""
    return f"impulses/{code}/vorlagen.yml"


# --- German words and their digests ---------------------------------------------------------------


def digests(catalog: Catalog) -> dict[str, str]:
    """A digest of the German words by key (`impuls-7`, `handlungsfelder-transfer`)."""
    words: dict[str, tuple[str, ...]] = {
        f"impuls-{i.number}": (i.title, i.short, i.body) for i in catalog.impulses
    }
    words |= {f"treiber-{d.id}": (d.title, d.short, d.body) for d in catalog.drivers}
    for name, attribute in _ATTRIBUTES.items():
        for term in getattr(catalog, attribute):
            words[f"{name}-{term.id}"] = (term.title, term.short)
    work, paper = catalog.work, catalog.paper
    words["werk"] = (work.title, work.publisher, work.short, work.edition)
    words["papier"] = (paper.kind, paper.handed_over_to, paper.short, paper.invitation)
    return {
        key: hashlib.sha256("\0".join(texts).encode()).hexdigest()[:_DIGITS]
        for key, texts in words.items()
    }


def translated_keys(translation: Translation) -> dict[str, str]:
    """The source of each translated text by the key of its original."""
    words = f"impulses/{translation.language}/woerter.yml"
    found = {f"impuls-{text.number}": text.source for text in translation.impulses}
    found |= {f"treiber-{text.id}": text.source for text in translation.drivers}
    for name, attribute in _ATTRIBUTES.items():
        found |= {f"{name}-{t.id}": words for t in getattr(translation.words, attribute)}
    return found | {"werk": words, "papier": words}


def outdated(catalog: Catalog, translation: Translation) -> frozenset[str]:
    """Keys of the texts whose German original has changed since they were made."""
    now = digests(catalog)
    return frozenset(
        key
        for key in translated_keys(translation)
        if key in now and translation.made_from.get(key) != now[key]
    )


def written(made_from: Mapping[str, str]) -> str:
    """The file that says what the texts in a language were made from."""
    lines = (f"  {key}: {digest}\n" for key, digest in sorted(made_from.items(), key=_in_order))
    return f"{_HEAD}\n{_MADE_FROM}:\n{''.join(lines)}"


def _in_order(item: tuple[str, str]) -> tuple[str, int, str]:
    kind, _, name = item[0].rpartition("-")
    return kind, int(name) if name.isdigit() else 0, name


# --- Reading --------------------------------------------------------------------------------------


def read_translations(
    files: Mapping[str, bytes], terms: Terms, numbers: Collection[int], catalog: Catalog
) -> tuple[tuple[Translation, ...], list[Problem]]:
    """Every language that has words of its own, and what is wrong with their texts.

    `terms` are the ids of every list, `numbers` those of every impulse, readable or not.
    """
    problems: list[Problem] = []
    found = [match for source in sorted(files) if (match := _NAME.fullmatch(source))]
    translations = []
    for code in dict.fromkeys(match["code"] for match in found):
        if code == SOURCE or code not in catalogues():
            problems.append(
                Problem(
                    Span(f"impulses/{code}/"),
                    "sprache-unbekannt",
                    f"Für die Sprache „{code}“ hat das Programm keine Wörter.",
                    allowed=", ".join(catalogues()[1:]),
                    fix="Benennen Sie den Ordner um, oder lassen Sie die Wörter übersetzen.",
                )
            )
            continue
        names = [match for match in found if match["code"] == code]
        translation = _language(RecordReader(files, problems, terms), numbers, code, names)
        if translation:
            translations.append(translation)
            problems += _compared(catalog, translation)
    return tuple(translations), problems


def _language(
    reader: RecordReader, numbers: Collection[int], code: str, names: list[re.Match[str]]
) -> Translation | None:
    words = _words(reader, f"impulses/{code}/woerter.yml")
    targets = dict.fromkeys(name.string for name in names if not name["data"])
    impulses: list[TranslatedImpulse] = []
    drivers = []
    for name in names:
        if name["data"]:
            continue
        record = TRANSLATED_IMPULSE if name["number"] else TRANSLATED_DRIVER
        values = reader.values(record, name.string)
        if values is None:
            continue
        document = values.document
        if name["number"] or document.body.strip():
            reader.problems += check_text(document, targets, ())
        text: dict[str, Any] = {"body": document.body.strip(), "source": name.string}
        text["head"] = document.head
        if name["driver"]:
            slug = name["driver"]
            made = make(TranslatedDriver, record.fields, values.plain, slug=slug, **text)
            drivers.append(made)
            continue
        number, slug = int(name["number"]), name["slug"]
        first = next((made.source for made in impulses if made.number == number), "")
        if first:
            reader.problems.append(
                Problem(
                    Span(name.string),
                    "doppelte-nummer",
                    f"Die Nummer {number} trägt schon „{first}“.",
                    fix="Löschen Sie eine der beiden Übersetzungen.",
                )
            )
        elif number in numbers:
            text |= {"number": number, "slug": slug}
            impulses.append(make(TranslatedImpulse, record.fields, values.plain, **text))
        else:
            reader.problems.append(_orphan(values, Span(name.string), f"ein Impuls {number}"))
    made_from = _made_from(reader, made_from_file(code))
    for document in reader.documents.values():
        reader.problems += check_characters(document)
    return Translation(code, words, tuple(impulses), tuple(drivers), made_from) if words else None


def _words(reader: RecordReader, source: str) -> TranslatedWords | None:
    if source not in reader.files:
        reader.problems.append(
            Problem(
                Span(source),
                "datei-fehlt",
                f"Die Datei „{source}“ fehlt.",
                fix="Legen Sie sie an; die einer anderen Sprache zeigt, was hineingehört.",
            )
        )
        return None
    values = reader.values(TRANSLATED_WORDS, source)
    if values is None:
        return None
    for name, original in _LISTS.items():
        for term, span in values.each(name):
            if term["id"] not in reader.terms.get(original, (term["id"],)):
                reader.problems.append(_orphan(values, span, f"„{term['id']}“ in „{name}“"))
    return make(TranslatedWords, TRANSLATED_WORDS.fields, values.plain)


def _orphan(values: Values, span: Span, what: str) -> Problem:
    return values.document.problem(
        span,
        "uebersetzung-ohne-original",
        f"Im Deutschen fehlt, was hier übersetzt ist: {what}.",
        fix="Prüfen Sie Nummer und Kennung, oder löschen Sie die Übersetzung.",
    )


def _made_from(reader: RecordReader, source: str) -> dict[str, str]:
    document = reader.document(source) if source in reader.files else None
    noted = document.front.entries.get(_MADE_FROM) if document else None
    if not isinstance(noted, Front):
        return {}
    return {key: digest.text for key in noted.entries if (digest := noted.scalar(key))}


def _compared(catalog: Catalog, translation: Translation) -> Iterator[Problem]:
    """What is missing of the lists that every page shows, and what is out of date."""
    there, now = translated_keys(translation), digests(catalog)
    words = there["werk"]
    lacking = [key for key in now if key not in there and not key.startswith("impuls-")]
    # A project may leave out the glossary and the roles of a language as a whole.
    lacking = [key for key in lacking if not key.startswith(tuple(_left_out(translation)))]
    if lacking:
        yield Problem(
            Span(words),
            "uebersetzung-fehlt",
            f"Zu diesen deutschen Einträgen fehlt die Übersetzung: {', '.join(lacking)}.",
            fix="Ergänzen Sie sie in derselben Liste unter derselben Kennung. "
            "Bis dahin lassen die Seiten dieser Sprache die Einträge weg.",
        )
    if not translation.made_from:
        yield Problem(
            Span(words),
            "uebersetzung-veraltet",
            "Aus welchen deutschen Texten hier übersetzt ist, ist noch nicht vermerkt.",
            fix=f"Rufen Sie auf, sobald alles passt: impuls uebersetzt {translation.language}",
        )
        return
    old = outdated(catalog, translation)
    for key, source in there.items():
        if key in old:
            yield Problem(
                Span(source),
                "uebersetzung-veraltet",
                f"Der deutsche Text zu „{key}“ hat sich seit der Übersetzung geändert."
                if key in translation.made_from
                else f"Aus welchem deutschen Text „{key}“ übersetzt ist, ist nicht vermerkt.",
                fix="Vergleichen Sie beide Texte, und rufen Sie danach auf: "
                f"impuls uebersetzt {translation.language} {key}",
            )


def _left_out(translation: Translation) -> Iterator[str]:
    if not translation.words.roles:
        yield "rollen-"
    if not translation.words.glossary:
        yield "glossar-"
