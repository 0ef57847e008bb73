"""The commands on the operators' page do what it says, word for word."""

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest
import yaml

from tests.e2e import servers
from tests.e2e.site import Site
from tests.e2e.tools import missing
from tests.project import REAL
from tests.repository import Repository

pytestmark = pytest.mark.e2e


def _run(
    heading: str, where: Path, *, home: Path | None = None, address: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run the example below a heading in `where`, with `home` in the place of /srv/papier."""
    script = servers.block("sh", heading)
    for program in re.findall(r"^(?:if )?\W*(rsync|curl|git|make)\b", script, re.M):
        if not shutil.which(program):
            missing(program)
    if home:
        script = script.replace("/srv/papier", str(home))
    if address:
        script = script.replace("https://papier.example", address)
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=where,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"LC_ALL": "C.UTF-8"},
    )


def _site(where: Path, asset: str) -> None:
    for name in ("index.html", f"assets/{asset}", "pagefind/fragment/a", ".htaccess"):
        (where / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (where / "site" / name).write_text(asset)


def test_a_new_state_comes_at_once_and_the_last_one_comes_back(tmp_path: Path) -> None:
    home = tmp_path / "srv"
    home.mkdir()
    _site(tmp_path, "stil.1.css")
    first = _run("Den ersten Stand ablegen", tmp_path, home=home)
    assert first.returncode == 0, first.stderr
    now = home / "aktuell"
    assert (now / "index.html").read_text() == "stil.1.css"
    assert (now / ".htaccess").exists()
    before = (now / "assets/stil.1.css").stat().st_mtime_ns
    # States are named after the second.
    time.sleep(1.1)
    shutil.rmtree(tmp_path / "site/assets")
    _site(tmp_path, "stil.2.css")
    (tmp_path / "site/gleich.txt").write_text("gleich")
    second = _run("Den ersten Stand ablegen", tmp_path, home=home)
    assert second.returncode == 0, second.stderr
    assert (now / "index.html").read_text() == "stil.2.css"
    # Whoever has an older page open still finds what it loads.
    assert (now / "assets/stil.1.css").stat().st_mtime_ns == before
    assert len(list((home / "staende").iterdir())) == 2
    back = _run("Zurück zum letzten guten Stand", tmp_path, home=home)
    assert back.returncode == 0, back.stderr
    assert (now / "index.html").read_text() == "stil.1.css"


def test_files_that_did_not_change_keep_their_day(tmp_path: Path) -> None:
    home = tmp_path / "srv"
    home.mkdir()
    _site(tmp_path, "stil.1.css")
    assert _run("Den ersten Stand ablegen", tmp_path, home=home).returncode == 0
    before = (home / "aktuell/index.html").stat().st_mtime_ns
    time.sleep(1.1)
    os.utime(tmp_path / "site/index.html")
    assert _run("Den ersten Stand ablegen", tmp_path, home=home).returncode == 0
    assert (home / "aktuell/index.html").stat().st_mtime_ns == before


def test_ten_states_are_kept(tmp_path: Path) -> None:
    for number in range(13):
        (tmp_path / f"staende/20260101-0000{number:02d}").mkdir(parents=True)
    done = _run("Erneuern", tmp_path, home=tmp_path)
    assert done.returncode == 0, done.stderr
    left = sorted(path.name for path in (tmp_path / "staende").iterdir())
    assert left == [f"20260101-0000{number:02d}" for number in range(3, 13)]
    assert _run("Erneuern", tmp_path, home=tmp_path).returncode == 0


def test_one_file_holds_everything(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "quelle").start()
    repository.commit("2026-01-01", {"Makefile": "site:\n\ttouch gebaut\n"})
    repository.git("tag", "fassung-2026-01")
    done = _run("Sichern", repository.root)
    assert done.returncode == 0, done.stderr
    shutil.move(repository.root / "papier.bundle", tmp_path)
    script = re.findall(r"^```sh\n(.*?)^```", servers.PAGE.read_text("utf-8"), re.DOTALL | re.M)
    (clone,) = [text for text in script if "git clone" in text]
    subprocess.run(["bash", "-euc", clone], cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "papier/gebaut").exists()
    tags = subprocess.run(
        ["git", "tag"], cwd=tmp_path / "papier", check=True, capture_output=True, text=True
    )
    assert tags.stdout == "fassung-2026-01\n"


def test_watching_notices_what_is_wrong(site: Site) -> None:
    with servers.place(site.root) as root, servers.nginx(root) as server:
        address = server.address.rstrip("/")
        watched = _run("Überwachen", root, address=address)
        assert watched.returncode == 0, watched.stderr
        (root / "aktuell/index.html").unlink()
        (root / "aktuell/index.html.gz").unlink()
        assert _run("Überwachen", root, address=address).returncode != 0


def test_the_container_asks_for_no_right_it_does_not_need() -> None:
    compose = yaml.safe_load((REAL / ".container/compose.yaml").read_text("utf-8"))
    service = compose["services"]["papier"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["user"] == "10001:10001"
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert [line.partition(":")[0] for line in service["tmpfs"]] == ["/tmp"]
    recipe = (REAL / ".container/Containerfile").read_text("utf-8")
    assert f"\nUSER {service['user']}\n" in recipe
    # All that nginx writes lies where the container may write.
    config = (REAL / ".container/nginx.conf").read_text("utf-8")
    for path in re.findall(r"^\s*(?:pid|\w+_temp_path)\s+(\S+);", config, re.M):
        assert path.startswith("/tmp/")
    sources = re.findall(r"^COPY (\S+) \S+$", recipe, re.M)
    assert sources == [".container/nginx.conf", "site/server/", "site/"]
    assert (REAL / sources[0]).is_file()
