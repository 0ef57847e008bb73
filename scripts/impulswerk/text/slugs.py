"""Turn German text into ids that stay readable: "Lösung" becomes "loesung"."""

import re
import unicodedata
from functools import lru_cache

# What an id or a name in an address looks like, as a regular expression.
SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def fold(text: str) -> str:
    """Lower-case ASCII spelling of `text`, German letters written out (ä → ae, ß → ss)."""
    # Compose first: an "ä" typed as a + combining mark must give the same id as a plain "ä".
    german = unicodedata.normalize("NFC", text).lower().translate(_GERMAN)
    return unicodedata.normalize("NFKD", german).encode("ascii", "ignore").decode("ascii")


@lru_cache(maxsize=4096)
def slugify(text: str) -> str:
    """Id for a heading."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
