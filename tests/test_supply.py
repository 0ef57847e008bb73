"""What the site is built from is pinned, listed, and looked up; the build asks nobody."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from impulswerk.site import browser
from tests.audit import verdict
from tests.e2e.tools import missing
from tests.project import REAL
from tests.sites import themed

LOCKS = ("requirements.lock", "tests/requirements.lock")
_PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", re.MULTILINE)

# --- Pins ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LOCKS)
def test_every_dependency_has_a_version_and_hashes(name: str) -> None:
    entries = re.split(r"\n(?=\S)", (REAL / name).read_text("utf-8"))
    entries = [entry for entry in entries if not entry.startswith("#")]
    assert len(entries) > 20
    for entry in entries:
        assert _PIN.match(entry), entry[:80]
        assert "--hash=sha256:" in entry, entry[:80]


def test_every_action_is_pinned_to_a_commit() -> None:
    used = [
        line.strip()
        for path in (REAL / ".github/workflows").glob("*.yml")
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"\buses:", line)
    ]
    assert len(used) > 5
    loose = [line for line in used if not re.search(r"uses: [\w./-]+@[0-9a-f]{40} # v\d", line)]
    assert loose == []


def test_npm_packages_have_hashes() -> None:
    for name in ("scripts/browser", "tests", "tests/bench"):
        packages = json.loads((REAL / name / "package-lock.json").read_text("utf-8"))["packages"]
        assert [path for path, entry in packages.items() if path and "integrity" not in entry] == []


# --- Bill of materials and known weaknesses --------------------------------------------------


def _spelled(name: str) -> str:
    """A package's name as the index spells it."""
    return re.sub(r"[-_.]+", "-", name).lower()


# These name their licences in words that the tool does not know: pypdfium2 is under BSD-3-Clause
# or Apache-2.0, with the licences of PDFium.
IN_WORDS = {"pypdfium2"}


def test_the_bill_of_materials_names_every_part_with_its_licence(tmp_path: Path) -> None:
    pins = dict(_PIN.findall((REAL / "requirements.lock").read_text("utf-8")))
    (tmp_path / "packages").mkdir()
    for path in Path(yaml.__file__).parent.parent.glob("*.dist-info"):
        if _spelled(path.name.partition("-")[0]) in pins:
            (tmp_path / "packages" / path.name).symlink_to(path)
    # A Python that has what a site is built from and nothing else; the tool asks just this.
    python, target = tmp_path / "python", tmp_path / "sbom.json"
    python.write_text(f"#!/bin/sh\necho '[\"{tmp_path}/packages\"]'\n")
    python.chmod(0o755)
    tool = [sys.executable, "-m", "cyclonedx_py", "environment", "--pyproject", "pyproject.toml"]
    # Read against its schema when it is complete.
    options = ["--output-reproducible", "--output-format", "JSON", "--no-validate"]
    subprocess.run(
        [*tool, *options, "--output-file", target, python],
        cwd=REAL,
        check=True,
        capture_output=True,
    )
    subprocess.run([sys.executable, "-m", "tests.sbom", target], cwd=REAL, check=True)
    bill = json.loads(target.read_text("utf-8"))
    assert (bill["bomFormat"], bill["metadata"]["component"]["name"]) == ("CycloneDX", "impulswerk")
    parts: dict[str, dict[str, Any]] = {_spelled(part["name"]): part for part in bill["components"]}
    direct = tomllib.loads((REAL / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    for name in (re.split(r"[^\w.-]", entry)[0] for entry in direct):
        assert parts[name]["version"] == pins[name]
        assert parts[name].get("licenses") or name in IN_WORDS, name
        assert parts[name]["purl"].startswith(f"pkg:pypi/{name}@")
    # What browsers run of the site: its packages, and a Python that pip does not know.
    assert {_spelled(name) for name in browser.PACKAGES} <= parts.keys()
    runtime = json.loads((REAL / "scripts/browser/package.json").read_text("utf-8"))
    assert parts["pyodide"]["version"] == runtime["dependencies"]["pyodide"]
    assert parts["pyodide"]["purl"].startswith("pkg:npm/pyodide@")
    licences = [parts[name]["licenses"][0]["license"]["id"] for name in ("pyodide", "cpython")]
    assert licences == ["MPL-2.0", "PSF-2.0"]


def _package(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "version": "1.0", "vulns": []} | more


def test_a_known_weakness_fails_with_its_name_and_remedy() -> None:
    weak = _package("schwach", vulns=[{"id": "PYSEC-1", "fix_versions": ["1.1"]}])
    code, lines = verdict({"dependencies": [_package("gut"), weak]})
    assert code == 1
    assert lines[0] == "schwach 1.0: PYSEC-1, mended in 1.1"
    assert verdict({"dependencies": [_package("gut")]}) == (0, ["1 packages looked up"])


def test_what_could_not_be_looked_up_is_not_called_harmless(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    unknown = {"name": "fremd", "skip_reason": "not found"}
    assert verdict({"dependencies": [_package("gut"), unknown]})[0] == 1
    for report in (None, {"dependencies": [unknown]}):
        for ci in (False, True):
            monkeypatch.setenv("CI", str(ci))
            code, lines = verdict(report)
            assert (code, lines[0][:11]) == (int(ci), "NOT CHECKED")


def test_continuous_integration_looks_up_and_lists() -> None:
    github = (REAL / ".github/workflows/lieferkette.yml").read_text("utf-8")
    gitlab = (REAL / ".gitlab-ci.yml").read_text("utf-8")
    for text in (github, gitlab):
        yaml.safe_load(text)
        assert "make audit" in text
        assert "make sbom" in text


# --- The build asks nobody -------------------------------------------------------------------

# A network of its own without a route; its counters begin at nought and tell of every attempt.
_ALONE = ["unshare", "--net", "--map-root-user"]
_COUNTERS = "import pathlib; print(pathlib.Path('/proc/self/net/snmp').read_text())"
_TRY = """
import socket
for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
    try:
        socket.socket(type=kind).connect(("192.0.2.1", 53))
    except OSError:
        pass
"""


def _attempts(listing: str) -> dict[str, int]:
    """What the kernel counted: packets without a route, connections begun, datagrams sent."""
    lines = [line.split() for line in listing.splitlines() if ": " in line]
    counted = {
        f"{names[0]}{name}": int(value)
        for names, values in zip(lines[::2], lines[1::2], strict=True)
        for name, value in zip(names[1:], values[1:], strict=True)
    }
    watched = ("Ip:OutNoRoutes", "Tcp:ActiveOpens", "Udp:OutDatagrams")
    return {name: counted[name] for name in watched}


def _alone(script: str, root: Path) -> subprocess.CompletedProcess[str]:
    """Run shell commands without a network; $PYTHON is the interpreter."""
    return subprocess.run(
        [*_ALONE, "sh", "-euc", script],
        cwd=root,
        env=os.environ | {"PYTHON": sys.executable},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    if not shutil.which("unshare") or subprocess.run([*_ALONE, "true"], check=False).returncode:
        missing("the right to take the network away from a program (unshare)")
    return themed(tmp_path / "projekt")


def test_without_a_network_nothing_answers_and_attempts_are_counted(root: Path) -> None:
    done = _alone(f'"$PYTHON" -c {_quoted(_TRY)}; "$PYTHON" -c {_quoted(_COUNTERS)}', root)
    assert _attempts(done.stdout)["Ip:OutNoRoutes"] >= 2, done.stderr


def test_the_build_makes_no_network_connection(root: Path) -> None:
    """With theme and search; its pictures and PDF files are made anew."""
    anew = 'IMPULSWERK_PDF= IMPULSWERK_CACHE= "$PYTHON" -m impulswerk build >&2'
    done = _alone(f'{anew}; "$PYTHON" -c {_quoted(_COUNTERS)}', root)
    assert done.returncode == 0, done.stderr
    assert list(root.glob("site/i/1/*.pdf"))
    assert (root / "site/index.html").is_file()
    assert list((root / "site").rglob("*.pf_meta")), "the search was built as well"
    assert set(_attempts(done.stdout).values()) == {0}, done.stdout


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
