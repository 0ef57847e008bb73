"""A language that nobody speaks: German words with accents, and a third longer.

Whatever a page shows without accents was forgotten when words were given to the catalogue.
"""

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from impulswerk.catalogue.graph import Graph
from impulswerk.model.entries import GlossaryWord, Term
from impulswerk.site.project import load
from tests.messages import messages

# A code that Babel knows: it formats dates and lists.
CODE = "eo"
_ACCENTS = str.maketrans("aeiouAEIOU", "áéíóúÁÉÍÓÚ")
# What tells such a word from any other.
MARKS = frozenset("áéíóúÁÉÍÓÚ·")
# What stands for values, and what HTML means something by.
_KEPT = re.compile(r"(%\(\w+\)s|\{\w+\}|&\w+;|https?://\S+)")


def pseudo(text: str) -> str:
    """The text with accents and longer; places for values stay as they are."""
    parts = _KEPT.split(text)
    accented = [part if n % 2 else part.translate(_ACCENTS) for n, part in enumerate(parts)]
    return "".join(accented) + "·" * (len(text) // 3)


def write_catalogue(folder: Path) -> None:
    """The catalogue of the language; addresses stay plain."""
    catalogue = Catalog(CODE, charset="utf-8")
    for message, context in messages():
        forms = message if isinstance(message, tuple) else (message,)
        words = forms if context == "Adresse" else tuple(map(pseudo, forms))
        plural = isinstance(message, tuple)
        catalogue.add(message, words if plural else words[0], context=context or None)
    with (folder / f"{CODE}.po").open("wb") as file:
        write_po(file, catalogue)


def write_texts(root: Path) -> None:
    """All texts of the project in `root` in this language."""
    graph = load(root).graph
    assert graph is not None
    folder = root / "impulses" / CODE
    (folder / "treiber").mkdir(parents=True)
    for driver in graph.drivers:
        head = f"treiber: {driver.id}\n{_said(titel=driver.title, kurz=driver.short)}"
        (folder / f"treiber/{driver.id}-{CODE}.md").write_text(f"---\n{head}---\n", "utf-8")
    for impulse in graph.impulses:
        head = _said(titel=impulse.title, kurz=impulse.short)
        text = f"---\n{head}---\n\n{pseudo('Das wird vorgeschlagen.')}\n"
        (folder / f"{impulse.number:02d}-{impulse.slug}-{CODE}.md").write_text(text, "utf-8")
    (folder / "woerter.yml").write_text(_words(graph), "utf-8")


def _words(graph: Graph) -> str:
    catalog = graph.catalog
    work, paper = catalog.work, catalog.paper
    groups = {
        "website": _said(beschreibung="Eine Website"),
        "werk": _said(
            titel=work.title,
            herausgeber=work.publisher,
            kurz=work.short,
            fassung=work.edition,
            rechte=work.rights or "Alle Rechte vorbehalten.",
        ),
        "papier": _said(art=paper.kind, uebergeben_an=paper.handed_over_to, kurz=paper.short),
    }
    lists: dict[str, tuple[Term | GlossaryWord, ...]] = {
        **graph.term_lists,
        "staende": catalog.states,
        "glossar": catalog.glossary,
    }
    found = [f"{name}:\n{_indented(text)}" for name, text in groups.items()]
    for name, terms in lists.items():
        found.append(f"{name}:\n")
        for term in terms:
            found.append(f"  - id: {term.id}\n    adresse: {term.id}-{CODE}\n")
            found.append(_indented(_said(titel=term.title, kurz=term.short), "    "))
    return "".join(found)


def _said(**texts: str) -> str:
    return "".join(f'{name}: "{pseudo(text)}"\n' for name, text in texts.items())


def _indented(text: str, blanks: str = "  ") -> str:
    return "".join(f"{blanks}{line}\n" for line in text.splitlines())
