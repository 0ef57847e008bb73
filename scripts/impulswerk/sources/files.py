"""Read the source tree from disk: the only place where impulses/ and docs/ are opened."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from impulswerk.model.problems import Problem, Span
from impulswerk.sources.decode import max_bytes, too_large
from impulswerk.sources.machine import SettingError

CONFIG_FILE = "mkdocs.yml"
SOURCE_FOLDER = "impulses"
DOCS_FOLDER = "docs"
_RESTORE = f"Stellen Sie die Datei wieder her: git checkout {CONFIG_FILE}"
# Parts of docs/ that are not pages.
_NOT_PAGES = {"assets", "overrides"}


@dataclass
class Files:
    """Bytes by repository path (with `/`), and what could not be read."""

    content: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_files(root: Path) -> Files:
    """Every file below impulses/ and every Markdown page below docs/, sorted by path."""
    files = Files()
    for folder in (SOURCE_FOLDER, DOCS_FOLDER):
        top = root / folder
        if not top.is_dir():
            if folder == SOURCE_FOLDER:
                files.problems.append(
                    Problem(
                        Span(f"{folder}/"),
                        "datei-fehlt",
                        f"Den Ordner „{folder}/“ gibt es hier nicht.",
                        fix="Rufen Sie den Befehl im Ordner des Projekts auf.",
                    )
                )
            continue
        for parent, folders, names in os.walk(top):
            here = Path(parent)
            if folder == DOCS_FOLDER:
                folders[:] = [name for name in folders if here != top or name not in _NOT_PAGES]
                names[:] = [name for name in names if name.endswith(".md")]
            else:
                # A linked folder, or one named like a file, would be skipped in silence.
                odd = [n for n in folders if (here / n).is_symlink() or n.endswith((".md", ".yml"))]
                names.extend(odd)
                folders[:] = [name for name in folders if name not in odd]
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                if not name.startswith("."):
                    _read(root, here / name, files)
    return files


def check_config(root: Path) -> None:
    """Raise SettingError where the site engine's settings cannot be read as such."""
    file = root / CONFIG_FILE
    try:
        # Tags may call for what only the engine has; nothing is imported for them here.
        settings = yaml.load(file.read_bytes(), yaml.BaseLoader)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f" in Zeile {mark.line + 1}" if mark else ""
        raise SettingError(f"{CONFIG_FILE} ist{place} kein gültiges YAML. {_RESTORE}") from error
    if not isinstance(settings, dict) or "site_name" not in settings:
        raise SettingError(f"In {CONFIG_FILE} fehlt mindestens „site_name: …“. {_RESTORE}")


def pages_only(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files that `read_files` would take, for sources that come from elsewhere than disk."""
    return {
        source: data
        for source, data in files.items()
        if not any(part.startswith(".") for part in source.split("/"))
        and (
            source.startswith(f"{SOURCE_FOLDER}/")
            or (source.endswith(".md") and source.split("/")[1] not in _NOT_PAGES)
        )
    }


def _read(root: Path, path: Path, files: Files) -> None:
    source = path.relative_to(root).as_posix()
    # A name that is no valid Unicode cannot be printed or linked; show what can be shown.
    source = source.encode("utf-8", "replace").decode("utf-8")
    here = Span(source)
    try:
        if path.is_symlink():
            target = path.readlink()
            files.problems.append(
                Problem(
                    here,
                    "symbolischer-verweis",
                    f"Die Datei ist nur ein Verweis auf „{target}“.",
                    allowed="eigenständige Dateien",
                    fix="Ersetzen Sie den Verweis durch die Datei selbst.",
                )
            )
            return
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            files.problems.append(_unreadable(here, "keine gewöhnliche Datei"))
            return
        if status.st_size > max_bytes(source):
            files.problems.append(too_large(source, status.st_size))
            return
        files.content[source] = path.read_bytes()
    except OSError as error:
        files.problems.append(_unreadable(here, _reason(error)))


def _unreadable(span: Span, reason: str) -> Problem:
    return Problem(
        span,
        "datei-unlesbar",
        f"Die Datei lässt sich nicht lesen ({reason}).",
        allowed="eine gewöhnliche Textdatei, die alle lesen dürfen",
        fix="Prüfen Sie Zugriffsrechte und Art der Datei.",
    )


def _reason(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "keine Leseberechtigung"
    if isinstance(error, FileNotFoundError):
        return "nicht gefunden"
    return "Fehler des Datenträgers"
