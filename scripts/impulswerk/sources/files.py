"""Read the source tree from disk: the only place where impulses/ and docs/ are opened."""

import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from impulswerk.model.problems import Problem, Span
from impulswerk.sources import drawing
from impulswerk.sources.decode import max_bytes, too_large
from impulswerk.sources.folders import SOURCE_FOLDER
from impulswerk.sources.machine import SettingError
from impulswerk.text.slugs import SLUG

CONFIG_FILE = "mkdocs.yml"
DOCS_FOLDER = "docs"
_RESTORE = f"Stellen Sie die Datei wieder her: git checkout {CONFIG_FILE}"
# Parts of docs/ that are not pages: what pages load, what others look for there, the templates.
_ASSETS, _LOOKED_FOR, _THEME = "assets", ".well-known", "overrides"
_NOT_PAGES = {_ASSETS, _LOOKED_FOR, _THEME}
# What may lie in assets/. Other kinds are dropped there by mistake, or are pages by another name.
_ASSET_KINDS = (
    *("avif", "css", "gif", "ico", "jpg", "js", "json", "mp4", "pdf", "png", "svg", "txt", "vtt"),
    *("webm", "webp", "woff2"),
)
_PAGE_NAME = re.compile(rf"(?:{SLUG}/)*{SLUG}\.md")
_FILE_NAME = re.compile(r"(?:[a-z0-9]+(?:[-_.][a-z0-9]+)*/)*[a-z0-9]+(?:[-_.][a-z0-9]+)*")


@dataclass
class Files:
    """Bytes by repository path (with `/`), and what could not be read."""

    content: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_files(root: Path) -> Files:
    """Every file below impulses/ and every Markdown page below docs/, sorted by path.

    Whatever else lies there, and is not meant for readers, is a problem: it would go online.
    """
    files = Files()
    for folder in (SOURCE_FOLDER, DOCS_FOLDER):
        top = root / folder
        if top.is_dir() or top.is_symlink():
            for path in _below(top):
                _take(root, path, files)
        else:
            files.problems.append(
                Problem(
                    Span(f"{folder}/"),
                    "datei-fehlt",
                    f"Den Ordner „{folder}/“ gibt es hier nicht.",
                    fix="Rufen Sie den Befehl im Ordner des Projekts auf.",
                )
            )
    home = f"{DOCS_FOLDER}/index.md"
    if (root / DOCS_FOLDER).is_dir() and home not in files.content and not files.problems:
        files.problems.append(
            Problem(
                Span(home),
                "datei-fehlt",
                "Die Website hat keine Startseite.",
                fix="Stellen Sie die Datei wieder her.",
            )
        )
    files.problems += _homeless(root, files.content)
    return files


def published_as_is(root: Path) -> Iterator[str]:
    """Names below docs/ of the files that are published as they are."""
    top = root / DOCS_FOLDER
    for folder in (_LOOKED_FOR, _ASSETS):
        for path in _below(top / folder):
            name = path.relative_to(top).as_posix()
            if path.is_file() and not path.is_symlink() and not _misplaced(f"docs/{name}"):
                yield name


def _below(place: Path) -> Iterator[Path]:
    """Every file in a folder, what is hidden aside; links, and folders named like files, as such.

    A folder that cannot be read is one of them, too.
    """
    if place.is_symlink() or not place.is_dir() or place.suffix in {".md", ".yml"}:
        if place.is_symlink() or place.exists():
            yield place
        return
    try:
        found = sorted(place.iterdir())
    except OSError:
        yield place
        return
    for path in found:
        is_hidden = path.name.startswith(".")
        if not is_hidden or (path.name == _LOOKED_FOR and place.name == DOCS_FOLDER):
            yield from _below(path)


def read_config(root: Path) -> dict[str, Any]:
    """The site engine's settings as they are written, all as texts; raises OSError, SettingError.

    Tags may call for what only the engine has: none is followed, nothing is imported.
    """
    try:
        settings = yaml.load((root / CONFIG_FILE).read_bytes(), yaml.BaseLoader)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f" in Zeile {mark.line + 1}" if mark else ""
        raise SettingError(f"{CONFIG_FILE} ist{place} kein gültiges YAML. {_RESTORE}") from error
    if not isinstance(settings, dict) or "site_name" not in settings:
        raise SettingError(f"In {CONFIG_FILE} fehlt mindestens „site_name: …“. {_RESTORE}")
    return settings


def pages_only(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files that `read_files` would take, for sources that come from elsewhere than disk."""
    return {
        source: data
        for source, data in files.items()
        if not any(part.startswith(".") for part in source.split("/"))
        and (source.startswith(f"{SOURCE_FOLDER}/") or _is_page(source))
    }


def _take(root: Path, path: Path, files: Files) -> None:
    """Read a source, or say what is wrong with whatever else it is."""
    # A name that is no valid Unicode cannot be printed or linked; show what can be shown.
    source = _printable(path.relative_to(root).as_posix())
    here = Span(source)
    try:
        if path.is_symlink():
            files.problems.append(
                Problem(
                    here,
                    "symbolischer-verweis",
                    f"Die Datei ist nur ein Verweis auf „{_printable(str(path.readlink()))}“.",
                    allowed="eigenständige Dateien",
                    fix="Ersetzen Sie den Verweis durch die Datei selbst.",
                )
            )
            return
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            # A folder comes here only if it is named like a file or cannot be looked into.
            is_closed = stat.S_ISDIR(status.st_mode) and not os.access(path, os.R_OK | os.X_OK)
            reason = "keine Leseberechtigung" if is_closed else "keine gewöhnliche Datei"
            files.problems.append(_unreadable(here, reason))
            return
        if source.startswith(f"{DOCS_FOLDER}/"):
            problem = _misplaced(source)
            if problem is None and source.endswith(".svg"):
                problem = _drawn(here, path.read_bytes())
            if problem:
                files.problems.append(problem)
            if problem or not _is_page(source):
                return
        if status.st_size > max_bytes(source):
            files.problems.append(too_large(source, status.st_size))
            return
        files.content[source] = path.read_bytes()
    except OSError as error:
        files.problems.append(_unreadable(here, _reason(error)))


def _is_page(source: str) -> bool:
    return source.endswith(".md") and source.split("/")[1] not in _NOT_PAGES


def _misplaced(source: str) -> Problem | None:
    """What keeps a file of docs/ from being published, by its name."""
    folder, name = source.split("/")[1], source.partition("/")[2]
    if folder in {_THEME, _LOOKED_FOR}:
        return None
    if source.endswith(".md") and folder != _ASSETS:
        pattern, kind = _PAGE_NAME, "seite.md"
    elif folder == _ASSETS and "/" in name and name.rpartition(".")[2] in _ASSET_KINDS:
        pattern, kind = _FILE_NAME, "assets/bild.png"
    else:
        return Problem(
            Span(source),
            "fremde-datei",
            "Diese Datei ist keine Seite und ginge trotzdem online.",
            allowed=f"Seiten (.md); in docs/assets/ Dateien mit {', '.join(_ASSET_KINDS)}",
            fix="Nehmen Sie die Datei aus docs/ heraus. Soll sie auf die Website, gehört sie nach "
            "docs/assets/.",
        )
    if pattern.fullmatch(name):
        return None
    return Problem(
        Span(source),
        "dateiname",
        "Der Dateiname folgt nicht dem Muster.",
        allowed=f"{kind}: Kleinbuchstaben a–z, Ziffern, Bindestriche",
        fix="Benennen Sie die Datei um; aus dem Namen wird die Adresse der Seite.",
    )


def _drawn(here: Span, data: bytes) -> Problem | None:
    reason = drawing.unwanted(data)
    if not reason:
        return None
    return Problem(
        here,
        "aktives-html",
        f"Die Zeichnung enthält {reason}.",
        allowed="Formen, Farben und Text",
        fix="Speichern Sie sie noch einmal, als „einfaches“ oder „optimiertes“ SVG, oder als PNG.",
    )


def _homeless(root: Path, sources: Mapping[str, bytes]) -> Iterator[Problem]:
    """Pages of docs/ that mkdocs.yml does not know of: no menu and no check would find them."""
    try:
        settings = read_config(root)
    except (OSError, SettingError):
        return  # said by whoever needs the settings
    nav, elsewhere = settings.get("nav"), settings.get("not_in_nav", "")
    if nav is None:
        return
    known = {*_leaves(nav), *(line.strip().lstrip("/") for line in str(elsewhere).split("\n"))}
    for source in sources:
        name = source.removeprefix(f"{DOCS_FOLDER}/")
        if name != source and name not in known and not _is_elsewhere(name, sources):
            yield Problem(
                Span(source),
                "seite-ohne-platz",
                "Diese Seite steht noch nicht in mkdocs.yml unter „nav“.",
                fix=f"Ergänzen Sie dort eine Zeile, zum Beispiel: - Fragen: {name}",
            )


def _is_elsewhere(name: str, sources: Mapping[str, bytes]) -> bool:
    """Whether a page is in the folder of another language, which the menu does not know."""
    folder = name.partition("/")[0]
    return f"{SOURCE_FOLDER}/{folder}/woerter.yml" in sources


def menu(root: Path) -> Iterator[tuple[str, Span, str]]:
    """Every page that the menu of mkdocs.yml leads to, with its place and the line there."""
    lines = (root / CONFIG_FILE).read_text("utf-8").splitlines()
    for path in _leaves(read_config(root).get("nav")):
        at = (n for n, line in enumerate(lines) if line.strip(" -\"'").endswith(path))
        number = next(at, 0)
        col = max(0, lines[number].rfind(path))
        yield path, Span(CONFIG_FILE, number + 1, col + 1, len(path)), lines[number]


def _leaves(nav: object) -> Iterator[str]:
    """Every path that a menu of mkdocs.yml leads to."""
    if isinstance(nav, dict | list):
        for entry in nav.values() if isinstance(nav, dict) else nav:
            yield from _leaves(entry)
    elif isinstance(nav, str):
        yield nav


def _printable(name: str) -> str:
    return name.encode("utf-8", "replace").decode("utf-8")


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
