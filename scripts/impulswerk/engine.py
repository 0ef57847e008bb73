"""Run MkDocs as a library: build into a folder, or serve; its warnings come back as problems."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.commands.build import build
from mkdocs.commands.serve import serve
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from impulswerk.assets import cache_folder
from impulswerk.facts import SiteFacts
from impulswerk.lastbuild import LastBuild
from impulswerk.pagecache import Written
from impulswerk.pagework import is_cacheable
from impulswerk.plugin import ImpulswerkPlugin, Progress
from impulswerk.problems import Problem, Span
from impulswerk.project import Project
from impulswerk.sources import CONFIG_FILE


@dataclass(frozen=True)
class Built:
    """What MkDocs built.

    `base` is the path under which the site will be published (`/` or `/unterpfad/`), `problems` are
    what MkDocs warned of, `facts` what the check needs to know of pages, where it is known already.
    `tasks` is what was made of each task; `again` makes those named although they stand elsewhere.
    `left` are files of the search that stand there, too.
    """

    base: str
    problems: list[Problem]
    facts: SiteFacts = field(default_factory=SiteFacts)
    tasks: Mapping[str, Written] = field(default_factory=dict)
    again: Callable[[Iterable[str]], None] | None = None
    left: Sequence[str] = ()


class _Collector(logging.Handler):
    """Keeps what MkDocs and its extensions warn of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.problems: list[Problem] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.problems.append(
            Problem(
                Span(CONFIG_FILE),
                "bau-warnung",
                f"MkDocs meldet: {record.getMessage()}",
                fix="Suchen Sie den genannten Namen in mkdocs.yml und docs/.",
            )
        )


def build_pages(
    root: Path,
    target: Path,
    project: Project,
    progress: Progress,
    print_progress: Progress | None = None,
    *,
    is_cached: bool,
    before: LastBuild | None = None,
) -> Built:
    """Let MkDocs build the artifacts of `project` into the empty folder `target`.

    What is as it was `before` is left out, if that is known.

    `progress` is called with pages done and pages in all, `print_progress` with PDF files. Unless
    `is_cached`, everything is made anew, page after page, as plain MkDocs does it; the outcome is
    the same.
    """
    collector = _Collector()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(collector)
    built = Built("/", collector.problems)
    propagates, logger.propagate = logger.propagate, False
    try:
        config = load_config(str(root / CONFIG_FILE), site_dir=str(target))
        plugin = config.plugins["impulswerk"]
        assert isinstance(plugin, ImpulswerkPlugin)
        plugin.project, plugin.progress = project, progress
        plugin.print_progress = print_progress
        plugin.cache = cache_folder(root) if is_cached else None
        plugin.is_kept = is_cached
        # MkDocs keeps one plugin for all builds of a process: nothing may be left of the last one.
        plugin.written, plugin.facts = (before.tasks, before.facts) if before else ({}, SiteFacts())
        plugin.standing, plugin.again = before.site if before else None, None
        plugin.finished, plugin.left = before.files if before else (), ()
        config.plugins.on_startup(command="build", dirty=False)
        with _without_notice():
            # A build that MkDocs calls dirty asks each file whether it has to be written.
            build(config, dirty=is_cached and is_cacheable(config))
        config.plugins.on_shutdown()
        collector.problems += plugin.found
        base = urlsplit(config.site_url or "/").path or "/"
        facts, tasks = plugin.facts, plugin.written
        built = Built(base, collector.problems, facts, tasks, plugin.again, plugin.left)
    except MkDocsException as error:
        collector.handle(logging.makeLogRecord({"levelno": logging.ERROR, "msg": str(error)}))
    finally:
        logger.removeHandler(collector)
        logger.propagate = propagates
    return built


def serve_pages(root: Path, address: str) -> None:
    """Serve the site with live reload until interrupted; only what changed is made anew."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    # MkDocs makes the plugin itself here, and one for all builds.
    ImpulswerkPlugin.cache = cache_folder(root)
    with _without_notice():
        serve(str(root / CONFIG_FILE), dev_addr=address, build_type="dirty")


@contextmanager
def _without_notice() -> Iterator[None]:
    """Leaves out MkDocs' warning of what a dirty build does with files it knows nothing of."""

    def is_other(record: logging.LogRecord) -> bool:
        return not str(record.msg).startswith("A 'dirty' build")

    logger = logging.getLogger("mkdocs.commands.build")
    logger.addFilter(is_other)
    try:
        yield
    finally:
        logger.removeFilter(is_other)
