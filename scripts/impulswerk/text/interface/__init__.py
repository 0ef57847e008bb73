"""The words around the texts in each language: gettext catalogues, compiled when first asked for.

German is the language of the sources and of the program, so its words need no catalogue. Every
other language is a file `xx.po` here and a folder `impulses/xx/`.
"""

import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel import Locale, dates, lists, numbers
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from impulswerk.text import wording

CATALOGUES = Path(__file__).parent
# The language of the sources.
SOURCE = "de"
# Contexts of words: those in addresses, and those behind a number, which a language may write
# otherwise than where they stand alone (`Impulse 7`, `12 impulses`).
ADDRESS, COUNTED = "Adresse", "Anzahl"
_MEGABYTE = 1_000_000


# Folders and pages, and files, whose names every language spells in its own way.
ADDRESS_WORDS = (
    *("impulse", "treiber", "handlungsfelder", "zielgruppen", "herausforderungen", "handelnde"),
    *("matrix", "glossar", "ueber", "presse", "fuer", "zitieren"),
)
FILE_WORDS = ("bild", "impuls", "zitat")


@dataclass(frozen=True)
class Language:
    """A language that pages are in: its words, dates, counts and lists.

    `locale` names a kind of the language as browsers do (`en-GB`).
    """

    code: str
    locale: str
    translations: NullTranslations = field(repr=False, compare=False)

    @property
    def is_source(self) -> bool:
        """Whether it is the language that the sources are written in."""
        return self.code == SOURCE

    @property
    def name(self) -> str:
        """What it calls itself: `English`."""
        return str(Locale.parse(self.code).display_name).capitalize()

    @property
    def prefix(self) -> str:
        """Where all its addresses begin, as seen from the start of the site."""
        return "" if self.is_source else f"{self.code}/"

    def say(self, text: str) -> str:
        """A German text of the program in this language; `{names}` in it are the caller's."""
        return self.translations.gettext(text)

    def counted(self, number: int, singular: str, plural: str) -> str:
        """`1 Impuls`, `12 Impulse`; a no-break space between."""
        return f"{number}\u00a0{self.plural(number, singular, plural)}"

    def plural(self, number: int, singular: str, plural: str) -> str:
        """The form of a word that fits the number."""
        return self.translations.npgettext(COUNTED, singular, plural, number)

    def date(self, day: dt.date) -> str:
        """A day as running text names it: `8. April 2025`, `8 April 2025`."""
        if self.is_source:
            return wording.german_date(day)
        return dates.format_date(day, "long", locale=self._babel)

    def published(self, day: dt.date | None) -> str:
        """The day a source was published on, as a reference names it."""
        return self.date(day) if day else self.say("ohne Datum")

    def listed(self, items: Iterable[str]) -> str:
        """`eins, zwei und drei`."""
        return lists.format_list([*items], locale=self._babel)

    def in_words(self, number: int) -> str:
        """`vier` for 4, where the language has a word for it; figures from thirteen on."""
        word = wording.in_words(number)
        return self.say(word)

    def size(self, size: int) -> str:
        """`184 kB`, `1,3 MB` of a size in bytes."""
        if self.is_source or size < _MEGABYTE:
            return wording.file_size(size)
        return f"{numbers.format_decimal(round(size / _MEGABYTE, 1), locale=self._babel)}\u00a0MB"

    def address(self, german: str) -> str:
        """A part of an address as this language spells it."""
        return self.translations.pgettext(ADDRESS, german)

    @property
    def _babel(self) -> Locale:
        return Locale.parse(self.locale, sep="-")


GERMAN = Language(SOURCE, "de-DE", NullTranslations())


@cache
def language(code: str) -> Language:
    """The language with this code; raises KeyError for one that has no catalogue."""
    if code == SOURCE:
        return GERMAN
    file = CATALOGUES / f"{code}.po"
    if not file.is_file():
        raise KeyError(code)
    found = read_catalogue(file)
    compiled = io.BytesIO()
    write_mo(compiled, found)
    compiled.seek(0)
    return Language(code, str(found.locale_identifier).replace("_", "-"), GNUTranslations(compiled))


def read_catalogue(file: Path) -> Catalog:
    """A catalogue as Babel knows it."""
    with file.open("rb") as opened:
        return read_po(opened)


def catalogues() -> tuple[str, ...]:
    """Codes of all languages that have a catalogue, the source first."""
    return (SOURCE, *sorted(file.stem for file in CATALOGUES.glob("*.po")))
