"""Run MkDocs as a library: build into a folder, or serve; its warnings come back as problems."""

import logging
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.commands.build import build
from mkdocs.commands.serve import serve
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from impulswerk.model.problems import Problem, Span
from impulswerk.site.assembly import Project
from impulswerk.site.engine import Built, Options
from impulswerk.site.plugin import ImpulswerkPlugin
from impulswerk.sources.files import CONFIG_FILE


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


def build_pages(root: Path, target: Path, project: Project, options: Options) -> Built:
    """Let MkDocs fill the empty folder `target`; see `BuildPages`."""
    collector = _Collector()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(collector)
    base = "/"
    propagates, logger.propagate = logger.propagate, False
    try:
        config = load_config(str(root / CONFIG_FILE), site_dir=str(target))
        plugin = config.plugins["impulswerk"]
        assert isinstance(plugin, ImpulswerkPlugin)
        plugin.project, plugin.options = project, options
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
        collector.problems += plugin.found
        base = urlsplit(config.site_url or "/").path or "/"
    except MkDocsException as error:
        if not collector.problems:  # else it only says that it stops
            collector.handle(logging.makeLogRecord({"levelno": logging.ERROR, "msg": str(error)}))
    finally:
        logger.removeHandler(collector)
        logger.propagate = propagates
    return Built(base, collector.problems)


def serve_pages(root: Path, address: str) -> None:
    """Serve the site with live reload until interrupted."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    serve(str(root / CONFIG_FILE), dev_addr=address)
