"""Where and when the site appears: what pages and exports need to know beyond the sources."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from impulswerk import urls
from impulswerk.history import UNKNOWN, History
from impulswerk.model import Driver, Impulse

# Stands for the address of a site that has none yet: reserved by RFC 2606, it leads nowhere.
NO_BASE = "https://adresse-fehlt.invalid/"


@dataclass(frozen=True)
class Publication:
    """`base` is the absolute address of the site with a slash at its end.

    `date` is the day of this edition. `version_pattern` is a forge's address of a file at a commit,
    with `{commit}` and `{datei}` in it, or empty.
    """

    base: str = NO_BASE
    date: dt.date = dt.date(1970, 1, 1)
    version_pattern: str = ""
    history: History = UNKNOWN

    @property
    def has_address(self) -> bool:
        """Whether it is known where the site will be published."""
        return self.base != NO_BASE

    def absolute(self, path: str) -> str:
        """Absolute address of a site address such as `i/7/`."""
        return self.base + path

    def changed(self, entry: Impulse | Driver) -> dt.date:
        """Day on which a reader last saw something new; the edition's where history is unknown."""
        return self.history.changed(entry) or self.date

    def version(self, entry: Impulse | Driver) -> str:
        """Address of this very version of the entry's source, or an empty text."""
        commit = self.history.commit(entry)
        if not (commit and self.version_pattern):
            return ""
        return self.version_pattern.replace("{commit}", commit).replace("{datei}", entry.source)


def base_of(site_address: str) -> str:
    """The base for an address as somebody configured it, with or without a slash; may be empty."""
    return f"{site_address.rstrip('/')}/" if site_address else NO_BASE


def page_of(publication: Publication, path: str) -> str:
    """Absolute address of a virtual docs path."""
    return publication.absolute(urls.address(path))
