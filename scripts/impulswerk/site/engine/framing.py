"""What engines share that only frame: everything else of the site is written here.

Such an engine is a function that frames the pages; `build_around` makes an engine of it.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.search.pagefind import index_site
from impulswerk.exports.typeset.printing import Progress
from impulswerk.model.problems import Problem, Span
from impulswerk.pages.page import PlannedPage
from impulswerk.pages.plan import languages
from impulswerk.permanence.edition import configured, read_publication
from impulswerk.permanence.publication import Publication, base_of
from impulswerk.site.assembly import Project
from impulswerk.site.assets import THEME_FOLDER, frame_values, has_theme, printed, whole_site
from impulswerk.site.engine import Built, Options
from impulswerk.sources.files import CONFIG_FILE, DOCS_FOLDER, published_as_is
from impulswerk.sources.folders import write_below

# The template of all pages, and the page that is shown where there is none.
PAGE_TEMPLATE = "main.html"
MISSING_PAGE = "404.html"


@dataclass(frozen=True)
class Framing:
    """What there is to frame, and where to put it.

    `theme` is the folder of the templates, `settings` what they know as `config`, `base` the path
    under which the site will be published.
    """

    theme: Path
    target: Path
    settings: dict[str, Any]
    base: str
    pages: Sequence[PlannedPage]
    progress: Progress


# Writes each page and `MISSING_PAGE` into the target; returns what went wrong.
Frame = Callable[[Framing], list[Problem]]


def build_around(
    root: Path,
    target: Path,
    project: Project,
    options: Options,
    *,
    frame: Frame,
) -> Built:
    """Fill the empty folder `target`, with pages that `frame` writes; see `BuildPages`."""
    if not has_theme(root):
        fix = "Bauen Sie mit „--engine mkdocs“, oder legen Sie dort Vorlagen an."
        message = f"Ohne Vorlagen in {THEME_FOLDER}/ gibt es keinen Rahmen für die Seiten."
        return Built("/", [Problem(Span(CONFIG_FILE), "bau-warnung", message, fix=fix)])
    assert project.graph is not None
    settings = _settings(root, project.graph)
    publication, problems = printed(
        project.graph,
        read_publication(root, settings["site_url"]),
        project.past,
        options.keep,
        options.prints,
    )
    site = whole_site(root, project.graph, publication, project.past, options.keep)
    for name in published_as_is(root):
        write_below(target, name, (root / DOCS_FOLDER / name).read_bytes())
    for file in site.files:
        write_below(target, file.path, file.content)
    base = urlsplit(settings["site_url"] or "/").path or "/"
    framing = Framing(root / THEME_FOLDER, target, settings, base, site.pages, options.pages)
    if failed := frame(framing):
        return Built(base, [*problems, *failed])
    others = languages(project.graph, Publication())
    found = index_site(target, project.graph, project.synonyms, others)
    return Built(base, [*problems, *found])


def _settings(root: Path, graph: Graph) -> dict[str, Any]:
    """What the templates may ask for, as the plugin hands it to MkDocs."""
    given: dict[str, Any] = yaml.load((root / CONFIG_FILE).read_bytes(), _Loader)
    known = configured(root)
    extra = {**(given.get("extra") or {}), **frame_values(root, graph)}
    for name in ("bearbeiten", "vorschlagen"):
        extra[name] = extra.get(name) or known[f"plattform.{name}"]
    address = base_of(given.get("site_url") or known["website.adresse"], "")
    return {
        "site_name": given["site_name"],
        "site_description": given.get("site_description"),
        "site_url": address,
        "extra": extra,
    }


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml without importing what it names."""


def _environment_variable(loader: yaml.SafeLoader, node: yaml.Node) -> Any:
    """What `!ENV [NAME, …, default]` stands for."""
    assert isinstance(node, yaml.SequenceNode)
    *names, default = loader.construct_sequence(node)
    return next((os.environ[name] for name in names if name in os.environ), default)


_Loader.add_constructor("!ENV", _environment_variable)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda _loader, _name, _node: None)
