"""Completes the bill of materials (`make sbom`) with the Python that browsers run.

pip knows nothing of it: it comes from npm. The packages that run in it are the same as the build's,
and named already.
"""

from __future__ import annotations

import base64
import json
import sys
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tests.project import REAL

LOCK = REAL / "scripts/browser/package-lock.json"
_INSTALLED = LOCK.parent / "node_modules/pyodide/pyodide-lock.json"


def completed(bill: dict[str, Any], lock: dict[str, Any]) -> dict[str, Any]:
    """The bill with Pyodide as npm's lock file pins it, and with the CPython inside of it."""
    pinned = lock["packages"]["node_modules/pyodide"]
    kind, digest = pinned["integrity"].split("-", 1)
    assert kind == "sha512", kind
    pyodide = {
        "bom-ref": f"pyodide=={pinned['version']}",
        "type": "library",
        "name": "pyodide",
        "version": pinned["version"],
        "purl": f"pkg:npm/pyodide@{pinned['version']}",
        "licenses": [{"license": {"id": pinned["license"]}}],
        "hashes": [{"alg": "SHA-512", "content": base64.b64decode(digest).hex()}],
    }
    cpython = {
        "bom-ref": "cpython in pyodide",
        "type": "platform",
        "name": "cpython",
        "licenses": [{"license": {"id": "PSF-2.0"}}],
    }
    if _INSTALLED.is_file():
        cpython["version"] = json.loads(_INSTALLED.read_text("utf-8"))["info"]["python"]
    whole = bill["metadata"]["component"]["bom-ref"]
    links = [
        {**link, "dependsOn": [*link.get("dependsOn", []), pyodide["bom-ref"]]}
        if link["ref"] == whole
        else link
        for link in bill["dependencies"]
    ]
    links.append({"ref": pyodide["bom-ref"], "dependsOn": [cpython["bom-ref"]]})
    return {
        **bill,
        "components": [*bill["components"], pyodide, cpython],
        "dependencies": [*links, {"ref": cpython["bom-ref"]}],
    }


def main() -> None:
    """Rewrite the bill that is named."""
    file = Path(sys.argv[1])
    lock = json.loads(LOCK.read_text("utf-8"))
    bill = completed(json.loads(file.read_text("utf-8")), lock)
    text = json.dumps(bill, indent=2, ensure_ascii=False) + "\n"
    version = SchemaVersion.from_version(bill["specVersion"])
    wrong = JsonStrictValidator(version).validate_str(text)
    if wrong:
        sys.exit(f"The bill is not valid: {wrong}")
    file.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
