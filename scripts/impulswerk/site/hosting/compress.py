"""Compressed copies beside every text file, for servers that send them as they lie."""

import gzip
import hashlib
import re

import brotli  # type: ignore[import-untyped] # ships no types

from impulswerk.sources.store import Keep

ENDINGS = (".br", ".gz")
# The best takes thirty times as long for a tenth fewer bytes: worth it for what every visit loads
# and few releases change, not for thousands of pages that all change with the day in their foot,
# nor for data that grow with the texts.
_SHARED, _LARGE, _PAGES = 11, 9, 5
_SHARED_FOLDERS = ("assets/", "pagefind/")
_LARGE_SIZE = 128_000
_SIZE = 4

# A string stays as it is, whatever is in it; a comment behind a letter parts two words.
_NOT_READ = re.compile(
    rb"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<!\S)/\*.*?\*/|(?<=\n)\s+""", re.DOTALL
)


def without_comments(path: str, content: bytes) -> bytes:
    """A stylesheet without what only its authors read, a sixth of it; other files as they are."""
    if not path.endswith(".css"):
        return content
    return _NOT_READ.sub(lambda match: match[1] or b"", content)


def copies(path: str, content: bytes, keep: Keep) -> dict[str, bytes]:
    """Compressed content by ending to append, or nothing where none is gained.

    The same content gives the same bytes; `keep` may give back what an earlier build made where
    that takes long enough to be worth a file.
    """
    quality = _PAGES
    if path.startswith(_SHARED_FOLDERS):
        quality = _SHARED if len(content) < _LARGE_SIZE else _LARGE

    def make() -> bytes:
        br = bytes(brotli.compress(content, quality=quality))
        return len(br).to_bytes(_SIZE, "big") + br + gzip.compress(content, 9, mtime=0)

    if quality == _SHARED:
        digest = hashlib.sha256(content).hexdigest()
        packed = keep(f"verdichtet-{quality}-{brotli.__version__}-{digest}", make)
    else:
        packed = make()
    size = int.from_bytes(packed[:_SIZE], "big")
    br, gz = packed[_SIZE : _SIZE + size], packed[_SIZE + size :]
    # Both or none: a server that knows only one must still say that the answer depends.
    if max(len(br), len(gz)) >= len(content):
        return {}
    return dict(zip(ENDINGS, (br, gz), strict=True))
