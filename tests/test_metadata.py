"""What catalogues and forges read about the software: complete, consistent, every file licensed."""

import shutil
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tests.e2e.tools import missing
from tests.project import REAL

PROJECT: dict[str, Any] = tomllib.loads((REAL / "pyproject.toml").read_text("utf-8"))["project"]
_TEXT = {"type": "string", "minLength": 1}

# What Citation File Format 1.2.0 asks of the keys we use.
CFF = {
    "type": "object",
    "additionalProperties": False,
    "required": ["cff-version", "message", "title", "authors"],
    "properties": {
        "cff-version": {"const": "1.2.0"},
        "message": _TEXT,
        "type": {"enum": ["software", "dataset"]},
        "title": _TEXT,
        "abstract": _TEXT,
        "authors": {
            "type": "array",
            "minItems": 1,
            "uniqueItems": True,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["name"],
                "properties": {"name": _TEXT, "website": _TEXT},
            },
        },
        "version": _TEXT,
        "license": _TEXT,
        "repository-code": {"type": "string", "pattern": "^https://"},
        "keywords": {"type": "array", "items": _TEXT, "minItems": 1, "uniqueItems": True},
    },
}

# What publiccode.yml 0.4 demands, and the closed lists of the keys we use.
PUBLICCODE = {
    "type": "object",
    "required": [
        "publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus",
        "softwareType", "description", "legal", "maintenance", "localisation",
    ],
    "properties": {
        "publiccodeYmlVersion": {"const": "0.4"},
        "name": _TEXT,
        "url": {"type": "string", "pattern": "^https://[^ ]+$"},
        "platforms": {"type": "array", "items": _TEXT, "minItems": 1},
        "categories": {
            "type": "array",
            "items": {"enum": ["content-management", "website-builder", "knowledge-management"]},
            "minItems": 1,
        },
        "developmentStatus": {"enum": ["concept", "development", "beta", "stable", "obsolete"]},
        "softwareType": {
            "enum": [
                "standalone/mobile", "standalone/iot", "standalone/desktop", "standalone/web",
                "standalone/backend", "standalone/other", "addon", "library", "configurationFiles",
            ]
        },
        "description": {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {
                "type": "object",
                "required": ["shortDescription", "longDescription", "features"],
                "properties": {
                    "shortDescription": {"type": "string", "maxLength": 150},
                    "longDescription": {"type": "string", "minLength": 150, "maxLength": 10000},
                    "features": {"type": "array", "items": _TEXT, "minItems": 1},
                },
            },
        },
        "legal": {"type": "object", "required": ["license"]},
        "maintenance": {
            "type": "object",
            "required": ["type"],
            "properties": {
                "type": {"enum": ["internal", "contract", "community", "none"]},
                "contacts": {
                    "type": "array",
                    "minItems": 1,
                    "items": {"type": "object", "required": ["name"]},
                },
            },
            "if": {"properties": {"type": {"enum": ["internal", "community"]}}},
            "then": {"required": ["contacts"]},
        },
        "localisation": {
            "type": "object",
            "required": ["localisationReady", "availableLanguages"],
            "properties": {
                "localisationReady": {"type": "boolean"},
                "availableLanguages": {"type": "array", "items": _TEXT, "minItems": 1},
            },
        },
    },
}  # fmt: skip


def _yaml(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((REAL / name).read_text("utf-8"))
    return found


@pytest.mark.parametrize(
    ("name", "schema", "key"),
    [("CITATION.cff", CFF, "authors"), ("publiccode.yml", PUBLICCODE, "maintenance")],
)
def test_it_has_the_form_that_catalogues_read(name: str, schema: dict[str, Any], key: str) -> None:
    checker = jsonschema.Draft202012Validator(schema)
    found = _yaml(name)
    assert [error.message for error in checker.iter_errors(found)] == []
    del found[key]
    assert [error.message for error in checker.iter_errors(found)]


def test_every_file_names_the_same_version_and_licence() -> None:
    citation, catalogue = _yaml("CITATION.cff"), _yaml("publiccode.yml")
    assert citation["version"] == catalogue["softwareVersion"] == PROJECT["version"]
    assert citation["license"] == catalogue["legal"]["license"] == PROJECT["license"]
    assert citation["title"] == catalogue["name"] == PROJECT["name"]


# --- REUSE -----------------------------------------------------------------------------------


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    if find_spec("reuse") is None:
        missing("reuse")
    command = [sys.executable, "-m", "reuse", "--root", str(folder), "lint"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_every_file_says_who_holds_its_rights() -> None:
    done = _lint(REAL)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_licence_that_is_missing_or_unused_is_noticed(tmp_path: Path) -> None:
    shutil.copytree(REAL / "LICENSES", tmp_path / "LICENSES")
    words = "scripts/impulswerk/exports/linkaid/haeufig.txt"
    for name in (
        *("REUSE.toml", "pyproject.toml", "impulses/papier.yml", words),
        *("tests/exports/schema/atom.rnc", "scripts/impulswerk/text/typeface/schrift-lizenz.txt"),
        "scripts/browser/lizenzen.txt",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REAL / name, tmp_path / name)
    assert _lint(tmp_path).returncode == 0
    (tmp_path / words).unlink()
    assert _lint(tmp_path).returncode == 1
    shutil.copy(REAL / words, tmp_path / words)
    (tmp_path / "LICENSES/CC-BY-SA-4.0.txt").unlink()
    assert _lint(tmp_path).returncode == 1


def test_no_paper_is_among_the_sources() -> None:
    """Only its checksum belongs here; git passes over the file itself."""
    assert not [
        path
        for name in ("impulses", "docs", "tests")
        for path in (REAL / name).rglob("*.pdf")
        if "node_modules" not in path.parts
    ]
    assert "\n*.pdf\n" in (REAL / ".gitignore").read_text("utf-8")


def test_the_licence_of_the_program_is_one_text() -> None:
    """Forges look for it at the root, REUSE among the licences."""
    assert (REAL / "LICENSE").read_bytes() == (REAL / "LICENSES/EUPL-1.2.txt").read_bytes()


def test_what_holds_for_the_texts_is_said_alike_everywhere() -> None:
    said = " ".join(_yaml("impulses/werk.yml")["rechte"].split())
    what = said.removeprefix("Die Texte ")
    for name in ("LICENSE-TEXTE", "LICENSES/LicenseRef-Texte-vorbehalten.txt"):
        text = (REAL / name).read_text("utf-8")
        assert what in " ".join(text.split()), name
    whole = (REAL / "LICENSES/LicenseRef-Texte-vorbehalten.txt").read_text("utf-8")
    assert whole in (REAL / "LICENSE-TEXTE").read_text("utf-8")
