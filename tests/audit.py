"""Known weaknesses of what the lock files pin: python -m tests.audit.

pip-audit calls a package harmless that its source has never heard of, so its word alone is not
taken: whatever could not be looked up is named.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from impulswerk.sources.machine import is_ci

# Holds all that the site is built with as well.
LOCK = Path(__file__).with_name("requirements.lock")


def look_up(lock: Path) -> dict[str, Any] | None:
    """What the source of known weaknesses says to every pin; None where it cannot be reached."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip"]
        command += ["--progress-spinner=off", "--requirement", str(lock), "--format=json"]
        done = subprocess.run(
            [*command, "--output", report], capture_output=True, text=True, check=False
        )
        if report.is_file():
            found = json.loads(report.read_text("utf-8"))
            assert isinstance(found, dict)
            return found
        if "ConnectionError" in done.stderr or "Timeout" in done.stderr:
            return None
        raise SystemExit(done.stderr)


def verdict(report: dict[str, Any] | None) -> tuple[int, list[str]]:
    """Exit code and lines to print: 1 where something is weak or only a part was looked up.

    Where nothing could be, only continuous integration fails.
    """
    packages = report["dependencies"] if report else []
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    if len(skipped) == len(packages):
        reason = "NOT CHECKED: the source of known weaknesses cannot be reached from here"
        return int(is_ci()), [reason]
    lines = [f"not looked up: {name}" for name in skipped]
    for package in packages:
        for weakness in package.get("vulns", ()):
            mended = ", ".join(weakness["fix_versions"]) or "nowhere yet"
            name = f"{package['name']} {package['version']}"
            lines.append(f"{name}: {weakness['id']}, mended in {mended}")
    return int(bool(lines)), [*lines, f"{len(packages) - len(skipped)} packages looked up"]


def main() -> int:
    """Print the verdict; in GitHub's log a check that could not be made stands out."""
    code, lines = verdict(look_up(LOCK))
    mark = "::warning::" if os.environ.get("GITHUB_ACTIONS") and "NOT CHECKED" in lines[0] else ""
    print("\n".join([mark + lines[0], *lines[1:]]))
    return code


if __name__ == "__main__":
    sys.exit(main())
