"""Whatever was changed: what an earlier build kept gives the bytes that are made from nothing."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from impulswerk.graph import Graph
from impulswerk.linkaid import lexicon
from impulswerk.linkaid.data import data_file
from impulswerk.model import Catalog, Evidence, Impulse, State, Synonym
from impulswerk.project import load
from tests.project import REAL

# So few that a word is now used by few, now by many; each is part of others.
_NOUNS = """
Wasser Wasserstoff Stoff Stoffe Stoffkreislauf Kreislauf Kreis Kreise Lauf Läufe Netz Netze Werk
Netzwerk Netzwerke Werkstatt Werkstätten Statt Amt Ämter Kreisamt Betrieb Betriebe Netzbetrieb KI
Digitalisierung Digitalisierungsamt Transfer Wissen Wissenstransfer Betriebswechsel Wechsel Know-how
"""
_OTHERS = "künstliche neue andere teilen die mit von gemeinsam creative.challenges"
WORDS = (*_NOUNS.split(), *_OTHERS.split())


class Kept(dict[str, bytes]):
    """Keeps in memory, and counts what had to be made."""

    made = 0

    def __call__(self, key: str, make: Callable[[], bytes]) -> bytes:
        if key not in self:
            self.made += 1
            self[key] = make()
        return self[key]


class Editor:
    """Changes a catalogue at random, in every way that matters to the link aid."""

    def __init__(self, seed: int) -> None:
        graph = load(REAL).graph
        assert graph
        self.random = random.Random(seed)
        first = graph.catalog.impulses[0]
        self.catalog = replace(graph.catalog, impulses=(), synonyms=())
        for number in range(1, 15):
            self._put(self._other(replace(first, number=number, source=f"{number}.md")))

    def edit(self) -> str:
        """Do one thing, and say which."""
        kinds: list[Callable[[], None]] = [self._text] * 6
        kinds += [self._state, self._add, self._move, self._remove]
        kinds += [self._driver, self._lists, self._synonyms]
        kind = self.random.choice(kinds)
        kind()
        return kind.__name__

    def _words(self, most: int) -> str:
        return " ".join(self.random.choices(WORDS, k=self.random.randint(1, most)))

    def _changed(self) -> dict[str, Any]:
        labels = [self._words(3) for _ in range(self.random.randint(0, 6))]
        term = self.random.choice((self._words(1), self._words(2)))
        return {
            "title": self._words(5),
            "short": f"Wie {self._words(3)} geht.",
            "body": f"## Titel\n\nDas sind [{self._words(2)}](x.md), {self._words(20)}.",
            "search_terms": tuple(dict.fromkeys(labels)),
            "evidence": (Evidence("quelle", term, 1),),
        }

    def _other(self, impulse: Impulse) -> Impulse:
        return replace(impulse, **self._changed())

    def _put(self, impulse: Impulse) -> None:
        others = (one for one in self.catalog.impulses if one.number != impulse.number)
        found = sorted((*others, impulse), key=lambda one: one.number)
        self._set(impulses=tuple(found))

    def _set(self, **changes: Any) -> None:
        self.catalog = replace(self.catalog, **changes)

    def _text(self) -> None:
        impulse = self.random.choice(self.catalog.impulses)
        name, value = self.random.choice(list(self._changed().items()))
        changes: dict[str, Any] = {name: value}
        self._put(replace(impulse, **changes))

    def _state(self) -> None:
        impulse = self.random.choice(self.catalog.impulses)
        self._put(replace(impulse, state=self.random.choice((State.DRAFT, State.WITHDRAWN))))

    def _add(self) -> None:
        number = self.random.randint(1, 40)
        impulse = self.random.choice(self.catalog.impulses)
        self._put(self._other(replace(impulse, number=number, source=f"{number}.md")))

    def _move(self) -> None:
        impulse = self.random.choice(self.catalog.impulses)
        number = impulse.number - self.random.randint(1, 5)
        if number > 0 and all(one.number != number for one in self.catalog.impulses):
            others = (one for one in self.catalog.impulses if one is not impulse)
            self._set(impulses=tuple(others))
            self._put(replace(impulse, number=number, source=f"{number}.md"))

    def _remove(self) -> None:
        if len(self.catalog.impulses) > 8:
            gone = self.random.choice(self.catalog.impulses)
            self._set(impulses=tuple(i for i in self.catalog.impulses if i is not gone))

    def _driver(self) -> None:
        first, *rest = self.catalog.drivers
        name = self.random.choice(("title", "short", "body", "search_terms"))
        changes: dict[str, Any] = {name: self._changed()[name]}
        self._set(drivers=(replace(first, **changes), *rest))

    def _lists(self) -> None:
        first, *rest = self.catalog.fields
        self._set(fields=(replace(first, title=self._words(1)), *rest))

    def _synonyms(self) -> None:
        found = [
            Synonym(self._words(2), self._words(2), self.random.random() < 0.5) for _ in range(30)
        ]
        self._set(synonyms=tuple(found))


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks so small that a few impulses lie in many."""
    monkeypatch.setattr(lexicon, "BLOCK", 4)


def _made(catalog: Catalog, *keep: Kept) -> bytes:
    return data_file(Graph(catalog), *keep)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.usefixtures("small_blocks")
def test_what_was_kept_gives_what_is_made_from_nothing(seed: int) -> None:
    editor, kept = Editor(seed), Kept()
    done = []
    for _ in range(40):
        done.append(editor.edit())
        assert _made(editor.catalog, kept) == _made(editor.catalog), done


@pytest.mark.usefixtures("small_blocks")
def test_a_change_that_matters_to_no_other_block_makes_one_anew() -> None:
    editor, kept = Editor(0), Kept()
    _made(editor.catalog, kept)
    first, *rest = editor.catalog.impulses
    made = kept.made
    body = f"{first.body} Ein Kranhaus."
    _made(replace(editor.catalog, impulses=(replace(first, body=body), *rest)), kept)
    # What its texts say, and its phrases.
    assert kept.made == made + 2


@pytest.mark.usefixtures("small_blocks")
def test_a_number_that_changes_within_its_block_is_noticed() -> None:
    editor, kept = Editor(0), Kept()
    _made(editor.catalog, kept)
    *rest, last = editor.catalog.impulses
    moved = replace(editor.catalog, impulses=(*rest, replace(last, number=last.number + 1)))
    assert _made(moved, kept) == _made(moved)
