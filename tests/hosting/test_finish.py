"""What the last step of a build makes of a site, whichever engine built it."""

import base64
import gzip
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

import brotli  # type: ignore[import-untyped] # ships no types
import pytest

from impulswerk.site.hosting import compress, fingerprint, hosts, policy
from impulswerk.site.hosting.finish import Finished, Sizes, finish
from impulswerk.site.hosting.rules import CORP, CORS, CSP, headers_of, located, names, table
from impulswerk.site.verify import verify
from impulswerk.sources.store import keep_in, not_kept

HEAD = '<!doctype html><html lang="de"><head><meta charset="utf-8"><title>T</title>'
PAGE = (
    HEAD + '<link rel="preload" href="{up}assets/schrift.woff2" as="font" crossorigin>'
    "<link rel=stylesheet href={up}assets/stil.css>"
    '<script type="module" src="{up}assets/eins.js"></script>'
    '<script type="application/ld+json">{{"@type": "WebSite"}}</script></head><body>'
    '<img src="{up}assets/bilder/a.webp" srcset="{up}assets/bilder/a.webp 1x, '
    '{up}assets/bilder/b.webp 2x" alt="a > b">'
    "<p>Die Datei assets/stil.css heißt so.</p></body></html>"
)
CARD_STYLE = "p{margin:0}"
FILES = {
    "index.html": PAGE.format(up=""),
    "tief/seite/index.html": PAGE.format(up="../../"),
    "404.html": PAGE.format(up="/basis/"),
    "karte/7/index.html": HEAD + f"<style>{CARD_STYLE}</style></head><body>Karte</body></html>",
    "i/7/index.html": HEAD + '<script src="../../assets/umzug.js"></script></head></html>',
    "assets/eins.js": 'import { b } from "./zwei.js";\n'
    'const s = new URL("stil.css", import.meta.url);',
    "assets/zwei.js": "const eins = () => import(`eins.js?${n}`); // siehe eins.js\n"
    'const pagefind = import("../pagefind/pagefind.js");',
    "assets/umzug.js": "location.replace('a');",
    "assets/stil.css": '@font-face { src: url("schrift.woff2") } '
    "p { background: url(bilder/a.webp) }",
    "assets/schrift.woff2": "Schrift",
    "assets/bilder/a.webp": "A",
    "assets/bilder/b.webp": "B",
    "pagefind/pagefind.js": "export {}",
    "daten/impulse.json": "[1, 2, 3]" * 50,
    "alt.json": "[1, 2, 3]",
    "_redirects": "/basis/i/7/ /basis/tief/seite/ 301\n"
    "/basis/alt.json /basis/daten/impulse.json 301\n",
}


def _write(root: Path, files: dict[str, str] = FILES) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def _read(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return _write(tmp_path / "site")


def test_every_reference_follows_its_file(site: Path) -> None:
    finish(site, "/basis/", not_kept)
    files = _read(site)
    named = [name for name in files if name.startswith("assets/")]
    assert all(re.search(r"\.[0-9a-f]{10}\.\w+(\.br|\.gz)?$", name) for name in named)
    assert verify(site, site, {}, "/basis/").problems == []
    code = {name.split(".")[0]: files[name].decode() for name in named if name.endswith("js")}
    (one,) = (name for name in named if name.startswith("assets/eins.") and name.endswith("js"))
    (two,) = (name for name in named if name.startswith("assets/zwei.") and name.endswith("js"))
    assert f'"./{two.removeprefix("assets/")}"' in code["assets/eins"]
    assert f"`{one.removeprefix('assets/')}?" in code["assets/zwei"]
    assert "// siehe eins.js" in code["assets/zwei"]
    assert "assets/stil.css heißt so" in files["index.html"].decode()


@pytest.mark.parametrize(
    ("html", "renamed"),
    [
        ('<a href="assets/a.css">', '<a href="assets/a.1.css">'),
        ("<a href='./assets/a.css?x#y'>", "<a href='./assets/a.1.css?x#y'>"),
        ("<a href=assets/a.css>", "<a href=assets/a.1.css>"),
        ('<a title="it\'s" x="/b/assets/a.css">', '<a title="it\'s" x="/b/assets/a.1.css">'),
        ('<img alt="1 > 0" src="assets/a.css">', '<img alt="1 > 0" src="assets/a.1.css">'),
        (
            '<img srcset="assets/a.css 1x,assets/a.css 2x">',
            '<img srcset="assets/a.1.css 1x,assets/a.1.css 2x">',
        ),
        ('<p>src="assets/a.css"</p>',) * 2,
        (
            '<p>src="assets/a.css"</p><img src="assets/a.css">',
            '<p>src="assets/a.css"</p><img src="assets/a.1.css">',
        ),
        ('<a href="https://b.example/b/assets/a.css">',) * 2,
        ('<a href="../assets/a.css">',) * 2,
        ('<a href="/sonst/assets/a.css">',) * 2,
    ],
)
def test_only_references_are_renamed(html: str, renamed: str) -> None:
    names = {"assets/a.css": "assets/a.1.css"}
    found = fingerprint.rename_in_page("index.html", html.encode(), names, "/b/")
    assert found == renamed.encode()


def test_a_name_changes_with_whatever_the_asset_refers_to() -> None:
    assets = {name: text.encode() for name, text in FILES.items() if name.startswith("assets/")}
    before = fingerprint.new_names(assets)
    after = fingerprint.new_names({**assets, "assets/bilder/a.webp": b"anders"})
    changed = {name for name in assets if before[name] != after[name]}
    # The picture is in the stylesheet, that in the script, and the two scripts know each other.
    assert changed == {
        "assets/bilder/a.webp",
        "assets/stil.css",
        "assets/eins.js",
        "assets/zwei.js",
    }


@pytest.mark.parametrize(
    ("style", "bare"),
    [
        (
            "/* Grund */\np { margin: 0 }\n\n  a { color: red } /* rot */\n",
            "\np { margin: 0 }\na { color: red } \n",
        ),
        ('p::after { content: "a \\" /* b */"; }', None),
        ("p::after { content: ' /* \n  */'; }", None),
        ("a/* kein Abstand */.b { background: url(/*/a.png) }", None),
    ],
)
def test_a_stylesheet_goes_out_without_comments(style: str, bare: str | None) -> None:
    found = compress.without_comments("assets/stil.css", style.encode()).decode()
    assert found == (style if bare is None else bare)
    assert compress.without_comments("assets/a.js", style.encode()).decode() == style


def test_what_takes_long_and_did_not_change_is_not_compressed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = keep_in(tmp_path / "cache")
    finish(_write(tmp_path / "a"), "/basis/", keep)
    made: list[bytes] = []

    def counted(content: bytes, quality: int) -> bytes:
        if quality == 11:
            made.append(content)
        return bytes(brotli.compress(content, quality=quality))

    class Counting:
        __version__ = brotli.__version__
        compress = staticmethod(counted)

    monkeypatch.setattr(compress, "brotli", Counting)
    changed = {**FILES, "pagefind/pagefind.js": "export { a }"}
    finish(_write(tmp_path / "b", changed), "/basis/", keep)
    assert made == [b"export { a }"]


def test_copies_hold_the_same_and_are_smaller(site: Path) -> None:
    done = finish(site, "/basis/", not_kept)
    files = _read(site)
    for name, content in files.items():
        if name.endswith(".gz"):
            plain = files[name.removesuffix(".gz")]
            packed = files[name.removesuffix(".gz") + ".br"]
            assert gzip.decompress(content) == brotli.decompress(packed) == plain
            assert max(len(content), len(packed)) < len(plain)
    assert "daten/impulse.json.gz" in files
    assert not [name for name in files if name.startswith(("server/", "_")) and ".gz" in name]
    public = [
        name
        for name in files
        if not name.endswith((".gz", ".br"))
        and not name.startswith(("server/", "_"))
        and "/." not in f"/{name}"
    ]
    sizes = {name: (len(files[name]), *_sent(files, name)) for name in public}
    assert done.sizes == sizes
    raw, packed, packed_more = (sum(column) for column in zip(*sizes.values(), strict=True))
    assert packed_more < packed < raw


def _sent(files: Mapping[str, bytes], name: str) -> list[int]:
    """Bytes with gzip and with Brotli; where there is no copy, those of the file."""
    return [len(files.get(name + ending, files[name])) for ending in (".gz", ".br")]


def test_sizes_are_told_in_german() -> None:
    sizes = {"a": Sizes(1_234_000, 400_000, 300_000), "b": Sizes(567, 100_000, 100_000)}
    told = Finished(sizes, ()).summary
    assert told == "2 Dateien: 1,23 MB, mit gzip 0,50 MB, mit Brotli 0,40 MB"


def test_each_page_states_the_policy_it_needs(site: Path) -> None:
    finish(site, "/basis/", not_kept)

    def stated(name: str) -> str:
        html = (site / name).read_text()
        found = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)
        assert len(found) == 1
        # Nothing that the policy is about may stand before it.
        assert re.search(r"<(link|script|style|img)", html).start() > html.index("http-equiv")  # type: ignore[union-attr]
        return str(found[0])

    def digest(content: bytes) -> str:
        return base64.b64encode(hashlib.sha256(content).digest()).decode()

    style, data = digest(CARD_STYLE.encode()), digest(b'{"@type": "WebSite"}')
    assert stated("index.html") == (
        f"default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-{data}'; "
        "style-src 'self'; "
        "img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'"
    )
    assert stated("karte/7/index.html") == (
        f"default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'"
    )
    assert stated("i/7/index.html") == (
        "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'"
    )


def test_only_scripts_that_templates_wrote_get_into_a_policy() -> None:
    theme = b'<script>var base = "/"; a()</script><style>p{}</style><script src=x.js></script>'
    own = policy.inline(theme)
    assert len(own) == 2
    html = (
        b'<script>var base = "../.."; a()</script><style>p{}</style>'
        b"<script>alert(1)</script><STYLE>*{}</STYLE><script type=text/plain>alert(1)</script>"
    )
    reading = policy.read(html, own=own)
    assert (len(reading.needs.scripts), len(reading.needs.styles)) == (1, 1)
    assert reading.banned == [("script", "alert(1)"), ("style", "*{}")]
    stranger = base64.b64encode(hashlib.sha256(b"alert(1)").digest()).decode()
    assert stranger not in policy.directives(reading.needs)
    data = (
        b'<script type="application/ld+json">{}</script><script type="application/json">1</script>'
    )
    needs = policy.read(data).needs
    assert (len(needs.data), len(needs.scripts)) == (2, 0)
    # The header of all pages does not grow with each of them.
    assert "script-src" not in policy.site_policies([needs], []).page


@pytest.mark.parametrize(
    ("html", "found"),
    [
        (b'<p style="color: red">', ["style"]),
        (b"<p class=x onclick='a()'>", ["onclick"]),
        (b'<p title=" style=">', []),
        (b"<pre>&lt;p style=&quot;</pre> style= onclick=", []),
        (b'<td style="text-align: right; color: red">', ["style"]),
    ],
)
def test_what_no_policy_lets_through_is_found(html: bytes, found: list[str]) -> None:
    reading = policy.read(html)
    assert [name for name, _ in reading.banned] == found


def test_the_file_for_hosts_sets_no_header_twice(site: Path) -> None:
    finish(site, "/basis/", not_kept)
    rules = table(policy.Policies("P", "K; frame-ancestors *"))
    paths = [name for name in _read(site) if not name.endswith((".br", ".gz"))]
    blocks: dict[str, dict[str, str]] = {}
    for line in hosts.headers_file(rules, paths, "/basis/").splitlines()[1:]:
        if line.startswith("/"):
            current = blocks.setdefault(line, {})
        else:
            name, _, value = line.strip().partition(": ")
            current[name] = value
    sent = headers_of(rules)
    for path in paths:
        matching = [
            set(found)
            for place, found in blocks.items()
            if f"/basis/{path}" == place
            or (place.endswith("*") and f"/basis/{path}".startswith(place[:-1]))
        ]
        assert sum(map(len, matching)) == len(set().union(*matching)), path
        if not path.startswith(("server/", "_", ".")) and "/." not in path:
            assert set(sent(path)) <= set().union(*matching), path
    assert blocks["/basis/karte/*"][CSP] == "K; frame-ancestors *"
    assert blocks["/basis/"][CSP] == "P"


def test_of_each_header_one_rule_counts() -> None:
    rules = table(policy.Policies("P", "K"))
    sent = headers_of(rules)
    assert sent("karte/7/index.html")[CSP] == "K"
    assert sent("karte/7/oembed.json").get(CSP) is None
    assert sent("index.html")[CORP] == "same-origin"
    assert sent("i/7/bild.png")[CORP] == "cross-origin"
    assert sent("daten/v1/impulse.json")[CORS] == "*"
    assert CORS not in sent("impulse/index.html")
    assert set(names(rules)) >= set(sent("index.html"))


def test_a_pattern_is_bound_to_where_the_site_begins() -> None:
    pattern = located(r"^(?:assets|pagefind)/|\.html$", "/a-b/")
    assert re.search(pattern, "/a-b/assets/x")
    assert re.search(pattern, "/sonst/x.html")
    assert not re.search(pattern, "/assets/x")


def test_former_addresses_reach_every_server(site: Path) -> None:
    finish(site, "/basis/", not_kept)
    assert '"/basis/i/7/" "/basis/tief/seite/";' in (site / "server/nginx-http.conf").read_text()
    moved = 'RedirectMatch 301 "^/basis/alt\\.json$" "/basis/daten/impulse.json"'
    assert moved in (site / ".htaccess").read_text()
    assert "/basis/tief/seite/" in (site / "i/.htaccess").read_text()
