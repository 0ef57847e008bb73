"""/favicon.ico: what browsers, feed readers and search engines ask for whatever a page says."""

import struct
from functools import partial

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.typeset.compiler import Job, TypesetterMissingError, typeset
from impulswerk.exports.typeset.faults import key
from impulswerk.render.look import icon
from impulswerk.render.small_png import plain_png
from impulswerk.sources.store import Keep

PATH = "favicon.ico"
_SIDE = 48  # pixels, as the template has them
_HEAD = struct.Struct("<HHH")  # nothing, an icon, how many pictures
_ENTRY = struct.Struct("<BBBBHHII")  # width, height, colours, nothing, planes, bits, size, place


def favicon(graph: Graph, keep: Keep) -> bytes:
    """The sign of the site as an icon of one picture; empty where it could not be drawn."""
    job = Job("zeichen.typ", icon(graph).decode(), form="png")
    try:
        png = keep(key("favicon", job), partial(_drawn, job))
    except TypesetterMissingError:
        png = plain_png(graph.catalog.look.light.paper, _SIDE, _SIDE)
    place = _HEAD.size + _ENTRY.size
    return _HEAD.pack(0, 1, 1) + _ENTRY.pack(_SIDE, _SIDE, 0, 0, 1, 32, len(png), place) + png


def _drawn(job: Job) -> bytes:
    (made,) = typeset([job])
    if made.fault:
        raise TypesetterMissingError(made.fault)
    return made.files[0]
