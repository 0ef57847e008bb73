"""Names of assets that change with their content, and every reference to them.

Only what lies in `assets/`: pages load it and nobody links to it, so that a server may tell
browsers to keep it for ever. Every public address keeps its name.
"""

import hashlib
import posixpath
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

FOLDER = "assets/"
_LENGTH = 10
_CODE = (".js", ".mjs", ".css")
# In code: a string that begins with a name, or CSS's url() with a bare one.
_IN_CODE = re.compile(r"""(?P<before>["'`]|url\()(?P<path>\.{0,2}/?[A-Za-z0-9_./-]+\.[a-z0-9]+)""")
_AFTER = frozenset("\"'`)?#$")
# A whole start tag, whatever its values hold.
TAG = re.compile(rb"<[a-zA-Z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
# The value of an attribute that names something in the folder: with quotes or without.
_VALUE = re.compile(
    rb"(=\s*)(\"[^\"<>]*assets/[^\"<>]*\"|'[^'<>]*assets/[^'<>]*'|[^\s\"'<>=]*assets/[^\s\"'<>]*)"
)


def new_names(assets: Mapping[str, bytes]) -> dict[str, str]:
    """New path by path inside the site, for all `assets` (content by path).

    The digest covers what an asset refers to as well, however far and in circles: a script whose
    import got another name has another content, too.
    """
    near = {path: _references(path, content, assets) for path, content in assets.items()}
    names = {}
    for path in assets:
        digest = hashlib.sha256()
        for name in sorted(_reachable(path, near)):
            digest.update(name.encode() + b"\0" + hashlib.sha256(assets[name]).digest())
        folder, _, file = path.rpartition("/")
        stem, _, ending = file.rpartition(".")
        names[path] = f"{folder}/{stem}.{digest.hexdigest()[:_LENGTH]}.{ending}"
    return names


def closure(path: str, assets: Mapping[str, bytes]) -> set[str]:
    """The asset and all that it refers to, directly or not."""
    near = {name: _references(name, content, assets) for name, content in assets.items()}
    return _reachable(path, near)


def rename_in_code(path: str, content: bytes, names: Mapping[str, str]) -> bytes:
    """A script or stylesheet that refers to the new names; other assets as they are."""
    if not path.endswith(_CODE):
        return content

    def renamed(match: re.Match[str]) -> str:
        goal = _target(path, match)
        if goal not in names:
            return match.group()
        return match["before"] + _last(match["path"], names[goal])

    return _IN_CODE.sub(renamed, content.decode()).encode()


def rename_in_page(page: str, html: bytes, names: Mapping[str, str], base: str) -> bytes:
    """A page that refers to the new names, in whatever attribute of whatever element.

    `page` is its path inside the site, `base` the path under which the site is published.
    """
    folder = posixpath.dirname(page)

    def in_value(match: re.Match[bytes]) -> bytes:
        # A srcset names several, with a width behind each.
        parts = re.split(r"""(\s*,\s*|\s+|["'])""", match[2].decode())
        return match[1] + "".join(map(address, parts)).encode()

    def address(word: str) -> str:
        # What is loaded by its whole address is refused as foreign long before this.
        if FOLDER not in word or "//" in word:
            return word
        parts = urlsplit(word)
        path = parts.path
        if path.startswith("/"):
            goal = path.removeprefix(base) if path.startswith(base) else ""
        else:
            goal = posixpath.normpath(posixpath.join(folder, path))
        if goal not in names:
            return word
        return word.replace(path, _last(path, names[goal]), 1)

    places = [match.start() for match in _VALUE.finditer(html)]
    if all(html.rfind(b"<", 0, at) > html.rfind(b">", 0, at) for at in places):
        html = _VALUE.sub(in_value, html)
    else:
        # Some stand in a text, or behind a ">" in another value: look tag by tag, which takes
        # longer.
        html = TAG.sub(lambda tag: _VALUE.sub(in_value, tag.group()), html)
    return html


def _references(path: str, content: bytes, assets: Mapping[str, bytes]) -> set[str]:
    if not path.endswith(_CODE):
        return set()
    found = {_target(path, match) for match in _IN_CODE.finditer(content.decode())}
    return found & assets.keys()


def _target(path: str, match: re.Match[str]) -> str:
    """What a string in the code of `path` would name, if it is an address at all."""
    if match.string[match.end() : match.end() + 1] not in _AFTER:
        return ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), match["path"]))


def _reachable(path: str, near: Mapping[str, set[str]]) -> set[str]:
    seen, open_ = {path}, [path]
    while open_:
        for goal in near[open_.pop()] - seen:
            seen.add(goal)
            open_.append(goal)
    return seen


def _last(address: str, goal: str) -> str:
    """The address with the last part of `goal` in the place of its own."""
    head, slash, _ = address.rpartition("/")
    return head + slash + goal.rpartition("/")[2]
