"""The forms in the repository are those made from the table of fields.

Rewrite with `UPDATE_GOLDEN=1 pytest …` after an intended change.
"""

import os

import yaml

from impulswerk.exports.issue_forms import FOLDER, GITLAB_HINT, issue_forms
from impulswerk.model.schema import CHRONICLE, IMPULSE
from tests.project import REAL, real_graph


def test_the_forms_are_up_to_date() -> None:
    graph = real_graph()
    forms = dict(issue_forms(graph))
    for path, text in forms.items():
        file = REAL / path
        if os.environ.get("UPDATE_GOLDEN"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        assert file.read_text("utf-8") == text
    kept = {path.relative_to(REAL).as_posix() for path in (REAL / FOLDER).glob("*.yml")}
    assert kept == {*forms, f"{FOLDER}/config.yml"} - {GITLAB_HINT}


def test_forms_are_what_the_forge_reads() -> None:
    graph = real_graph()
    titles = {field.title for field in (*IMPULSE.fields, *CHRONICLE.fields)}
    for path, text in issue_forms(graph):
        if path == GITLAB_HINT:
            continue
        form = yaml.safe_load(text)
        assert form["name"]
        identities = [part["id"] for part in form["body"] if "id" in part]
        assert len(set(identities)) == len(identities)
        for part in form["body"]:
            assert part["type"] in {"markdown", "input", "textarea", "dropdown"}
            if part["type"] == "dropdown":
                assert part["attributes"]["options"]
                assert part["attributes"]["label"] in titles
