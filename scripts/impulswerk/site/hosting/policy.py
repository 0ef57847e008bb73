"""Content-Security-Policy of each page and of the whole site, from what the built pages hold.

A page states its own policy in a `<meta>`: narrower than the header, which must fit every page, and
there where a host sets no headers. What a meta cannot say (`frame-ancestors`) only the header says.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from functools import reduce
from html import escape
from operator import or_

from impulswerk.site.hosting.fingerprint import TAG

_SCRIPT = re.compile(rb"<script\b([^>]*)>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_STYLE = re.compile(rb"<style\b[^>]*>(.*?)</style\s*>", re.DOTALL | re.IGNORECASE)
_SOURCE = re.compile(rb"\bsrc\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_TYPE = re.compile(rb"\btype\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_OWN_META = re.compile(
    rb"<meta\b[^>]*http-equiv\s*=\s*[\"']?Content-Security-Policy", re.IGNORECASE
)
_HEAD = re.compile(rb"<head\b[^>]*>(?:\s*<meta\s+charset\s*=[^>]*>)?", re.IGNORECASE)
_BANNED = re.compile(rb"\s(style|on[a-z]+)\s*=", re.IGNORECASE)
_VALUES = re.compile(rb"\"[^\"]*\"|'[^']*'")
# Anything else in a <script> is data.
_RUN = {b"", b"module", b"text/javascript", b"application/javascript", b"importmap"}


@dataclass(frozen=True)
class Needs:
    """What a page runs and loads; `scripts` and `styles` are digests of those written into it.

    `data` are digests of blocks of data in a <script>: browsers run none of them and ask no policy,
    yet checkers of pages want them named. `has_wasm` says that the page loads the search, which is
    WebAssembly.
    """

    scripts: frozenset[str] = frozenset()
    styles: frozenset[str] = frozenset()
    data: frozenset[str] = frozenset()
    has_scripts: bool = False
    has_wasm: bool = False
    has_styles: bool = False
    has_data_images: bool = False
    has_media: bool = False

    def __or__(self, other: Needs) -> Needs:
        names = (known.name for known in fields(Needs))
        return Needs(*(getattr(self, name) | getattr(other, name) for name in names))


@dataclass(frozen=True)
class Policies:
    """The two policies that servers send: with pages, and with the cards that others embed."""

    page: str
    card: str


@dataclass
class Reading:
    """What a page needs, and whatever in it no policy without `unsafe-inline` lets through."""

    needs: Needs
    # Tag by name of the attribute (`style`, `onclick` …); by `script` or `style` the beginning of
    # one that no template wrote.
    banned: list[tuple[str, str]] = field(default_factory=list)
    has_own_policy: bool = False


def inline(html: bytes) -> frozenset[str]:
    """Digests of the scripts and styles that are written into a page, whatever texts they hold.

    A theme may tell its script how deep the page lies.
    """
    return frozenset(_digest(_form(text)) for _, text in _inline(html))


def _form(text: bytes) -> bytes:
    return _VALUES.sub(b'""', text)


def _inline(html: bytes) -> Iterator[tuple[str, bytes]]:
    for match in _SCRIPT.finditer(html):
        if not _SOURCE.search(match[1]) and _kind(match[1]) in _RUN:
            yield "script", match[2]
    for match in _STYLE.finditer(html) if b"<style" in html.lower() else ():
        yield "style", match[1]


def _kind(attributes: bytes) -> bytes:
    found = _TYPE.search(attributes)
    return found[1].lower() if found else b""


def _is_data(text: bytes) -> bool:
    """Whether it is JSON: nothing that would do anything as a script."""
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def read(html: bytes, with_wasm: Iterable[bytes] = (), own: Collection[str] = ()) -> Reading:
    """Look through one page; `with_wasm` are names of scripts that load WebAssembly, in full.

    `own` are digests of what templates write into pages: nothing else that runs gets into a policy.
    """
    data, has_scripts, has_wasm = set(), False, False
    names = tuple(with_wasm)
    for match in _SCRIPT.finditer(html):
        source = _SOURCE.search(match[1])
        if _kind(match[1]) not in _RUN:
            if _is_data(match[2]):
                data.add(_digest(match[2]))
        elif source:
            has_scripts = True
            has_wasm = has_wasm or source[1].rpartition(b"/")[2].partition(b"?")[0] in names
    scripts: set[str] = set()
    styles: set[str] = set()
    banned = _banned(html)
    for element, text in _inline(html):
        digest = _digest(text)
        if digest in own or _digest(_form(text)) in own:
            (scripts if element == "script" else styles).add(digest)
        else:
            banned.append((element, " ".join(text.decode("utf-8", "replace").split())[:80]))
    needs = Needs(
        frozenset(scripts),
        frozenset(styles),
        frozenset(data),
        has_scripts,
        has_wasm,
        b'"stylesheet"' in html or b"'stylesheet'" in html or b"=stylesheet" in html,
        b'src="data:' in html or b"src='data:" in html,
        b"<video" in html or b"<audio" in html,
    )
    return Reading(needs, banned, _OWN_META.search(html) is not None)


def _banned(html: bytes) -> list[tuple[str, str]]:
    if not _BANNED.search(html):
        return []
    found = []
    for tag in TAG.finditer(html):
        # Values may quote HTML to copy; only the names of attributes matter.
        bare = _VALUES.sub(b'""', tag.group())
        text = tag.group().decode("utf-8", "replace")
        found += [(match[1].decode().lower(), text) for match in _BANNED.finditer(bare)]
    return found


def directives(needs: Needs) -> str:
    """The policy of a page, without who may frame it."""
    self = "'self'"
    parts = ["default-src 'none'"]
    if needs.has_scripts or needs.scripts or needs.data:
        own = self if needs.has_scripts else ""
        wasm = "'wasm-unsafe-eval'" if needs.has_wasm else ""
        parts.append(_words("script-src", own, wasm, *_quoted(needs.scripts | needs.data)))
    if needs.has_styles or needs.styles:
        own = self if needs.has_styles else ""
        parts.append(_words("style-src", own, *_quoted(needs.styles)))
    if needs.has_styles:
        parts.append(_words("img-src", self, "data:" if needs.has_data_images else ""))
        parts.append(f"font-src {self}")
    if needs.has_media:
        parts.append(f"media-src {self}")
    if needs.has_wasm or needs.has_styles:
        parts.append(f"connect-src {self}")
    form = self if needs.has_styles else "'none'"
    return "; ".join([*parts, "base-uri 'none'", f"form-action {form}"])


def site_policies(pages: Iterable[Needs], cards: Iterable[Needs]) -> Policies:
    """What the server sends: fits every page, or every card, and says who may frame it.

    Digests of data stay with their pages: all of them together would be longer than a header.
    """
    page, card = (
        directives(replace(reduce(or_, needs, Needs()), data=frozenset()))
        for needs in (pages, cards)
    )
    return Policies(f"{page}; frame-ancestors 'none'", f"{card}; frame-ancestors *")


def with_meta(html: bytes, policy: str) -> bytes:
    """The page with its policy before everything the policy is about."""
    meta = f'\n<meta http-equiv="Content-Security-Policy" content="{escape(policy, quote=True)}">'
    # escape() makes &#x27; of the quotes around keywords: right, but three times as long.
    tag = meta.replace("&#x27;", "'").encode()
    return _HEAD.sub(lambda match: match.group() + tag, html, count=1)


def _words(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _quoted(digests: Iterable[str]) -> list[str]:
    return sorted(f"'{digest}'" for digest in digests)


def _digest(content: bytes) -> str:
    # Browsers digest what the parser gives them, and the parser makes one line break of three.
    text = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return f"sha256-{base64.b64encode(hashlib.sha256(text).digest()).decode()}"
