"""Let MkDocs render what changed, in several processes, and take everything else from before."""

from __future__ import annotations

import json
import logging
import os
import warnings
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import urlsplit

from mkdocs.commands.build import _build_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date

from impulswerk.conversion import Converter
from impulswerk.facts import facts_of
from impulswerk.fingerprints import Fingerprints, digest, program
from impulswerk.generate import Artifact
from impulswerk.keeping import Store
from impulswerk.pagecache import PageCache, Part, Written
from impulswerk.urls import PRESS_KIT
from impulswerk.workers import processors, spread

# What a template may show of the moment of the build beyond its day.
_MOMENT = "build_date_utc"
# Lists of more impulses take so long that who edits one should see it first.
_MANY = 150
# The press kit takes pictures and codes that other tasks draw and keep.
_LAST = (f"dateien {PRESS_KIT.partition('/')[0]}",)
# Settings that say where a site is built or shown, not what is in it.
_PLACES = ("config_file_path", "site_dir", "dev_addr")


class ArtifactFile(File):
    """A file whose content is made when MkDocs asks for it, and then forgotten."""

    is_written = False

    def __init__(self, config: MkDocsConfig, artifact: Artifact) -> None:
        super().__init__(artifact.path, None, config.site_dir, config.use_directory_urls)
        self.generated_by = "impulswerk"
        self._make = artifact.make

    @property
    def content_bytes(self) -> bytes:
        """The content, made now unless somebody has set it."""
        if self._content is None:
            return self._make()
        return self._content if isinstance(self._content, bytes) else self._content.encode()

    @content_bytes.setter
    def content_bytes(self, value: bytes) -> None:
        self._content = value

    @property
    def content_string(self) -> str:
        """The same as text."""
        return self.content_bytes.decode("utf-8-sig")

    @content_string.setter
    def content_string(self, value: str) -> None:
        self._content = value

    def copy_file(self, dirty: bool = False) -> None:
        """Write the content where it belongs."""
        if not (dirty and self.is_written):
            target = Path(self.abs_dest_path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(self.content_bytes)

    def is_modified(self) -> bool:
        """What MkDocs asks in a build that leaves out what is there already."""
        return not self.is_written


class AskedFiles(Files):
    """MkDocs' list of files, which remembers what pages wanted to know of it.

    `others` are artifacts by path that MkDocs need not know unless a page links to them.
    """

    def __init__(self, files: Files, config: MkDocsConfig, others: Mapping[str, Artifact]) -> None:
        super().__init__(files)
        self._config = config
        self._others = others
        self.asked: dict[str, str] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """The file at a path, or None; remembers the question and the answer."""
        name = PurePath(path).as_posix()
        found = self.src_uris.get(name)
        if found is None and name in self._others:
            found = ArtifactFile(self._config, self._others[name])
        self.asked[name] = _answer(found)
        return found

    def answer(self, name: str) -> str:
        """What `asked` would hold after asking for `name`."""
        if name in self._others and name not in self.src_uris:
            return _answer(ArtifactFile(self._config, self._others[name]))
        return _answer(self.src_uris.get(name))


def _answer(file: File | None) -> str:
    return f"{file.url} {file.inclusion.value}" if file else ""


@dataclass
class Task:
    """Artifacts that are made together; a bundle is made anew every time."""

    name: str
    artifacts: list[Artifact] = field(default_factory=list)

    @property
    def is_small(self) -> bool:
        """Whether it is about one impulse only."""
        return self.artifacts[0].number > 0

    @property
    def is_bundle(self) -> bool:
        """Whether these are files about everything, as opposed to a page or to one impulse."""
        return not self.is_small and not self.artifacts[0].path.endswith(".md")

    @property
    def is_named(self) -> bool:
        """Whether one need not make it to know what it depends on."""
        return self.is_small or self.artifacts[0].shows is not None


def is_cacheable(config: MkDocsConfig) -> bool:
    """Whether all that a page depends on is known: other plugins and hooks might do anything."""
    return set(config.plugins) <= {"impulswerk"} and not config.hooks


class PageWork:
    """Makes all pages and files but those that stand already.

    `before` is what the last build made of each task, wherever that lies now. Where `edited` names
    the sources that somebody has just edited, what was there before may be made later: files about
    everything by `rest`, of a large site also whatever comes from none of these sources, by
    `follow`.
    """

    def __init__(
        self,
        config: MkDocsConfig,
        files: Files,
        artifacts: list[Artifact],
        *,
        fingerprints: Fingerprints,
        store: Store,
        before: Mapping[str, Written],
        edited: Collection[str] | None = None,
    ) -> None:
        self._config = config
        self._converter = Converter(config)
        self._fingerprints = fingerprints
        self._store = store
        self._before = before
        self._edited = edited
        self._tasks: dict[str, Task] = {}
        others: dict[str, Artifact] = {}
        for artifact in artifacts:
            is_page = artifact.path.endswith(".md")
            name = f"impuls {artifact.number}" if artifact.number else _bundle(artifact.path)
            name = name if artifact.number or not is_page else artifact.path
            self._tasks.setdefault(name, Task(name)).artifacts.append(artifact)
            # Asked without `get_file_from_path`, which spends more time on names than all the rest.
            if existing := files.src_uris.get(artifact.path):
                files.remove(existing)
            if is_page:
                files.append(ArtifactFile(config, artifact))
            else:
                others[artifact.path] = artifact
        self.files = AskedFiles(files, config, others)
        self.written: dict[str, Written] = {}
        self._asked_before: dict[str, dict[str, str]] = {}
        self._later: dict[str, Task] = {}

    @property
    def count(self) -> int:
        """How many tasks there are."""
        return len(self._tasks)

    def run(self, nav: Navigation) -> Iterator[Written]:
        """Make everything; yields each task as it is done."""
        config = self._config
        self._populate_nav(nav)
        pages = self.files.documentation_pages()
        for file in pages:
            if file.page is None:
                Page(None, file, config)
        self._env = config.theme.get_env()
        self._nav, self._pages = nav, pages
        self._common = _common(config, nav)
        self._cache = PageCache(self._store, self.files.answer)
        # Whatever concerns everything takes longest: it must not begin last, unless it is made of
        # what others make. To somebody who is editing it matters least, once it is there.
        tasks = sorted(self._tasks.values(), key=lambda task: (task.name in _LAST, task.is_small))
        self._later = {task.name: task for task in self._what_can_wait()}
        pending = []
        for task in tasks:
            if task.name in self._later:
                continue
            if task.is_named and (standing := self._standing(task, self._key(task))):
                self.written[task.name] = standing
                yield standing
            else:
                pending.append(task)

        def work(index: int) -> Written:
            task = pending[index]
            key = self._key(task)
            return self._standing(task, key) or self._work(task, key)

        for done in spread(len(pending), work, processors()):
            self.written[done.task] = done
            _log(done)
            yield done
        for file in pages:
            if isinstance(file, ArtifactFile):
                file.is_written = True
        for task in self._later.values():
            # A page is what it was until somebody has made it anew.
            self.written[task.name] = (
                Written(task.name, "", {}, [artifact.path for artifact in task.artifacts])
                if task.is_bundle
                else self._before[task.name]
            )
        self._remove_what_is_gone()

    def again(self, names: Iterable[str]) -> None:
        """Put what tasks with these names make into the site although it stands elsewhere."""
        for name in list(names):
            task = self._tasks[name]
            self.written[name] = self._work(task, self._key(task))

    def follow(self) -> Iterator[bool]:
        """Make the pages that `run` left for later; yields of each whether it has changed."""
        for task in self._later.values():
            if not task.is_bundle:
                key = self._key(task)
                done = self.written[task.name] = self._standing(task, key) or self._work(task, key)
                _log(done)
                if set(self._before[task.name].paths) - set(done.paths):
                    self._remove_what_is_gone()
                yield not done.is_standing

    def rest(self) -> Iterator[None]:
        """Make the files about everything that `run` left for later."""
        for task in self._later.values():
            if task.is_bundle:
                for artifact in task.artifacts:
                    ArtifactFile(self._config, artifact).copy_file()
                    yield

    def _what_can_wait(self) -> Iterator[Task]:
        if self._edited is None:
            return
        is_large = sum(task.is_small for task in self._tasks.values()) > _MANY
        for task in self._tasks.values():
            is_other = is_large and task.artifacts[0].source not in self._edited
            if task.name in self._before and (task.is_bundle or is_other):
                yield task

    def _populate_nav(self, nav: Navigation) -> None:
        """Read the pages whose titles other pages may show and only their texts tell."""
        for page in nav.pages:
            if page.title is None:
                self.files.asked = {}
                self._converter.populate(page, self.files)
                self._asked_before[page.file.src_uri] = self.files.asked

    def _standing(self, task: Task, key: str) -> Written | None:
        """What the last build made of a task, if it would be the same now."""
        before = self._before.get(task.name)
        if key and before and before.key == key and self._cache.is_valid(before.asked):
            return replace(before, facts={}, is_standing=True)
        return None

    def _work(self, task: Task, key: str) -> Written:
        if not key:
            return self._work_at_once(task)
        there: set[str] = set()
        part = self._cache.obtain(key, lambda: self._make(task, there))
        if file := self.files.src_uris.get(task.name):
            file._content = None
        for path, content in part.files.items():
            if path not in there:
                self._write(path, content)
        return Written(task.name, key, part.asked, list(part.files), part.facts, part.warnings)

    def _work_at_once(self, task: Task) -> Written:
        """Make and write files one by one: nobody could hold all those about everything."""
        done = Written(task.name, "", {}, [])
        base = _base(self._config)
        with _listening() as done.warnings:
            for artifact in task.artifacts:
                content = artifact.make()
                self._write(artifact.path, content)
                done.paths.append(artifact.path)
                if artifact.path.endswith(".html"):
                    done.facts[artifact.path] = facts_of(artifact.path, content, base)
        return done

    def _write(self, path: str, content: bytes) -> None:
        target = Path(self._config.site_dir) / path
        try:
            target.write_bytes(content)
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)

    def _key(self, task: Task) -> str:
        artifact = task.artifacts[0]
        if artifact.number:
            paths = sorted(artifact.path for artifact in task.artifacts)
            return digest(self._common, self._fingerprints.of_impulse(artifact.number), paths)
        if artifact.shows:
            state = self._fingerprints.of_list(artifact.path, artifact.shows())
            return digest(self._common, artifact.path, state)
        if task.is_bundle:
            return ""
        # The text is all that a page of its own depends on, beside what it asks.
        file = self.files.src_uris[artifact.path]
        file.content_bytes = artifact.make()
        return digest(self._common, artifact.path, file.content_bytes)

    def _make(self, task: Task, there: set[str]) -> Part:
        """Make a task; enters into `there` what MkDocs has put in its place already."""
        self.files.asked = dict(self._asked_before.get(task.name, {}))
        made: dict[str, bytes] = {}
        with _listening() as warnings:
            for artifact in task.artifacts:
                if artifact.path.endswith(".md"):
                    page = self._page(self.files.src_uris[artifact.path])
                    made |= page
                    there |= page.keys()
                else:
                    made[artifact.path] = artifact.make()
        base = _base(self._config)
        facts = {
            name: facts_of(name, content, base)
            for name, content in made.items()
            if name.endswith(".html")
        }
        return Part(made, facts, self.files.asked, warnings)

    def _page(self, file: File) -> dict[str, bytes]:
        page = file.page
        assert page is not None
        target = Path(file.abs_dest_path)
        target.unlink(missing_ok=True)
        if page.content is None:
            self._converter.populate(page, self.files)
        _build_page(page, self._config, self._pages, self._nav, self._env)
        # Thousands of pages would fill the memory with what nobody needs again.
        page.markdown, page.content, page.toc = None, None, []  # type: ignore[assignment]
        return {file.dest_uri: target.read_bytes()} if target.exists() else {}

    def _remove_what_is_gone(self) -> None:
        """Remove what an earlier build left in this folder and this one did not make."""
        present = {path for done in self.written.values() for path in done.paths}
        for done in self._before.values():
            for path in done.paths:
                if path not in present:
                    (Path(self._config.site_dir) / path).unlink(missing_ok=True)


def _bundle(path: str) -> str:
    """Files of a kind draw on the same, which should be made once only."""
    folder = path.partition("/")[0]
    # What the pages load is not of a kind: a typeface, a script, the data of a tool.
    return path if folder == "assets" else f"dateien {folder}"


@contextmanager
def _listening() -> Iterator[list[tuple[int, str]]]:
    """Keeps back what MkDocs warns of meanwhile."""
    heard: list[tuple[int, str]] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append((record.levelno, record.getMessage()))

    logger = logging.getLogger("mkdocs")
    listener = Listener(logging.WARNING)
    handlers, propagates = logger.handlers, logger.propagate
    logger.handlers, logger.propagate = [listener], False
    try:
        yield heard
    finally:
        logger.handlers, logger.propagate = handlers, propagates


def _log(done: Written) -> None:
    for level, text in done.warnings:
        logging.getLogger("mkdocs").log(level, text)


def _base(config: MkDocsConfig) -> str:
    return urlsplit(config.site_url or "/").path or "/"


def _common(config: MkDocsConfig, nav: Navigation) -> str:
    """What every page may show: configuration, templates, navigation, program, day."""
    templates = []
    is_moment_shown = False
    for folder in config.theme.dirs:
        is_ours = folder == config.theme.custom_dir
        for path in sorted(Path(folder).rglob("*.html")):
            data = path.read_bytes()
            is_moment_shown = is_moment_shown or _MOMENT.encode() in data
            if is_ours:
                templates.append((path.relative_to(folder).as_posix(), data))
    return digest(
        program(),
        json.dumps([_settings(config), config.extra], sort_keys=True, default=_named),
        config.site_url,
        templates,
        [(page.title, page.url) for page in nav.pages],
        _outline(nav.items),
        get_build_date(),
        os.environ.get("SOURCE_DATE_EPOCH") if is_moment_shown else "",
    )


def _settings(config: MkDocsConfig) -> list[dict[str, Any]]:
    """The configuration as it was given, without the places of this very build."""
    with warnings.catch_warnings():
        # MkDocs has no use for it itself and says so; nothing else tells what was set.
        warnings.simplefilter("ignore", DeprecationWarning)
        configs = config.user_configs
    return [
        {name: value for name, value in given.items() if name not in _PLACES} for given in configs
    ]


def _outline(items: list[Any]) -> list[Any]:
    return [(item.title, getattr(item, "url", ""), _outline(item.children or [])) for item in items]


def _named(value: object) -> str:
    """A name for what YAML may hold beyond JSON: functions, dates."""
    module, name = getattr(value, "__module__", ""), getattr(value, "__qualname__", "")
    return f"{module}.{name}" if name else repr(value)
