"""Sites that several tests look at; `tests/conftest.py` has each built once a run."""

import datetime as dt
import re
from pathlib import Path

from impulswerk.exports.typeset.printing import SWITCH
from impulswerk.model.operator_fields import leaves
from impulswerk.site.project import load
from tests.operator import filled, write_operator
from tests.project import copy_real, copy_small, impuls
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


def plain(root: Path) -> None:
    """The real project as a draft that has neither an address nor a history, without PDF files."""
    copy_real(root)
    (path,) = (root / "impulses").glob("01-*.md")
    text = re.sub(
        r"(?m)^(titel|kurz): .*", lambda found: f"{found[1]}: '{SIGNS}'", path.read_text()
    )
    path.write_text(text)
    done = impuls(root, "build", **UNSET, SOURCE_DATE_EPOCH=MOMENT)
    assert done.returncode == 0, done.stderr


def released(root: Path) -> None:
    """The real project as an operator who does not exist would put it online, with an edition."""
    copy_real(root)
    graph = load(root).graph
    assert graph is not None
    facts = filled(TODAY) | {
        "gebaerdensprache.video": "assets/dgs.mp4",
        "barrierefreiheit.luecken": graph.catalog.operator.facts["barrierefreiheit.luecken"],
    }
    (root / "docs/assets/dgs.mp4").write_bytes(b"")
    write_operator(root, facts)
    repository = Repository(root).start()
    repository.commit("2026-01-15")
    repository.git("tag", "fassung-2026-01")
    done = impuls(root, "build", "--release", **UNSET, **{SWITCH: ""})
    assert done.returncode == 0, done.stderr
