"""The form of mail addresses, telephone numbers, postcodes, web addresses, colours and outlines."""

import re
from dataclasses import replace
from urllib.parse import urlsplit, urlunsplit

from impulswerk.model.look import COLOUR, OUTLINE
from impulswerk.model.record import Field, Kind

MAIL = r"[^\s@<>\"(),:;\[\]\\]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}"
PHONE = r"\+?\(?[0-9](?:[ ()/-]{0,3}[0-9]){5,16}"
POSTCODE = r"[0-9]{5}"
# A path below docs/, without leaving it.
FILE = r"(?:[\w-][\w.-]*/)+[\w-][\w.-]*\.\w+"

_PATTERNS = {
    Kind.MAIL: MAIL,
    Kind.PHONE: PHONE,
    Kind.POSTCODE: POSTCODE,
    Kind.COLOUR: COLOUR,
    Kind.OUTLINE: OUTLINE,
}
# Kinds whose values are checked by their form.
WITH_FORM = {*_PATTERNS, Kind.ADDRESS}
_ALLOWED = {
    Kind.MAIL: "name@stelle.de",
    Kind.PHONE: "Ziffern mit Vorwahl, getrennt durch Leerzeichen, Bindestrich oder Schrägstrich",
    Kind.POSTCODE: "fünf Ziffern",
    Kind.COLOUR: "# und sechs Ziffern von 0 bis f, in Anführungszeichen",
    Kind.OUTLINE: "ein M, danach beliebig viele L oder C mit Zahlen von 0 bis 100, am Ende Z; "
    "zwischen allem ein Leerzeichen",
}
_HOST = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}")
# Also a plain name, or the number of a machine.
_ANY_HOST = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.?)+|[0-9a-f:.]+:[0-9a-f:.]+")
_SLOT = re.compile(r"\{([^{}]*)\}")
_LINK_TARGET = Field("ziel", "", "", Kind.ADDRESS, schemes=("https", "http", "mailto"))


def allowed_form(field: Field) -> str:
    """What a value of the field looks like, in German."""
    if field.kind is not Kind.ADDRESS:
        return _ALLOWED[field.kind]
    starts = [f"{scheme}:{'' if scheme == 'mailto' else '//'}…" for scheme in field.schemes]
    if field.is_file_allowed:
        starts.append("Pfad einer Datei unter docs/")
    slots = " und ".join(f"{{{slot}}}" for slot in field.slots)
    return " oder ".join(starts) + (f", darin {slots}" if slots else "")


def pattern(field: Field) -> str:
    """The form as a regular expression, for editors that complete; less strict for addresses."""
    if field.kind is not Kind.ADDRESS:
        return f"^{_PATTERNS[field.kind]}$"
    starts = [f"{scheme}:" for scheme in field.schemes] + [FILE] * field.is_file_allowed
    return f"^({'|'.join(starts)})"


def has_form(field: Field, text: str) -> bool:
    """Whether `text` can be a value of the field."""
    if field.kind is Kind.ADDRESS:
        return _is_address(field, text)
    return bool(re.fullmatch(_PATTERNS[field.kind], text))


def _is_address(field: Field, text: str, host_form: re.Pattern[str] = _HOST) -> bool:
    if field.is_file_allowed and re.fullmatch(FILE, text):
        return True
    slots = set(_SLOT.findall(text))
    if not set(field.slots) <= slots <= {*field.slots, *field.more_slots}:
        return False
    if re.search(r"[\s<>\"\\\x00-\x1f\x7f]", text) or re.search(r"[{}]", _SLOT.sub("", text)):
        return False
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.scheme not in field.schemes:
        return False
    if parts.scheme == "mailto":
        return bool(re.fullmatch(MAIL, parts.path))
    return bool(host_form.fullmatch(host)) and parts.username is None


def is_link_target(text: str) -> bool:
    """Whether a text may link to this address outside of the site."""
    return _is_address(_LINK_TARGET, text.partition("#")[0])


def is_usable_address(field: Field, text: str) -> bool:
    """Whether a machine can be told to use `text`, where `has_form` asks what readers may be shown.

    A site may stand on a machine of one's own, which has a plain name or none, and no certificate.
    """
    try:
        with_ascii_host(text)
    except ValueError:
        return False
    return _is_address(replace(field, schemes=(*field.schemes, "http")), text, _ANY_HOST)


def with_ascii_host(address: str) -> str:
    """The address with its host as the network knows it: `müller.de` is `xn--mller-kva.de`.

    Raises ValueError for a host that can have no such name.
    """
    if address.isascii() or "://" not in address:
        return address
    parts = urlsplit(address)
    host = parts.hostname or ""
    if host.isascii():
        return address
    # Seldom needed, and its tables take a while to read.
    import idna  # noqa: PLC0415

    named = idna.encode(host, uts46=True).decode()
    port = f":{parts.port}" if parts.port else ""
    return urlunsplit(parts._replace(netloc=named + port))


def host_of(text: str) -> str:
    """The name of the machine in a web or mail address, in small letters; else empty."""
    if "://" in text:
        try:
            return (urlsplit(text).hostname or "").lower()
        except ValueError:
            return ""
    return text.partition("?")[0].rpartition("@")[2].lower() if "@" in text else ""
