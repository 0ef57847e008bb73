"""Check the colours and signs of gestalt.yml: each driver has its own, all can be told apart."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from impulswerk.model.look import Look, Scheme, contrast, shifted
from impulswerk.model.problems import Problem, Span
from impulswerk.rules.fields import Values
from impulswerk.sources.marked import Mapping, MarkedDocument, Node, Sequence

# What WCAG 2.2 asks for: of text (1.4.3), and of what must be recognized (1.4.11).
_TEXT, _SHAPE = 4.5, 3.0
_STEPS = 50
# Of a hundred: what is narrower is no form that could be told from another.
_LEAST_SIZE = 30


@dataclass(frozen=True)
class _Pair:
    """Two colours that meet: where the first is written, and the German names of both."""

    where: tuple[str | int, ...]
    name: str
    colour: str
    other_name: str
    other: str
    least: float

    @property
    def ratio(self) -> float:
        """How much the two differ."""
        return contrast(self.colour, self.other)


def check_look(values: Values, look: Look, drivers: tuple[str, ...]) -> Iterator[Problem]:
    """Every driver without a sign or colour of its own, and colours that cannot be told apart."""
    document = values.document
    yield from _missing(document, look, drivers)
    yield from _shared(document, look)
    for place, sign in enumerate(look.signs):
        left, top, right, bottom = sign.bounds
        if min(right - left, bottom - top) < _LEAST_SIZE:
            yield document.problem(
                _span(document, ("zeichen", place, "umriss")),
                "angabe-ungueltig",
                f"Der Umriss von „{sign.id}“ ist so schmal, dass ihn niemand erkennt.",
                allowed=f"mindestens {_LEAST_SIZE} von 100 breit und hoch",
                fix="Zeichnen Sie das Zeichen größer, über das ganze Quadrat.",
            )
    pairs = defaultdict(list)
    for pair in (*_pairs(look, look.light, "hell"), *_pairs(look, look.dark, "dunkel")):
        pairs[pair.where].append(pair)
    for where, met in pairs.items():
        weak = sorted((p for p in met if p.ratio < p.least), key=lambda p: p.ratio / p.least)
        if weak:
            better = _better(weak[0], met)
            names = ", ".join(f"von {p.other_name} ({_number(p.ratio)} zu 1)" for p in weak[:3])
            yield document.problem(
                _span(document, where),
                "kontrast",
                f"{weak[0].name} hebt sich zu wenig ab: {names}.",
                allowed=f"mindestens {_number(_TEXT)} zu 1 bei Schrift, {_number(_SHAPE)} zu 1 bei "
                "Formen",
                fix=f"Nehmen Sie zum Beispiel {better}."
                if better
                else "Ändern Sie auch die anderen Farben, die hier genannt sind.",
            )


def _missing(document: MarkedDocument, look: Look, drivers: tuple[str, ...]) -> Iterator[Problem]:
    signs = [sign.id for sign in look.signs if sign.id not in {c.sign for c in look.assignments}]
    colours = [c.id for c in look.colours if c.id not in {used.colour for used in look.assignments}]
    known = {choice.driver for choice in look.assignments}
    for place, driver in enumerate(name for name in drivers if name not in known):
        sign, colour = (free[place] if place < len(free) else "" for free in (signs, colours))
        lists = [name for name, free in (("zeichen", sign), ("farben", colour)) if not free]
        first = f"Legen Sie unter {' und '.join(f'„{name}“' for name in lists)} etwas Neues an. "
        yield document.problem(
            document.front.keys["treiber"],
            "treiber-ohne-gestalt",
            f"Der Treiber „{driver}“ hat weder Zeichen noch Farbe.",
            allowed="ein Zeichen und eine Farbe, die kein anderer Treiber hat",
            fix=f"{first if lists else ''}Ergänzen Sie: - {{treiber: {driver}, "
            f"zeichen: {sign or '…'}, farbe: {colour or '…'}}}",
        )


def _shared(document: MarkedDocument, look: Look) -> Iterator[Problem]:
    for name, entries in (("farben", look.colours), ("zeichen", look.signs)):
        ids = [entry.id for entry in entries]
        for place in _again(ids):
            yield document.problem(
                _span(document, (name, place, "id")),
                "doppelte-kennung",
                f"Die Kennung „{ids[place]}“ gibt es in „{name}“ schon.",
                fix="Geben Sie dem Eintrag eine eigene Kennung.",
            )
    for name, attribute in (("treiber", "driver"), ("zeichen", "sign"), ("farbe", "colour")):
        used = [getattr(choice, attribute) for choice in look.assignments]
        for place in _again(used):
            first = look.assignments[used.index(used[place])].driver
            yield document.problem(
                _span(document, ("treiber", place, name)),
                "gestalt-doppelt",
                f"„{used[place]}“ gehört schon zum Treiber „{first}“.",
                allowed="jedes Zeichen, jede Farbe und jeder Treiber einmal",
                fix="Wählen Sie etwas, das noch frei ist, oder löschen Sie die Zeile.",
            )


def _again(entries: list[str]) -> Iterator[int]:
    """Places of what stands in the list a second time."""
    return (place for place, entry in enumerate(entries) if entry in entries[:place])


def _pairs(look: Look, scheme: Scheme, name: str) -> Iterator[_Pair]:
    paper = "der Farbe der Seite („papier“)"
    grounds = [("„flaeche“", scheme.surface), (paper, scheme.paper)]
    is_light = name == "hell"
    tints = [
        (f"„{name}_hauch“ der Farbe „{c.id}“", c.light_tint if is_light else c.dark_tint)
        for c in look.colours
    ]
    for key, ink in (("tinte", scheme.ink), ("leise", scheme.quiet)):
        for ground, other in (*grounds, *tints):
            yield _Pair((name, key), f"„{key}“ ({name})", ink, ground, other, _TEXT)
    for ground, other in grounds:
        yield _Pair((name, "rahmen"), f"„rahmen“ ({name})", scheme.frame, ground, other, _SHAPE)
    for place, colour in enumerate(look.colours):
        own, where = colour.light if is_light else colour.dark, ("farben", place, name)
        said = f"„{name}“ der Farbe „{colour.id}“"
        yield _Pair(where, said, own, paper, scheme.paper, _TEXT)
        yield _Pair(where, said, own, "der Zahl darauf („auf_farbe“)", scheme.on_colour, _TEXT)
        yield _Pair(where, said, own, *tints[place], _SHAPE)
        if is_light:
            yield _Pair(where, said, own, "weißem Papier", "#ffffff", _TEXT)


def _better(worst: _Pair, met: list[_Pair]) -> str:
    """The colour, darker or lighter until it differs from all it meets; empty if it never does."""
    end = max(("#000000", "#ffffff"), key=lambda end: contrast(end, worst.other))
    steps = (shifted(worst.colour, end, step / _STEPS) for step in range(_STEPS + 1))
    fits = (c for c in steps if all(contrast(c, pair.other) >= pair.least for pair in met))
    return next(fits, "")


def _number(ratio: float) -> str:
    # Rounded down: 4,496 must not read as 4,5.
    return f"{int(ratio * 100) / 100:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _span(document: MarkedDocument, where: tuple[str | int, ...]) -> Span:
    node: Node = document.front
    for step in where:
        if isinstance(node, Mapping) and isinstance(step, str):
            node = node.entries[step]
        elif isinstance(node, Sequence) and isinstance(step, int):
            node = node.items[step]
    return node.span
