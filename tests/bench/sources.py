"""Make a project with any number of impulses from the real ones, for measuring."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.project import copy_real


def make_project(target: Path, count: int) -> Path:
    """A project with `count` impulses in `target`: the real texts over and over, renumbered.

    Every copy keeps its links and relations within its own round, so the web of links is as dense
    as the real one and each page carries as much text.
    """
    copy_real(target)
    real = sorted((target / "impulses").glob("[0-9]*.md"))
    for number in range(len(real) + 1, count + 1):
        source = real[(number - 1) % len(real)]
        shift = number - 1 - (number - 1) % len(real)
        (target / "impulses" / _name(source.name, shift)).write_text(
            _shifted(source.read_text("utf-8"), shift, count), "utf-8"
        )
    return target


def _name(name: str, shift: int) -> str:
    digits, _, slug = name.partition("-")
    return f"{int(digits) + shift:02d}-{slug}"


def _shifted(text: str, shift: int, count: int) -> str:
    def link(found: re.Match[str]) -> str:
        number = int(found[1]) + shift
        return f"]({number:02d}-{found[2]}.md" if number <= count else found[0]

    def related(found: re.Match[str]) -> str:
        numbers = [int(number) + shift for number in re.findall(r"\d+", found[1])]
        return f"verwandt: {[number for number in numbers if number <= count]}"

    text = re.sub(r"\]\((\d+)-([a-z0-9-]+)\.md", link, text)
    text = re.sub(r"^verwandt: \[(.*)\]$", related, text, count=1, flags=re.MULTILINE)
    return re.sub(r"^titel: (.*)$", rf"titel: \1 ({shift})", text, count=1, flags=re.MULTILINE)


def clean(target: Path) -> None:
    """Remove a made project."""
    shutil.rmtree(target, ignore_errors=True)
