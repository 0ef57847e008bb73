"""The rules as configuration for nginx: one part for `http`, one for `server`."""

import re
from collections.abc import Iterable, Mapping, Sequence

from impulswerk.site.hosting import kinds
from impulswerk.site.hosting.rules import (
    HSTS,
    PRIVATE_FILES,
    PRIVATE_FOLDER,
    UNENCRYPTED,
    Rule,
    located,
    meant,
    names,
)

HTTP_FILE = "server/nginx-http.conf"
SERVER_FILE = "server/nginx-server.conf"


def http_part(rules: Sequence[Rule], moved: Mapping[str, str], base: str, host: str = "") -> str:
    """Maps from address to header and from former to present address.

    `moved` holds whole paths. A header set by `add_header` in a location would drop all others;
    with maps they all stand at one place.
    """
    pairs = dict(_with_bare_folders(moved))
    size = max([64, *(len(old) + len(new) for old, new in pairs.items())])
    lines = [
        "# Erzeugt von „impuls build“; gehört in den Abschnitt http, etwa nach /etc/nginx/conf.d/.",
        "# Was hier nicht steht: Name, Zertifikat und Ordner, siehe Seite „Betrieb“.",
        f"map_hash_max_size {max(2048, 2 * len(pairs))};",
        f"map_hash_bucket_size {1 << (size + 32).bit_length()};",
        "map $uri $impuls_umzug {",
        '  default "";',
        *(f'  "{old}" "{new}";' for old, new in sorted(pairs.items())),
        "}",
        "map $uri $impuls_gemeint {",
        '  default "";',
        *(f'  "~*{pattern}" "{goal}";' for pattern, goal in meant(moved, base).items()),
        "}",
        # Behind a proxy that speaks TLS itself, its word counts.
        'map "$https $http_x_forwarded_proto" $impuls_tls {',
        "  default 0;",
        "  ~on|https 1;",
        "}",
    ]
    if host:
        # A proxy that speaks TLS and does not say so must not be led round in circles.
        words = "$http_x_forwarded_proto,$http_x_forwarded_for$http_forwarded$http_via"
        lines += [
            f'map "$impuls_tls $host {words}" $impuls_klartext {{',
            "  default 0;",
            f'  "0 {host} ," 1;',
            f'  "~^0 {re.escape(host)} http," 1;',
            "}",
            "map $uri $impuls_ohne_tls {",
            "  default $impuls_klartext;",
            f'  "~^{re.escape(UNENCRYPTED)}" 0;',
            "}",
        ]
    for header in names(rules):
        lines.append(f"map $uri {_variable(header)} {{")
        own = [rule for rule in rules if rule.header == header]
        for rule in own:
            where = f'"~{located(rule.where, base)}"' if rule.where else "default"
            lines.append(f"  {where} {_quoted(rule.value)};")
        lines.append("}")
    lines += [
        f"map $impuls_tls {_variable(HSTS)}_tls {{",
        '  default "";',
        f"  1 {_variable(HSTS)};",
        "}",
    ]
    return "\n".join(lines) + "\n"


def server_part(rules: Sequence[Rule], base: str, host: str = "") -> str:
    """Directives of the site; the operator's `server` block names address, certificate and root."""
    lines = [
        "# Erzeugt von „impuls build“; gehört in den Abschnitt server, hinter root.",
        "server_tokens off;",
        # Behind a proxy neither scheme nor port of this server are those readers see.
        "absolute_redirect off;",
        "index index.html;",
        # A folder without a page is nothing to read, either.
        f"error_page 403 404 =404 {base}404.html;",
        # The copies made by the build; compressing once more would cost time and gain nothing.
        "gzip off;",
        "gzip_static on;",
        "gzip_vary on;",
        # The types are complete: what the system's own list says does not count here.
        "types {",
        *(f'  "{kind}" {ending};' for ending, kind in kinds.ENDINGS.items()),
        "}",
        f"default_type {kinds.OTHER};",
    ]
    for header in names(rules):
        variable = _variable(header) + ("_tls" if header == HSTS else "")
        lines.append(f"add_header {header} {variable} always;")
    if host:
        lines += ["if ($impuls_ohne_tls) {", f"  return 301 https://{host}$request_uri;", "}"]
    lines += [
        "if ($impuls_umzug) {",
        "  return 301 $impuls_umzug$is_args$args;",
        "}",
        'set $impuls_fehlt "";',
        "if (!-e $request_filename) {",
        "  set $impuls_fehlt $impuls_gemeint;",
        "}",
        "if ($impuls_fehlt) {",
        "  return 301 $impuls_fehlt$is_args$args;",
        "}",
        f"location ^~ {base}{PRIVATE_FOLDER} {{",
        "  return 404;",
        "}",
        *(f"location = {base}{name} {{ return 404; }}" for name in PRIVATE_FILES),
        r"location ~ /\.(?!well-known/) {",
        "  return 404;",
        "}",
    ]
    for pattern, kind in kinds.PLACES:
        lines += [
            f'location ~ "{located(pattern, base)}" {{',
            "  types { }",
            f'  default_type "{kind}";',
            "}",
        ]
    return "\n".join(lines) + "\n"


def _with_bare_folders(moved: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """A page is also asked for without its slash, by those who type."""
    for old, new in moved.items():
        yield old, new
        if old.endswith("/"):
            yield old.rstrip("/"), new


def _variable(header: str) -> str:
    return "$impuls_" + header.lower().replace("-", "_")


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
