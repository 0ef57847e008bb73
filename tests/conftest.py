"""What holds for every test: no deadlines, no PDF files unless a test asks for them, no waiting
for a disk; and the built sites that several tests look at.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import settings

from impulswerk.exports.typeset.printing import SWITCH
from impulswerk.sources.machine import is_ci
from tests import sites
from tests.e2e.site import Site, build, ready_made
from tests.e2e.tools import UNATTENDED
from tests.long import LONG, SEED
from tests.project import REAL

# How long an example takes says more of the machine than of the code; measurements are in bench/.
settings.register_profile("no-clock", deadline=None, max_examples=300 if LONG else 30)
settings.load_profile("no-clock")


def pytest_report_header() -> str:
    return f"TESTS_SEED={SEED}"


# Most tests build copies that have no history, which continuous integration refuses. They run as at
# somebody's desk; only what is missing on the machine still counts as a failure.
if is_ci():
    os.environ[UNATTENDED] = os.environ.pop("CI")

# PDF files take long, and pictures need to be drawn once only.
os.environ[SWITCH] = "aus"
os.environ["IMPULSWERK_CACHE"] = str(REAL / "build/cache")

# Tests write and remove thousands of small files, which a disk takes longer for than the builds
# themselves. What is temporary lies in memory where there is plenty. Containers have little there,
# and some allow no program to be started from it.
_MEMORY = Path("/dev/shm")
_PLENTY = 2 * 2**30


def _is_roomy(folder: Path) -> bool:
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        return False
    can_start = not os.statvfs(folder).f_flag & os.ST_NOEXEC
    free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return can_start and min(free, shutil.disk_usage(folder).free) >= _PLENTY


if "TMPDIR" not in os.environ and _is_roomy(_MEMORY):
    # Programs that tests start, browsers among them, go by the same variable.
    os.environ["TMPDIR"] = str(_MEMORY)
    tempfile.tempdir = None


@pytest.fixture(autouse=True)
def environment() -> Iterator[None]:
    """Whatever a command settles in the environment of its process ends with the test."""
    with mock.patch.dict(os.environ):
        yield


@pytest.fixture
def printing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let builds make PDF files."""
    monkeypatch.delenv(SWITCH)


# Makes a folder once for all workers: the first that asks makes it, the others wait for it.
Once = Callable[[str, Callable[[Path], None]], Path]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Once:
    own = tmp_path_factory.getbasetemp()
    # Under xdist each worker has a folder of its own inside the one of the whole run.
    shared = (own if worker_id == "master" else own.parent) / "once"
    shared.mkdir(exist_ok=True)

    def made(name: str, make: Callable[[Path], None]) -> Path:
        target, done, failed = (shared / f"{name}{end}" for end in ("", ".done", ".failed"))
        with (shared / f"{name}.lock").open("w") as lock:
            # Freed by the system even if the worker that holds it dies.
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists() and not failed.exists():
                try:
                    make(target)
                except (AssertionError, RuntimeError) as error:
                    failed.write_text(str(error), encoding="utf-8")
                else:
                    done.touch()
        if failed.exists():
            pytest.fail(failed.read_text(encoding="utf-8"), pytrace=False)
        return target

    return made


@pytest.fixture(scope="session")
def site(once: Once) -> Site:
    """The repository's own site, with PDF files and everything."""
    return Site(ready_made() or once("site", build))


@pytest.fixture(scope="session")
def plain(once: Once) -> Path:
    """A site whose address nobody knows."""
    return once("plain", sites.plain) / "site"


@pytest.fixture(scope="session")
def released(once: Once) -> Path:
    """A site as it goes online."""
    return once("released", sites.released) / "site"


@pytest.fixture(scope="session")
def small_site(once: Once) -> Path:
    """The site of the small project."""
    return once("small", sites.small) / "site"
