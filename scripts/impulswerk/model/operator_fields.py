"""The part of the table of fields that says who publishes the site, and under which law."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from impulswerk.model.chronicle import chronicle_terms
from impulswerk.model.record import Field, Record
from impulswerk.model.tables import read_table

# The rule that names a consent which a site to be put online still lacks.
UNCONFIRMED = "zustimmung-fehlt"

# A statement is looked at once a year; a leap day is forgiven.
YEAR = 366


@dataclass(frozen=True)
class _Table:
    """What operator.yml holds."""

    shared: object
    operator: Record
    legal_frame: Record


_TABLE = read_table(Path(__file__).with_name("operator.yml"), _Table)
OPERATOR, LEGAL_FRAME = _TABLE.operator, _TABLE.legal_frame

# Sentences of the chosen legal frame, as pages ask for them.
FRAME_TEXTS = ("barrierefreiheit", "durchsetzung", "datenschutz")


def fact_paths() -> tuple[str, ...]:
    """What a page may ask for: groups, single facts, and sentences of the legal frame."""
    return (
        *(group.name for group in OPERATOR.fields),
        *leaves(),
        *(f"rechtsrahmen.{name}" for name in FRAME_TEXTS),
    )


def by_path(groups: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The values of the operator's file by their path (`hosting.name`)."""
    return {
        f"{name}.{field}": value for name, group in groups.items() for field, value in group.items()
    }


def own_terms() -> dict[str, tuple[str, ...]]:
    """The closed lists that are the program's own: of the chronicle, groups, single facts."""
    return {
        "gruppen": tuple(group.name for group in OPERATOR.fields),
        "angaben": tuple(leaves()),
        **chronicle_terms(),
    }


def leaves() -> dict[str, tuple[Field, Field]]:
    """Every single fact of the operator by its path (`hosting.name`), with its group."""
    return {
        f"{group.name}.{field.name}": (group, field)
        for group in OPERATOR.fields
        for field in group.fields
    }
