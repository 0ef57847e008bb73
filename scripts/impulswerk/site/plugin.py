"""MkDocs plugin: hands finished pages to MkDocs through its public hooks; holds no logic."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.search.pagefind import index_site
from impulswerk.model.problems import Problem, errors
from impulswerk.pages.page import PlannedPage
from impulswerk.pages.plan import languages
from impulswerk.permanence.edition import configured, read_publication
from impulswerk.permanence.frozen import NO_PAST, Past
from impulswerk.permanence.publication import Publication, base_of
from impulswerk.rules.report.terminal import render
from impulswerk.rules.synonyms import WordGroup
from impulswerk.site.assembly import Project
from impulswerk.site.assets import cache_folder, frame_values, has_theme, printed, whole_site
from impulswerk.site.engine import Options
from impulswerk.site.lastgood import LastGood, Shown
from impulswerk.site.project import load
from impulswerk.site.serving import Lookout, only_own_names, unfailing
from impulswerk.sources.files import published_as_is
from impulswerk.sources.folders import write_below
from impulswerk.sources.store import keep_in


class Settings(Config):  # type: ignore[no-untyped-call]
    """The plugin needs no settings: content and structure come from the sources."""


class ImpulswerkPlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]
    """Adds the generated pages to a MkDocs build."""

    # Set by whoever runs MkDocs as a library and has read the sources already.
    project: Project | None = None
    options: Options | None = None
    # What printing and indexing the pages brought to light.
    found: list[Problem]
    _graph: Graph | None = None
    _synonyms: tuple[WordGroup, ...] = ()
    _past: Past = NO_PAST
    _is_serving = False
    _last_good: LastGood | None = None
    _shown: Shown | None = None
    _lookout: Lookout | None = None
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
        config.site_url = base_of(config.site_url or known["website.adresse"], "")
        for name in ("bearbeiten", "vorschlagen"):
            config.extra[name] = config.extra.get(name) or known[f"plattform.{name}"]
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Check the sources while the last site still stands: MkDocs empties it after this."""
        project = self.project
        if project is None:
            if self._is_serving:
                self._last_good = self._last_good or LastGood(_root(config))
                now, self._shown = self._last_good.look()
                project = self._shown.project
            else:
                project = now = load(_root(config))
            if now.problems:
                sys.stderr.write("\n" + render(now.problems, color=sys.stderr.isatty()))
        is_broken = bool(errors(project.problems)) and not self._is_serving
        if project.graph is None or is_broken:
            raise Abort("Die Quellen enthalten Fehler; die Website bleibt, wie sie ist.")
        self._graph = project.graph
        self._synonyms = project.synonyms
        self._past = project.past

    @event_priority(100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Put every page into MkDocs' list of files, and every other file where it belongs."""
        assert self._graph is not None
        root, site = _root(config), Path(config.site_dir)
        config.extra.update(frame_values(root, self._graph))
        as_is = {*published_as_is(root)}
        for file in list(files):
            is_from_docs = file.src_dir == config.docs_dir
            # Of docs/ only what is meant to; where the templates are our own, nothing of the theme.
            if file.generated_by is None and (
                file.src_uri not in as_is if is_from_docs else config.theme.custom_dir
            ):
                files.remove(file)
        # MkDocs keeps one plugin for all builds of a process: nothing may be left of the last one.
        self.found = []
        publication = read_publication(root, config.site_url or "")
        options = self.options = self.options or Options(keep_in(cache_folder(root)))
        if not self._is_serving:  # while somebody is writing, the site must be quick
            publication, self.found = printed(
                self._graph, publication, self._past, options.keep, options.prints
            )
        found = whole_site(root, self._graph, publication, self._past, options.keep)
        for path in found.paths:
            if existing := files.src_uris.get(path):
                files.remove(existing)
        elsewhere = tuple(there.language.prefix for there in self._graph.in_other_languages)
        for planned in found.pages:
            # The menu of mkdocs.yml knows nothing of other languages.
            is_elsewhere = planned.path.startswith(elsewhere)
            place = InclusionLevel.NOT_IN_NAV if is_elsewhere else InclusionLevel.UNDEFINED
            files.append(File.generated(config, planned.path, content="", inclusion=place))
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
        """Tell whoever watches how far the build is, and whoever writes what to mend."""
        del config
        self._done += 1
        if self.options:
            self.options.pages(self._done, self._pages)
        return self._shown.with_notice(output, page.file.src_uri) if self._shown else output

    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str:
        """Say what to mend where a page is looked for that has never been good."""
        del config
        if self._shown and template_name == "404.html":
            return self._shown.with_notice(output_content)
        return output_content

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[[], None]
    ) -> LiveReloadServer:
        """Let the server answer whatever happens, and nobody else's name."""
        server.builder = unfailing(builder)
        app = server.get_app()
        assert app is not None
        server.set_app(only_own_names(app, config.dev_addr.host))
        places = [config.docs_dir, config.config_file_path, *config.watch]
        self._lookout = Lookout([Path(place) for place in places], server.watch, server.unwatch)
        return server

    def on_shutdown(self) -> None:
        """End what `on_serve` began."""
        if self._lookout:
            self._lookout.stop()

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Index the finished pages for the search."""
        if self._graph is not None and has_theme(_root(config)):
            others = languages(self._graph, Publication())
            found = index_site(Path(config.site_dir), self._graph, self._synonyms, others)
            # What is missing while a source is broken is no further mistake.
            self.found += [] if self._shown and self._shown.is_partial else found
        if self.found and self.project is None:
            sys.stderr.write("\n" + render(self.found, color=sys.stderr.isatty()))
            if errors(self.found) and not self._is_serving:
                raise Abort("Die Suche oder die PDF-Dateien ließen sich nicht bauen.")


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).resolve().parent
