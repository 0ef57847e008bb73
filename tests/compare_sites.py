"""Compare two built sites, file by file: `python -m tests.compare_sites OLD NEW`.

Every file of both is either equal or gets a reason. Reasons that no reader can notice are told from
a difference in what is said; of those the first differing lines are shown, and the exit code is 1.
"""

from __future__ import annotations

import difflib
import gzip
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import brotli  # type: ignore[import-untyped] # ships no types

EQUAL = "equal"
ASSET_NAMES = "only names of assets, which follow their content"
WHITE_SPACE = "only white space between tags or words"
PACKED = "compressed otherwise, the same content"
COPY = "compressed copy of a file that differs"
DIFFERENT = "DIFFERENT"
GONE = "only in the old site"
NEW = "only in the new site"
# Whoever changed the program has to answer for these.
TO_EXPLAIN = (DIFFERENT, GONE, NEW)

_UNPACK = {".gz": gzip.decompress, ".br": brotli.decompress}
_ASSET = re.compile(r"(?<=\.)[0-9a-f]{10}(?=\.[a-z0-9]+(?:$|[^a-z0-9]))")
_KEPT_SPACE = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)", re.DOTALL)
_SHOWN = 12


def compare(old: Path, new: Path) -> Iterator[tuple[str, str]]:
    """Every path of both sites, without the digests in names of assets, and its reason."""
    before, after = _files(old), _files(new)
    reasons: dict[str, str] = {}
    # A compressed copy comes after the file whose copy it is.
    for name in sorted(before.keys() | after.keys()):
        reasons[name] = _reason(name, before, after, reasons)
        yield name, reasons[name]


def _files(site: Path) -> dict[str, Path]:
    files = (path for path in site.rglob("*") if path.is_file())
    return {_ASSET.sub("*", path.relative_to(site).as_posix()): path for path in files}


def _reason(
    name: str, before: Mapping[str, Path], after: Mapping[str, Path], known: Mapping[str, str]
) -> str:
    if name not in after:
        return GONE
    if name not in before:
        return NEW
    first, second = before[name].read_bytes(), after[name].read_bytes()
    if first == second:
        return EQUAL
    if unpack := _UNPACK.get(Path(name).suffix):
        if unpack(first) == unpack(second):
            return PACKED
        return COPY if known.get(name[:-3], EQUAL) != EQUAL else DIFFERENT
    try:
        texts = [_ASSET.sub("*", content.decode()) for content in (first, second)]
    except UnicodeDecodeError:
        return DIFFERENT
    if texts[0] == texts[1]:
        return ASSET_NAMES
    if name.endswith(".html") and _squeezed(texts[0]) == _squeezed(texts[1]):
        return WHITE_SPACE
    return DIFFERENT


def _squeezed(html: str) -> str:
    """HTML with every run of white space as one blank, and none beside a tag."""
    parts = _KEPT_SPACE.split(html.replace("&#9;", "\t"))
    # Of each three the last is the name of the element, which the one before it has as well.
    parts[0::3] = [re.sub(r"\s*(<[^>]*>)\s*", r"\1", re.sub(r"\s+", " ", p)) for p in parts[0::3]]
    return "".join(parts)


def _difference(old: Path, new: Path) -> Iterator[str]:
    before, after = (path.read_bytes().decode("utf-8", "replace") for path in (old, new))
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    for number, line in enumerate(lines):
        if number >= _SHOWN:
            yield "    …"
            return
        yield f"    {line[:240]}"


def main() -> int:
    """Print each difference, then how many files there are of each kind."""
    old, new = (Path(argument) for argument in sys.argv[1:3])
    before, after = _files(old), _files(new)
    found: dict[str, list[str]] = {}
    for name, reason in compare(old, new):
        found.setdefault(reason, []).append(name)
    for reason in TO_EXPLAIN:
        for name in found.get(reason, ()):
            print(f"{reason}: {name}")
            if reason == DIFFERENT:
                print(*_difference(before[name], after[name]), sep="\n")
    for reason, names in sorted(found.items()):
        print(f"{len(names):6} {reason}")
    return int(any(reason in found for reason in TO_EXPLAIN))


if __name__ == "__main__":
    sys.exit(main())
