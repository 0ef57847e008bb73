"""Real nginx and Apache over a built site: unprivileged, in a temporary folder, on loopback.

The operator's part of the configuration is the one printed in docs/betrieb.md; only folder, port
and name are replaced.
"""

import contextlib
import http.client
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.e2e.server import PREFIX
from tests.e2e.tools import missing
from tests.project import REAL

PAGE = REAL / "docs/betrieb.md"
NGINX_MODULES = Path("/usr/lib/nginx/modules")
APACHE_MODULES = Path("/usr/lib/apache2/modules")
BROTLI_MODULE = NGINX_MODULES / "ngx_http_brotli_static_module.so"
_NOBODY = 65534
_SECONDS = 20

NGINX = """\
{load}
daemon off;
pid {work}/nginx.pid;
error_log {work}/error.log;
worker_processes 2;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  client_body_temp_path {work}/body;
  proxy_temp_path {work}/proxy;
  fastcgi_temp_path {work}/fastcgi;
  uwsgi_temp_path {work}/uwsgi;
  scgi_temp_path {work}/scgi;
  {site}
}}
"""
APACHE = """\
ServerRoot {work}
PidFile {work}/httpd.pid
ErrorLog {work}/error.log
DefaultRuntimeDir {work}
Mutex file:{work} default
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
TypesConfig /etc/mime.types
{load}
{site}
"""
# What a2enmod headers rewrite adds to those that Debian starts with.
_APACHE_MODULES = "mpm_event authz_core authz_host mime dir alias deflate filter headers rewrite"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Server:
    """A running server; `address` is that of the site, with a slash."""

    name: str
    address: str
    has_brotli: bool

    def ask(self, path: str, headers: dict[str, str] | None = None, method: str = "GET") -> Answer:
        """Ask for a path below the site exactly as it is spelled."""
        return self.ask_whole(PREFIX + path, headers, method)

    def ask_whole(
        self, path: str, headers: dict[str, str] | None = None, method: str = "GET"
    ) -> Answer:
        """Ask for a whole path exactly as it is spelled."""
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=10)
        try:
            is_own = "Host" in (headers or {})
            connection.putrequest(method, path, skip_host=is_own, skip_accept_encoding=True)
            for name, value in (headers or {}).items():
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            found: dict[str, str] = {}
            for name, value in answer.getheaders():
                key = name.lower()
                found[key] = f"{found[key]}, {value}" if key in found else value
            return Answer(answer.status, found, answer.read())
        finally:
            connection.close()


def block(language: str, heading: str = "") -> str:
    """The first example in `language` on the operators' page, or the first below a heading."""
    text = PAGE.read_text("utf-8")
    if heading:
        start = re.search(rf"^#+ {re.escape(heading)}$", text, re.M)
        assert start, f"{PAGE} has no heading {heading}"
        text = text[start.end() :]
    found = re.search(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.M)
    assert found, f"{PAGE} has no example in {language}"
    return found[1]


@contextlib.contextmanager
def place(site: Path) -> Iterator[Path]:
    """A folder like /srv/papier with the site in it, that anybody may read and only we write."""
    with tempfile.TemporaryDirectory(prefix="impulswerk-server-") as folder:
        root = Path(folder)
        shutil.copytree(site, root / "aktuell")
        (root / "www").mkdir()
        (root / "www" / PREFIX.strip("/")).symlink_to(root / "aktuell")
        root.chmod(0o755)
        yield root


@contextlib.contextmanager
def nginx(root: Path, *, brotli: bool = False) -> Iterator[Server]:
    """Serve `root` (see `place`) with nginx, with the module for Brotli or without it."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or missing("nginx")
    if brotli and not BROTLI_MODULE.exists():
        missing("libnginx-mod-http-brotli-static")
    port = free_port()
    site = block("nginx").replace("listen 80;", f"listen 127.0.0.1:{port};")
    if brotli:
        site = re.sub("disable_symlinks .*", "", site.replace("# brotli_static", "brotli_static"))
    load = f"load_module {BROTLI_MODULE};" if brotli else ""
    with _work() as work:
        conf = work / "nginx.conf"
        conf.write_text(NGINX.format(work=work, load=load, site=_settled(site, root)))
        with _running([program, "-e", f"{work}/error.log", "-c", str(conf)], port, work):
            name = "nginx-brotli" if brotli else "nginx"
            yield Server(name, f"http://127.0.0.1:{port}{PREFIX}", brotli)


@contextlib.contextmanager
def apache(root: Path) -> Iterator[Server]:
    """Serve `root` (see `place`) with Apache."""
    program = shutil.which("apache2", path=f"{os.environ['PATH']}:/usr/sbin") or missing("apache2")
    port = free_port()
    site = block("apache").replace("*:80", f"127.0.0.1:{port}")
    load = "\n".join(
        f"LoadModule {name}_module {APACHE_MODULES}/mod_{name}.so"
        for name in _APACHE_MODULES.split()
    )
    with _work() as work:
        conf = work / "apache.conf"
        text = APACHE.format(work=work, port=port, load=load, site=_settled(site, root))
        conf.write_text(text)
        with _running([program, "-f", str(conf), "-DFOREGROUND"], port, work):
            yield Server("apache", f"http://127.0.0.1:{port}{PREFIX}", has_brotli=True)


@contextlib.contextmanager
def container(root: Path) -> Iterator[Server]:
    """Serve `root` (see `place`) with the configuration of the container; only /tmp is not its."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or missing("nginx")
    if not BROTLI_MODULE.exists():
        missing("libnginx-mod-http-brotli-static")
    (root / "server").symlink_to(root / "aktuell/server")
    port = free_port()
    with _work() as work:
        text = (REAL / ".container/nginx.conf").read_text("utf-8")
        for ours, its in (
            ("include /etc/nginx/modules-enabled/*.conf;", f"load_module {BROTLI_MODULE};"),
            ("listen 8080;", f"listen 127.0.0.1:{port};"),
            ("/tmp/", f"{work}/"),
            ("/dev/stdout", f"{work}/access.log"),
            ("/srv/papier", str(root)),
        ):
            assert ours in text, ours
            text = text.replace(ours, its)
        conf = work / "nginx.conf"
        conf.write_text(text)
        command = [program, "-e", "stderr", "-c", str(conf), "-g", "daemon off;"]
        with _running(command, port, work):
            yield Server("container", f"http://127.0.0.1:{port}{PREFIX}", has_brotli=True)
            log = (work / "access.log").read_text()
        assert "GET" in log
        # Nothing about who asked.
        assert "127.0.0.1" not in log


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _settled(text: str, root: Path) -> str:
    """The example for the folder of the test; its root is one above, the site in a sub-folder."""
    text = text.replace("root /srv/papier/aktuell;", f"root {root}/www;")
    text = text.replace("from=/srv/papier/aktuell;", f"from={root}/www{PREFIX.rstrip('/')};")
    text = text.replace("DocumentRoot /srv/papier/aktuell", f"DocumentRoot {root}/www")
    text = text.replace("<Directory /srv/papier/aktuell>", f"<Directory {root}/>")
    return text.replace("/srv/papier", str(root))


@contextlib.contextmanager
def _work() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="impulswerk-lauf-") as folder:
        work = Path(folder)
        if os.geteuid() == 0:
            os.chown(work, _NOBODY, _NOBODY)
        yield work


@contextlib.contextmanager
def _running(command: Sequence[str], port: int, work: Path) -> Iterator[None]:
    """Run a server as nobody in particular until the block ends."""
    drop = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        **drop,  # type: ignore[call-overload]
    )
    try:
        try:
            until_it_answers(port, process)
        except RuntimeError as error:
            log = work / "error.log"
            raise RuntimeError(f"{error}{log.read_text() if log.exists() else ''}") from error
        yield
    finally:
        process.terminate()
        process.wait(_SECONDS)


def until_it_answers(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait for a server that was just started; RuntimeError with what it said if it did not."""
    end = time.monotonic() + _SECONDS
    while not _answers(port):
        if process.poll() is not None or time.monotonic() > end:
            said = process.stdout.read() if process.stdout and process.poll() is not None else b""
            raise RuntimeError(f"{process.args!r} did not start:\n{said.decode()}")
        time.sleep(0.05)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
