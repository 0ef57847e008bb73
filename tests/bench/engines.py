"""Site engines to compare with: each gets the same Markdown pages in the form it wants them."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.tools import NODE

HERE = Path(__file__).parent
# Where the programs are that only this comparison needs; see tests/setup --compare.
PROGRAMS = HERE.parent.parent / "build" / "bench" / "bin"
ELEVENTY = HERE / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"

# A frame of our own size: title, main menu, text. Engines measured with it do the least there is.
_SECTIONS = ("impulse", "treiber", "handlungsfelder", "zielgruppen", "matrix", "ueber")
_MENU = "".join(f'<li><a href="/{name}/">{name}</a></li>' for name in _SECTIONS)
_FRAME = (
    '<!doctype html>\n<html lang="de"><head><meta charset="utf-8"><title>%s</title>\n'
    '<meta name="description" content="%s"></head>\n'
    f"<body><nav><ul>{_MENU}</ul></nav><main>%s</main></body></html>\n"
)


@dataclass(frozen=True)
class Engine:
    """An engine under measurement.

    `prepare` turns the staged tree (first argument) into a project (second); `command` builds it
    there into the folder `site`. `is_there` says whether the engine is installed.
    """

    name: str
    prepare: Callable[[Path, Path], None]
    command: tuple[str, ...]
    is_there: Callable[[], bool]


def _pages(staged: Path) -> list[Path]:
    docs = staged / "docs"
    paths = (path.relative_to(docs) for path in docs.rglob("*.md"))
    return sorted(path for path in paths if path.parts[0] != "overrides")


def _copy(staged: Path, target: Path, *, index: str = "index.md") -> None:
    for path in _pages(staged):
        copy = target / path.with_name(index if path.name == "index.md" else path.name)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(staged / "docs" / path, copy)


def material(staged: Path, target: Path) -> None:
    """Material as it comes, with its search, and every page in the navigation."""
    _copy(staged, target / "docs")
    sections: dict[str, list[str]] = {}
    for path in _pages(staged):
        sections.setdefault(path.parts[0] if len(path.parts) > 1 else "", []).append(str(path))
    nav = [*sections.pop("", []), *({name: paths} for name, paths in sections.items())]
    config = {
        "site_name": "Vergleich",
        "theme": {"name": "material", "language": "de", "font": False},
        "markdown_extensions": ["footnotes", "tables", "toc", "pymdownx.superfences"],
        "nav": nav,
    }
    (target / "mkdocs.yml").write_text(json.dumps(config, ensure_ascii=False), "utf-8")


def hugo(staged: Path, target: Path) -> None:
    """Hugo with a frame of our own."""
    _copy(staged, target / "content", index="_index.md")
    (target / "hugo.toml").write_text(
        'baseURL = "https://vergleich.example/"\nlanguageCode = "de"\ntitle = "Vergleich"\n'
        'disableKinds = ["taxonomy", "term", "rss", "sitemap"]\n'
        "[markup.goldmark.renderer]\nunsafe = true\n"
    )
    layouts = target / "layouts" / "_default"
    layouts.mkdir(parents=True)
    for name in ("single", "list"):
        fields = ("{{ .Title }}", "{{ .Description }}", "{{ .Content }}")
        (layouts / f"{name}.html").write_text(_FRAME % fields)


def eleventy(staged: Path, target: Path) -> None:
    """Eleventy with the same frame."""
    _copy(staged, target / "inhalt")
    frame = target / "inhalt" / "_includes"
    frame.mkdir()
    fields = ("{{ title }}", "{{ description }}", "{{ content }}")
    (frame / "rahmen.html").write_text(_FRAME % fields)
    (target / "inhalt" / "inhalt.11tydata.json").write_text('{"layout": "rahmen.html"}')
    (target / "eleventy.config.js").write_text(
        "module.exports = (config) => ({\n"
        '  dir: { input: "inhalt", output: "site" },\n'
        '  templateFormats: ["md"], markdownTemplateEngine: false, htmlTemplateEngine: "liquid",\n'
        "});\n"
    )


def _installed(name: str) -> Callable[[], bool]:
    return (PROGRAMS / name).exists


ENGINES = (
    Engine(
        "MkDocs + Material, every page in the navigation",
        material,
        (sys.executable, "-m", "mkdocs", "build", "--quiet"),
        lambda: True,
    ),
    Engine(
        "Zensical, the same configuration",
        material,
        (str(PROGRAMS / "zensical"), "build", "--clean"),
        _installed("zensical"),
    ),
    Engine(
        "Hugo, minimal theme",
        hugo,
        (str(PROGRAMS / "hugo"), "--destination", "site", "--quiet"),
        _installed("hugo"),
    ),
    Engine(
        "Eleventy, minimal theme",
        eleventy,
        (str(NODE), str(ELEVENTY), "--quiet"),
        ELEVENTY.exists,
    ),
)
