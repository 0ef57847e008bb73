"""Real servers read the maps and lead on: nginx, Apache, and the format of _redirects."""

import contextlib
import http.client
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from impulswerk.exports.redirects import APACHE_FILE, HOSTS_FILE, NGINX_FILE, server_maps
from impulswerk.publication import Publication
from tests.e2e.tools import missing

BASE = "https://beispiel.example/papier/"
PLACES = {
    "i/7/": "impulse/07-neu.und+gut/",
    "i/07/": "impulse/07-neu.und+gut/",
    "impulse/07-alt/": "impulse/07-neu.und+gut/",
    "feeds/alt.xml": "feeds/neu.xml",
}
APACHE_MODULES = Path("/usr/lib/apache2/modules")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with the maps as they are published."""
    for path, make in server_maps(PLACES, Publication(BASE)):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(make())
    return tmp_path


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def _running(command: list[str], port: int) -> Iterator[None]:
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            for _ in range(100):
                assert process.poll() is None, process.stderr and process.stderr.read()
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                    break
                time.sleep(0.1)
            yield
        finally:
            process.terminate()


def _asked(port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Host": "beispiel.example"})
    answer = connection.getresponse()
    place = answer.getheader("Location") or ""
    connection.close()
    return answer.status, place.removeprefix("http://beispiel.example").removeprefix(f":{port}")


def _check(port: int) -> None:
    for old, new in PLACES.items():
        assert _asked(port, f"/papier/{old}") == (301, f"/papier/{new}")
    assert _asked(port, "/papier/i/7") == (301, "/papier/impulse/07-neu.und+gut/")
    for untouched in (
        "/papier/i/77/",
        "/papier/impulse/07-alter/",
        "/i/7/",
        "/papier/feedsxalt.xml",
    ):
        assert _asked(port, untouched)[0] in {403, 404}


def test_nginx(root: Path) -> None:
    if not shutil.which("nginx"):
        missing("nginx")
    port = _free_port()
    folders = " ".join(f"{kind}_temp_path {root};" for kind in ("client_body", "proxy", "fastcgi"))
    (root / "nginx.conf").write_text(
        f"daemon off; master_process off; pid {root}/pid; error_log stderr;\nevents {{}}\n"
        f"http {{ access_log off; {folders} uwsgi_temp_path {root}; scgi_temp_path {root};\n"
        f"map $uri $umgezogen {{ include {root / NGINX_FILE}; }}\n"
        f"server {{ listen 127.0.0.1:{port}; root {root}/leer;\n"
        "if ($umgezogen) { return 301 $umgezogen; } } }\n"
    )
    with _running(["nginx", "-e", "stderr", "-c", str(root / "nginx.conf")], port):
        _check(port)


def test_apache(root: Path) -> None:
    if not (APACHE_MODULES / "mod_alias.so").is_file():
        missing("Apache")
    port = _free_port()
    modules = "".join(
        f"LoadModule {name}_module {APACHE_MODULES}/mod_{name}.so\n"
        for name in ("mpm_event", "authz_core", "alias")
    )
    (root / "leer").mkdir()
    (root / "apache.conf").write_text(
        f"ServerRoot {root}\nDefaultRuntimeDir {root}\nPidFile {root}/pid\nServerName localhost\n"
        f"Listen 127.0.0.1:{port}\nErrorLog /dev/stderr\n{modules}User www-data\nGroup www-data\n"
        f"DocumentRoot {root}/leer\nInclude {root / APACHE_FILE}\n"
    )
    with _running(["apache2", "-X", "-f", str(root / "apache.conf")], port):
        _check(port)


def test_the_list_for_hosts_has_three_columns(root: Path) -> None:
    rows = [line.split(" ") for line in (root / HOSTS_FILE).read_text().splitlines()]
    assert rows == [
        [f"/papier/{old}", f"/papier/{new}", "301"] for old, new in sorted(PLACES.items())
    ]
