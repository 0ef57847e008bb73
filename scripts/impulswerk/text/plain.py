"""What a built page says, as plain text."""

import re
from dataclasses import dataclass

_SPACES = re.compile(r"\s+")


def squeeze(text: str) -> str:
    """One line, single spaces."""
    return _SPACES.sub(" ", text).strip()


@dataclass
class BuiltPage:
    """What a built page says of itself; `text` is the running text of its main part."""

    title: str = ""
    description: str = ""
    text: str = ""
    is_redirect: bool = False
    is_hidden: bool = False
