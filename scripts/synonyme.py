"""Proposes everyday words for the search: synonyms of its terms, from OpenThesaurus.

    python scripts/synonyme.py [--thesaurus DATEI] [WORT …]

Prints groups in the form of impulses/synonyme.yml, for the given search terms or for all: words
that the thesaurus knows for a term and that the search does not understand yet. It writes nothing;
most proposals miss what an impulse is about: an editor copies only what somebody would type.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from impulswerk.catalogue.graph import Graph
from impulswerk.rules.synonyms import WordGroup
from impulswerk.site.project import load
from impulswerk.text.german import stem, words

# Where the Debian package mythes-de puts it.
THESAURUS = Path("/usr/share/mythes/th_de_DE_v2.dat")
MISSING = "Der Thesaurus {} fehlt. Unter Debian und Ubuntu bringt ihn das Paket mythes-de."
# Words marked as anything else (technical, dated, rude, broader) are nobody's everyday words.
_COLLOQUIAL = re.compile(r" \((?:ugs|engl)\.\)$")
_LONGEST = 3  # words of a phrase


def meanings(text: str) -> dict[str, list[list[str]]]:
    """The synonyms of each folded word, meaning by meaning, in a file as MyThes reads it."""
    found: dict[str, list[list[str]]] = {}
    word = ""
    for line in text.splitlines()[1:]:  # the first names the encoding
        first, *rest = line.split("|")
        if first == "-":
            found[word].append([plain for part in rest if (plain := _everyday(part))])
        else:
            word = _key(first)
            found.setdefault(word, [])
    return found


def _everyday(part: str) -> str:
    """A synonym without its mark; empty if nobody would type it, or YAML read it otherwise."""
    plain = _COLLOQUIAL.sub("", part)
    is_typed = re.fullmatch(r"[\w .-]*\w", plain) and len(plain.split()) <= _LONGEST
    return plain if is_typed else ""


def _key(text: str) -> str:
    # Not the stem: of „Ältere“ it is that of „alt“, of „Gründer“ that of „Grund“.
    return " ".join(words(text))


def proposals(
    terms: Iterable[str],
    thesaurus: Mapping[str, list[list[str]]],
    is_known: Callable[[str], bool],
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Words that are not known, with the terms they stand for: a pair for each meaning."""
    found: dict[tuple[str, ...], list[str]] = {}
    for term in terms:
        for synonyms in thesaurus.get(_key(term), ()):
            new = tuple(dict.fromkeys(word for word in synonyms if not is_known(word)))
            if new and term not in found.setdefault(new, []):
                found[new].append(term)
    for new, meant in found.items():
        yield new, tuple(meant)


def known_words(graph: Graph, groups: Iterable[WordGroup]) -> Callable[[str], bool]:
    """Tells whether the search understands a word or phrase: every word of it has to be known."""
    texts = [entry.title for entry in graph.entries] + [entry.short for entry in graph.entries]
    texts += search_terms(graph)
    texts += [text for group in groups for text in (*group.words, *group.means)]
    stems = {stem(word) for text in texts for word in words(text)}
    return lambda phrase: all(stem(word) in stems for word in words(phrase))


def search_terms(graph: Graph) -> list[str]:
    """What the editors wrote as search terms, each once."""
    return list(dict.fromkeys(term for entry in graph.entries for term in entry.search_terms))


def main() -> None:
    """Print the proposals."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--thesaurus", type=Path, default=THESAURUS, metavar="DATEI")
    parser.add_argument("terms", nargs="*", metavar="WORT")
    asked = parser.parse_args()
    if not asked.thesaurus.is_file():
        sys.exit(MISSING.format(asked.thesaurus))
    project = load(Path(__file__).parents[1])
    graph = project.graph
    if graph is None:
        sys.exit("In den Quellen ist etwas falsch; „make check“ sagt, was.")
    thesaurus = meanings(asked.thesaurus.read_text("utf-8"))
    is_known = known_words(graph, project.synonyms)
    for new, meant in proposals(asked.terms or search_terms(graph), thesaurus, is_known):
        print(f"  - {{woerter: [{', '.join(new)}], meint: [{', '.join(meant)}]}}")


if __name__ == "__main__":
    main()
