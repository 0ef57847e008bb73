"""What changed, for people: the latest changes of all impulses, and the words of each."""

from dataclasses import dataclass
from itertools import zip_longest

from markupsafe import Markup, escape

from impulswerk.catalogue.graph import Graph
from impulswerk.model.entries import Driver, Impulse
from impulswerk.model.schema import IMPULSE
from impulswerk.sources.history import History, Revision
from impulswerk.sources.visible import Visible
from impulswerk.text.words import FieldChange

LATEST = 50  # changes that the page on what is new, and each feed, shows
_MANY = {field.vocabulary for field in IMPULSE.fields if field.many}
_TAGS = {"weg": ("del", "gestrichen"), "neu": ("ins", "eingefügt")}


@dataclass(frozen=True)
class News:
    """A change of an impulse, to be told of."""

    impulse: Impulse
    revision: Revision

    @property
    def title(self) -> str:
        """The impulse's title, as it was after this change."""
        return self.revision.title or self.impulse.title

    @property
    def short(self) -> str:
        """The impulse's short text, as it was after this change."""
        return self.revision.short or self.impulse.short

    @property
    def anchor(self) -> str:
        """Id of the change on the page with all changes of the impulse."""
        return f"fassung-{self.revision.date.isoformat()}"


def every_change(graph: Graph, history: History, driver: Driver | None = None) -> list[News]:
    """All changes of all impulses, or of those with this driver, newest first."""
    every = (
        News(impulse, revision)
        for impulse in graph.impulses
        if driver is None or driver.id in impulse.drivers
        for revision in history.revisions(impulse)
    )
    return sorted(every, key=_age)


def latest(graph: Graph, history: History, driver: Driver | None = None) -> list[News]:
    """Of these as many as a page or a feed shows."""
    return every_change(graph, history, driver)[:LATEST]


def _age(news: News) -> tuple[float, int]:
    return -news.revision.moment.timestamp(), news.impulse.number


def difference(graph: Graph, change: FieldChange, *, is_spoken: bool = False) -> Markup:
    """The changed words as <ins> and <del>; `is_spoken` adds words for those who only hear."""
    if change.vocabulary:
        titles = _titles(graph, change.vocabulary)
        single = [(run.kind, word) for run in change.words for word in run.text.split()]
        marked = (_marked(kind, titles.get(word, word), is_spoken) for kind, word in single)
        return Markup(", " if change.vocabulary in _MANY else " ").join(marked)
    parts = []
    for run, following in zip_longest(change.words, change.words[1:]):
        text = run.text.strip()
        left, _, right = run.text.partition(text) if text else (run.text, "", "")
        # What took the place of something stands beside it, not on a line of its own.
        is_replaced = run.kind == "weg" and following is not None and following.kind == "neu"
        parts += [_lines(left), _marked(run.kind, text, is_spoken)]
        parts.append(_lines(" " if is_replaced else right))
    return Markup("").join(parts).strip()


def choices_in_words(graph: Graph, shown: Visible) -> list[tuple[str, str]]:
    """Title and value of the fields whose values come from closed lists, as readers know them."""
    found = []
    for field in IMPULSE.fields:
        if field.vocabulary and (words := shown.fields.get(field.name)):
            titles = _titles(graph, field.vocabulary)
            found.append((field.title, ", ".join(titles.get(w, w) for w in words.split())))
    return found


def _titles(graph: Graph, vocabulary: str) -> dict[str, str]:
    """Titles that readers know, by id."""
    return {term.id: term.title for term in graph.listed(vocabulary)}


def _marked(kind: str, text: str, is_spoken: bool) -> Markup:
    inner = _lines(text)
    if kind == "gleich" or not text:
        return inner
    tag, word = _TAGS[kind]
    if is_spoken:
        inner = Markup('<span class="nur-vorlesen">({}: </span>').format(word) + inner
        inner += Markup('<span class="nur-vorlesen">)</span>')
    return Markup(f"<{tag}>{{}}</{tag}>").format(inner)


def _lines(text: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in text.split("\n"))
