"""Faults of the machine (disk, rights, network) as German sentences; its output; CI or not."""

import codecs
import errno
import os
import socket
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress

_FULL = "Auf dem Datenträger ist kein Platz mehr. Schaffen Sie Platz, und versuchen Sie es erneut."
_FORBIDDEN = "Hier fehlt das Recht zu lesen oder zu schreiben. Prüfen Sie die Zugriffsrechte."
_OPEN = "Es sind zu viele Dateien zugleich offen. Heben Sie die Grenze an (ulimit -n)."
_MEMORY = (
    "Der Arbeitsspeicher reicht nicht, oder es laufen zu viele Prozesse. Beenden Sie andere "
    "Programme oder heben Sie die Grenze an (ulimit -v, ulimit -u)."
)
_ADDRESS = "Unter dieser Adresse lässt sich auf diesem Rechner nichts anbieten."
_GONE = "Die Gegenstelle hat die Verbindung abgebrochen."
_SILENT = "Die Gegenstelle antwortet nicht."
_NO_WAY = "Das Netz führt nicht dorthin."
_BROKEN = "Der Datenträger ist fehlerhaft. Prüfen Sie ihn."
# By what the system says; whatever is not here is told in the system's own words.
_SENTENCES = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: "Die Datei darf hier nicht so groß werden. Heben Sie die Grenze an (ulimit -f).",
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EROFS: "Der Datenträger lässt sich nur lesen, nicht beschreiben.",
    errno.EMFILE: _OPEN,
    errno.ENFILE: _OPEN,
    errno.ENOMEM: _MEMORY,
    errno.EAGAIN: _MEMORY,
    errno.EIO: _BROKEN,
    errno.ESTALE: _BROKEN,
    errno.ENOENT: "Diese Datei oder diesen Ordner gibt es nicht.",
    errno.ENOTDIR: "Hier steht eine Datei, wo ein Ordner sein müsste. Benennen Sie sie um.",
    errno.EISDIR: "Hier steht ein Ordner, wo eine Datei sein müsste. Benennen Sie ihn um.",
    errno.EEXIST: "Hier steht schon etwas im Weg. Benennen Sie es um oder löschen Sie es.",
    errno.ENOTEMPTY: "Dieser Ordner ist nicht leer. Benennen Sie ihn um oder löschen Sie ihn.",
    errno.ELOOP: "Dieser Verweis führt im Kreis. Löschen Sie ihn.",
    errno.ENAMETOOLONG: "Dieser Name ist zu lang. Wählen Sie einen kürzeren.",
    errno.EADDRINUSE: (
        "Unter dieser Adresse läuft schon ein Programm. Beenden Sie es, oder nennen Sie mit "
        "--address eine andere Portnummer."
    ),
    errno.EADDRNOTAVAIL: _ADDRESS,
    errno.ECONNREFUSED: "Dort nimmt niemand Verbindungen an.",
    errno.ECONNRESET: _GONE,
    errno.EPIPE: _GONE,
    errno.ETIMEDOUT: _SILENT,
    errno.ENETUNREACH: _NO_WAY,
    errno.EHOSTUNREACH: _NO_WAY,
}
# What an output that knows few characters shows instead of ours.
_PLAIN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
    | {"„": '"', "“": '"', "‚": "'", "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "→": "->"}
    | {"\u00a0": " ", "·": "-", "×": "x"}
)


class SettingError(Exception):
    """A setting of this machine that cannot be used; the text is a German sentence."""


def is_ci() -> bool:
    """Whether this is continuous integration: nobody looks on, and what is missing must not pass.

    Services set the variable `CI`; people switch it off with `CI=false`, `CI=0` or an empty text.
    """
    return os.environ.get("CI", "").strip().lower() not in {"", "0", "false", "no", "off"}


def prepare_streams() -> None:
    """Let whatever is written reach its reader: closed streams swallow, narrow ones spell out.

    A program whose input or outputs are closed would get their numbers for the next files it opens,
    and messages would end up in those.
    """
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        with suppress(OSError):
            os.fstat(number)
            continue
        opened = os.open(os.devnull, os.O_RDWR)
        if opened != number:
            os.dup2(opened, number)
            os.close(opened)
        os.set_inheritable(number, True)  # programs we start need one as well
        setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))
    codecs.register_error("impulswerk-plain", _plain)
    for stream in (sys.stdout, sys.stderr):
        # Whoever calls `main` from a program may have put something else there.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="impulswerk-plain")


def _plain(error: UnicodeError) -> tuple[str, int]:
    """Spells a character that an output cannot show with others; `?` where there are none."""
    assert isinstance(error, UnicodeEncodeError)
    wanted = error.object[error.start : error.end]
    return "".join(c if c.isascii() else "?" for c in wanted.translate(_PLAIN)), error.end


def silence_output() -> None:
    """Write to nowhere from now on: the reader is gone, and Python must not complain on exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
            continue
        with suppress(OSError, ValueError):
            os.dup2(nowhere, stream.fileno())


def fault(error: BaseException) -> str:
    """What is wrong with the machine, as German sentences; empty where it is our program.

    An error may have become another one on its way: the first that the machine knows counts.
    """
    return next(filter(None, map(_sentence, _causes(error))), "")


def own_fault(error: BaseException) -> str:
    """What somebody needs who is to mend this program."""
    told = "".join(traceback.format_exception(error))
    return (
        f"{told}\nDas ist ein Fehler von „impuls“ selbst, nicht von Ihnen. "
        "Bitte melden Sie ihn mit den Zeilen darüber."
    )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _sentence(error: BaseException) -> str:
    if isinstance(error, SettingError):
        return str(error)
    # Python has no kind of its own for a thread that the system does not allow.
    if isinstance(error, MemoryError) or "can't start new thread" in str(error):
        return _MEMORY
    if isinstance(error, socket.gaierror):
        return "Diesen Namen eines Rechners kennt das Netz nicht. Prüfen Sie die Adresse."
    if not isinstance(error, OSError):
        return ""
    if error.errno is None and isinstance(error, TimeoutError | ConnectionError):
        return _SILENT if isinstance(error, TimeoutError) else _GONE
    words = error.strerror or str(error) or type(error).__name__
    sentence = _SENTENCES.get(error.errno or 0, f"Das Betriebssystem meldet: {words}.")
    place = error.filename2 or error.filename
    return f"{_shown(place)}: {sentence}" if place is not None else sentence


def _shown(place: object) -> str:
    if isinstance(place, str | bytes | os.PathLike):
        # A name that is no valid Unicode cannot be printed.
        return f"„{os.fsencode(place).decode('utf-8', 'replace')}“"
    return str(place)
