"""What holds for every test: no deadlines, no PDF files unless a test asks for them, no waiting
for a disk.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

from impulswerk.exports.typeset.printing import SWITCH
from impulswerk.sources.machine import is_ci
from tests.e2e.tools import UNATTENDED
from tests.project import REAL

# How long an example takes says more of the machine than of the code; measurements are in bench/.
settings.register_profile("no-clock", deadline=None)
settings.load_profile("no-clock")

# Most tests build copies that have no history, which continuous integration refuses. They run as at
# somebody's desk; only what is missing on the machine still counts as a failure.
if is_ci():
    os.environ[UNATTENDED] = os.environ.pop("CI")

# PDF files take long.
os.environ[SWITCH] = "aus"

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


@pytest.fixture
def printing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let builds make PDF files."""
    monkeypatch.delenv(SWITCH)
    monkeypatch.setenv("IMPULSWERK_CACHE", str(REAL / "build/cache"))
