"""Forms in which people without an editor propose, correct or ask, as GitHub reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from impulswerk.catalogue.graph import Graph
from impulswerk.model.chronicle import LISTS
from impulswerk.model.record import Field, Kind
from impulswerk.model.schema import CHRONICLE, IMPULSE
from impulswerk.text.as_json import one_line
from impulswerk.text.slugs import slugify

# And of a source of the chronicle.
_SOURCE = ("art", "herausgeber", "titel", "adresse", "gesehen", "stelle")

FOLDER = ".github/ISSUE_TEMPLATE"
GITLAB_HINT = ".gitlab/issue_templates/Hinweis zu einem Impuls.md"

# What a form asks of an impulse; numbers, evidence and state are the editors' work.
_ASKED = ("titel", "kurz", "treiber", "handlungsfeld", "zielgruppen", "herausforderungen")


def issue_forms(graph: Graph) -> Iterator[tuple[str, str]]:
    """Repository path and YAML text of each form, made from the table of fields."""
    yield f"{FOLDER}/impuls.yml", _form("Einen Impuls vorschlagen", "Impuls: ", _proposal(graph))
    yield f"{FOLDER}/rueckmeldung.yml", _form("Rückmeldung zu einer Seite", "", _feedback())
    yield f"{FOLDER}/hinweis.yml", _form("Hinweis zu einem Impuls", "Hinweis: ", _hint())
    yield GITLAB_HINT, _gitlab_hint()
    yield f"{FOLDER}/frage.yml", _form("Eine Frage stellen", "Frage: ", _question())


def _proposal(graph: Graph) -> Iterator[str]:
    yield _words(
        "Danke, dass Sie einen Impuls vorschlagen. Schreiben Sie frei; die Redaktion bringt den "
        "Text in Form und meldet sich hier."
    )
    choices = {
        "treiber": [driver.title for driver in graph.drivers],
        **{
            field: [term.title for term in graph.term_lists[name]]
            for field, name in (
                ("handlungsfeld", "handlungsfelder"),
                ("zielgruppen", "zielgruppen"),
                ("herausforderungen", "herausforderungen"),
            )
        },
    }
    for name in _ASKED:
        field = IMPULSE.field(name)
        yield _dropdown(field, choices[name]) if field.kind is Kind.TERM else _input(field)
    for section in graph.catalog.work.sections:
        identity = f"abschnitt-{slugify(section.title)}"
        yield _area(identity, section.title, "", is_required=False)
    yield _area(
        "beleg", "Worauf stützt sich der Vorschlag?", "Quelle und Stelle", is_required=False
    )


def _feedback() -> Iterator[str]:
    yield _words("Fehler, Ergänzung, Widerspruch: Alles hilft. Nennen Sie bitte die Seite.")
    yield _line("stelle", "Seite oder Adresse", "", is_required=True)
    yield _area("meldung", "Was möchten Sie sagen?", "", is_required=True)
    yield _line("quelle", "Quelle, falls es um eine Tatsache geht", "", is_required=False)


def _hint() -> Iterator[str]:
    """What the editors need to write an entry; at the end its file, ready to be filled in."""
    yield _words(
        "Ist etwas geschehen, das zu einem Impuls gehört, oder stimmt ein Eintrag nicht? Dies hier "
        "ist öffentlich. Wer lieber eine Mail schreibt, findet die Adresse auf jeder Seite."
    )
    yield _line("impuls", "Nummer des Impulses", "Oder: das ganze Papier", is_required=True)
    for name in ("datum", "art"):
        field = CHRONICLE.field(name)
        choices = list(LISTS["chronikarten"].values())
        yield _dropdown(field, choices) if field.kind is Kind.TERM else _input(field)
    yield _area("geschehen", "Was ist geschehen?", "In eigenen Worten", is_required=True)
    yield _area(
        "quellen",
        "Quellen",
        "Wer hat es wo veröffentlicht? Am besten eine Adresse im Web und die Stelle darin",
        is_required=True,
    )
    yield _part(
        "textarea",
        "eintrag",
        {
            "label": "Fertiger Eintrag",
            "description": "Wenn Sie mögen: Füllen Sie ihn aus. Sonst macht es die Redaktion.",
            "value": _entry_file(),
            "render": "yaml",
        },
        is_required=False,
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


def _question() -> Iterator[str]:
    yield _area("frage", "Ihre Frage", "", is_required=True)


def _form(name: str, title: str, parts: Iterator[str]) -> str:
    head = f"# Made from the table of fields; a test holds it to that.\nname: {one_line(name)}\n"
    return f"{head}description: {one_line(name)}\ntitle: {one_line(title)}\nbody:\n" + "".join(
        parts
    )


def _part(kind: str, identity: str, attributes: Mapping[str, object], *, is_required: bool) -> str:
    lines = [f"  - type: {kind}"]
    if identity:
        lines.append(f"    id: {identity}")
    lines.append("    attributes:")
    for key, value in attributes.items():
        if isinstance(value, list):
            lines.append(f"      {key}:")
            lines += [f"        - {one_line(str(entry))}" for entry in value]
        elif value is True:
            lines.append(f"      {key}: true")
        elif value:
            lines.append(f"      {key}: {one_line(str(value))}")
    if is_required:
        lines += ["    validations:", "      required: true"]
    return "\n".join(lines) + "\n"


def _words(text: str) -> str:
    return _part("markdown", "", {"value": text}, is_required=False)


def _line(identity: str, label: str, hint: str, *, is_required: bool) -> str:
    return _part("input", identity, {"label": label, "description": hint}, is_required=is_required)


def _area(identity: str, label: str, hint: str, *, is_required: bool) -> str:
    return _part(
        "textarea", identity, {"label": label, "description": hint}, is_required=is_required
    )


def _input(field: Field) -> str:
    hint = field.help.replace("`", "")
    if field.max_length:
        hint += f" Höchstens {field.max_length} Zeichen."
    return _line(field.name, field.title, hint, is_required=field.required)


def _dropdown(field: Field, choices: list[str]) -> str:
    attributes = {
        "label": field.title,
        "description": field.help.replace("`", ""),
        "multiple": field.many,
        "options": choices,
    }
    return _part("dropdown", field.name, attributes, is_required=field.required)
