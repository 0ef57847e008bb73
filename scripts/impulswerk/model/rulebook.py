"""Every rule by its word: what it means, why it is there, a wrong and a right example."""

from dataclasses import dataclass
from pathlib import Path

from impulswerk.model.problems import Severity
from impulswerk.model.tables import read_table


@dataclass(frozen=True)
class Rule:
    """A rule as the help page and `impuls explain` show it; texts are German."""

    code: str
    title: str
    why: str
    wrong: str
    right: str
    severity: Severity = Severity.ERROR
    # A warning in a draft that becomes an error once the text has been compared with the paper.
    is_strict_when_compared: bool = False
    # A spelling to mend, as a regular expression; where `hint` finds nothing, it does not either.
    pattern: str = ""
    hint: str = ""
    # What to say, where the check leaves that to the table.
    message: str = ""
    allowed: str = ""
    fix: str = ""


@dataclass(frozen=True)
class Group:
    """Rules that belong together, with the heading they stand under."""

    title: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class _Table:
    groups: tuple[Group, ...]


GROUPS = read_table(Path(__file__).with_name("rules.yml"), _Table).groups

RULES: dict[str, Rule] = {rule.code: rule for group in GROUPS for rule in group.rules}


def severity(code: str, *, is_compared: bool) -> Severity:
    """How much a problem matters in a text that has (not) been compared with the paper."""
    rule = RULES[code]
    if is_compared and rule.is_strict_when_compared:
        return Severity.ERROR
    return rule.severity
