"""Uploading: what goes how, signed as Amazon's examples are, into a store that speaks S3."""

import contextlib
import gzip
import http.server
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from impulswerk.site.hosting import policy, s3, store, upload
from impulswerk.site.hosting.finish import finish
from impulswerk.site.hosting.rules import FOR_EVER, table
from impulswerk.sources.store import not_kept
from tests.e2e.servers import free_port, until_it_answers
from tests.e2e.tools import NODE, NODE_MODULES, missing

# Amazon S3 API Reference, "Signature Calculations for the Authorization Header".
EXAMPLE = s3.Keys("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
RULES = table(policy.Policies("", ""))


@pytest.mark.parametrize(
    ("request_", "signature"),
    [
        (
            s3.Request(
                "GET",
                "https://examplebucket.s3.amazonaws.com/test.txt",
                b"",
                {"Range": "bytes=0-9"},
            ),
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        ),
        (
            s3.Request(
                "PUT",
                "https://examplebucket.s3.amazonaws.com/test%24file.text",
                b"Welcome to Amazon S3.",
                {
                    "Date": "Fri, 24 May 2013 00:00:00 GMT",
                    "x-amz-storage-class": "REDUCED_REDUNDANCY",
                },
            ),
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
        ),
    ],
)
def test_the_signature_is_that_of_the_published_examples(
    request_: s3.Request, signature: str
) -> None:
    signed = s3.sign(request_, EXAMPLE, "us-east-1", "20130524T000000Z")
    assert signed["Authorization"].endswith(f"Signature={signature}")


def test_what_browsers_load_goes_packed_and_what_programs_fetch_does_not() -> None:
    paths = {"index.html", "index.html.gz", "index.html.br", "assets/a.1234567890.css"}
    paths |= {"assets/a.1234567890.css.gz", "daten/impulse.json", "daten/impulse.json.gz"}
    paths |= {"server/nginx-http.conf", ".htaccess", "_headers", "i/1/bild.png"}
    items = upload.plan(paths, RULES, {}, has_cdn=False)
    assert [(item.path, item.source, item.encoding) for item in items] == [
        ("assets/a.1234567890.css", "assets/a.1234567890.css.gz", "gzip"),
        ("daten/impulse.json", "daten/impulse.json", ""),
        ("i/1/bild.png", "i/1/bild.png", ""),
        ("index.html", "index.html.gz", "gzip"),
    ]
    assert items[0].cache_control == FOR_EVER
    assert items[3].cache_control == "no-cache"
    edge = upload.plan(paths, RULES, {}, has_cdn=True)[3].cache_control
    assert edge == "public, max-age=0, s-maxage=86400, must-revalidate"


def test_assets_of_earlier_releases_stay_for_a_month() -> None:
    first = upload.plan({"assets/a.1.js", "alt/index.html"}, RULES, {}, has_cdn=False)
    digests = {item.path: "x" for item in first}
    stored = upload.compare(first, digests, upload.Stored(), "2026-01-01", "2025-12-02").stored
    later = upload.plan({"assets/a.2.js"}, RULES, {}, has_cdn=False)
    change = upload.compare(later, {"assets/a.2.js": "y"}, stored, "2026-02-01", "2026-01-02")
    assert [item.path for item in change.put] == ["assets/a.2.js"]
    assert change.delete == ("alt/index.html",)
    # The page is gone from caches under both names; an asset never was anything else.
    assert change.addresses == ["alt/", "alt/index.html"]
    kept = upload.read_stored(upload.write_stored(change.stored))
    assert kept.gone == {"assets/a.1.js": "2026-02-01"}
    last = upload.compare(later, {"assets/a.2.js": "y"}, kept, "2026-03-03", "2026-02-01")
    assert (last.delete, last.stored.gone) == ((), kept.gone)
    month = upload.compare(later, {"assets/a.2.js": "y"}, kept, "2026-03-04", "2026-02-02")
    assert (month.put, month.delete) == ((), ("assets/a.1.js",))


def test_a_damaged_record_counts_as_none() -> None:
    odd = b'{"dateien": {}, "fort": {"assets/a.1.js": 1}}'
    for data in (b"", b"{", b"[]", b"[" * 200_000, b'{"dateien": 3, "fort": {}}', odd):
        assert upload.read_stored(data) == upload.Stored()


_MOVED = b"HTTP/1.1 307 T\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n"


class _Breaking(s3.Bucket):
    """A bucket in memory that dies after so many writes."""

    def __init__(self) -> None:
        super().__init__("eimer", s3.Keys("k", "s"))
        object.__setattr__(self, "held", {})
        object.__setattr__(self, "left", [10**9])

    held: dict[str, bytes]
    left: list[int]

    def _write(self) -> None:
        self.left[0] -= 1
        if self.left[0] < 0:
            raise s3.StoreError("Das Netz ist weg.")

    def get(self, key: str) -> bytes | None:
        return self.held.get(key)

    def put(self, key: str, content: bytes, headers: Mapping[str, str]) -> None:
        del headers
        self._write()
        self.held[key] = content

    def delete(self, key: str) -> None:
        self._write()
        self.held.pop(key, None)


def _release(folder: Path, files: dict[str, bytes]) -> tuple[Path, list[upload.Item]]:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder, upload.plan(set(files), RULES, {}, has_cdn=False)


@pytest.mark.parametrize("writes", range(7))
def test_after_an_upload_that_broke_off_any_other_brings_its_own_site(
    writes: int, tmp_path: Path
) -> None:
    old_files = {"index.html": b"old", "a.html": b"same", "z.html": b"gone soon"}
    new_files = {"index.html": b"new", "a.html": b"same", "neu.html": b"more", "x.css": b"{}"}
    old, new = _release(tmp_path / "old", old_files), _release(tmp_path / "new", new_files)
    bucket = _Breaking()
    store.send(*old, bucket, "")
    bucket.left[0] = writes
    if writes < 6:
        with pytest.raises(s3.StoreError):
            store.send(*new, bucket, "")
    else:
        store.send(*new, bucket, "")
    bucket.left[0] = 10**9
    for release, files in ((old, old_files), (new, new_files)):
        store.send(*release, bucket, "")
        assert {k: v for k, v in bucket.held.items() if not k.startswith(".")} == files
    before = dict(bucket.held)
    bucket.left[0] = 1  # nothing but the record is written where nothing differs
    assert store.send(*new, bucket, "").put == ()
    assert bucket.held == before


@pytest.mark.parametrize(
    "endpoint",
    [
        "speicher.example",
        "http://a b",
        "http://127.0.0.1:abc",
        "http://[::1",
        "file:///etc",
        "https://a.de/?x",
        "https://k:s@a.de",
        "https://-ü-.de",
        "https://a.de/\nx",
        "https://",
    ],
)
def test_what_is_no_endpoint_is_named(endpoint: str) -> None:
    with pytest.raises(s3.StoreError, match="ist keine Adresse eines Speichers"):
        s3.Bucket("eimer", s3.Keys("k", "s"), endpoint)


@pytest.mark.parametrize(
    ("name", "key", "secret", "region"),
    [
        ("", "k", "s", "r"),
        ("s3:", "k", "s", "r"),
        ("ü", "k", "s", "r"),
        ("a/b", "k", "s", "r"),
        ("b", "k\n", "s", "r"),
        ("b", "k", "geheim€", "r"),
        ("b", "k", "geheim ", "r"),
        ("b", "k", "s", "eu central"),
        ("b", "k", "s", "x@127.0.0.1:9/"),
        ("b", "k", "s", ""),
    ],
)
def test_what_is_no_bucket_key_or_region_is_named_and_no_secret_told(
    name: str, key: str, secret: str, region: str
) -> None:
    with pytest.raises(s3.StoreError) as error:
        s3.Bucket(name, s3.Keys(key, secret), region=region)
    assert "geheim" not in str(error.value)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc", "unverständliche Antwort"),
        (b"SSH-2.0-OpenSSH\r\n", "unverständliche Antwort"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "unverständliche"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", "unverständliche Antwort"),
        (b"", "Verbindung abgebrochen"),
        (_MOVED, "verweist auf http://127.0.0.1:9/"),
        (b"HTTP/1.1 301 T\r\nContent-Length: 0\r\n\r\n", "verweist auf eine andere Adresse"),
    ],
)
def test_an_answer_of_any_kind_ends_in_a_sentence(
    answer: bytes, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("impulswerk.site.hosting.s3.time.sleep", lambda _seconds: None)
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    with connection:
                        connection.recv(65_536)
                        connection.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with pytest.raises(s3.StoreError, match=words):
            s3.Bucket("eimer", s3.Keys("k", "s"), address).get("x")


# A real store ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that speaks S3; it knows keys, and leaves signatures to the examples above."""
    program = NODE_MODULES / ".bin" / "s3rver"
    if not program.exists():
        missing("s3rver (npm)")
    folder = tmp_path_factory.mktemp("speicher")
    port = free_port()
    command = [str(NODE), str(program), "-d", str(folder / "daten"), "-a", "127.0.0.1"]
    command += ["-p", str(port), "--silent", "--configure-bucket", "papier"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until_it_answers(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small finished site."""
    root = tmp_path / "site"
    files = {
        "index.html": '<!doctype html><html><head><meta charset="utf-8"><link rel="stylesheet" '
        'href="assets/stil.css"></head><body>Grüße an alle, alle, alle</body></html>' * 3,
        "404.html": "<!doctype html><html><head></head><body>Nicht da</body></html>",
        "alt/index.html": "<!doctype html><html><head></head><body>Weiter</body></html>",
        "assets/stil.css": "p { color: black } p { color: black } p { color: black }" * 9,
        "daten/impulse.json": json.dumps(["ä"] * 200, ensure_ascii=False),
        "_redirects": "/alt/ /daten/impulse.json 301\n",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    finish(root, "/", not_kept)
    return root


def _bucket(endpoint: str) -> s3.Bucket:
    return s3.Bucket("papier", s3.Keys("S3RVER", "S3RVER"), endpoint)


def _get(address: str) -> tuple[int, dict[str, str], bytes]:
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_args: object, **_more: object) -> None:
            return None

    try:
        with urllib.request.build_opener(Stay).open(address) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read()


def test_a_store_serves_the_site_with_types_encodings_and_times(endpoint: str, site: Path) -> None:
    items = store.planned(site, "/", has_cdn=False)
    change = store.send(site, items, _bucket(endpoint), "")
    assert len(change.put) == len(items) == 5
    (css,) = (path.name for path in (site / "assets").glob("*.css"))
    for path, kind, encoding, cache in (
        ("index.html", "text/html; charset=utf-8", "gzip", "no-cache"),
        (f"assets/{css}", "text/css; charset=utf-8", "gzip", FOR_EVER),
        ("daten/impulse.json", "application/json", None, "public, max-age=600"),
    ):
        status, headers, body = _get(f"{endpoint}/papier/{path}")
        assert status == 200
        assert headers["Content-Type"] == kind
        assert headers.get("Content-Encoding") == encoding
        assert headers["Cache-Control"] == cache
        plain = gzip.decompress(body) if encoding else body
        assert plain == (site / path).read_bytes()


def test_only_what_changed_is_sent_again_and_what_is_gone_is_deleted(
    endpoint: str, site: Path
) -> None:
    bucket = _bucket(endpoint)
    store.send(site, store.planned(site, "/", has_cdn=False), bucket, "zwei/")
    assert store.send(site, store.planned(site, "/", has_cdn=False), bucket, "zwei/").put == ()
    (site / "404.html").write_text("<!doctype html><p>Anders</p>")
    for copy in site.glob("404.html.*"):
        copy.unlink()
    shutil.rmtree(site / "alt")
    change = store.send(site, store.planned(site, "/", has_cdn=False), bucket, "zwei/")
    assert [item.path for item in change.put] == ["404.html"]
    assert change.delete == ("alt/index.html",)
    assert bucket.get("zwei/alt/index.html") is None
    assert bucket.get("zwei/404.html") == b"<!doctype html><p>Anders</p>"
    # Another rule for the same bytes is a change as well.
    cdn = store.send(site, store.planned(site, "/", has_cdn=True), bucket, "zwei/")
    assert {item.path for item in cdn.put} == {"404.html", "index.html"}


def test_a_wrong_key_and_a_missing_bucket_are_named(endpoint: str, site: Path) -> None:
    items = store.planned(site, "/", has_cdn=False)
    with pytest.raises(s3.StoreError, match=r"lehnt GET .* ab: 403"):
        store.send(site, items, s3.Bucket("papier", s3.Keys("FALSCH", "S3RVER"), endpoint), "")
    elsewhere = s3.Bucket("gibt-es-nicht", s3.Keys("S3RVER", "S3RVER"), endpoint)
    with pytest.raises(s3.StoreError, match=r"lehnt GET .* ab: 404"):
        store.send(site, items, elsewhere, "")


@contextlib.contextmanager
def _cache(answers: dict[str, int]) -> Iterator[tuple[str, list[str]]]:
    """A cache that understands PURGE and writes down what it is told to forget."""
    purged: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_PURGE(self) -> None:
            purged.append(self.path)
            self.send_response(answers.get(self.path, 200))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", purged
        server.shutdown()


def test_the_command_uploads_writes_down_and_empties_caches(
    endpoint: str, site: Path, tmp_path: Path
) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Papier\n")
    names = {"AWS_ACCESS_KEY_ID": "S3RVER", "AWS_SECRET_ACCESS_KEY": "S3RVER", "SITE_URL": ""}

    def run(*more: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [
                *(sys.executable, "-m", "impulswerk", "upload", "papier/befehl"),
                *("--endpoint", endpoint, *more),
            ],
            cwd=tmp_path,
            env={**os.environ, **names, **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    shown = run("--dry-run")
    assert shown.returncode == 0
    assert "index.html\ttext/html; charset=utf-8\tgzip\tno-cache\n" in shown.stdout
    # A cache that knows nothing of an address has nothing to forget.
    with _cache({"/404.html": 404, "/alt/": 500}) as (cache, purged):
        done = run("--cdn", "--purge", cache, "--changed", "geaendert.txt")
        assert done.returncode == 1
        assert done.stdout.startswith("5 von 5 Dateien abgelegt, 0 gelöscht.\n")
        assert done.stderr == "Nicht geleert: alt/ (500)\n"
        listed = (tmp_path / "geaendert.txt").read_text().splitlines()
        assert "" in listed
        assert "daten/impulse.json" in listed
        assert purged == [f"/{address}" for address in listed]
        again = run("--cdn", "--purge", cache)
        assert again.returncode == 0
        assert again.stdout.startswith("0 von 5 Dateien abgelegt")
    refused = run(AWS_SECRET_ACCESS_KEY="")
    assert refused.returncode == 1
    assert refused.stderr == (
        "Es fehlen die Zugangsdaten: AWS_ACCESS_KEY_ID und AWS_SECRET_ACCESS_KEY.\n"
    )
    shutil.rmtree(site / "server")
    assert run().returncode == 2
