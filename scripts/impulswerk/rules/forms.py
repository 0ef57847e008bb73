"""The form of mail addresses, telephone numbers, postcodes and web addresses."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from impulswerk.record import Field, Kind

MAIL = r"[^\s@<>\"(),:;\[\]\\]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}"
PHONE = r"\+?\(?[0-9](?:[ ()/-]{0,3}[0-9]){5,16}"
POSTCODE = r"[0-9]{5}"
# A path below docs/, without leaving it.
FILE = r"(?:[\w-][\w.-]*/)+[\w-][\w.-]*\.\w+"

_PATTERNS = {Kind.MAIL: MAIL, Kind.PHONE: PHONE, Kind.POSTCODE: POSTCODE}
_ALLOWED = {
    Kind.MAIL: "name@stelle.de",
    Kind.PHONE: "Ziffern mit Vorwahl, getrennt durch Leerzeichen, Bindestrich oder Schrägstrich",
    Kind.POSTCODE: "fünf Ziffern",
}
_HOST = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}")
_SLOT = re.compile(r"\{([^{}]*)\}")


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


def _is_address(field: Field, text: str) -> bool:
    if field.is_file_allowed and re.fullmatch(FILE, text):
        return True
    slots = set(_SLOT.findall(text))
    if not set(field.slots) <= slots <= {*field.slots, *field.more_slots}:
        return False
    if re.search(r"[\s<>\"]", text):
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
    return bool(_HOST.fullmatch(host)) and parts.username is None


def host_of(text: str) -> str:
    """The name of the machine in a web or mail address, in small letters; else empty."""
    if "://" in text:
        try:
            return (urlsplit(text).hostname or "").lower()
        except ValueError:
            return ""
    return text.partition("?")[0].rpartition("@")[2].lower() if "@" in text else ""
