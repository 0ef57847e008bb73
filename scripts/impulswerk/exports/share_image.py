"""The pictures that links are shown with: one for each impulse and driver, and one for the site."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

from impulswerk.exports.look import place
from impulswerk.exports.share_home import Corner, HomeMotif, Net
from impulswerk.exports.share_page import HEIGHT, WIDTH, Label, PageMotif
from impulswerk.graph import Entry, Graph
from impulswerk.model import Driver, Impulse, State
from impulswerk.pages.figure import CAPTION, figure, is_drawable
from impulswerk.wording import count

__all__ = ["HEIGHT", "WIDTH", "ShareImage", "alt_text", "fingerprint", "share_image"]

_PACKAGES = ("fontpkg-source-sans-3", "fonttools", "pillow", "pyphen")
_MODULES = (
    "canvas",
    "kerning",
    "lettering",
    "line_breaks",
    "look",
    "share_home",
    "share_page",
)


@dataclass(frozen=True)
class ShareImage:
    """A picture that has not been drawn yet."""

    motif: PageMotif | HomeMotif

    def png(self) -> bytes:
        """The picture as a PNG file; equal pictures have equal bytes."""
        return self.motif.png()

    @property
    def key(self) -> str:
        """Differs wherever the bytes might: a name to keep them under between builds."""
        return hashlib.sha256(f"{fingerprint()}{self.motif!r}".encode()).hexdigest()[:20]


def share_image(graph: Graph, entry: Entry | None) -> ShareImage:
    """The picture of an impulse or a driver, or of the whole site where `entry` is None."""
    if isinstance(entry, Impulse):
        return ShareImage(_impulse(graph, entry))
    return ShareImage(_driver(graph, entry) if entry else _home(graph))


def alt_text(graph: Graph, entry: Entry | None) -> str:
    """What the picture shows, in words."""
    work = graph.catalog.work
    if entry is None:
        return _sentences(work.title, _edition(graph), _topic(graph))
    if isinstance(entry, Impulse):
        motif = _impulse(graph, entry)
        drivers = ", ".join(label.title for label in motif.drivers)
        return _sentences(
            f"Impuls {entry.number}: {entry.title}",
            motif.mark,
            f"Handlungsfeld: {motif.kicker}",
            f"Treiber: {drivers}",
            work.publisher,
        )
    motif = _driver(graph, entry)
    return _sentences(f"Treiber {entry.title}", motif.mark, entry.short, motif.foot, work.publisher)


def _impulse(graph: Graph, impulse: Impulse) -> PageMotif:
    return PageMotif(
        site_name=graph.catalog.work.publisher,
        mark=_mark(graph, impulse),
        kicker=graph.term("handlungsfelder", impulse.field).title,
        title=impulse.title,
        drivers=tuple(_label(graph.driver(driver)) for driver in impulse.drivers),
        number=str(impulse.number),
    )


def _driver(graph: Graph, driver: Driver) -> PageMotif:
    impulses = len(graph.main_impulses(driver)) + len(graph.further_impulses(driver))
    return PageMotif(
        site_name=graph.catalog.work.publisher,
        mark=_mark(graph, driver),
        kicker="Treiber",
        title=driver.title,
        drivers=(_label(driver),),
        short=driver.short,
        foot=f"{count(impulses, 'Impuls', 'Impulse')} zu diesem Treiber" if impulses else "",
    )


def _home(graph: Graph) -> HomeMotif:
    return HomeMotif(
        title=graph.catalog.work.title,
        short=_topic(graph),
        mark=_edition(graph),
        net=_net(graph) if is_drawable(graph) else None,
    )


def _topic(graph: Graph) -> str:
    names = [driver.title for driver in graph.drivers]
    drivers = " und ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
    number = count(len(graph.active), "Impuls", "Impulse")
    # While someone is editing there may be no driver left without a mistake.
    return f"{number} zu {drivers}" if drivers else number


def _net(graph: Graph) -> Net:
    drawn = figure(graph)
    return Net(
        width=drawn.width,
        # Below the figure is room for a title that a picture does not show.
        height=drawn.height - CAPTION,
        corners=tuple(
            Corner(_label(corner.driver), corner.x, corner.y, corner.anchor == "end")
            for corner in drawn.corners
        ),
        nodes=tuple(
            (node.x, node.y, place(graph.driver(node.impulse.drivers[0])), node.impulse.number)
            for node in drawn.nodes
        ),
        threads=tuple((t.start, t.bend, t.end) for t in drawn.threads),
    )


def _mark(graph: Graph, entry: Entry) -> str:
    """The state of a text that was not compared with the paper."""
    return "" if entry.state is State.COMPARED else graph.state(entry).title


def _edition(graph: Graph) -> str:
    """Name of the edition as long as one of its texts is a draft."""
    return graph.catalog.work.edition if graph.in_state(State.DRAFT) else ""


def _label(driver: Driver) -> Label:
    return Label(place(driver), driver.title)


def _sentences(*parts: str) -> str:
    return " ".join(part if part[-1] in ".!?" else f"{part}." for part in parts if part)


@cache
def fingerprint() -> str:
    """Stands for the code, the packages and the typeface that draw."""
    folder = Path(__file__).parent
    code = [(folder / f"{name}.py").read_bytes() for name in _MODULES]
    versions = [f"{name} {metadata.version(name)}".encode() for name in _PACKAGES]
    return hashlib.sha256(b"\n".join((*code, *versions))).hexdigest()
