"""A small valid project that tests copy, break and build."""

import shutil
from pathlib import Path

HERE = Path(__file__).parent
SMALL = HERE / "projekt"
REAL = HERE.parent


def copy_small(target: Path) -> Path:
    """A fresh copy of the small project in `target`."""
    shutil.copytree(SMALL, target, dirs_exist_ok=True)
    return target


def copy_real(target: Path) -> Path:
    """The real sources, configuration and theme in `target`, without anything built."""
    target.mkdir(parents=True, exist_ok=True)
    for name in ("impulses", "docs"):
        shutil.copytree(REAL / name, target / name)
    shutil.copy(REAL / "mkdocs.yml", target)
    return target


def quiet(_done: int, _total: int) -> None:
    """Progress that nobody watches."""
