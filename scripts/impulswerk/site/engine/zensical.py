"""The engine Zensical: a program of its own, which is handed finished pages and frames them.

It knows no plugins but its own and must not need this package: it gets a folder with a
configuration, the project's templates, and each page as nothing but front matter, in which the HTML
is one value more. As text of a page, it would read the HTML as Markdown and its links as seen from
another folder. Links that the templates make are spelled in its own way (`./impulse/`, `../..`);
everything else is as with the other engines.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from impulswerk.model import urls
from impulswerk.model.problems import Problem, Span
from impulswerk.pages.page import Page
from impulswerk.site.engine.framing import MISSING_PAGE, Framing, build_around
from impulswerk.sources.files import CONFIG_FILE
from impulswerk.sources.folders import write_below
from impulswerk.text.as_json import one_line

_PROGRAM = "zensical"
# A text in JSON, and what Zensical shows on a terminal beside words.
_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_LAST_LINES = 15


def _frame(framing: Framing) -> list[Problem]:
    """Lay everything out for Zensical, run it, and fetch the pages."""
    if find_spec(_PROGRAM) is None:
        fix = "Installieren Sie es: „.venv/bin/pip install -e .[zensical]“."
        return [_problem("Zensical ist nicht installiert.", fix)]
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        _lay_out(work, framing)
        # Whatever lies in the folder where somebody called us is no module of ours (-P).
        done = subprocess.run(
            [sys.executable, "-P", "-m", _PROGRAM, "build", "--strict"],
            cwd=work,
            env=os.environ | {"PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if done.returncode:
            lines = _COLOURS.sub("", done.stdout + done.stderr).strip().splitlines()
            said = "\n".join(lines[-_LAST_LINES:])
            return [_problem(f"Zensical ist gescheitert (Code {done.returncode}):\n{said}")]
        return _fetch(work / "site", framing)


build_pages = partial(build_around, frame=_frame)


def _lay_out(work: Path, framing: Framing) -> None:
    """Write the configuration and the pages; both are JSON, the part of YAML without riddles."""
    config = {name: value for name, value in framing.settings.items() if value} | {
        # Nothing of Zensical's own theme, which the name null says.
        "theme": {"name": None, "custom_dir": str(framing.theme), "font": False},
        "plugins": [],
        "markdown_extensions": [],
        "nav": [urls.HOME],
    }
    write_below(work, CONFIG_FILE, one_line(config).encode())
    for done, planned in enumerate(framing.pages, 1):
        page = planned.make()
        write_below(work / "docs", page.path, _front_matter(page).encode())
        framing.progress(done, len(framing.pages))


def _front_matter(page: Page) -> str:
    """The page as a file that is all front matter; the templates look for `html` there.

    Zensical looks for links of Markdown even here, and for files that they would lead to.
    """
    front = one_line({**page.meta, "html": page.html})
    hidden = _TEXT.sub(lambda text: text[0].replace("[", "\\u005b"), front)
    return f"---\n{hidden}\n---\n"


def _fetch(built: Path, framing: Framing) -> list[Problem]:
    """Take the pages and nothing else; one that Zensical did not write is a problem."""
    problems = []
    names = (f"{urls.address(page.path)}index.html" for page in framing.pages)
    for name in (*names, MISSING_PAGE):
        if (built / name).is_file():
            (framing.target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.move(built / name, framing.target / name)
        else:
            problems.append(_problem(f"Zensical hat die Seite „{name}“ nicht geschrieben."))
    return problems


def _problem(message: str, fix: str = "Bauen Sie ohne „--engine zensical“.") -> Problem:
    return Problem(Span(CONFIG_FILE), "bau-warnung", message, fix=fix)
