"""MkDocs plugin: hands finished pages to MkDocs through its public hooks; holds no logic."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.search.pagefind import index_site
from impulswerk.exports.typeset.printing import nobody
from impulswerk.model.problems import Problem, errors
from impulswerk.pages.page import PlannedPage
from impulswerk.permanence.edition import configured, read_publication
from impulswerk.permanence.frozen import NO_PAST, Past
from impulswerk.permanence.publication import base_of
from impulswerk.rules.report.terminal import render
from impulswerk.rules.synonyms import WordGroup
from impulswerk.site.assets import frame_values, has_theme, printed, whole_site
from impulswerk.site.engine import Progress
from impulswerk.site.project import Project, load
from impulswerk.sources.folders import write_below


class Settings(Config):  # type: ignore[no-untyped-call]
    """The plugin needs no settings: content and structure come from the sources."""


class ImpulswerkPlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]
    """Adds the generated pages to a MkDocs build."""

    # Set by whoever runs MkDocs as a library and has read the sources already.
    project: Project | None = None
    progress: Progress | None = None
    print_progress: Progress | None = None
    # Whether pictures and PDF files may come from earlier builds.
    is_kept = True
    # What printing and indexing the pages brought to light.
    found: list[Problem]
    _graph: Graph | None = None
    _synonyms: tuple[WordGroup, ...] = ()
    _past: Past = NO_PAST
    _is_serving = False
    _pages = 0
    _done = 0

    def __init__(self) -> None:
        self.found = []
        self._planned: dict[str, PlannedPage] = {}
        self._html: dict[str, str] = {}

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether a person is editing, in which case the site must keep answering."""
        del dirty
        self._is_serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Settle the addresses, as the operator's file knows them."""
        known = configured(_root(config))
        config.site_url = config.site_url or base_of(known["website.adresse"], "")
        for name in ("bearbeiten", "vorschlagen", "rueckmeldung"):
            config.extra[name] = config.extra.get(name) or known[f"plattform.{name}"]
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Check the sources while the last site still stands: MkDocs empties it after this."""
        project = self.project
        if project is None:
            project = load(_root(config))
            if project.problems:
                sys.stderr.write("\n" + render(project.problems, color=sys.stderr.isatty()))
        is_broken = project.graph is None or bool(errors(project.problems))
        if is_broken and (not self._is_serving or (project.graph or self._graph) is None):
            raise Abort("Die Quellen enthalten Fehler; die Website bleibt, wie sie ist.")
        # Under `serve` an exception would leave every request hanging: go on with what is valid.
        self._graph = project.graph or self._graph
        self._synonyms = project.synonyms
        self._past = project.past

    @event_priority(100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Put every page into MkDocs' list of files, and every other file where it belongs."""
        assert self._graph is not None
        # The theme's templates are our own: its scripts, styles and pictures would lie unused.
        ours = {config.docs_dir, config.theme.custom_dir}
        for file in list(files):
            if file.generated_by is None and file.src_dir not in ours and config.theme.custom_dir:
                files.remove(file)
        root, site = _root(config), Path(config.site_dir)
        config.extra.update(frame_values(root, self._graph))
        # MkDocs keeps one plugin for all builds of a process: nothing may be left of the last one.
        self.found = []
        publication = read_publication(root, config.site_url or "")
        if not self._is_serving:  # while somebody is writing, the site must be quick
            progress = self.print_progress or nobody
            publication, self.found = printed(
                root, self._graph, publication, self._past, progress, is_kept=self.is_kept
            )
        found = whole_site(root, self._graph, publication, self._past, is_kept=self.is_kept)
        for path in found.paths:
            if existing := files.src_uris.get(path):
                files.remove(existing)
        for planned in found.pages:
            files.append(File.generated(config, planned.path, content=""))
        for other in found.files:
            # MkDocs need not know of them: nothing has to wait in memory.
            write_below(site, other.path, other.content)
        self._planned = {planned.path: planned for planned in found.pages}
        self._pages, self._done = len(files.documentation_pages()), 0
        return files

    def on_page_markdown(
        self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Make a page of ours: MkDocs shall convert nothing, and know what the theme asks for."""
        del config, files
        if planned := self._planned.get(page.file.src_uri):
            made = planned.make()
            page.meta, self._html[made.path] = dict(made.meta), made.html
            return ""
        return markdown

    def on_page_content(
        self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Hand over the page's own HTML."""
        del config, files
        return self._html.pop(page.file.src_uri, html)

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Tell whoever watches how far the build is."""
        del page, config
        self._done += 1
        if self.progress:
            self.progress(self._done, self._pages)
        return output

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Index the finished pages for the search."""
        if self._graph is not None and has_theme(_root(config)):
            self.found += index_site(Path(config.site_dir), self._graph, self._synonyms)
        if self.found and self.project is None:
            sys.stderr.write("\n" + render(self.found, color=sys.stderr.isatty()))
            if errors(self.found) and not self._is_serving:
                raise Abort("Die Suche oder die PDF-Dateien ließen sich nicht bauen.")


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).resolve().parent
