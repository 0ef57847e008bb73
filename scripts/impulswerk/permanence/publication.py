"""Where and when the site appears: what pages and exports need to know beyond the sources."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from urllib.parse import quote

from impulswerk.model import urls
from impulswerk.model.entries import Driver, Impulse, Operator
from impulswerk.permanence.frozen import Edition, prefix_of
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
    """

    base: str = NO_BASE
    date: dt.date = dt.date(1970, 1, 1)
    version_pattern: str = ""
    edit_start: str = ""
    feedback_pattern: str = ""
    history: History = UNKNOWN
    edition: str = ""
    printed: Printed = NOT_PRINTED

    @property
    def has_address(self) -> bool:
        """Whether it is known where the site will be published."""
        return not self.base.startswith(NO_BASE)

    @property
    def prefix(self) -> str:
        """Where the addresses of this edition begin, as seen from the start of the site."""
        return prefix_of(self.edition)

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

    def absolute(self, path: str) -> str:
        """Absolute address of a site address such as `i/7/`."""
        return self.base + path

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
