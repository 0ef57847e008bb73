"""Many documents: what is kept costs nothing, what has a fault is not kept."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from impulswerk.exports.typeset import press
from impulswerk.exports.typeset.printing import kept, print_jobs
from impulswerk.exports.typeset.render import Job
from impulswerk.keeping import keep_in
from tests.printing.test_render import DOCUMENT


def _jobs(*bodies: str) -> list[Job]:
    return [
        Job(f"{number}.pdf", f"{number}.md", (DOCUMENT.format(f"<h1>Probe</h1>{body}"),))
        for number, body in enumerate(bodies)
    ]


@pytest.mark.parametrize("processors", [1, 2])
def test_everything_is_printed_and_kept(
    processors: int, tmp_path: Path, fonts: Mapping[int, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press, "_processors", lambda: processors)
    jobs = _jobs("<p>Eins</p>", "<p>Zwei</p>" * 90, "<p>働</p>")
    keep = keep_in(tmp_path)
    steps: list[tuple[int, int]] = []
    done = {
        job.address: rendered
        for job, rendered in print_jobs(jobs, fonts, keep, lambda *step: steps.append(step))
    }
    assert steps == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert [done[job.address].pages for job in jobs] == [1, 4, 1]
    assert [bool(done[job.address].faults) for job in jobs] == [False, False, True]
    assert [kept(job, keep) for job in jobs] == [done["0.pdf"], done["1.pdf"], None]


def test_a_job_has_another_key_wherever_it_differs() -> None:
    one, other = _jobs("<p>Eins</p>", "<p>Zwei</p>")
    wide = Job(one.address, one.source, one.versions, 2)
    assert len({one.key, other.key, wide.key}) == 3
    assert Job("anders.pdf", "anders.md", one.versions).key == one.key
