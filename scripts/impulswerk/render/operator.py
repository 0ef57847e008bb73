"""Facts about the operator as HTML; one that is missing is marked by its name."""

import datetime as dt
import posixpath
import re

from markupsafe import Markup

from impulswerk.model.entries import LegalFrame, Operator
from impulswerk.model.operator_fields import LEGAL_FRAME, OPERATOR, leaves
from impulswerk.model.record import Field, Kind
from impulswerk.rules.forms import host_of
from impulswerk.text.wording import german_date

_CARD = Markup('<address class="anschrift">\n{}\n</address>')
_LINE = Markup("<p>{}</p>")


def fact(operator: Operator, path: str, root: str = "") -> Markup:
    """A single fact (`hosting.name`), all of a group as a card, or a sentence of the legal frame.

    `root` leads from the page to the start of the site, for files. Raises KeyError for a path that
    is not in the table of fields.
    """
    group, _, name = path.partition(".")
    if group == "rechtsrahmen":
        return _frame_text(operator.frame, name)
    if not name:
        return card(operator, OPERATOR.field(group))
    table_group, field = leaves()[path]
    value = operator.facts.get(path)
    if value is None:
        return missing(table_group, field)
    if group == "plattform":
        # Beginnings and patterns of addresses lead nowhere by themselves.
        return Markup("{}").format(host_of(str(value)))
    return shown(field, value, root)


def missing(group: Field, field: Field) -> Markup:
    """The mark that stands where a fact is not known."""
    title = group.title if field.title == group.title else f"{group.title}, {field.title}"
    return Markup('<strong class="fehlt">Angabe fehlt: {}</strong>').format(title)


def shown(field: Field, value: object, root: str = "") -> Markup:
    """One value as HTML: addresses of all kinds are links."""
    if isinstance(value, dt.date):
        return Markup("{}").format(german_date(value))
    text = str(value)
    link = Markup('<a href="{}">{}</a>')
    match field.kind:
        case Kind.MAIL:
            return link.format(f"mailto:{text}", text)
        case Kind.PHONE:
            return link.format(telephone(text), text)
        case Kind.ADDRESS if field.is_file_allowed and "://" not in text:
            return link.format(posixpath.join(root, text), posixpath.basename(text))
        case Kind.ADDRESS:
            return link.format(text, re.sub(r"^(?:https://|mailto:)|/$", "", text))
        case _:
            return Markup("{}").format(text)


def telephone(text: str) -> str:
    """The address a telephone dials: `tel:+492111234567`."""
    return "tel:" + re.sub(r"[^+\d]", "", text.replace("(0)", ""))


def card(operator: Operator, group: Field) -> Markup:
    """Name, address and ways to get in touch of one group, in the table's order.

    Lists, dates and what only the release asks for elsewhere are no part of it.
    """
    frame = operator.frame
    known = {field.name: operator.facts.get(f"{group.name}.{field.name}") for field in group.fields}
    if frame and group.name in frame.waived and not any(known.values()):
        return _LINE.format("Entfällt: Der Betreiber muss hier niemanden nennen.")
    lines = []
    for field in group.fields:
        value = known[field.name]
        if field.many or field.kind is Kind.TERM or field.kind is Kind.DATE:
            continue
        if value is None and not field.release:
            continue
        text = missing(group, field) if value is None else shown(field, value)
        if field.name == "name":
            text = text if value is None else Markup("<strong>{}</strong>").format(text)
        elif field.name == "ort" and "plz" in known:
            continue
        elif field.name == "plz":
            town = known.get("ort")
            place = next(other for other in group.fields if other.name == "ort")
            text = Markup("{} {}").format(text, missing(group, place) if town is None else town)
        elif field.kind is not Kind.TEXT or field.name in {"register", "umsatzsteuer_id", "ort"}:
            label = {Kind.MAIL: "E-Mail"}.get(field.kind, field.title)
            text = Markup("{}: {}").format(label, text)
        elif field.name == "vertretung":
            text = Markup("{} {}").format(field.title, text)
        lines.append(_LINE.format(text))
    return _CARD.format(Markup("\n").join(lines))


def gaps(operator: Operator) -> list[dict[str, str]]:
    """What is not accessible yet; a gap that a fact closes is gone with it."""
    found: tuple[dict[str, str], ...] = operator.facts.get("barrierefreiheit.luecken") or ()
    return [gap for gap in found if operator.facts.get(gap.get("solange_fehlt", "")) is None]


def _frame_text(frame: LegalFrame | None, name: str) -> Markup:
    if frame is None:
        return missing(*leaves()["betreiber.rechtsrahmen"])
    return Markup("{}").format(getattr(frame, LEGAL_FRAME.field(name).attribute))
