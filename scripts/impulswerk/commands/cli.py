"""The command `impuls`: which commands there are, and how it speaks German."""

import argparse
import gc
import re
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any, NoReturn, Protocol, cast

from impulswerk.commands.console import CLEAN, PROBLEMS, USAGE, fail
from impulswerk.model.tables import TableError
from impulswerk.sources import machine
from impulswerk.sources.files import CONFIG_FILE, read_config

# Each is the module of this name in `commands`, in the order of the help.
COMMANDS = {
    "check": "Quellen prüfen, ohne zu bauen",
    "build": "Website bauen, prüfen und erst dann austauschen",
    "serve": "Website beim Schreiben ansehen; sie lädt sich von selbst neu",
    "report": "Zeigen, was eine Änderung gegenüber einem früheren Stand bewirkt",
    "fmt": "Quellen in ihre übliche Form bringen, ohne den Sinn zu ändern",
    "abgleich": "Entwürfe mit dem Papier vergleichen und Zitate prüfen",
    "link": "Links zu Impulsen in einen Text setzen",
    "links": "Adressen der Quellen aufrufen und tote nennen; nur von Hand, nie beim Bauen",
    "permalinks": "Neue Adressen in das Verzeichnis der dauerhaften eintragen",
    "uebersetzt": "Vermerken, dass Übersetzungen zum deutschen Text von heute passen",
    "init": "Neues Projekt anlegen, für ein anderes Papier mit anderen Treibern",
    "new": "Neuen Impuls mit der nächsten Nummer anlegen",
    "explain": "Eine Prüfregel erklären",
}


# These need no project.
_ANYWHERE = {"explain", "init"}


class _Command(Protocol):
    """What a module in `commands` offers: an example shows how it is called."""

    EXAMPLE: str

    def arguments(self, parser: argparse.ArgumentParser, /) -> None: ...

    def run(self, root: Path, options: argparse.Namespace, /) -> int: ...


# What argparse says, and what we say.
_FAULTS = {
    ".* required: BEFEHL": "Es fehlt ein Befehl.",
    ".* required: (.*)": "Es fehlt eine Angabe: {}",
    "unrecognized arguments: (.*)": "Diese Angabe ist unbekannt: {}",
    r"argument (.*): invalid choice: (.*) \(.*? from (.*)\)": "{0}: „{1}“ gibt es nicht, nur {2}",
    "argument (.*): invalid .* value: '(.*)'": "„{1}“ passt nicht zu {0}.",
    "argument (.*): expected .* arguments?": "Hinter {} fehlt eine Angabe.",
    "argument (.*): ignored explicit argument '(.*)'": "{} steht allein: „{}“ ist zu viel.",
    "argument (.*): not allowed with argument (.*)": "{} und {} gehen nicht zusammen.",
    "ambiguous option: (.*) could match (.*)": "{} ist nicht eindeutig. Gemeint sein kann: {}",
}


class _Parser(argparse.ArgumentParser):
    """Speaks German when it is called in a way it does not understand."""

    def __init__(self, **options: Any) -> None:
        raw = argparse.RawDescriptionHelpFormatter  # an example is one line
        super().__init__(**options, add_help=False, formatter_class=raw)
        self.add_argument("-h", "--help", action="help", help="diese Hilfe zeigen")

    def error(self, message: str) -> NoReturn:
        if found := re.match("argument BEFEHL: invalid choice: '(.*?)' ", message):
            close = get_close_matches(found[1], COMMANDS, n=1)
            message = f"Den Befehl „{found[1]}“ gibt es nicht."
            message += f" Meinten Sie „{close[0]}“?" if close else ""
        for english, german in _FAULTS.items():
            if found := re.fullmatch(english, message):
                message = german.format(*(part.replace("'", "") for part in found.groups()))
        self.exit(USAGE, f"{message}\n\n{self.format_help()}")

    def format_help(self) -> str:
        text = super().format_help()
        for english, german in (
            ("usage:", "Aufruf:"),
            ("positional arguments:", "Angaben:"),
            ("options:", "Optionen:"),
        ):
            text = text.replace(english, german)
        return text


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns 0 clean, 1 problems, 2 wrong usage.

    Whatever the machine does not allow, wherever that comes to light, is told here.
    """
    machine.prepare_streams()
    try:
        code = _run(sys.argv[1:] if arguments is None else arguments)
        # What is still to be written may find no room.
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader (less, head) has seen enough.
        code = CLEAN
    except (machine.SettingError, TableError) as error:
        code = fail(str(error))
    except Exception as error:
        print(machine.fault(error) or machine.own_fault(error), file=sys.stderr)
        code = PROBLEMS
    machine.silence_output()
    return code


def _run(given: Sequence[str]) -> int:
    options = parser(given).parse_args(given)
    # Sources and pages live as long as the command: looking through them again and again for
    # garbage finds none.
    gc.set_threshold(100_000, 20, 20)
    root = Path.cwd()
    if options.command in _ANYWHERE:
        return _command(options.command).run(root, options)
    if not (root / CONFIG_FILE).is_file():
        return fail(f"Hier gibt es keine {CONFIG_FILE}. Rufen Sie impuls im Projektordner auf.")
    # `explain` needs none of what this imports.
    from impulswerk.permanence.edition import settle  # noqa: PLC0415

    read_config(root)
    settle(root)
    return _command(options.command).run(root, options)


def parser(given: Sequence[str]) -> argparse.ArgumentParser:
    """The command line, with the options of the commands that are `given`."""
    found = _Parser(
        prog="impuls",
        description="Impulse prüfen, bauen und anlegen.",
        epilog="Beispiel: impuls check",
    )
    found.add_argument(
        "--version",
        action="version",
        version=f"impuls {version('impulswerk')}",
        help="Fassung des Programms zeigen",
    )
    subparsers = found.add_subparsers(dest="command", required=True, metavar="BEFEHL")
    for name, text in COMMANDS.items():
        sub = subparsers.add_parser(name, help=text, description=text)
        # What a command needs may take longer to import than another one to run.
        if name in given:
            command = _command(name)
            sub.epilog = f"Beispiel: {command.EXAMPLE}"
            command.arguments(sub)
    return found


def _command(name: str) -> _Command:
    return cast(_Command, import_module(f"impulswerk.commands.{name}"))
