"""Date and addresses of the site at hand, from git, the environment and betreiber.yml."""

import datetime as dt
import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from impulswerk.model import urls
from impulswerk.model.operator_fields import OPERATOR, by_path, leaves
from impulswerk.permanence.publication import Publication, base_of
from impulswerk.rules.fields import read
from impulswerk.rules.forms import is_usable_address, with_ascii_host
from impulswerk.sources.git import last_commit
from impulswerk.sources.history import History, read_history
from impulswerk.sources.machine import SettingError
from impulswerk.sources.read import read_yaml
from impulswerk.text.wording import day_of, german_date

VARIABLE = "SOURCE_DATE_EPOCH"
# The last second that archives and compressed files can name, in the year 2106.
_LATEST = 2**32 - 1


def fix_edition(root: Path) -> dt.date:
    """Settle the date of this process, so that the clock changes nothing.

    SOURCE_DATE_EPOCH (seconds since 1970) wins where it is set; else it is set from the last
    commit, so that whatever else asks for the date gets the same. Outside git it is today. Raises
    SettingError for a number that is no date.
    """
    epoch = os.environ.get(VARIABLE, "")
    if not epoch and (committed := last_commit(root, "%ct")):
        # A clock may have been wrong when it was committed.
        epoch = str(min(max(int(committed), 0), _LATEST))
    if not epoch:
        return day_of(dt.datetime.now(dt.UTC))
    if not re.fullmatch(r"[0-9]{1,12}", epoch) or int(epoch) > _LATEST:
        raise SettingError(
            f"Die Umgebungsvariable {VARIABLE} ist „{epoch}“; sie muss die Sekunden seit 1970 "
            "nennen, zum Beispiel 1764288000. Ohne sie gilt der Tag des letzten Commits."
        )
    os.environ[VARIABLE] = epoch
    return day_of(dt.datetime.fromtimestamp(int(epoch), dt.UTC))


def settle(root: Path) -> None:
    """Settle date and addresses before anything else asks for them; raises SettingError.

    Whoever reads the environment afterwards, the site engine too, gets addresses as the network
    knows them.
    """
    fix_edition(root)
    for _, field in leaves().values():
        given = os.environ.get(field.variable, "") if field.variable else ""
        if not given:
            continue
        is_site = field.variable == "SITE_URL"
        if not is_usable_address(field, given) or (is_site and re.search("[?#]", given)):
            raise SettingError(
                f"Die Umgebungsvariable {field.variable} ist „{given}“; das ist keine Adresse, die "
                f"sich dafür verwenden lässt. Ein Beispiel: {field.example}"
            )
        os.environ[field.variable] = with_ascii_host(given)


def edition_words(root: Path) -> str:
    """The date of this edition as pages show it: `22. November 2026`."""
    return german_date(fix_edition(root))


def configured(root: Path) -> dict[str, str]:
    """Where the site and its sources live, by path in betreiber.yml; empty where not known.

    What an environment variable says goes before the file.
    """
    stored = _stored(root)
    return {
        path: with_ascii_host(os.environ.get(field.variable) or stored.get(path, ""))
        for path, (_, field) in leaves().items()
        if field.variable
    }


def site_host(root: Path) -> str:
    """The host at which the site will be published, with its port; empty where not known."""
    return urlsplit(configured(root)["website.adresse"]).netloc.lower()


def secure_host(root: Path) -> str:
    """The same of a site that is published over https under the usual port; else empty."""
    parts = urlsplit(configured(root)["website.adresse"])
    return parts.netloc.lower() if parts.scheme == "https" and ":" not in parts.netloc else ""


def rules_page(root: Path, preview: str = "") -> str:
    """Address of the page that explains the rules, where it is known where the site lives."""
    site = preview or configured(root)["website.adresse"]
    return f"{site.rstrip('/')}/{urls.address(urls.RULES_PAGE)}" if site else ""


def _stored(root: Path) -> dict[str, str]:
    file = root / OPERATOR.where
    try:
        document = read_yaml(OPERATOR.where, file.read_bytes()).document
    except OSError:
        return {}
    if document is None:
        return {}
    return by_path(read(document, document.front, OPERATOR.fields, {}).plain)


def read_publication(root: Path, site_address: str | None = None) -> Publication:
    """Everything about this edition; `site_address` overrules the configured one."""
    known = configured(root)
    return Publication(
        base=base_of(known["website.adresse"] if site_address is None else site_address),
        date=fix_edition(root),
        version_pattern=known["plattform.fassung"],
        edit_start=known["plattform.bearbeiten"],
        feedback_pattern=known["plattform.rueckmeldung"],
        history=_history(root),
    )


# By folder and commit: while somebody is editing, the past need not be read again.
_known: dict[tuple[Path, str], History] = {}


def _history(root: Path) -> History:
    key = (root, last_commit(root) or "")
    if key not in _known:
        found = read_history(root)
        # The missing part of a shallow clone may be fetched without a new commit.
        if not found.is_known:
            return found
        _known.clear()
        _known[key] = found
    return _known[key]
