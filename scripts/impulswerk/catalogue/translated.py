"""The catalogue in another language: what is translated of it, and nothing else.

What has no translation is left out together with what depends on it: an impulse without its field
or its main driver. Nobody compared a summary with the paper: it is a draft, or withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

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
from impulswerk.model.schema import TERM_PAGES
from impulswerk.model.translation import (
    TranslatedDriver,
    TranslatedImpulse,
    TranslatedTerm,
    Translation,
)
from impulswerk.rules.translation import outdated, translated_keys
from impulswerk.text.interface import ADDRESS_WORDS, Language, language

_Kind = TypeVar("_Kind", Term, Actor, Role)


def translated(catalog: Catalog, translation: Translation) -> Catalog:
    """The same catalogue with the texts of `translation`."""
    words = translation.words
    by_number = {impulse.number: impulse for impulse in catalog.impulses}
    drivers_by_id = {driver.id: driver for driver in catalog.drivers}
    addresses = _addresses(language(translation.language), translation)
    drivers = _drivers(catalog.drivers, translation.drivers)
    fields = _terms(catalog.fields, words.fields)
    known = {driver.id for driver in drivers}, {term.id for term in fields}
    given = {text.number: text for text in translation.impulses}
    impulses = tuple(
        _impulse(impulse, given[impulse.number], known[0])
        for impulse in catalog.impulses
        if impulse.number in given and impulse.drivers[0] in known[0] and impulse.field in known[1]
    )
    there = {impulse.number for impulse in impulses}
    groups = _terms(catalog.groups, words.groups)
    challenges = _terms(catalog.challenges, words.challenges)
    actors = _actors(catalog.actors, words.actors)
    ids = [{term.id for term in terms} for terms in (groups, challenges, actors)]
    work = replace(
        catalog.work,
        title=words.work.title,
        publisher=words.work.publisher,
        short=words.work.short,
        edition=words.work.edition,
        rights=words.work.rights_with_consent
        if catalog.operator.has_consent and words.work.rights_with_consent
        else words.work.rights,
        openings=tuple(number for number in catalog.work.openings if number in there),
    )
    paper = replace(
        catalog.paper,
        kind=words.paper.kind,
        handed_over_to=words.paper.handed_over_to,
        short=words.paper.short,
        invitation=words.paper.invitation,
        statements=(),
    )
    return replace(
        catalog,
        language=translation.language,
        addresses=addresses,
        description=words.site.description,
        originals={
            text.source: drivers_by_id[text.id]
            for text in translation.drivers
            if text.id in drivers_by_id
        }
        | {
            text.source: by_number[text.number]
            for text in translation.impulses
            if text.number in by_number
        },
        outdated=_outdated(catalog, translation),
        translations=(),
        paper=paper,
        work=work,
        drivers=drivers,
        fields=fields,
        groups=groups,
        challenges=challenges,
        actors=actors,
        states=_terms(catalog.states, words.states),
        impulses=tuple(_without_unknown(impulse, *ids) for impulse in impulses),
        glossary=_glossary(catalog.glossary, words.glossary, there),
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


def _terms(terms: Iterable[_Kind], given: Iterable[TranslatedTerm]) -> tuple[_Kind, ...]:
    """The entries of a list that are translated, in the order of the German one."""
    by_id = {text.id: text for text in given}
    return tuple(
        replace(term, title=by_id[term.id].title, short=by_id[term.id].short)
        for term in terms
        if term.id in by_id
    )


def _actors(terms: Iterable[Actor], given: Iterable[TranslatedTerm]) -> tuple[Actor, ...]:
    names = {text.id: text.name for text in given}
    return tuple(
        replace(actor, name=names[actor.id] or actor.title) for actor in _terms(terms, given)
    )


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


def _impulse(impulse: Impulse, text: TranslatedImpulse, drivers: set[str]) -> Impulse:
    is_withdrawn = impulse.state is State.WITHDRAWN
    return replace(
        impulse,
        slug=text.slug,
        title=text.title,
        short=text.short,
        drivers=tuple(driver for driver in impulse.drivers if driver in drivers),
        search_terms=text.search_terms,
        criteria=(),
        # The steps themselves are told in German alone; who acts in them is known.
        steps=(Step(impulse.actors, ""),) if impulse.actors else (),
        head=text.head,
        body=text.body,
        source=text.source,
        state=State.WITHDRAWN if is_withdrawn else State.DRAFT,
        compared_by="",
        compared_on=None,
    )


def _without_unknown(
    impulse: Impulse, groups: set[str], challenges: set[str], actors: set[str]
) -> Impulse:
    """The impulse without what is not translated of the lists it names."""
    acting = tuple(actor for actor in impulse.actors if actor in actors)
    return replace(
        impulse,
        groups=tuple(group for group in impulse.groups if group in groups),
        challenges=tuple(one for one in impulse.challenges if one in challenges),
        steps=(Step(acting, ""),) if acting else (),
    )


def _glossary(
    words: Iterable[GlossaryWord], given: Iterable[TranslatedTerm], numbers: set[int]
) -> tuple[GlossaryWord, ...]:
    by_id = {text.id: text for text in given}
    return tuple(
        replace(
            word,
            title=text.title,
            short=text.short,
            forms=text.forms,
            see=tuple(number for number in word.see if number in numbers),
            evidence=(),
        )
        for word in words
        if (text := by_id.get(word.id))
    )


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
        for term in _translated_terms(translation, name):
            if term.address:
                found[f"{folder}/{term.id}"] = f"{found[folder]}/{term.address}"
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


def _translated_terms(translation: Translation, name: str) -> tuple[TranslatedTerm, ...]:
    words = translation.words
    return {
        "handlungsfelder": words.fields,
        "zielgruppen": words.groups,
        "herausforderungen": words.challenges,
        "handelnde": words.actors,
        "rollen": words.roles,
    }[name]


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
