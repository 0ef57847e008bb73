"""What the search knows of each page: text that is shown, words that are only looked for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from impulswerk.catalogue.graph import Entry, Graph
from impulswerk.catalogue.status import status, untagged
from impulswerk.model import urls
from impulswerk.model.entries import Driver, GlossaryWord, Impulse, State, Term
from impulswerk.model.schema import TERM_PAGES, TermList
from impulswerk.text.convert import read
from impulswerk.text.plain import BuiltPage

# Parts of a record by how much a hit in them says; the order is that of FIELD_WEIGHTS.
TITLE, TERMS, SHORT, CONTEXT, BODY = "a", "b", "c", "d", "e"
_TERM_KINDS = (entry.singular for entry in TERM_PAGES)
# The last are pages without a word of ours: imprint, rules, operation.
KINDS = ("Impuls", "Treiber", *_TERM_KINDS, "Begriff", "Chronik", "Seite", "Organisatorisches")


@dataclass(frozen=True)
class SearchRecord:
    """One page as it is indexed.

    `title`, `short` and `text` are shown in results. `texts` holds the same and more by field:
    words in there are found, but never shown. `heads` are the fields other than the body.
    """

    address: str
    kind: str
    title: str
    short: str
    body: str
    heads: Mapping[str, str]
    number: int | None = None
    drivers: tuple[str, ...] = ()
    field: str = ""
    is_markdown: bool = False

    @property
    def name(self) -> str:
        """What editors call the page: its address, `i/7` for an impulse, `start` for the first."""
        return f"i/{self.number}" if self.number else self.address.strip("/") or "start"

    # Worked out when asked for: most builds need it of a few records only.
    @property
    def text(self) -> str:
        """The body as running text."""
        return read(self.body).plain if self.is_markdown else self.body

    @property
    def texts(self) -> dict[str, str]:
        """Every field by name, the body last."""
        return {**self.heads, BODY: self.text}


def records(graph: Graph, built: Mapping[str, BuiltPage]) -> Iterator[SearchRecord]:
    """A record for each page, sorted by address; `built` are the pages of the site by address.

    Of entries only the address matters: what they say is taken from the graph.
    """
    entries = {record.address: record for record in _entries(graph)}
    written = {urls.address(page.path): page for page in graph.catalog.handwritten}
    wordy = {urls.address(urls.chronicle_entry(told.id)) for told in graph.catalog.chronicle}
    without_ours = {urls.address(path) for path in (urls.RULES_PAGE, urls.FIELDS_PAGE)}
    without_ours |= {address for address, page in written.items() if not page.has_our_texts}
    for address, page in sorted(built.items()):
        if address in entries:
            yield entries[address]
        elif page.is_redirect or page.is_hidden:
            continue
        elif page.title:
            if address == urls.address(urls.GLOSSARY):
                yield from map(_word, graph.catalog.glossary)
            # Lists repeat what other pages say: of them only title and description count.
            description = untagged(graph, page.description)
            text = page.text if address in wordy or address in written else ""
            kind = "Chronik" if address in wordy else "Seite"
            kind = KINDS[-1] if address in without_ours else kind
            yield _page(address, page, kind, description, text)


def entry_addresses(graph: Graph) -> set[str]:
    """Addresses of all impulses, drivers and entries of closed lists."""
    return {record.address for record in _entries(graph)}


def _entries(graph: Graph) -> Iterator[SearchRecord]:
    for impulse in graph.impulses:
        yield _impulse(graph, impulse)
    for driver in graph.drivers:
        yield _driver(graph, driver)
    for entry in TERM_PAGES:
        for term in graph.term_lists[entry.name]:
            yield _term(entry, term)


def _impulse(graph: Graph, impulse: Impulse) -> SearchRecord:
    drivers = [graph.driver(driver_id) for driver_id in impulse.drivers]
    context = [driver.title for driver in drivers]
    context.append(graph.term("handlungsfelder", impulse.field).title)
    context += [graph.term("zielgruppen", group).title for group in impulse.groups]
    context += [graph.term("herausforderungen", item).title for item in impulse.challenges]
    withdrawn = impulse.state is State.WITHDRAWN
    return SearchRecord(
        urls.address(urls.impulse_path(impulse)),
        "Impuls",
        impulse.title,
        _shown(graph, impulse),
        impulse.body,
        {
            TITLE: impulse.title,
            # A withdrawn impulse is found by its name, not by what people look for.
            TERMS: "" if withdrawn else _joined(impulse.search_terms),
            SHORT: impulse.short,
            CONTEXT: _joined(context),
        },
        impulse.number,
        tuple(driver.id for driver in drivers),
        impulse.field,
        is_markdown=True,
    )


def _shown(graph: Graph, entry: Entry) -> str:
    """The short text as results show it; it says how far it is where not all are as far."""
    return status(graph, [entry]).before(entry.short) if graph.is_mixed else entry.short


def _driver(graph: Graph, driver: Driver) -> SearchRecord:
    return SearchRecord(
        urls.address(urls.driver_path(driver)),
        "Treiber",
        driver.title,
        _shown(graph, driver),
        driver.body,
        {
            TITLE: driver.title,
            TERMS: _joined(driver.search_terms),
            SHORT: driver.short,
            CONTEXT: "Treiber",
        },
        drivers=(driver.id,),
        is_markdown=True,
    )


def _term(entry: TermList, term: Term) -> SearchRecord:
    return SearchRecord(
        urls.address(urls.term_path(entry.name, term.id)),
        entry.singular,
        term.title,
        term.short,
        term.short,
        {TITLE: term.title, CONTEXT: entry.singular},
        field=term.id if entry.name == "handlungsfelder" else "",
    )


def _word(word: GlossaryWord) -> SearchRecord:
    return SearchRecord(
        f"{urls.address(urls.GLOSSARY)}#{word.id}",
        "Begriff",
        word.title,
        word.short,
        word.short,
        {TITLE: word.title, TERMS: _joined(word.forms), CONTEXT: "Begriff Glossar"},
    )


def _page(address: str, page: BuiltPage, kind: str, description: str, text: str) -> SearchRecord:
    return SearchRecord(
        address,
        kind,
        page.title,
        description,
        text,
        {TITLE: page.title, SHORT: description},
    )


def _joined(parts: tuple[str, ...] | list[str]) -> str:
    return " . ".join(parts)
