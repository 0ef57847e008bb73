"""The catalogue in another language: what is translated of it, and nothing else.

What has no translation is left out together with what depends on it: an impulse without its field
or its main driver. Nobody compared a summary with the paper: it is a draft, or withdrawn.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from impulswerk.model.entries import (
    Actor,
    Catalog,
    Driver,
    GlossaryWord,
    HandwrittenPage,
    Impulse,
    Ledger,
    Press,
    Role,
    State,
    Step,
    Term,
)
from impulswerk.model.schema import TERM_PAGES, TRANSLATED_WORDS
from impulswerk.model.translation import (
    TranslatedDriver,
    TranslatedImpulse,
    TranslatedTerm,
    Translation,
)
from impulswerk.rules.translation import outdated, translated_keys
from impulswerk.text.interface import ADDRESS_WORDS, Language, language

_Listed = TypeVar("_Listed", Term, Actor, Role, GlossaryWord)
_Value = TypeVar("_Value")


def translated(catalog: Catalog, translation: Translation) -> Catalog:
    """The same catalogue with the texts of `translation`."""
    words = translation.words
    addresses = _addresses(language(translation.language), translation)
    drivers = _drivers(catalog.drivers, translation.drivers)
    lists: dict[str, Any] = {
        "fields": _terms(catalog.fields, words.fields),
        "groups": _terms(catalog.groups, words.groups),
        "challenges": _terms(catalog.challenges, words.challenges),
        "states": _terms(catalog.states, words.states),
    }
    actors = tuple(
        replace(actor, name=text.name or text.title)
        for actor, text in _pairs(_terms(catalog.actors, words.actors), words.actors)
    )
    known = {name: {term.id for term in terms} for name, terms in lists.items()}
    known |= {"drivers": {d.id for d in drivers}, "actors": {actor.id for actor in actors}}
    given = {text.number: text for text in translation.impulses}
    impulses = tuple(
        _impulse(impulse, given[impulse.number], known)
        for impulse in catalog.impulses
        if impulse.number in given
        and impulse.drivers[0] in known["drivers"]
        and impulse.field in known["fields"]
    )
    there = {impulse.number for impulse in impulses}
    work = replace(
        catalog.work,
        **vars(words.work),
        openings=_kept(catalog.work.openings, there),
    )
    return replace(
        catalog,
        language=translation.language,
        addresses=addresses,
        description=words.site.description,
        originals=_originals(catalog, translation),
        outdated=_outdated(catalog, translation),
        translations=(),
        paper=replace(catalog.paper, **vars(words.paper), statements=()),
        work=work.with_consent() if catalog.operator.has_consent else work,
        drivers=drivers,
        **lists,
        actors=actors,
        impulses=impulses,
        glossary=tuple(
            replace(word, forms=text.forms, see=_kept(word.see, there), evidence=())
            for word, text in _pairs(_terms(catalog.glossary, words.glossary), words.glossary)
        ),
        roles=_terms(catalog.roles, words.roles),
        handwritten=_pages(catalog, translation.language, addresses),
        pages_elsewhere=(),
        # The ledger knows addresses as readers see them; what follows is told in German alone.
        ledger=Ledger(editions=catalog.ledger.editions),
        press=Press(),
        chronicle=(),
        feedback=(),
        synonyms=(),
        breaks=(),
    )


def _pairs(
    entries: Iterable[_Listed], given: Iterable[TranslatedTerm]
) -> Iterator[tuple[_Listed, TranslatedTerm]]:
    """The entries of a list that are translated, each with its words, in the German order."""
    by_id = {text.id: text for text in given}
    return ((entry, by_id[entry.id]) for entry in entries if entry.id in by_id)


def _terms(entries: Iterable[_Listed], given: Iterable[TranslatedTerm]) -> tuple[_Listed, ...]:
    found = _pairs(entries, given)
    return tuple(replace(entry, title=text.title, short=text.short) for entry, text in found)


def _drivers(drivers: Iterable[Driver], given: Iterable[TranslatedDriver]) -> tuple[Driver, ...]:
    by_id = {text.id: text for text in given}
    return tuple(
        replace(
            driver,
            title=text.title,
            short=text.short,
            search_terms=(),
            head=text.head,
            body=text.body,
            source=text.source,
            state=State.DRAFT,
            compared_by="",
            compared_on=None,
        )
        for driver in drivers
        if (text := by_id.get(driver.id))
    )


def _impulse(
    impulse: Impulse, text: TranslatedImpulse, known: Mapping[str, Collection[str]]
) -> Impulse:
    """The impulse in other words, without what is not `known` of the lists it names."""
    is_withdrawn = impulse.state is State.WITHDRAWN
    acting = _kept(impulse.actors, known["actors"])
    return replace(
        impulse,
        slug=text.slug,
        title=text.title,
        short=text.short,
        drivers=_kept(impulse.drivers, known["drivers"]),
        groups=_kept(impulse.groups, known["groups"]),
        challenges=_kept(impulse.challenges, known["challenges"]),
        search_terms=text.search_terms,
        criteria=(),
        # The steps themselves are told in German alone; who acts in them is known.
        steps=(Step(acting, ""),) if acting else (),
        head=text.head,
        body=text.body,
        source=text.source,
        state=State.WITHDRAWN if is_withdrawn else State.DRAFT,
        compared_by="",
        compared_on=None,
    )


def _kept(values: Iterable[_Value], known: Collection[_Value]) -> tuple[_Value, ...]:
    return tuple(value for value in values if value in known)


def _originals(catalog: Catalog, translation: Translation) -> dict[str, Impulse | Driver]:
    """The German impulses and drivers by the source of their translation."""
    impulses = {impulse.number: impulse for impulse in catalog.impulses}
    drivers = {driver.id: driver for driver in catalog.drivers}
    found: dict[str, Impulse | Driver] = {
        text.source: impulses[text.number]
        for text in translation.impulses
        if text.number in impulses
    }
    return found | {
        text.source: drivers[text.id] for text in translation.drivers if text.id in drivers
    }


def _outdated(catalog: Catalog, translation: Translation) -> frozenset[str]:
    """Sources of the impulses and drivers whose German text is newer."""
    sources, old = translated_keys(translation), outdated(catalog, translation)
    return frozenset(sources[key] for key in old if key.startswith(("impuls-", "treiber-")))


def _addresses(words: Language, translation: Translation) -> dict[str, str]:
    """How the language spells each docs path, without its prefix and the `.md` at the end."""
    found = {word: words.address(word) for word in ADDRESS_WORDS}
    drivers = {text.id: text.slug for text in translation.drivers}
    found |= {f"treiber/{id}": f"{found['treiber']}/{slug}" for id, slug in drivers.items()}
    for name in (*(page.name for page in TERM_PAGES), "rollen"):
        folder = {"rollen": "fuer"}.get(name, name)
        terms = getattr(translation.words, TRANSLATED_WORDS.field(name).attribute)
        found |= {
            f"{folder}/{term.id}": f"{found[folder]}/{term.address}"
            for term in terms
            if term.address
        }
    # Files that people download bear words of the language, too.
    image, cited = words.address("bild"), words.address("zitat")
    folders = ["", *(f"i/{text.number}/" for text in translation.impulses)]
    places = dict.fromkeys(folders) | {
        f"treiber/{id}/": f"{found['treiber']}/{slug}/" for id, slug in drivers.items()
    }
    for german, own in places.items():
        there = german if own is None else own
        found[f"{german}bild.png"] = f"{there}{image}.png"
        for form in ("bib", "ris", "json"):
            found[f"{german}zitat.{form}"] = f"{there}{cited}.{form}"
    for text in translation.impulses:
        name = f"{text.number:02d}-{text.slug}.pdf"
        start = f"i/{text.number}"
        found[f"{start}/impuls-{name}"] = f"{start}/{words.address('impuls')}-{name}"
    for form in ("xml", "rss", "json"):
        found[f"feeds/impulse.{form}"] = f"feeds/{found['impulse']}.{form}"
        for id, slug in drivers.items():
            found[f"feeds/{id}.{form}"] = f"feeds/{slug}.{form}"
    return found


def _pages(
    catalog: Catalog, code: str, addresses: Mapping[str, str]
) -> tuple[HandwrittenPage, ...]:
    """Its pages of docs/, at the paths of the German pages that they stand for."""
    german = {spelled: path for path, spelled in addresses.items()}
    found = []
    for page in catalog.pages_elsewhere:
        if page.path.startswith(f"{code}/"):
            stem = page.path.removeprefix(f"{code}/").removesuffix(".md")
            found.append(replace(page, path=f"{german.get(stem, stem)}.md"))
    return tuple(found)
