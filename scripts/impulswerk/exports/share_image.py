"""The pictures that links are shown with: of entries of all kinds and of the site."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

from impulswerk.catalogue.graph import Entry, Graph
from impulswerk.exports.typeset.compiler import Job, TypesetterMissingError, typeset
from impulswerk.exports.typeset.faults import FAULT, maker, no_typesetter, severity
from impulswerk.model import urls
from impulswerk.model.chronicle import ChronicleEntry
from impulswerk.model.entries import Driver, Impulse, State
from impulswerk.model.problems import Problem, Span
from impulswerk.model.schema import WORK
from impulswerk.render import figure
from impulswerk.render.chronicle import drivers_of, headline
from impulswerk.render.look import for_typesetter, place
from impulswerk.render.small_png import made_with, plain_png, small_png
from impulswerk.sources.store import Keep, kept, not_kept
from impulswerk.text.as_json import one_line

# Pixels; the template draws in them.
WIDTH, HEIGHT = 1200, 630
_TEMPLATE = "bild.typ"
# Drawn in one go, since the typesetter takes longer to start than to draw.
_TOGETHER = 48
_NO_TYPESETTER = "-"

# What a picture is of; None is the whole site.
Shown = Entry | ChronicleEntry | None
# What a picture shows, for the template. Texts of a source are data there, never code.
Motif = dict[str, Any]
# A PNG file, and a German sentence on why nothing is to be seen on it.
_Drawn = tuple[bytes, str]


def share_image(graph: Graph, entry: Shown, keep: Keep) -> bytes:
    """The picture of an impulse, a driver or an entry, or of the whole site.

    Where it could not be drawn it is empty; `picture_problems` says why.
    """
    wanted = _as_json(motif(graph, entry))
    if found := kept(keep, _key(_look(graph), wanted)):
        return found
    entries = next(some for some in _batches(graph) if entry in some)
    return _drawn(graph, entries, keep)[wanted][0]


def picture_problems(graph: Graph, keep: Keep) -> Iterator[Problem]:
    """Draw what is not kept, and say which pictures stay empty and why."""
    for entries in _batches(graph):
        drawn = _drawn(graph, entries, keep)
        for entry in entries:
            fault = drawn[_as_json(motif(graph, entry))][1]
            if fault == _NO_TYPESETTER:
                yield no_typesetter()
                return
            if fault:
                yield Problem(
                    Span(entry.source if entry else WORK.where),
                    FAULT,
                    f"Das Bild „{_address(entry)}“ ließ sich nicht setzen. {fault}",
                    fix="Der Fehler liegt nicht bei Ihnen: Melden Sie ihn denen, die das Programm "
                    "pflegen.",
                    severity=severity(),
                )


def _address(entry: Shown) -> str:
    if isinstance(entry, ChronicleEntry):
        return urls.chronicle_image(entry.id)
    return urls.share_image(entry)


def alt_text(graph: Graph, entry: Entry | None) -> str:
    """What the picture shows, in words."""
    work, say = graph.catalog.work, graph.language.say
    if entry is None:
        return _sentences(work.title, _edition(graph), _topic(graph))
    shown = motif(graph, entry)
    if isinstance(entry, Impulse):
        drivers = ", ".join(driver["titel"] for driver in shown["treiber"])
        return _sentences(
            f"{say('Impuls')} {entry.number}: {entry.title}",
            shown["marke"],
            f"{say('Handlungsfeld')}: {shown['rubrik']}",
            f"{say('Treiber')}: {drivers}",
            work.publisher,
        )
    return _sentences(
        f"{say('Treiber')} {entry.title}",
        shown["marke"],
        entry.short,
        shown["fuss"],
        work.publisher,
    )


def motif(graph: Graph, entry: Shown) -> Motif:
    """What the picture shows; the first driver gives the colour and the large sign.

    `marke` is what a reader has to know about the state of the text. `fuss` stands below the band;
    without it the drivers' names do.
    """
    if entry is None:
        return _home(graph)
    if isinstance(entry, ChronicleEntry):
        return _told(graph, entry)
    common = {
        "name": graph.catalog.work.publisher,
        "marke": "" if entry.state is State.COMPARED else graph.state(entry).title,
        "titel": entry.title,
    }
    if isinstance(entry, Impulse):
        return {
            **common,
            "rubrik": graph.term("handlungsfelder", entry.field).title,
            "nummer": str(entry.number),
            "treiber": [_label(graph, graph.driver(driver)) for driver in entry.drivers],
            "kurz": "",
            "fuss": "",
        }
    impulses = len(graph.main_impulses(entry)) + len(graph.further_impulses(entry))
    return {
        **common,
        "rubrik": graph.language.say("Treiber"),
        "nummer": "",
        "treiber": [_label(graph, entry)],
        "kurz": entry.short,
        "fuss": graph.language.say("{impulse} zu diesem Treiber").format(
            impulse=graph.language.counted(impulses, "Impuls", "Impulse")
        )
        if impulses
        else "",
    }


def _told(graph: Graph, entry: ChronicleEntry) -> Motif:
    """An entry of the chronicle, under the drivers of its impulses; all where it names none."""
    drivers = [graph.driver(driver) for driver in drivers_of(graph, entry)] or graph.drivers
    return {
        "name": graph.catalog.work.publisher,
        "marke": "",
        "titel": entry.title,
        "rubrik": headline(entry),
        "nummer": "",
        "treiber": [_label(graph, driver) for driver in drivers],
        "kurz": "",
        "fuss": f"Was daraus wurde{': berichtigt' if entry.id in graph.corrected else ''}",
    }


def _home(graph: Graph) -> Motif:
    return {
        "titel": graph.catalog.work.title,
        "kurz": _topic(graph),
        "marke": _edition(graph),
        # Without impulses to draw, the signs of the drivers stand there.
        "netz": figure.for_typesetter(graph),
    }


def _topic(graph: Graph) -> str:
    names = [driver.title for driver in graph.drivers]
    number = graph.language.counted(len(graph.active), "Impuls", "Impulse")
    # While someone is editing there may be no driver left without a mistake.
    if not names:
        return number
    topic = graph.language.say("{impulse} zu {treiber}")
    return topic.format(impulse=number, treiber=graph.language.listed(names))


def _edition(graph: Graph) -> str:
    """Name of the edition as long as one of its texts is a draft."""
    return graph.catalog.work.edition if graph.in_state(State.DRAFT) else ""


def _label(graph: Graph, driver: Driver) -> Motif:
    return {"ton": place(graph, driver), "titel": driver.title}


def _sentences(*parts: str) -> str:
    return " ".join(part if part[-1] in ".!?" else f"{part}." for part in parts if part)


def _batches(graph: Graph) -> Iterator[Sequence[Shown]]:
    entries = (None, *graph.entries, *graph.catalog.chronicle)
    for start in range(0, len(entries), _TOGETHER):
        yield entries[start : start + _TOGETHER]


def _drawn(graph: Graph, entries: Sequence[Shown], keep: Keep) -> Mapping[str, _Drawn]:
    """Each motif with its picture, in order; only what has no fault is kept."""
    look = _look(graph)
    motifs = [_as_json(motif(graph, entry)) for entry in entries]
    drawn: dict[str, _Drawn] = {m: (kept(keep, _key(look, m)) or b"", "") for m in motifs}
    missing = tuple(shown for shown, (png, _) in drawn.items() if not png)
    for shown, (png, fault) in zip(missing, _made(graph, missing, keep), strict=True):
        drawn[shown] = png if fault else keep(_key(look, shown), partial(bytes, png)), fault
    return drawn


def _made(graph: Graph, motifs: tuple[str, ...], keep: Keep) -> Sequence[_Drawn]:
    # Asked once for what is wrong, and again for each picture where nothing is kept.
    draw_them = _remembered if keep is not_kept else draw
    empty = plain_png(graph.catalog.look.light.paper, WIDTH, HEIGHT)
    try:
        return [(png, "") for png in draw_them(_look(graph), motifs)]
    except TypesetterMissingError:
        return [(empty, _NO_TYPESETTER)] * len(motifs)
    except NotDrawnError as fault:
        if len(motifs) == 1:
            return [(empty, str(fault))]
        # One bad picture must not spoil the others.
        return [drawn for each in motifs for drawn in _made(graph, (each,), keep)]


class NotDrawnError(Exception):
    """The typesetter could not draw; says why as a German sentence."""


def draw(look: str, motifs: Sequence[str]) -> list[bytes]:
    """The pictures of motifs in this look; all are written as JSON.

    Raises NotDrawnError, and TypesetterMissingError where there is no typesetter.
    """
    if not motifs:
        return []
    shown = [json.loads(each) for each in motifs]
    data = one_line({**json.loads(look), "bilder": shown})
    (made,) = typeset([Job(_TEMPLATE, data, form="png")])
    if made.fault:
        raise NotDrawnError(made.fault)
    return [small_png(file, WIDTH) for file in made.files]


_remembered = lru_cache(maxsize=4)(draw)


def _as_json(shown: Motif) -> str:
    return json.dumps(shown, ensure_ascii=False, sort_keys=True)


def _look(graph: Graph) -> str:
    return json.dumps(for_typesetter(graph))


def _key(look: str, shown: str) -> str:
    """Differs wherever the bytes might: a name to keep them under between builds."""
    made_by = f"{maker()}{made_with()}{look}"
    return f"bild-{hashlib.sha256(f'{made_by}{shown}'.encode()).hexdigest()[:32]}"
