"""Enters a source's runs of words into impulses/wortfolgen.yml, without keeping its text.

    python scripts/wortfolgen.py QUELLE TEXTDATEI

QUELLE is the id of the source in impulses/quellen.yml, TEXTDATEI its text in UTF-8. What is known
of other sources stays as it is. Names count as one word for all sources: after adding one under
`namen` in the file, call this again for every source in whose text it stands.
"""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

from impulswerk.model.schema import WORD_RUNS
from impulswerk.rules.copied import LENGTH, as_names, checksums

_HEAD = f"""\
# Von scripts/wortfolgen.py geschrieben: Prüfsummen von je {LENGTH} Wörtern am Stück aus Quellen.
# Daran erkennt die Prüfung, ob ein Text etwas abgeschrieben hat, ohne dass die Quelle hier liegt.
# Von Hand zu ändern sind nur die Namen: Sie zählen als ein Wort.
"""
_PER_LINE = 8


def main() -> None:
    """Read the source's text and write the file anew."""
    source_id, text_file = sys.argv[1:]
    path = Path(__file__).parents[1] / WORD_RUNS.where
    kept = yaml.safe_load(path.read_text("utf-8")) if path.is_file() else {}
    names = kept.get("namen", [])
    runs = {entry["quelle"]: entry["folgen"].split() for entry in kept.get("quellen", [])}
    # Sorted, so that nobody can put the text together again from the order.
    runs[source_id] = sorted(set(checksums(Path(text_file).read_text("utf-8"), as_names(names))))
    lines = ["namen:", *(f"  - {name}" for name in names)] if names else []
    lines.append("quellen:")
    for own, found in sorted(runs.items()):
        lines += [f"  - quelle: {own}", "    folgen: >-"]
        for start in range(0, len(found), _PER_LINE):
            lines.append(f"      {' '.join(found[start : start + _PER_LINE])}")
    path.write_text("\n".join([_HEAD.rstrip(), *lines, ""]), "utf-8")


if __name__ == "__main__":
    main()
