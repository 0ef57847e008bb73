"""MkDocs plugin: hands the artifacts to MkDocs in memory; holds no logic of its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Literal

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files

from impulswerk.generate import generate
from impulswerk.gitdate import last_commit_epoch
from impulswerk.problems import errors
from impulswerk.project import Project, load
from impulswerk.report.terminal import render


class Settings(Config):
    """The plugin needs no settings: content and structure come from the sources."""


class ImpulswerkPlugin(BasePlugin[Settings]):
    """Adds the generated pages to a MkDocs build."""

    project: Project
    _is_serving = False

    def on_startup(
        self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool
    ) -> None:
        """Remember whether a person is editing, in which case the site must keep answering."""
        del dirty
        self._is_serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Make dates in the output those of the last commit, so that builds are reproducible."""
        epoch = last_commit_epoch(_root(config))
        if epoch and "SOURCE_DATE_EPOCH" not in os.environ:
            os.environ["SOURCE_DATE_EPOCH"] = epoch
        if not config.repo_url:
            # Where the repository lives is known only to whoever publishes; without it no edit link.
            config.edit_uri = None
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Check the sources while the last site still stands: MkDocs empties it after this."""
        self.project = load(_root(config))
        if self.project.problems:
            sys.stderr.write("\n" + render(self.project.problems, color=sys.stderr.isatty()))
        if self.project.graph is None or (errors(self.project.problems) and not self._is_serving):
            raise Abort("Die Quellen enthalten Fehler; die Website bleibt, wie sie ist.")

    @event_priority(100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Put every artifact into MkDocs' list of files."""
        assert self.project.graph is not None
        for artifact in generate(self.project.graph):
            existing = files.get_file_from_path(artifact.path)
            if existing:
                files.remove(existing)
            file = File.generated(config, artifact.path, content=artifact.content)
            file.edit_uri = _edit_uri(artifact.source) if config.repo_url else None
            files.append(file)
        return files


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).resolve().parent


def _edit_uri(source: str) -> str | None:
    """Address of a source relative to docs/, which is where MkDocs' edit links start."""
    if source.startswith("docs/"):
        return source.removeprefix("docs/")
    return f"../{source}" if source else None
