"""What can be wrong with a source or with the built site, and where."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters; only an error stops a build."""

    ERROR = "fehler"
    WARNING = "warnung"


# There is one for every value in every source: with slots it takes half the memory.
@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A stretch of one line in a file.

    `source` is a path relative to the repository; `line` and `col` count characters from 1,
    `width` is at least 1. Line 0 means the file as a whole.
    """

    source: str
    line: int = 0
    col: int = 1
    width: int = 1

    def __str__(self) -> str:
        return f"{self.source}:{self.line}:{self.col}" if self.line else self.source


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: German sentences for the editor and the place they speak of."""

    span: Span
    rule: str
    message: str
    allowed: str = ""
    fix: str = ""
    line_text: str = ""
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        """Whether this problem stops a build."""
        return self.severity is Severity.ERROR


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that stop a build."""
    return [problem for problem in problems if problem.is_error]
