"""What a folder like `impulses/en/` holds: the texts in another language, as it gives them."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class TranslatedTerm:
    """An entry of a closed list in another language; `address` is the end of its address."""

    id: str
    title: str
    short: str
    address: str = ""
    name: str = ""
    forms: tuple[str, ...] = ()


@dataclass(frozen=True)
class TranslatedImpulse:
    """A summary of an impulse; `slug` is the name of its file without the number."""

    number: int
    slug: str
    title: str
    short: str
    body: str
    source: str
    head: str
    search_terms: tuple[str, ...] = ()


@dataclass(frozen=True)
class TranslatedDriver:
    """A summary of a driver; `id` is the German one, `slug` the name of its file."""

    id: str
    slug: str
    title: str
    short: str
    body: str
    source: str
    head: str


@dataclass(frozen=True)
class SiteWords:
    """How the site presents itself."""

    description: str


@dataclass(frozen=True)
class WorkWords:
    """Texts about the editors' work."""

    title: str
    publisher: str
    short: str
    edition: str
    rights: str
    rights_with_consent: str = ""


@dataclass(frozen=True)
class PaperWords:
    """Texts about the paper."""

    kind: str
    handed_over_to: str
    short: str
    invitation: str = ""


@dataclass(frozen=True)
class TranslatedWords:
    """The file `woerter.yml` of a language."""

    site: SiteWords
    work: WorkWords
    paper: PaperWords
    fields: tuple[TranslatedTerm, ...]
    groups: tuple[TranslatedTerm, ...]
    challenges: tuple[TranslatedTerm, ...]
    states: tuple[TranslatedTerm, ...]
    actors: tuple[TranslatedTerm, ...]
    roles: tuple[TranslatedTerm, ...] = ()
    glossary: tuple[TranslatedTerm, ...] = ()


@dataclass(frozen=True)
class Translation:
    """All texts in a language.

    `made_from` says of each text, by its source and id, what the German words were when somebody
    last compared the two: a digest of them.
    """

    language: str
    words: TranslatedWords
    impulses: tuple[TranslatedImpulse, ...] = ()
    drivers: tuple[TranslatedDriver, ...] = ()
    made_from: Mapping[str, str] = field(default_factory=dict)
