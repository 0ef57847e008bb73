"""The pictures that links are shown with: of entries of all kinds and of the site."""

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import Any

from impulswerk.catalogue.graph import Entry, Graph
from impulswerk.exports.typeset.compiler import Job, Typeset, TypesetterMissingError, typeset
from impulswerk.exports.typeset.faults import FAULT, key, no_typesetter, severity
from impulswerk.model import urls
from impulswerk.model.chronicle import ChronicleEntry
from impulswerk.model.entries import Driver, Impulse, State
from impulswerk.model.problems import Problem, Span
from impulswerk.model.schema import WORK
from impulswerk.render import figure
from impulswerk.render.chronicle import drivers_of, headline
from impulswerk.render.look import for_typesetter, place
from impulswerk.render.small_png import plain_png, small_png
from impulswerk.sources.store import Keep, kept
from impulswerk.text.as_json import one_line

# Pixels; the template draws in them.
WIDTH, HEIGHT = 1200, 630

# What a picture is of; None is the whole site.
Shown = Entry | ChronicleEntry | None
# What a picture shows, for the template. Texts of a source are data there, never code.
Motif = dict[str, Any]


def share_image(graph: Graph, entry: Shown, keep: Keep) -> bytes:
    """The picture of an impulse, a driver or an entry, or of the whole site.

    Where it could not be drawn it is empty; `picture_problems` says why.
    """
    job = _job(graph, entry)
    if found := kept(keep, key("bild", job)):
        return found
    with suppress(TypesetterMissingError):
        (made,) = typeset([job])
        if not made.fault:
            return _kept_now(keep, job, made)
    return plain_png(graph.catalog.look.light.paper, WIDTH, HEIGHT)


def picture_problems(graph: Graph, keep: Keep) -> Iterator[Problem]:
    """Draw what is not kept, and say which pictures stay empty and why."""
    shown: tuple[Shown, ...] = (None, *graph.entries, *graph.catalog.chronicle)
    jobs = {_job(graph, entry): entry for entry in shown}
    missing = [job for job in jobs if not kept(keep, key("bild", job))]
    try:
        for job, made in zip(missing, typeset(missing), strict=True):
            if made.fault:
                entry = jobs[job]
                yield Problem(
                    Span(entry.source if entry else WORK.where),
                    FAULT,
                    f"Das Bild „{_address(entry)}“ ließ sich nicht setzen. {made.fault}",
                    fix="Der Fehler liegt nicht bei Ihnen: Melden Sie ihn denen, die das Programm "
                    "pflegen.",
                    severity=severity(),
                )
            else:
                _kept_now(keep, job, made)
    except TypesetterMissingError:
        yield no_typesetter()


def _job(graph: Graph, entry: Shown) -> Job:
    data = {**for_typesetter(graph), "bilder": [motif(graph, entry)]}
    return Job("bild.typ", one_line(data), form="png")


def _kept_now(keep: Keep, job: Job, made: Typeset) -> bytes:
    return keep(key("bild", job), partial(small_png, made.files[0], WIDTH))


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
