"""Check that the term of each piece of evidence stands at the place that it names.

The sources themselves are not kept here. What stands where is known from the lists `begriffe` in
quellen.yml, and from the checksums of what `impuls abgleich --write` found in the source's file.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from impulswerk.catalogue.graph import Graph
from impulswerk.collation import proof
from impulswerk.collation.evidence import PLACES, Place, Written, place_in, written
from impulswerk.collation.normal import plain
from impulswerk.model.entries import Evidence
from impulswerk.model.problems import Problem
from impulswerk.model.schema import PROOF, REFERENCE
from impulswerk.rules.scaffold import SAMPLE_TERM
from impulswerk.sources.marked import MarkedDocument, Node
from impulswerk.sources.read import read_yaml

RULE = "beleg-nicht-in-quelle"
_BY = {"absatz": "in", "seite": "auf"}


@dataclass
class _Listed:
    """What quellen.yml says of one source: its terms by place, and where its entry stands."""

    entry: Node
    terms: dict[Place, list[str]] = field(default_factory=dict)


def check(graph: Graph, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Every piece of evidence whose term is not known to stand in its place.

    Evidence is looked for in the files themselves, so that an entry with another mistake is
    checked, too. A source that is cited and of which nothing is known is named once.
    """
    reading = read_yaml(REFERENCE.where, files.get(REFERENCE.where, b""))
    if reading.document is None:
        return
    listed = _lists(reading.document)
    proved = proof.parse(files[PROOF.where], graph)[0] if PROOF.where in files else proof.Proof()
    unlisted: dict[str, Written] = {}
    for found in written(files):
        own, place = listed.get(found.source_id), found.place
        # The scaffold's own sample is named by another rule.
        if own is None or place is None or found.term == SAMPLE_TERM:
            continue
        section = proved.section(found.source_id)
        if not own.terms and section is None:
            unlisted.setdefault(found.source_id, found)
        elif found.term not in own.terms.get(place, ()) and not _is_proved(
            found.term, place, found.source_id, section
        ):
            yield _problem(found, place, own)
    for source_id, found in sorted(unlisted.items(), key=lambda item: item[0]):
        name, number = found.place or ("absatz", 1)
        yield reading.document.problem(
            listed[source_id].entry.span,
            RULE,
            f"Belege nennen Stichwörter aus „{source_id}“, aber welche dort wo stehen, ist nicht "
            "festgehalten.",
            fix="Ergänzen Sie, was Sie dort nachgelesen haben, zum Beispiel: begriffe: "
            f"[{{{name}: {number}, stichworte: […]}}]. Oder rufen Sie mit ihrer Datei auf: "
            f"impuls abgleich --text DATEI --source {source_id} --write",
        )


def _lists(document: MarkedDocument) -> dict[str, _Listed]:
    """The lists of all sources, by id; what is malformed has been named by other rules."""
    found: dict[str, _Listed] = {}
    for entry in document.front.records("quellen"):
        own_id = entry.scalar("id")
        if own_id is None:
            continue
        own = found.setdefault(own_id.text, _Listed(own_id))
        for part in entry.records("begriffe"):
            if place := place_in(part):
                terms = (term.words for term in part.scalars("stichworte"))
                own.terms.setdefault(place, []).extend(terms)
    return found


def _is_proved(term: str, place: Place, source_id: str, section: proof.Section | None) -> bool:
    name, number = place
    page, paragraph = (number, None) if name == "seite" else (None, number)
    evidence = Evidence(source_id, term, paragraph, page)
    return section is not None and proof.proved(evidence, term) in section.terms


def _problem(found: Written, place: Place, own: _Listed) -> Problem:
    here = own.terms.get(place, [])
    elsewhere = [other for other, terms in own.terms.items() if found.term in terms]
    what = place[0]
    if elsewhere:
        said = f", sondern {_by(elsewhere[0])}"
        allowed = ", ".join(map(_named, elsewhere))
        fix = "Meinten Sie „{}: {}“?".format(*elsewhere[0])
    elif own.terms and not here:
        said = "; zu dieser Stelle ist kein Stichwort festgehalten"
        allowed = ", ".join(map(_named, sorted(own.terms)))
        fix = _suggestion(found.term, own, place) or _FIX
    else:
        what, said, allowed = "stichwort", "", ", ".join(here)
        fix = _suggestion(found.term, own, place) or _FIX
    return found.document.problem(
        found.fields.entries[what].span,
        RULE,
        f"„{found.term}“ steht nicht {_by(place)} von „{found.source_id}“{said}.",
        allowed=allowed,
        fix=fix,
    )


_FIX = (
    "Nennen Sie ein Stichwort, das dort steht. Steht dieses wirklich da, tragen Sie es in "
    "quellen.yml unter „begriffe“ ein, oder rufen Sie „impuls abgleich“ mit „--write“ auf."
)


def _by(place: Place) -> str:
    return f"{_BY[place[0]]} {_named(place)}"


def _named(place: Place) -> str:
    return f"{PLACES[place[0]]} {place[1]}"


def _suggestion(term: str, own: _Listed, place: Place) -> str:
    """The question `Meinten Sie …?` for a term like this one, of this place before others."""
    places = sorted(own.terms, key=lambda known: (known != place, known))
    by_fold = {
        plain(known).casefold(): (known, at) for at in reversed(places) for known in own.terms[at]
    }
    close = get_close_matches(plain(term).casefold(), by_fold, n=1, cutoff=0.7)
    if not close:
        return ""
    known, at = by_fold[close[0]]
    return f"Meinten Sie „{known}“" + ("?" if at == place else f" ({_named(at)})?")
