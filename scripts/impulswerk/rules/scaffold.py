"""The text of a new impulse, made from the table of fields."""

from collections.abc import Iterable, Mapping
from typing import Any

from impulswerk.model.entries import Section, State
from impulswerk.model.operator_fields import OPERATOR
from impulswerk.model.record import Field, Kind
from impulswerk.model.schema import IMPULSE
from impulswerk.text.as_json import one_line
from impulswerk.text.slugs import slugify

# Key of the terms: the names that steps begin with.
STEP_NAMES = "namen"
_NAMES_REMARK = "Am Anfang jedes Schritts steht, wer handelt; mehrere mit Komma. Erlaubt: "

# The title of a proposal that has none yet.
PROPOSED_TITLE = "Neuer Impuls"

# Stands for a term of the source; no source has it.
SAMPLE_TERM = "Stichwort aus der Quelle"

# What stands in fields that everybody fills in differently. It could not be meant: nobody who is
# proposing something writes this.
SAMPLES = {
    "kurz": ("Ein Satz, der für sich allein steht.",),
    "suchbegriffe": ("Suchwort", "noch ein Suchwort"),
}

# What stands above the remarks about the fields.
_REMOVE = "# Löschen Sie alle Zeilen, die mit # beginnen, wenn Sie die Felder ausgefüllt haben."

# Not for a fresh impulse.
_LEFT_OUT = {"abgeglichen_von", "abgeglichen_am", "ersetzt_durch", "woran"}


def file_name(number: int, title: str) -> str:
    """`07-ki-einstieg.md` for number 7 and the title's first words."""
    return f"{number:02d}-{short_name(title)}.md"


def short_name(title: str) -> str:
    """The first words of a title, as names of files have them; 60 characters at most."""
    slug = slugify(title)
    return (slug[:60].rpartition("-")[0] if len(slug) > 60 else slug) or "neuer-impuls"


def next_number(numbers: Iterable[int]) -> int:
    """The number after the highest: numbers are never used twice."""
    return max(numbers, default=0) + 1


def impulse_text(
    title: str, terms: Mapping[str, tuple[str, ...]], sections: Iterable[Section]
) -> str:
    """Front matter with every field and its help, and the `sections` with their prompts.

    What is to be chosen from closed lists, whose ids are `terms`, stays empty, and so does what has
    no sample: a choice made here would look like the editor's.
    """
    lines = ["---", _REMOVE]
    for field in IMPULSE.fields:
        if field.name in _LEFT_OUT:
            continue
        shown = one_line(" ".join(title.split()))
        given = {"titel": shown, "verwandt": "[]", "stand": State.DRAFT.value}
        sample = ", ".join(SAMPLES.get(field.name, ()))
        value = given.get(field.name) or (f"[{sample}]" if field.many else sample)
        lines.append(f"# {_plain(field.help)}")
        allowed = terms.get(field.vocabulary, ())
        if allowed:
            lines.append(f"# Erlaubt: {', '.join(allowed)}")
        if field.kind is Kind.RECORDS:
            parts = [part for part in field.fields if part.name not in {"seite", "wortlaut"}]
            shown = ", ".join(
                f"{part.name}: {SAMPLE_TERM if part.name == 'stichwort' else _example(part, terms)}"
                for part in parts
            )
            lines += [f"{field.name}:", f"  - {{{shown}}}"]
        else:
            lines.append(f"{field.name}: {value}".rstrip())
    lines += [f"# {_NAMES_REMARK}{', '.join(terms.get(STEP_NAMES, ()))}", "---", ""]
    for section in sections:
        lines += [f"## {section.title}", "", section.scaffold, ""]
    return "\n".join(lines).rstrip() + "\n"


def operator_text(facts: Mapping[str, Any]) -> str:
    """The operator's file with every field and its help, filled with `facts` by path.

    What is not among them stays empty.
    """
    lines: list[str] = []
    for group in OPERATOR.fields:
        lines += ["", f"# {group.title}: {_plain(group.help)}", f"{group.name}:"]
        for field in group.fields:
            value = facts.get(f"{group.name}.{field.name}")
            shown = "" if value is None else f" {one_line(value)}"
            if field.many and value:
                shown = "".join(f"\n{_entry(entry)}" for entry in value)
            variable = f" Umgebungsvariable: {field.variable}." if field.variable else ""
            lines.append(f"  # {field.title}: {_plain(field.help)}{variable}")
            lines.append(f"  {field.name}:{shown}")
    return "\n".join(lines).lstrip("\n") + "\n"


def _entry(values: Mapping[str, str]) -> str:
    return "    - " + "\n      ".join(
        f"{name}: {one_line(value)}" for name, value in values.items()
    )


def _plain(text: str) -> str:
    return text.replace("`", "")


# How the scaffold's remarks begin: the help of each field, and what is allowed in it.
REMARKS = (
    _REMOVE,
    *(f"# {_plain(field.help)}" for field in IMPULSE.fields),
    "# Erlaubt: ",
    f"# {_NAMES_REMARK}",
)


def _example(field: Field, terms: Mapping[str, tuple[str, ...]]) -> str:
    allowed = terms.get(field.vocabulary)
    if not allowed:
        return field.example
    return f"[{allowed[0]}]" if field.many else allowed[0]
