"""What real servers answer with the configuration the build writes, header by header."""

import gzip
import os
import re
from collections.abc import Iterator
from pathlib import Path

import brotli  # type: ignore[import-untyped] # ships no types
import pytest

from impulswerk.site.hosting import policy
from impulswerk.site.hosting.kinds import ENDINGS, OTHER, PLACES
from impulswerk.site.hosting.rules import CSP, FOR_EVER, HSTS, headers_of, is_private, names, table
from impulswerk.site.verify import verify
from tests.e2e import servers
from tests.e2e.server import PREFIX
from tests.e2e.servers import Server
from tests.e2e.site import Site

pytestmark = pytest.mark.e2e

KINDS = {
    "nginx": servers.nginx,
    "nginx-brotli": lambda root: servers.nginx(root, brotli=True),
    "apache": servers.apache,
    "container": servers.container,
}

_COPIES = {"br": ".br", "gzip": ".gz"}


@pytest.fixture(scope="module")
def root(site: Site) -> Iterator[Path]:
    with servers.place(site.root) as found:
        yield found


@pytest.fixture(scope="module", params=KINDS)
def server(root: Path, request: pytest.FixtureRequest) -> Iterator[Server]:
    with KINDS[request.param](root) as running:
        yield running


def _paths(site: Site) -> list[str]:
    """One public file for each folder and ending, copies aside."""
    found: dict[tuple[str, str], str] = {}
    for file in sorted(site.root.rglob("*")):
        path = file.relative_to(site.root).as_posix()
        if file.is_file() and file.suffix not in {".br", ".gz"} and not is_private(path):
            found.setdefault((path.partition("/")[0], "".join(file.suffixes[-2:])), path)
    return list(found.values())


def _moved(site: Site) -> dict[str, str]:
    lines = (site.root / "_redirects").read_text("utf-8").splitlines()
    return {line.split()[0]: line.split()[1] for line in lines}


def _policies(site: Site) -> policy.Policies:
    """What the pages need, read once more, without what the build wrote for the servers."""
    pages: list[policy.Needs] = []
    cards: list[policy.Needs] = []
    scripts = [
        path.name.encode()
        for path in (site.root / "assets").glob("*.js")
        if path.name.startswith(("seite", "suche"))
    ]
    own = policy.inline((site.root / "karte/1/index.html").read_bytes())
    for file in site.files:
        needs = policy.read(file.read_bytes(), scripts, own).needs
        (cards if site.root / "karte" in file.parents else pages).append(needs)
    return policy.site_policies(pages, cards)


def _content_type(path: str) -> str:
    for pattern, kind in PLACES:
        if re.search(pattern, path):
            return kind
    return ENDINGS.get(path.rpartition(".")[2].lower(), OTHER)


def test_every_kind_of_file_has_its_type_and_headers(site: Site, server: Server) -> None:
    rules = table(_policies(site))
    said = headers_of(rules)
    faults = []
    moved = _moved(site)
    for path in _paths(site):
        address = path.removesuffix("index.html")
        if PREFIX + address in moved:
            continue
        answer = server.ask(address)
        expected = {name.lower(): value for name, value in said(path).items()}
        expected |= {"content-type": _content_type(path)}
        expected.pop(HSTS.lower())
        sent = {name.lower() for name in names(rules)} | {"content-type"}
        got = {name: value for name, value in answer.headers.items() if name in sent}
        if answer.status != 200 or got != expected:
            faults.append(f"{path}: {answer.status} {got.items() ^ expected.items()}")
    assert not faults, "\n".join(faults)


def test_the_policy_allows_nothing_inline_and_names_who_may_frame(server: Server) -> None:
    page = server.ask("").headers[CSP.lower()]
    card = server.ask("karte/7/").headers[CSP.lower()]
    for found in (page, card):
        assert "unsafe-inline" not in found
        assert "'unsafe-eval'" not in found
        assert found.startswith("default-src 'none'; ")
    assert page.endswith("; frame-ancestors 'none'")
    assert card.endswith("; frame-ancestors *")
    assert "script-src" not in card


def test_tls_only_is_promised_over_tls_only(server: Server) -> None:
    assert HSTS.lower() not in server.ask("").headers
    answer = server.ask("", {"X-Forwarded-Proto": "https"})
    assert answer.headers[HSTS.lower()] == "max-age=31536000"


@pytest.mark.parametrize(
    ("path", "headers", "is_led"),
    [
        ("i/7/?a=b", {}, True),
        ("", {"X-Forwarded-Proto": "http", "X-Forwarded-For": "192.0.2.1"}, True),
        ("", {"X-Forwarded-Proto": "https"}, False),
        # A proxy that may speak TLS, and does not say so.
        ("", {"X-Forwarded-For": "192.0.2.1"}, False),
        ("", {"Via": "1.1 davor"}, False),
        ("", {"Host": "127.0.0.1"}, False),
        ("/.well-known/acme-challenge/x", {}, False),
    ],
)
def test_who_asks_without_tls_is_led_to_it(
    server: Server, path: str, headers: dict[str, str], *, is_led: bool
) -> None:
    whole = path if path.startswith("/") else PREFIX + path
    answer = server.ask_whole(whole, {"Host": "papier.example", **headers})
    goal = answer.headers.get("location", "")
    assert (answer.status == 301 and goal == f"https://papier.example{whole}") == is_led


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br", "br"),
        ("", ""),
        ("identity", ""),
        ("gzip;q=0", ""),
        ("br;q=0, gzip", "gzip"),
    ],
)
def test_copies_are_sent_to_those_who_understand_them(
    site: Site, server: Server, accepted: str, encoding: str
) -> None:
    if encoding == "br" and not server.has_brotli:
        encoding = "gzip" if "gzip" in accepted else ""
    for path in _paths(site):
        if PREFIX + path.removesuffix("index.html") in _moved(site):
            continue
        plain = (site.root / path).read_bytes()
        copies = [name for name, end in _COPIES.items() if (site.root / f"{path}{end}").exists()]
        sent = encoding if encoding in copies else ""
        answer = server.ask(path.removesuffix("index.html"), {"Accept-Encoding": accepted})
        assert answer.status == 200
        assert answer.headers.get("content-encoding", "") == sent, path
        # A cache between must not give one reader what another one understands.
        assert not copies or "accept-encoding" in answer.headers.get("vary", "").lower(), path
        unpack = {"br": brotli.decompress, "gzip": gzip.decompress}.get(sent, bytes)
        assert unpack(answer.body) == plain, path


def test_every_former_and_short_address_answers_301(site: Site, server: Server) -> None:
    moved = _moved(site)
    assert f"{PREFIX}i/7/" in moved
    for old, new in moved.items():
        for asked in (old, old.rstrip("/")):
            answer = server.ask_whole(asked + "?a=b")
            assert answer.status == 301, asked
            assert re.sub(r"^http://[^/]*", "", answer.headers["location"]) == f"{new}?a=b"
        assert server.ask_whole(new).status == 200


@pytest.mark.parametrize(
    "path",
    [
        *(
            "i/007/",
            "i/7.",
            "i/7/).",
            "i/7,",
            "I/7",
            "i/007",
            "i/7//",
            "i/7%E2%80%9C",
            "i/7/unterseite/",
        ),
        *("impulse/7/", "impulse/07/", "impulse/07-anderer-name/", "impuls/7", "Impulse/07-X.html"),
    ],
)
def test_a_mangled_address_leads_to_its_number(site: Site, server: Server, path: str) -> None:
    answer = server.ask(f"{path}?a=b")
    assert answer.status == 301
    assert answer.headers["location"] == f"{PREFIX}{site.impulses[6].address}?a=b"


@pytest.mark.parametrize("path", ["i/37/", "i/0/", "i/77", "impulse/370-x/"])
def test_a_number_that_is_none_leads_nowhere(server: Server, path: str) -> None:
    assert server.ask(path).status in {301, 404}
    assert "impulse/07" not in server.ask(path).headers.get("location", "")


@pytest.mark.parametrize("path", ["gibt-es-nicht/", "impulse/gibt-es-nicht", "assets/", "i/"])
def test_what_is_not_there_answers_404_with_our_page(site: Site, server: Server, path: str) -> None:
    answer = server.ask(path, {"Accept-Encoding": ""})
    assert answer.status == 404
    assert answer.body == (site.root / "404.html").read_bytes()
    assert answer.headers["cache-control"] == "no-cache"
    assert "frame-ancestors 'none'" in answer.headers[CSP.lower()]


@pytest.mark.parametrize(
    "path",
    [
        *(".htaccess", "i/.htaccess", ".git/config", ".env", "impulse/.verborgen"),
        *("server/nginx-server.conf", "server/nginx-http.conf", "_redirects", "_headers"),
        *("../aktuell/index.html", "../../etc/passwd", "%2e%2e/%2e%2e/etc/passwd"),
        *("..%2f..%2fetc/passwd", "%2E%2E%5C%2E%2E%5Cetc/passwd", "assets/..%00/index.html"),
        "impulse/..;/..;/etc/passwd",
    ],
)
def test_what_is_private_or_outside_is_refused(root: Path, server: Server, path: str) -> None:
    for name in (".git/config", ".env", "impulse/.verborgen"):
        (root / "aktuell" / name).parent.mkdir(exist_ok=True)
        (root / "aktuell" / name).write_text("geheim")
    answer = server.ask(path)
    assert answer.status in {400, 403, 404}
    assert b"root:" not in answer.body
    assert b"geheim" not in answer.body


@pytest.mark.parametrize("path", ["verweis.txt", "verweis/hostname", "assets/verweis.css"])
def test_no_server_follows_links_out_of_the_site(root: Path, server: Server, path: str) -> None:
    link = root / "aktuell" / path.replace("/hostname", "")
    # The module for Brotli stands against it; the build lets no link into the site.
    if server.name in {"nginx", "apache"}:
        link.symlink_to("/etc" if "/hostname" in path else "/etc/hostname")
        if os.geteuid() == 0:  # Apache follows links between files of one owner
            os.lchown(link, 65534, 65534)
    answer = server.ask(path)
    link.unlink(missing_ok=True)
    assert answer.status in {403, 404}
    assert Path("/etc/hostname").read_bytes() not in answer.body


def test_a_folder_without_its_slash_leads_to_the_page(server: Server) -> None:
    answer = server.ask("impulse")
    assert answer.status == 301
    assert answer.headers["location"].endswith(f"{PREFIX}impulse/")


@pytest.mark.parametrize("path", ["i/7/", "i/7", "impulse", "/impulse", "impulse//"])
def test_no_answer_names_the_host_that_was_asked_for(server: Server, path: str) -> None:
    answer = server.ask(path, {"Host": "fremd.example", "X-Forwarded-Proto": "https"})
    assert "fremd.example" not in f"{answer.headers}{answer.body!r}"
    goal = answer.headers.get("location", "/")
    assert goal.startswith("/")
    assert not goal.startswith("//")


def test_unchanged_files_are_not_sent_again(site: Site, server: Server) -> None:
    for path in ("", "feeds/impulse.xml", _asset(site)):
        first = server.ask(path, {"Accept-Encoding": "gzip"})
        again = {"Accept-Encoding": "gzip", "If-None-Match": first.headers["etag"]}
        assert server.ask(path, again).status == 304
        # The answer for those who understand no gzip is another one.
        assert server.ask(path, {**again, "Accept-Encoding": ""}).status == 200


def test_assets_are_kept_for_ever_under_a_name_that_tells_their_content(
    site: Site, server: Server
) -> None:
    files = [path for path in (site.root / "assets").rglob("*") if path.is_file()]
    assert all(re.search(r"\.[0-9a-f]{10}\.[a-z0-9]+(\.br|\.gz)?$", path.name) for path in files)
    assert server.ask(_asset(site)).headers["cache-control"] == FOR_EVER
    fragment = next((site.root / "pagefind/fragment").iterdir())
    kept = server.ask(f"pagefind/fragment/{fragment.name}")
    assert kept.headers["cache-control"] == FOR_EVER
    assert server.ask("pagefind/pagefind.js").headers["cache-control"] == "no-cache"


def test_the_server_says_nothing_of_its_version(server: Server) -> None:
    for path in ("", "gibt-es-nicht/", "../x"):
        answer = server.ask(path)
        assert not re.search(r"\d", answer.headers["server"])
        assert not re.search(rb"(?i)(nginx|apache)/\d", answer.body)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "TRACE"])
def test_nothing_can_be_written(server: Server, method: str) -> None:
    answer = server.ask("impulse/index.html", method=method)
    # Apache answers POST to a file as it answers GET; it changes nothing.
    assert answer.status == 405 or (method == "POST" and server.name == "apache")


def test_no_reference_was_lost_when_assets_got_new_names(site: Site) -> None:
    assert verify(site.root, site.root, {}, PREFIX).problems == []


def test_every_file_of_the_site_has_a_type(site: Site) -> None:
    for file in site.root.rglob("*"):
        path = file.relative_to(site.root).as_posix()
        if file.is_file() and not is_private(path):
            ending = path.removesuffix(".br").removesuffix(".gz").rpartition(".")[2]
            assert ending in ENDINGS, path


def _asset(site: Site) -> str:
    (file,) = (site.root / "assets").glob("stil.*.css")
    return f"assets/{file.name}"
