"""The rules as `.htaccess` files for Apache: one for the site, one for each folder with redirects.

Such files work wherever Apache does, without access to its configuration. Redirects lie in the
folder they concern, so that other requests need not read them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from impulswerk.site.hosting import kinds
from impulswerk.site.hosting.compress import ENDINGS
from impulswerk.site.hosting.rules import (
    HSTS,
    PRIVATE_FILES,
    PRIVATE_FOLDER,
    UNENCRYPTED,
    Rule,
    located,
    meant,
)

FILE = ".htaccess"
_COPY = r"(?:\.(?:br|gz))?$"
# Behind a proxy that speaks TLS itself, its word counts; the answer is the same for all who ask.
_TLS = "(%{HTTPS} == 'on' || req_novary('X-Forwarded-Proto') == 'https')"
# Encoding as a browser names it, ending of its copy, what would compress once more.
_ENCODINGS = (("br", ENDINGS[0]), ("gzip", ENDINGS[1]))


def site_file(rules: Sequence[Rule], base: str, host: str = "") -> str:
    """The file for the root of the site."""
    private = "|".join(re.escape(name) + "$" for name in PRIVATE_FILES)
    lines = [
        "# Erzeugt von „impuls build“. Braucht die Module headers, mime und rewrite und im Server",
        "# „AllowOverride All“ für diesen Ordner.",
        # Rewriting asks for links to be followed; to files of somebody else they never are.
        "Options -Indexes -MultiViews -FollowSymLinks +SymLinksIfOwnerMatch",
        "DirectoryIndex index.html",
        "DirectorySlash On",
        # A proxy may speak TLS for us under another name: no answer names that, or whatever host
        # was asked for. Apache before 2.4.58 knows no such redirects.
        "<IfDirective RedirectRelative>",
        "  RedirectRelative On",
        "</IfDirective>",
        '<If "-d %{REQUEST_FILENAME} && %{REQUEST_URI} !~ m#/$#">',
        '  RedirectMatch 301 "^/+(.*[^/])$" "/$1/"',
        "</If>",
        f"ErrorDocument 404 {base}404.html",
        "FileETag MTime Size",
        "AddDefaultCharset Off",
        "RemoveType .br .gz",
        *(f"AddEncoding {name} {ending}" for name, ending in _ENCODINGS),
    ]
    for ending, kind in kinds.ENDINGS.items():
        lines.append(f'<FilesMatch "\\.{ending}{_COPY}">')
        lines.append(f'  ForceType "{kind}"')
        if kinds.is_text(f"x.{ending}"):
            lines.append("  Header merge Vary Accept-Encoding")
        lines.append("</FilesMatch>")
    for pattern, kind in kinds.PLACES:
        lines.append(f'<If "{_asked(pattern, base)}">')
        lines.append(f'  ForceType "{kind}"')
        lines.append("</If>")
    # The last one that applies is sent: the table, where the first one counts, backwards.
    for rule in reversed(rules):
        condition = _TLS if rule.header == HSTS else ""
        if rule.where:
            condition = _asked(rule.where, base)
        action = f'set {rule.header} "{rule.value}"' if rule.value else f"unset {rule.header}"
        lines.append(f"Header always {action}" + (f' "expr={condition}"' if condition else ""))
    lines += [
        "RewriteEngine On",
        f"RewriteBase {base}",
        *(_to_tls(host) if host else ()),
        f'RewriteRule "^(?:{re.escape(PRIVATE_FOLDER)}|{private})" - [R=404,L]',
        r'RewriteRule "(?:^|/)\.(?!well-known/)" - [R=404,L]',
        "RewriteCond %{REQUEST_FILENAME} -l",
        'RewriteRule "" - [R=404,L]',
        # A folder stands for its page; named here, for the next rules to find the copy.
        "RewriteCond %{REQUEST_FILENAME}index.html -f",
        'RewriteRule "^(|.*/)$" "$1index.html"',
    ]
    for name, ending in _ENCODINGS:
        refused = r"(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))"
        lines += [
            rf'RewriteCond %{{HTTP:Accept-Encoding}} "\b{name}\b{refused}"',
            f"RewriteCond %{{REQUEST_FILENAME}}{ending} -f",
            f'RewriteRule "^(.+)$" "$1{ending}" [E=no-gzip:1,E=no-brotli:1,L]',
        ]
    return "\n".join(lines) + "\n"


def _to_tls(host: str) -> Iterator[str]:
    """Lead whoever asks for the site by its name, and not over TLS, to where it is over TLS.

    A proxy that speaks TLS and does not say so must not be led round in circles.
    """
    words = "%{HTTP:X-Forwarded-Proto},%{HTTP:X-Forwarded-For}%{HTTP:Forwarded}%{HTTP:Via}"
    yield "RewriteCond %{HTTPS} !=on"
    yield f'RewriteCond %{{HTTP_HOST}} "^{re.escape(host)}(?::80)?$" [NC]'
    yield f'RewriteCond "{words}" "^(?:,$|http,)"'
    yield f'RewriteCond %{{REQUEST_URI}} "!^{re.escape(UNENCRYPTED)}"'
    yield f'RewriteRule "" "https://{host}%{{REQUEST_URI}}" [R=301,L]'


def files(
    rules: Sequence[Rule], moved: Mapping[str, str], base: str, host: str = ""
) -> Iterator[tuple[str, str]]:
    """Path inside the site and text of each file; `moved` holds whole paths."""
    folders: dict[str, list[str]] = {"": []}
    for old, new in sorted(moved.items()):
        top, slash, _ = old.removeprefix(base).partition("/")
        end = "/?" if old.endswith("/") else ""
        line = f'  RedirectMatch 301 "^{re.escape(old.rstrip("/"))}{end}$" "{new}"'
        folders.setdefault(top + slash if slash else "", []).append(line)
    for folder, lines in folders.items():
        head = "# Erzeugt von „impuls build“: frühere und kurze Adressen.\n"
        text = head if folder else site_file(rules, base, host)
        # Conditions count last to first: these go before the one that completes a folder's name.
        former = ['<If "true">', *lines, "</If>"] if lines else []
        if not folder:
            wrong = [
                f'  RedirectMatch 301 "(?i){pattern}" "{goal}"'
                for pattern, goal in meant(moved, base).items()
            ]
            former += ['<If "! -e %{REQUEST_FILENAME}">', *wrong, "</If>"]
        yield folder + FILE, text + "".join(f"{line}\n" for line in former)


def _asked(where: str, base: str) -> str:
    pattern = located(where, base).replace("$", _COPY)
    return f"%{{REQUEST_URI}} =~ m#{pattern}#"
