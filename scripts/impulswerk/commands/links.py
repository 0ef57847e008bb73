"""The command `impuls links`: look up the addresses that sources give, on the network.

Only by hand or now and then, never in a build: that asks nobody, and the same sources must give the
same bytes whether or not some server is up.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from impulswerk.catalogue.graph import Graph
from impulswerk.commands.console import CLEAN, PROBLEMS, show
from impulswerk.model.problems import errors
from impulswerk.model.schema import LINK_EXCEPTION, ORGANISATION, REFERENCE
from impulswerk.rules.records import RecordReader
from impulswerk.site.project import load
from impulswerk.sources.files import read_files

EXAMPLE = "impuls links"
_PATIENCE = 20  # seconds for one address
# Servers that take no question without the text answer these to HEAD.
_ASK_AGAIN = {400, 403, 405, 501}
# Nobody may answer since this machine has no network.
_SILENCE = "Niemand antwortet"
_AGENT = "Mozilla/5.0 (compatible; impuls links)"


@dataclass(frozen=True)
class _Exception:
    """An address that cannot be looked up by a program, and why it stays."""

    url: str
    reason: str


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command may be called with: nothing."""


def run(root: Path, _options: argparse.Namespace) -> int:
    """Look up each address once, and name those that are dead and have no reason to stay."""
    project = load(root)
    if project.graph is None or errors(project.problems):
        show(project.problems)
        return PROBLEMS
    reader = RecordReader(read_files(root).content, [])
    found = reader.lists(LINK_EXCEPTION, _Exception)["ausnahmen"]
    reasons = {entry.url: entry.reason for entry in found}
    places: defaultdict[str, list[str]] = defaultdict(list)
    archived = set()
    for source, url, archive in addresses(project.graph):
        places[url].append(source)
        if archive:
            places[archive].append(source)
            archived.add(url)
    dead = 0
    for url, sources in places.items():
        fault = look_up(url)
        if not fault:
            continue
        where = f"{url} ({', '.join(dict.fromkeys(sources))}): {fault}"
        if url in reasons:
            print(f"Ausnahme: {where} Grund: {reasons[url]}")
        elif url in archived:
            print(f"Nur noch im Archiv: {where}")
        else:
            dead += 1
            what = "Nicht erreicht" if fault.startswith(_SILENCE) else "Tot"
            print(
                f"{what}: {where} Der Eintrag bleibt; ergänzen Sie „archiv“ oder einen Grund in "
                f"{LINK_EXCEPTION.where}."
            )
    for url in reasons.keys() - places.keys():
        print(f"Überflüssige Ausnahme: {url} steht in keiner Quelle mehr.")
    print(f"{len(places)} Adressen aufgerufen, {dead} davon ohne Ergebnis.")
    return PROBLEMS if dead else CLEAN


def addresses(graph: Graph) -> Iterator[tuple[str, str, str]]:
    """Every address of the web that our sources give: file, address, address of a copy or empty."""
    catalog = graph.catalog
    for reference in catalog.references:
        if reference.url:
            yield REFERENCE.where, reference.url, ""
    for organisation in catalog.organisations:
        if organisation.url:
            yield ORGANISATION.where, organisation.url, ""
    for entry in catalog.chronicle:
        for source in entry.sources:
            if source.url:
                yield entry.source, source.url, source.archive
        for objection in entry.objections:
            if objection.url:
                yield entry.source, objection.url, ""


def look_up(url: str) -> str:
    """Why an address gives nothing, as a German sentence; empty where it does."""
    fault = ""
    for method in ("HEAD", "GET"):
        try:
            request = Request(url, headers={"User-Agent": _AGENT}, method=method)
            with urlopen(request, timeout=_PATIENCE):
                return ""
        except HTTPError as error:
            fault = f"Der Server antwortet mit {error.code}."
            if error.code not in _ASK_AGAIN:
                return fault
        except (OSError, HTTPException, ValueError) as error:
            return f"{_SILENCE} ({getattr(error, 'reason', error)})."
    return fault
