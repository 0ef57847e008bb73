"""Sites that several tests look at; `tests/conftest.py` has each built once a run."""

import datetime as dt
import re
import shutil
from pathlib import Path

from impulswerk.exports.typeset.printing import SWITCH
from impulswerk.model.operator_fields import leaves
from tests.operator import filled, write_operator
from tests.project import REAL, SMALL, copy_small, impuls, real_graph
from tests.repository import Repository

TODAY = dt.datetime.now(dt.UTC).date()
# Nothing said of where the site will live: `impulses/betreiber.yml` alone counts.
UNSET = {field.variable: "" for _, field in leaves().values() if field.variable}
# What stands in the first impulse of `plain`, though HTML means something else by it.
SIGNS = 'Kosten < 5 & "Gewinn" > 3'
# Two builds in different seconds differ where there is no commit to date them by.
MOMENT = "1744070400"


def small(root: Path) -> None:
    """The small project, built in its folder `site`."""
    done = impuls(copy_small(root), "build", SOURCE_DATE_EPOCH=MOMENT)
    assert done.returncode == 0, done.stderr


def themed(root: Path) -> Path:
    """The texts of the small project with the theme and the pages of the real one."""
    done = impuls(root.parent, "init", str(root), "--titel", "Musterpapier")
    assert done.returncode == 0, done.stderr
    texts, kept = root / "impulses", ("betreiber.yml", "rechtsrahmen.yml")
    for path in [path for path in texts.iterdir() if path.name not in kept]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(SMALL / "impulses", texts, dirs_exist_ok=True)
    for name in ("leichte-sprache.md", "presse.md", "ueber.md"):
        shutil.copy(REAL / "docs" / name, root / "docs")
    return root


def plain(root: Path) -> None:
    """A draft with the whole theme that has neither an address nor a history; no PDF files."""
    path = themed(root) / "impulses/01-lotsen.md"
    text = re.sub(
        r"(?m)^(titel|kurz): .*", lambda found: f"{found[1]}: '{SIGNS}'", path.read_text("utf-8")
    )
    path.write_text(text, "utf-8")
    done = impuls(root, "build", **UNSET, SOURCE_DATE_EPOCH=MOMENT)
    assert done.returncode == 0, done.stderr


def released(root: Path) -> None:
    """The same as an operator who does not exist would put it online, with an edition."""
    themed(root)
    write_operator(root, facts_of_release())
    (root / "docs/assets/dgs.mp4").write_bytes(b"")
    work = root / "impulses/werk.yml"
    ours = re.findall(r"(?m)^(?:rechte|lizenz)_.*\n", (REAL / work.relative_to(root)).read_text())
    work.write_text(work.read_text("utf-8") + "".join(ours), "utf-8")
    repository = Repository(root).start()
    repository.commit("2026-01-15")
    repository.git("tag", "fassung-2026-01")
    done = impuls(root, "build", "--release", **UNSET, **{SWITCH: ""})
    assert done.returncode == 0, done.stderr


def facts_of_release() -> dict[str, object]:
    """What an operator says who lacks nothing, with the gaps that this project knows of itself."""
    gaps = real_graph().catalog.operator.facts["barrierefreiheit.luecken"]
    return filled(TODAY) | {
        "gebaerdensprache.video": "assets/dgs.mp4",
        "barrierefreiheit.luecken": gaps,
    }
