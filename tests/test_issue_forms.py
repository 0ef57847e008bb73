"""Forms in the repository that repeat the table of fields are made from it; a forge reads them all.

Rewrite with `UPDATE_GOLDEN=1 pytest …` after an intended change.
"""

import os

import yaml

from impulswerk.exports.issue_forms import FOLDER, issue_forms
from impulswerk.model.schema import CHRONICLE, IMPULSE
from tests.project import REAL, real_graph


def test_the_forms_are_up_to_date() -> None:
    for path, text in issue_forms(real_graph()):
        file = REAL / path
        if os.environ.get("UPDATE_GOLDEN"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        assert file.read_text("utf-8") == text


def test_forms_are_what_the_forge_reads() -> None:
    titles = {field.title for field in (*IMPULSE.fields, *CHRONICLE.fields)}
    for path in (REAL / FOLDER).glob("*.yml"):
        if path.name == "config.yml":
            continue
        form = yaml.safe_load(path.read_text("utf-8"))
        assert form["name"]
        identities = [part["id"] for part in form["body"] if "id" in part]
        assert len(set(identities)) == len(identities)
        for part in form["body"]:
            assert part["type"] in {"markdown", "input", "textarea", "dropdown"}
            if part["type"] == "dropdown":
                assert part["attributes"]["options"]
                assert part["attributes"]["label"] in titles
