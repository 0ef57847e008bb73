"""The rules as `_headers`, the file that Netlify, Cloudflare Pages and others read.

There every line that matches an address adds to the others, so that no header may be set by two of
them: what holds for all comes first, the rest folder by folder. Where the files of a folder differ,
it gets what fits all of them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from impulswerk.site.hosting.rules import (
    ASK_FIRST,
    CACHE,
    CORP,
    CORS,
    CSP,
    Rule,
    headers_of,
    is_private,
    names,
)

FILE = "_headers"
# Hosts read a hundred rules; a folder with few entries is looked into, one with many is not.
_FEW = 8
_TOGETHER = {CACHE: ASK_FIRST, CORP: "cross-origin", CORS: "*"}


def headers_file(rules: Sequence[Rule], paths: Iterable[str], base: str) -> str:
    """The text of the file for a site with these `paths`."""
    public = [path for path in sorted(paths) if not is_private(path)]
    common = {rule.header: rule.value for rule in rules if not rule.where and rule.value}
    common = {
        header: value
        for header, value in common.items()
        if [rule.header for rule in rules].count(header) == 1
    }
    single = [header for header in names(rules) if header not in common]
    blocks = [(f"{base}*", common)]
    blocks += [
        (base + place, found) for place, found in _places("", public, headers_of(rules), single)
    ]
    text = "# Erzeugt von „impuls build“ für Netlify, Cloudflare Pages und Verwandte.\n"
    for place, found in blocks:
        text += f"{place}\n" + "".join(f"  {name}: {value}\n" for name, value in found.items())
    return text


def _places(
    folder: str,
    paths: Sequence[str],
    headers: Callable[[str], dict[str, str]],
    single: Sequence[str],
) -> Iterator[tuple[str, dict[str, str]]]:
    """Patterns below `folder`, each with the headers of all files it stands for."""
    groups: dict[str, list[str]] = {}
    for path in paths:
        name, slash, _ = path.removeprefix(folder).partition("/")
        groups.setdefault(name + slash, []).append(path)
    for name, group in sorted(groups.items()):
        place = folder + name
        found = [headers(path) for path in group]
        sets = [{name: said.get(name, "") for name in single} for said in found]
        if not name.endswith("/"):
            yield place, _filled(sets[0])
            if name == "index.html":
                yield folder, _filled(sets[0])
            continue
        is_even = all(found == sets[0] for found in sets)
        entries = {path.removeprefix(place).partition("/")[0] for path in group}
        if not is_even and "index.html" not in entries and len(entries) <= _FEW:
            yield from _places(place, group, headers, single)
        else:
            yield f"{place}*", _filled({n: _common(n, [s[n] for s in sets]) for n in single})


def _common(header: str, values: Sequence[str]) -> str:
    distinct = set(values)
    if len(distinct) == 1:
        return values[0]
    if header == CSP:
        # The policy of the pages harms nothing else.
        return max(distinct, key=len)
    return _TOGETHER[header]


def _filled(found: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in found.items() if value}
