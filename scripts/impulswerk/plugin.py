"""MkDocs plugin: hands the artifacts to MkDocs in memory; holds no logic of its own."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from impulswerk.assets import all_artifacts, has_theme, printed
from impulswerk.background import Background
from impulswerk.edition import configured, edition_words, read_publication
from impulswerk.exports.typeset.printing import nobody
from impulswerk.facts import SiteFacts, from_json
from impulswerk.fingerprints import Fingerprints, program
from impulswerk.frozen import NO_PAST, Past
from impulswerk.graph import Graph, edited
from impulswerk.keeping import Store
from impulswerk.memory import Memory
from impulswerk.pagecache import Written
from impulswerk.pages.rendering import prepare
from impulswerk.pagework import ArtifactFile, PageWork, is_cacheable
from impulswerk.problems import Problem, errors
from impulswerk.project import Project, forget, load
from impulswerk.publication import base_of
from impulswerk.report.terminal import render
from impulswerk.rules.synonyms import WordGroup
from impulswerk.search.pagefind import index_site
from impulswerk.workers import WorkerError

Progress = Callable[[int, int], None]

# Seconds between two looks at the sources, and what one more file adds to keep the load low.
_LOOK_EVERY, _LOOK_TIME = 0.1, 0.0001


class Settings(Config):  # type: ignore[no-untyped-call]
    """The plugin needs no settings: content and structure come from the sources."""


class ImpulswerkPlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]
    """Adds the generated pages to a MkDocs build."""

    # Set by whoever runs MkDocs as a library and has read the sources already.
    project: Project | None = None
    progress: Progress | None = None
    print_progress: Progress | None = None
    # Where parts of earlier builds are kept; None for a build from nothing, page after page.
    cache: Path | None = None
    # Whether even then pictures and the like may come from earlier builds.
    is_kept = True
    # What printing and indexing the pages brought to light.
    found: list[Problem]
    # What was made the last time, and where it stands if that is not the folder to build into.
    written: Mapping[str, Written]
    standing: Path | None = None
    # Files that stand finished there, and those of the search that were left out for that.
    finished: Collection[str] = ()
    left: Sequence[str] = ()
    # What the check of the site needs to know of pages, where it is known already.
    facts: SiteFacts
    # Puts what tasks make into the site, although it stands elsewhere.
    again: Callable[[Iterable[str]], None] | None = None
    _work: PageWork | None = None
    _later: PageWork | None = None
    _server: LiveReloadServer | None = None
    _edited: Collection[str] | None = None
    _graph: Graph | None = None
    _synonyms: tuple[WordGroup, ...] = ()
    _past: Past = NO_PAST
    _is_serving = False
    _pages = 0
    _done = 0

    def __init__(self) -> None:
        self.found, self.facts, self.written = [], SiteFacts(), {}
        self._memory, self._background, self._indexing = Memory(), Background(), Background()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether a person is editing, in which case the site must keep answering."""
        del dirty
        self._is_serving = command == "serve"
        prepare()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Settle date and addresses: of the last commit, and as the operator's file knows them."""
        config.extra["fassung_datum"] = edition_words(_root(config))
        known = configured(_root(config))
        config.site_url = config.site_url or base_of(known["website.adresse"], "")
        for name in ("bearbeiten", "vorschlagen", "rueckmeldung"):
            config.extra[name] = config.extra.get(name) or known[f"plattform.{name}"]
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Check the sources while the last site still stands: MkDocs empties it after this."""
        # What it did not come to is asked for again.
        self._background.stop()
        project = self.project
        if project is None or self._is_serving:
            project = load(_root(config), memory=self._memory if self._is_serving else None)
            if project.problems:
                sys.stderr.write("\n" + render(project.problems, color=sys.stderr.isatty()))
        is_broken = project.graph is None or bool(errors(project.problems))
        if is_broken and (not self._is_serving or (project.graph or self._graph) is None):
            raise Abort("Die Quellen enthalten Fehler; die Website bleibt, wie sie ist.")
        # Under `serve` an exception would leave every request hanging: go on with what is valid.
        before, self._graph = self._graph, project.graph or self._graph
        self._edited = None
        if self._is_serving and before and self._graph:
            self._edited = edited(before, self._graph)
        self._synonyms = project.synonyms
        self._past = project.past
        if not self._is_serving:
            forget()

    @event_priority(100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Put every artifact into MkDocs' list of files."""
        assert self._graph is not None
        # The theme's templates are our own: its scripts, styles and pictures would lie unused.
        ours = {config.docs_dir, config.theme.custom_dir}
        for file in list(files):
            if file.generated_by is None and file.src_dir not in ours and config.theme.custom_dir:
                files.remove(file)
        root = _root(config)
        # MkDocs keeps one plugin for all builds of a process: nothing may be left of the last one.
        self.found = []
        publication = read_publication(root, config.site_url or "")
        if not self._is_serving:  # while somebody is writing, the site must be quick
            progress = self.print_progress or nobody
            publication, self.found = printed(
                root, self._graph, publication, self._past, progress, is_kept=self.is_kept
            )
        artifacts = list(
            all_artifacts(root, self._graph, publication, self._past, is_kept=self.is_kept)
        )
        if self.cache and is_cacheable(config):
            self._work = PageWork(
                config,
                files,
                artifacts,
                fingerprints=Fingerprints(self._graph, publication),
                store=Store(self.cache),
                before=self.written,
                edited=self._edited,
            )
            return self._work.files
        for artifact in artifacts:
            existing = files.get_file_from_path(artifact.path)
            if existing:
                files.remove(existing)
            files.append(ArtifactFile(config, artifact))
        self._pages = len(files.documentation_pages())
        self._done = 0
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Make everything that can be made in any order, or be taken from an earlier build."""
        del config, files
        if self._work:
            self._pages, self._done = self._work.count, 0
            try:
                for done in self._work.run(nav):
                    for name, facts in done.facts.items():
                        self.facts.add(name, from_json(facts))
                    self._step()
            except WorkerError as error:
                raise Abort(str(error)) from error
            self._later = self._work if self._edited is not None else None
            self.written = self._work.written
            self.facts.keep_only(path for done in self.written.values() for path in done.paths)
            self.again = self._work.again
            self._work = None
        return nav

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Tell whoever watches how far the build is."""
        del page, config
        if not self._work:
            self._step()
        return output

    def _step(self) -> None:
        self._done += 1
        if self.progress:
            self.progress(self._done, self._pages)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Index the finished pages for the search."""
        graph, site = self._graph, Path(config.site_dir)
        if graph is None:
            return
        synonyms = self._synonyms
        store = Store(self.cache) if self.cache else None

        def index() -> list[Problem]:
            if not has_theme(_root(config)):
                return []
            problems, self.left = index_site(
                site,
                graph,
                synonyms,
                store,
                self._standing_pages(),
                standing=self.finished,
                program=program(),
            )
            return problems

        if self._later:
            later, self._later = self._later, None
            # Whoever is editing need not wait for files about everything and for the search.
            self._background.ask(lambda: self._follow(later, index))
            return
        self.found += index()
        if self._is_serving:
            self._keep_all_there_is()
        if self.found and self.project is None:
            self._tell()
            if errors(self.found) and not self._is_serving:
                raise Abort("Die Suche oder die PDF-Dateien ließen sich nicht bauen.")

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Look for changes more often than MkDocs does, unless there are very many files."""
        del builder
        from watchdog.observers.polling import PollingObserver  # noqa: PLC0415 — only to serve

        watched = [config.docs_dir, config.config_file_path]
        for path in watched:
            server.unwatch(path)
        sources = len(self._graph.impulses) if self._graph else 0
        server.observer = PollingObserver(timeout=_LOOK_EVERY + sources * _LOOK_TIME)
        for path in watched:
            server.watch(path)
        self._server = server
        return server

    def _standing_pages(self) -> dict[str, Path]:
        """Pages of the site, by file name, that stand in another folder."""
        if not self.standing:
            return {}
        standing = (done.paths for done in self.written.values() if done.is_standing)
        paths = (path for paths in standing for path in paths if path.endswith("index.html"))
        return {path: self.standing / path for path in paths}

    def _follow(self, later: PageWork, index: Callable[[], list[Problem]]) -> Iterator[None]:
        is_changed = False
        for is_other in later.follow():
            is_changed = is_changed or is_other
            yield
        if is_changed:
            self._reload()
        yield from later.rest()
        self._indexing.ask(lambda: self._index(index))

    def _index(self, index: Callable[[], list[Problem]]) -> Iterator[None]:
        try:
            self.found = index()
        except OSError:
            # Pages came and went meanwhile; the build that did it has asked for all this again.
            return
        self._tell()
        self._keep_all_there_is()
        yield

    def _reload(self) -> None:
        """Let browsers show pages that were made after MkDocs had told them to look."""
        if (server := self._server) is None:
            return
        with server._rebuild_cond, server._epoch_cond:
            # Otherwise a build is under way, which will tell them.
            if server._visible_epoch == server._wanted_epoch:
                server._visible_epoch += 1
                server._wanted_epoch = server._visible_epoch
                server._epoch_cond.notify_all()

    @staticmethod
    def _keep_all_there_is() -> None:
        """Spare the builds that follow looking for garbage among what stays; it takes a moment."""
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def _tell(self) -> None:
        if self.found:
            sys.stderr.write("\n" + render(self.found, color=sys.stderr.isatty()))


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).resolve().parent
