"""A small valid project that tests copy, break and build."""

import io
import os
import re
import shutil
import subprocess
from contextlib import chdir, redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from unittest import mock

from impulswerk.catalogue.graph import Graph
from impulswerk.commands.cli import main
from impulswerk.site.project import load

HERE = Path(__file__).parent
SMALL = HERE / "projekt"
REAL = HERE.parent
_OF_EDITIONS = re.compile(r'fassungen:|  "(?:(?:fassung|karte/\d+)/)?\d{4}-\d{2}')


def copy_small(target: Path) -> Path:
    """A fresh copy of the small project in `target`."""
    shutil.copytree(SMALL, target, dirs_exist_ok=True)
    return target


def copy_real(target: Path) -> Path:
    """The real sources, configuration and theme in `target`, without anything built.

    Frozen editions come from tags, which a copy does not have: its ledger knows of none.
    """
    target.mkdir(parents=True, exist_ok=True)
    for name in ("impulses", "docs"):
        shutil.copytree(REAL / name, target / name)
    shutil.copy(REAL / "mkdocs.yml", target)
    ledger = target / "impulses/permalinks.yml"
    lines = ledger.read_text("utf-8").splitlines(keepends=True)
    ledger.write_text("".join(line for line in lines if not _OF_EDITIONS.match(line)), "utf-8")
    return target


@cache
def real_graph() -> Graph:
    """What the repository's own sources say, read once."""
    graph = load(REAL).graph
    assert graph is not None
    return graph


def quiet(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def impuls(root: Path, *arguments: str, **given: str) -> subprocess.CompletedProcess[str]:
    """The command in the folder `root`, with variables of the environment.

    It runs in this process: to start Python and to import everything takes longer than most of
    what is asked for.
    """
    out, err = io.StringIO(), io.StringIO()
    with (
        mock.patch.dict(os.environ, given),
        chdir(root),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            code: object = main(arguments)
        except SystemExit as stop:
            code = stop.code
    assert isinstance(code, int)
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())
