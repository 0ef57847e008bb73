"""The engine that needs no other: Jinja and the project's own templates frame the pages.

It gives what MkDocs gives, byte for byte: the referee for the way through MkDocs, and the way out
on the day when MkDocs or Material are no more. Of mkdocs.yml it reads name, description, address
and `extra`.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import yaml
from jinja2 import Environment, FileSystemLoader, pass_context
from jinja2.runtime import Context

from impulswerk import urls
from impulswerk.assets import THEME_FOLDER, has_theme, printed, whole_site
from impulswerk.edition import configured, edition_words, read_publication
from impulswerk.engine import Built, Progress
from impulswerk.exports.typeset.printing import nobody
from impulswerk.folders import files_below, write_below
from impulswerk.pages.page import Page
from impulswerk.problems import Problem, Span
from impulswerk.project import Project
from impulswerk.publication import base_of
from impulswerk.search.pagefind import index_site
from impulswerk.sources import CONFIG_FILE, DOCS_FOLDER

_MISSING_PAGE = "404.html"
_LOOKED_FOR = ".well-known/"


def build_pages(
    root: Path,
    target: Path,
    project: Project,
    progress: Progress,
    print_progress: Progress | None = None,
    *,
    is_kept: bool = True,
) -> Built:
    """Fill the empty folder `target`; see `BuildPages`."""
    if not has_theme(root):
        fix = "Bauen Sie mit „--engine mkdocs“, oder legen Sie dort Vorlagen an."
        message = f"Ohne Vorlagen in {THEME_FOLDER}/ gibt es keinen Rahmen für die Seiten."
        return Built("/", [Problem(Span(CONFIG_FILE), "bau-warnung", message, fix=fix)])
    assert project.graph is not None
    config = _config(root)
    publication, problems = printed(
        root,
        project.graph,
        read_publication(root, config["site_url"]),
        project.past,
        print_progress or nobody,
        is_kept=is_kept,
    )
    site = whole_site(root, project.graph, publication, project.past, is_kept=is_kept)
    for name in _copied(root / DOCS_FOLDER):
        write_below(target, name, (root / DOCS_FOLDER / name).read_bytes())
    for file in site.files:
        write_below(target, file.path, file.content)
    environment = Environment(
        loader=FileSystemLoader(root / THEME_FOLDER),
        autoescape=False,
        auto_reload=False,
    )
    environment.filters["url"] = _url
    frame = environment.get_template("main.html")
    for done, planned in enumerate(site.pages, 1):
        page = _shown(planned.make(), config["site_url"])
        html = frame.render(config=config, page=page)
        write_below(target, f"{page['url']}index.html", html.encode())
        progress(done, len(site.pages))
    base = urlsplit(config["site_url"] or "/").path or "/"
    missing = environment.get_template(_MISSING_PAGE).render(config=config, page=None, base=base)
    write_below(target, _MISSING_PAGE, missing.encode())
    problems += index_site(target, project.graph, project.synonyms)
    return Built(base, problems)


def _config(root: Path) -> dict[str, Any]:
    """What the templates may ask for, as the plugin hands it to MkDocs."""
    given: dict[str, Any] = yaml.load((root / CONFIG_FILE).read_bytes(), _Loader)
    known = configured(root)
    extra = dict(given.get("extra") or {})
    extra["fassung_datum"] = edition_words(root)
    for name in ("bearbeiten", "vorschlagen", "rueckmeldung"):
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


def _copied(docs: Path) -> Iterator[str]:
    """Files of docs/ that are published as they are."""
    theme = f"{Path(THEME_FOLDER).name}/"
    for name in files_below(docs):
        is_hidden = any(part.startswith(".") for part in name.split("/"))
        if name.startswith(_LOOKED_FOR) or not (
            is_hidden or name.startswith(theme) or name.endswith(".md")
        ):
            yield name


def _shown(page: Page, site_url: str) -> dict[str, Any]:
    """A page as the templates know it."""
    address = urls.address(page.path)
    return {
        "meta": page.meta,
        "title": page.meta.get("title", ""),
        "content": page.html,
        "url": address,
        "canonical_url": urljoin(site_url, address) if site_url else None,
    }


@pass_context
def _url(context: Context, value: str) -> str:
    """An address below the site's root, as the page at hand has to spell it."""
    parts = urlsplit(value)
    if parts.scheme or parts.netloc or value.startswith(("/", "#")):
        return value
    if page := context["page"]:
        return urls.from_address(page["url"], value.removeprefix("./"))
    # A page that is shown at any address whatever.
    return posixpath.join(context["base"], value)
