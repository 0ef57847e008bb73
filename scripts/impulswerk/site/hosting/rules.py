"""The one table of headers: what a server says with each file, whichever server it is."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from impulswerk.site.hosting.policy import Policies

HSTS = "Strict-Transport-Security"
CACHE = "Cache-Control"
CSP = "Content-Security-Policy"
CORP = "Cross-Origin-Resource-Policy"
CORS = "Access-Control-Allow-Origin"

FOR_EVER = "public, max-age=31536000, immutable"
ASK_FIRST = "no-cache"
SHORT = "public, max-age=600"

# Files that servers and hosts read and nobody else: they say nothing secret, but they are no part
# of what the site publishes, and an address once found is an address somebody relies on.
PRIVATE_FOLDER = "server/"
PRIVATE_FILES = ("_headers", "_redirects")

# Regular expressions on the path inside the site; a page is also asked for as a folder.
_PAGE = r"(?:^|/)(?:[^/]*\.html)?$"
_DOCUMENT = r"(?:^|/)$|\.(?:html|svg|xml)$"
_CARD = r"^karte/"
# What only pages load.
_OWN = r"^(?:assets|pagefind)/"
# The name changes with the content: ours through `fingerprint`, Pagefind's by itself.
NAMED = r"^(?:assets|pagefind/fragment|pagefind/index)/"
# Checks texts in browsers: Python as WebAssembly, which loads files of this site and nothing else.
WORKER = r"^assets/werkstatt-pruefer\.[^/]*js$"
WORKER_POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; base-uri 'none'"
)
_ANY = ""


@dataclass(frozen=True)
class Rule:
    """A header for every path that `where` is found in; of one header the first match counts.

    An empty value leaves the header out.
    """

    header: str
    value: str
    where: str = _ANY


# Where a certificate is asked for, which has to work without one.
UNENCRYPTED = "/.well-known/acme-challenge/"


def table(policies: Policies) -> tuple[Rule, ...]:
    """Every rule; `policies` come from the built pages."""
    return (
        Rule("X-Content-Type-Options", "nosniff"),
        Rule("Referrer-Policy", "no-referrer"),
        Rule(
            "Permissions-Policy",
            "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), "
            "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
        ),
        Rule("Cross-Origin-Opener-Policy", "same-origin"),
        # Only over TLS, see the servers. Without includeSubDomains: other hosts are not ours.
        Rule(HSTS, "max-age=31536000"),
        Rule(CSP, policies.card, rf"{_CARD}.*(?:/|\.html)$"),
        Rule(CSP, policies.page, _DOCUMENT),
        # A worker has no page whose policy would be its own.
        Rule(CSP, WORKER_POLICY, WORKER),
        Rule(CSP, ""),
        Rule(CORP, "cross-origin", _CARD),
        Rule(CORP, "same-origin", f"{_PAGE}|{_OWN}"),
        # Share images, QR codes, data, feeds and citations are there to be used elsewhere.
        Rule(CORP, "cross-origin"),
        Rule(CORS, "", f"{_PAGE}|{_OWN}"),
        Rule(CORS, "*"),
        Rule(CACHE, FOR_EVER, NAMED),
        Rule(CACHE, ASK_FIRST, f"{_PAGE}|{_OWN}"),
        Rule(CACHE, SHORT),
    )


def headers_of(rules: Iterable[Rule]) -> Callable[[str], dict[str, str]]:
    """A function from the path of a file to what is sent with it, its type aside."""
    conditions = [(rule, re.compile(rule.where).search if rule.where else None) for rule in rules]

    def headers(path: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for rule, is_meant in conditions:
            if rule.header not in found and (is_meant is None or is_meant(path)):
                found[rule.header] = rule.value
        return {name: value for name, value in found.items() if value}

    return headers


def is_private(path: str) -> bool:
    """Whether a server must not give the file away."""
    if path.startswith(PRIVATE_FOLDER) or path in PRIVATE_FILES:
        return True
    return any(part.startswith(".") and part != ".well-known" for part in path.split("/"))


def names(rules: Iterable[Rule]) -> list[str]:
    """Every header that is ever sent, in the order of the table."""
    return list(dict.fromkeys(rule.header for rule in rules))


def located(where: str, base: str) -> str:
    """A pattern on the path inside the site as one on the address, which begins with `base`."""
    return "|".join(
        f"^{re.escape(base)}{part.removeprefix('^')}" if part.startswith("^") else part
        for part in _alternatives(where)
    )


def _alternatives(where: str) -> list[str]:
    """The outermost alternatives of a regular expression."""
    parts, depth, start = [], 0, 0
    for at, sign in enumerate(where):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            parts.append(where[start:at])
            start = at + 1
    return [*parts, where[start:]]


def meant(moved: Mapping[str, str], base: str) -> dict[str, str]:
    """Page by pattern of wrong addresses that still say which number is meant.

    Mail programs take a full stop or a bracket into a link, people type zeros, capitals or
    `impulse/7`, and a name after the number may be any. The patterns ignore case, match whole
    paths, and count only where nothing lies at an address. `moved` holds whole paths, short ones
    among them.
    """
    short = re.compile(rf"{re.escape(base)}i/([1-9]\d*)/")
    return {
        rf"^{re.escape(base)}(?:i|impulse?)/+0*{number[1]}(?:[^0-9].*)?$": goal
        for old, goal in sorted(moved.items())
        if (number := short.fullmatch(old))
    }
