"""Forms in which people without an editor propose or report, as GitHub and GitLab read them.

Only those that repeat the table of fields or a closed list; the others are written by hand.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from impulswerk.catalogue.graph import Graph
from impulswerk.model.chronicle import LISTS
from impulswerk.model.record import Field, Kind
from impulswerk.model.schema import CHRONICLE, IMPULSE
from impulswerk.text.slugs import slugify

FOLDER = ".github/ISSUE_TEMPLATE"
GITLAB_HINT = ".gitlab/issue_templates/Hinweis zu einem Impuls.md"

_HEAD = "# Made from the table of fields; a test holds it to that.\n"
# What a form asks of an impulse; numbers, evidence and state are the editors' work.
_ASKED = ("titel", "kurz", "treiber", "handlungsfeld", "zielgruppen", "herausforderungen")
# And of a source of the chronicle.
_SOURCE = ("art", "herausgeber", "titel", "adresse", "gesehen", "stelle")

# A question of a form.
Part = dict[str, Any]


def issue_forms(graph: Graph) -> Iterator[tuple[str, str]]:
    """Repository path and text of each form."""
    yield f"{FOLDER}/impuls.yml", _form("Einen Impuls vorschlagen", "Impuls: ", _proposal(graph))
    yield f"{FOLDER}/hinweis.yml", _form("Hinweis zu einem Impuls", "Hinweis: ", _hint())
    yield GITLAB_HINT, _gitlab_hint()


def _proposal(graph: Graph) -> Iterator[Part]:
    yield _words(
        "Danke, dass Sie einen Impuls vorschlagen. Schreiben Sie frei; die Redaktion bringt den "
        "Text in Form und meldet sich hier."
    )
    for name in _ASKED:
        field = IMPULSE.field(name)
        yield _asked(field, [term.title for term in graph.listed(field.vocabulary)])
    for section in graph.catalog.work.sections:
        yield _part("textarea", f"abschnitt-{slugify(section.title)}", section.title)
    yield _part("textarea", "beleg", "Worauf stützt sich der Vorschlag?", "Quelle und Stelle")


def _hint() -> Iterator[Part]:
    """What the editors need to write an entry; at the end its file, ready to be filled in."""
    yield _words(
        "Ist etwas geschehen, das zu einem Impuls gehört, oder stimmt ein Eintrag nicht? Dies hier "
        "ist öffentlich. Wer lieber eine Mail schreibt, findet die Adresse auf jeder Seite."
    )
    which = "Nummer des Impulses"
    yield _part("input", "impuls", which, "Oder: das ganze Papier", is_required=True)
    yield _asked(CHRONICLE.field("datum"))
    yield _asked(CHRONICLE.field("art"), LISTS["chronikarten"].values())
    what = "Was ist geschehen?"
    yield _part("textarea", "geschehen", what, "In eigenen Worten", is_required=True)
    yield _part(
        "textarea",
        "quellen",
        "Quellen",
        "Wer hat es wo veröffentlicht? Am besten eine Adresse im Web und die Stelle darin",
        is_required=True,
    )
    yield _part(
        "textarea",
        "eintrag",
        "Fertiger Eintrag",
        "Wenn Sie mögen: Füllen Sie ihn aus. Sonst macht es die Redaktion.",
        value=_entry_file(),
        render="yaml",
    )


def _entry_file() -> str:
    """An entry with a line for each field that must be there, to be filled in."""
    lines = ["---", f"# Als Datei in {CHRONICLE.where}"]
    for field in CHRONICLE.fields:
        if field.required:
            lines += [f"# {field.help.replace('`', '')}", f"{field.name}:"]
        if field.name == "quellen":
            asked = [part.name for part in field.fields if part.name in _SOURCE]
            lines += [f"  {'- ' if part == asked[0] else '  '}{part}:" for part in asked]
    return "\n".join([*lines, "---", "", "Was die Quelle sagt, in eigenen Worten."])


def _gitlab_hint() -> str:
    """The same for a forge whose templates are plain Markdown."""
    asked = ("Welcher Impuls?", "Was ist geschehen, und wann?", "Wo steht es? (Adresse, Stelle)")
    parts = [f"## {question}\n" for question in asked]
    entry = f"## Fertiger Eintrag, wenn Sie mögen\n\n```yaml\n{_entry_file()}\n```\n"
    return "\n".join([*parts, entry])


def _form(name: str, title: str, parts: Iterator[Part]) -> str:
    form = {"name": name, "description": name, "title": title, "body": [*parts]}
    return _HEAD + yaml.safe_dump(form, allow_unicode=True, sort_keys=False, width=100)


def _words(text: str) -> Part:
    return {"type": "markdown", "attributes": {"value": text}}


def _asked(field: Field, choices: Iterable[str] = ()) -> Part:
    """The question for a field; `choices` are the titles of its closed list, if it has one."""
    hint = field.help.replace("`", "")
    if field.kind is Kind.TERM:
        more = {"multiple": field.many, "options": [*choices]}
        return _part("dropdown", field.name, field.title, hint, is_required=field.required, **more)
    if field.max_length:
        hint += f" Höchstens {field.max_length} Zeichen."
    return _part("input", field.name, field.title, hint, is_required=field.required)


def _part(
    kind: str, identity: str, label: str, hint: str = "", *, is_required: bool = False, **more: Any
) -> Part:
    attributes = {"label": label, "description": hint, **more}
    return {
        "type": kind,
        "id": identity,
        "attributes": {name: value for name, value in attributes.items() if value},
        **({"validations": {"required": True}} if is_required else {}),
    }
