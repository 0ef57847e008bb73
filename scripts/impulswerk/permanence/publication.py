"""What pages and exports need to know beyond the sources: date, addresses, history, PDF files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import quote

from impulswerk.model import urls
from impulswerk.model.entries import Driver, Impulse, Operator
from impulswerk.permanence.frozen import Edition, is_frozen, prefix_of
from impulswerk.permanence.printed import NOT_PRINTED, Printed
from impulswerk.rules.forms import with_ascii_host
from impulswerk.sources.history import UNKNOWN, History

# Stands for the address of a site that has none yet: reserved by RFC 2606, it leads nowhere.
NO_BASE = "https://adresse-fehlt.invalid/"


@dataclass(frozen=True)
class Publication:
    """`base` is the absolute address of the site with a slash at its end.

    `date` is the day of this edition. Three addresses of a forge, each of which may be empty:
    `version_pattern` for a file at a commit, with `{commit}` and `{datei}` in it; `edit_start`,
    where the address for editing a file begins; `feedback_pattern`, with `{titel}` and `{text}`.
    `edition` names a frozen edition (`2026-11`), to which the base then belongs; it is empty for
    the site of today. `printed` are its PDF files.

    The pages of another language are a publication of their own, to which the base belongs, too:
    `folder` is where they lie, `spelling` how they spell docs paths, `own` the German docs paths of
    all that they have themselves. Whatever else they lead to is German.
    """

    base: str = NO_BASE
    date: dt.date = dt.date(1970, 1, 1)
    version_pattern: str = ""
    edit_start: str = ""
    feedback_pattern: str = ""
    history: History = UNKNOWN
    edition: str = ""
    printed: Printed = NOT_PRINTED
    folder: str = ""
    spelling: Mapping[str, str] = field(default_factory=dict)
    own: frozenset[str] = frozenset()

    @property
    def has_address(self) -> bool:
        """Whether it is known where the site will be published."""
        return not self.base.startswith(NO_BASE)

    @property
    def prefix(self) -> str:
        """Where the addresses of this edition begin, as seen from the start of the site."""
        return self.folder or prefix_of(self.edition)

    @property
    def site(self) -> str:
        """The base of the site of today, in which a frozen edition has a folder."""
        return self.base.removesuffix(self.prefix)

    def frozen(self, edition: Edition) -> Publication:
        """The same for a frozen edition, which lies in a folder of its own."""
        return replace(
            self,
            base=self.base + edition.prefix,
            date=edition.date,
            history=UNKNOWN,
            edition=edition.name,
            printed=self.printed.editions.get(edition.name, NOT_PRINTED),
        )

    def in_language(
        self, folder: str, spelling: Mapping[str, str], own: frozenset[str] = frozenset()
    ) -> Publication:
        """The same for the pages of another language, which lie in a folder of their own."""
        base = self.base + folder
        printed = self.printed.editions.get(
            folder, replace(NOT_PRINTED, why_not=self.printed.why_not)
        )
        return replace(self, base=base, folder=folder, spelling=spelling, own=own, printed=printed)

    def here(self, path: str) -> str:
        """Where one of the pages and files of this publication lies, from the start of the site."""
        return self.prefix + urls.spelled(path, self.spelling)

    def place(self, path: str) -> str:
        """Where a docs path leads from a page of this publication: its own, or the site's."""
        is_own = path in self.own if self.folder else self.edition and is_frozen(path)
        return self.here(path) if is_own else path

    def absolute(self, path: str) -> str:
        """Absolute address of a site address such as `i/7/`."""
        return self.base + urls.spelled(path, self.spelling)

    def changed(self, entry: Impulse | Driver) -> dt.date:
        """Day on which a reader last saw something new; the edition's where history is unknown."""
        return self.history.changed(entry) or self.date

    def feedback(self, title: str, address: str) -> str:
        """Address to write to about the page with this title at a site address, or an empty text.

        Brackets (GitLab's `issue[title]`) are encoded: no address may hold them as they are.
        """
        about = self.absolute(address) if self.has_address else address
        pattern = self.feedback_pattern.replace("[", "%5B").replace("]", "%5D")
        return pattern.replace("{titel}", quote(title, safe="")).replace("{text}", quote(about))

    def doors(self, operator: Operator, title: str, address: str) -> list[dict[str, str]]:
        """Every way to say something about a page, and where it leads: by mail, in a public form.

        A pattern that begins with `mailto:` is one to write a mail, any other a form.
        """
        facts, form = operator.facts, self.feedback(title, address)
        mails = (facts.get(f"{group}.mail") for group in ("redaktion", "betreiber", "presse"))
        mail = next(filter(None, mails), "")
        if form.startswith("mailto:"):
            return [{"art": "mail", "adresse": form}]
        goal = f"mailto:{mail}?subject={quote(title, safe='')}"
        ways = {"formular": form, "mail": goal if mail else ""}
        return [{"art": kind, "adresse": goal} for kind, goal in ways.items() if goal]

    def version(self, entry: Impulse | Driver) -> str:
        """Address of these very words, or an empty text: a page of ours, of a driver its source."""
        found = self.history.revisions(entry)
        if not found:
            return ""
        if isinstance(entry, Impulse):
            return page_of(self, urls.version_path(entry.number, found[-1].date))
        # The file may have been renamed since: at that commit it had the name of that time.
        last = found[-1]
        address = self.version_pattern.replace("{commit}", last.commit)
        return address.replace("{datei}", last.source)


def base_of(site_address: str, otherwise: str = NO_BASE) -> str:
    """The base for an address as somebody configured it, with or without a slash; may be empty."""
    return f"{with_ascii_host(site_address).rstrip('/')}/" if site_address else otherwise


def page_of(publication: Publication, path: str) -> str:
    """Absolute address of a virtual docs path."""
    return publication.absolute(urls.address(path))
