"""What the workshop loads into a browser: our program, the published sources, and a Python.

The Python is Pyodide, which `make runtime` brings. A site is built without it as well: its workshop
then says that nothing was checked.
"""

import ast
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from importlib import metadata
from pathlib import Path

import impulswerk
from impulswerk.pages.handwritten import BLOCKS
from impulswerk.pages.plan import SiteFile
from impulswerk.text.as_json import compact

FOLDER = "assets/werkstatt/"
PROGRAM = f"{FOLDER}programm.zip"
SOURCES = f"{FOLDER}quellen.json"
LICENCES = f"{FOLDER}lizenzen.txt"

# What the browser starts with.
ENTRY = "impulswerk.site.workbench"
# Packages from PyPI that the program needs there; all of them work as pure Python.
PACKAGES = ("babel", "markdown-it-py", "markupsafe", "mdurl", "pyyaml")

_OURS = Path(impulswerk.__file__).parent
# Where `make runtime` puts it: beside the program, whichever project is being built.
_RUNTIME = _OURS.parent / "browser"
_PYODIDE = _RUNTIME / "node_modules" / "pyodide"
_PARTS = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
_LOCK = "pyodide-lock.json"
# Tables, lists and words that our modules read.
_DATA = (".txt", ".yml", ".po")
# Nobody outside needs these facts, and some may not be published.
_KEPT_BACK = ("impulses/betreiber.yml",)
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def version() -> str:
    """The version of the runtime, or an empty text where there is none."""
    try:
        return str(json.loads((_PYODIDE / "package.json").read_bytes())["version"])
    except (OSError, ValueError, KeyError):
        return ""


def workshop_files(sources: Mapping[str, bytes], paths: Iterable[str]) -> Iterator[SiteFile]:
    """Every file that a browser loads to check a text; none where there is no runtime.

    `sources` are the published ones by repository path, `paths` the docs paths of the whole site.
    """
    if not version():
        return
    for name in _PARTS:
        yield SiteFile(FOLDER + name, (_PYODIDE / name).read_bytes)
    # It lists packages that could be loaded from elsewhere; we load none.
    yield SiteFile(FOLDER + _LOCK, _lock)
    yield SiteFile(PROGRAM, program)
    yield SiteFile(SOURCES, partial(surroundings, sources, [*paths]))
    yield SiteFile(LICENCES, licences)


def _lock() -> bytes:
    found = json.loads((_PYODIDE / _LOCK).read_bytes())
    return compact({**found, "packages": {}}).encode()


def surroundings(sources: Mapping[str, bytes], paths: Iterable[str]) -> bytes:
    """What a text is checked beside, as `Workbench.from_json` reads it."""
    files = {name: data.decode() for name, data in sources.items() if name not in _KEPT_BACK}
    return compact({"dateien": files, "bausteine": BLOCKS, "pfade": paths}).encode()


@cache
def program() -> bytes:
    """Our modules and the packages they need, as a ZIP file; the same for the same versions."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, path in sorted(contents().items()):
            info = zipfile.ZipInfo(name, _EARLIEST)
            info.external_attr = 0o644 << 16
            info.create_system = 3  # the same on every system
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, path.read_bytes())
    return buffer.getvalue()


def contents() -> dict[str, Path]:
    """File by its path in the program's ZIP."""
    found = dict(_packages())
    modules = set(_needed())
    for module in modules:
        found[module.relative_to(_OURS.parent).as_posix()] = module
    for folder in {module.parent for module in modules}:
        for data in folder.iterdir():
            if data.suffix in _DATA:
                found[data.relative_to(_OURS.parent).as_posix()] = data
    return found


def _needed() -> Iterator[Path]:
    """Files of our modules that are imported from `ENTRY` on, those within functions left out."""
    pending, seen = [ENTRY], set()
    while pending:
        name = pending.pop()
        if name in seen or name.partition(".")[0] != impulswerk.__name__:
            continue
        seen.add(name)
        place = _OURS.parent.joinpath(*name.split("."))
        file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
        if not file.is_file():
            continue  # a name in a module, not one of its own
        yield file
        pending.append(name.rpartition(".")[0])
        for node in ast.parse(file.read_bytes()).body:
            if isinstance(node, ast.Import):
                pending += [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                pending += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]


def _packages() -> Iterator[tuple[str, Path]]:
    """Python files and licences of the packages from PyPI, by their path in the ZIP file."""
    for package in PACKAGES:
        for file in metadata.files(package) or ():
            is_licence = file.name.lower().startswith(("license", "licence", "copying"))
            if file.suffix == ".py" or is_licence or file.name == "METADATA":
                yield file.as_posix(), Path(str(file.locate()))


def licences() -> bytes:
    """What the runtime consists of and who holds which rights in it, with the texts of licences."""
    folder = _OURS.parents[1] / "LICENSES"
    parts = [(_RUNTIME / "lizenzen.txt").read_text("utf-8").replace("{version}", version())]
    parts += [(folder / f"{name}.txt").read_text("utf-8") for name in ("MPL-2.0", "PSF-2.0")]
    return "\n\n".join(part.strip() for part in parts).encode() + b"\n"
