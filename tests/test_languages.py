"""Other languages: their words, texts and pages, in English and in one that nobody speaks."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.citation import bibtex, cite, csl_json, ris
from impulswerk.exports.metadata import metadata
from impulswerk.exports.share_image import picture_problems
from impulswerk.model import urls
from impulswerk.model.entries import Ledger, LedgerEntry
from impulswerk.pages.page import Page
from impulswerk.pages.plan import generate, languages
from impulswerk.permanence.losses import destinations
from impulswerk.permanence.publication import Publication
from impulswerk.site.assets import frame_values
from impulswerk.site.project import assemble, load
from impulswerk.sources.files import read_files
from impulswerk.sources.store import not_kept
from impulswerk.text import interface
from impulswerk.text.interface import CATALOGUES, language
from tests.messages import updated
from tests.project import REAL, copy_small, impuls, real_graph
from tests.pseudo import CODE, MARKS, write_catalogue, write_texts

SITE = Publication(base="https://cluster.example/")
OTHERS = [path.stem for path in CATALOGUES.glob("*.po")]


@pytest.mark.parametrize("code", OTHERS)
def test_every_word_has_a_translation(code: str) -> None:
    """`python -m tests.messages xx` writes a catalogue in this form."""
    file = CATALOGUES / f"{code}.po"
    wanted, found = updated(file), interface.read_catalogue(file)
    named = {(message.context, message.id) for message in found}
    assert named == {(message.context, message.id) for message in wanted}
    for message in found:
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(forms), message.id
        for form in forms:
            places = [re.findall(r"%\(\w+\)s|\{\w+\}", str(text)) for text in (message.id, form)]
            assert sorted(set(places[0])) == sorted(set(places[1])), message.id


def test_english_counts_dates_and_lists() -> None:
    english = language("en")
    assert english.counted(1, "Impuls", "Impulse") == "1\u00a0impulse"
    assert english.counted(36, "Impuls", "Impulse") == "36\u00a0impulses"
    assert english.listed(["a", "b", "c"]) == "a, b and c"
    assert english.in_words(4) == "four"
    assert english.size(1_300_000) == "1.3\u00a0MB"
    assert (english.name, english.locale) == ("English", "en-GB")


# --- The English edition --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def english() -> tuple[Graph, Publication]:
    ((graph, publication),) = languages(real_graph(), SITE)
    return graph, publication


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    """Every English page, and the German ones that they stand for."""
    site = generate(real_graph(), SITE)
    planned = {page.path: page for page in site.pages}
    made = {path: page.make() for path, page in planned.items() if path.startswith("en/")}
    german = (f"{page.meta['sprachen'].get('de')}" for page in made.values() if _pair(page))
    paths = {urls.address(path): path for path in planned}
    return made | {
        (path := paths[address.removeprefix("./")]): planned[path].make() for address in german
    }


def _pair(page: Page) -> dict[str, str]:
    found: dict[str, str] = page.meta.get("sprachen", {})
    return found


def test_every_impulse_has_a_summary_of_the_promised_length(
    english: tuple[Graph, Publication],
) -> None:
    graph, _ = english
    assert {impulse.number for impulse in graph.impulses} == {
        impulse.number for impulse in real_graph().impulses
    }
    for impulse in graph.impulses:
        assert 60 <= len(impulse.body.split()) <= 90, impulse.source
        for sentence in re.split(r"(?<=[.!?”])\s+", f"{impulse.short} {impulse.body}"):
            assert len(sentence.split()) <= 25, (impulse.source, sentence)


_GERMAN = re.compile(
    r"\b(?:aus|das|dem|der|des|die|ein|eine|einen|für|ist|keine?|mit|nach|nicht|oder|sich|über|und"
    r"|von|werden|wird|zu|zum|zur|Herkunft|Impuls|Stand|Treiber)\b"
)


def test_no_german_is_left_on_english_pages(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        if path.startswith("en/"):
            said = [
                *_texts(page.html),
                str(page.meta.get("title")),
                str(page.meta.get("description")),
            ]
            said += [page.meta["standzeile"]["satz"]] if "standzeile" in page.meta else []
            assert [text for text in said if _GERMAN.search(text)] == [], path


def _texts(html: str) -> Iterator[str]:
    """Every text of a fragment, and what is said by attributes, in the language of the page."""
    tree = LexborHTMLParser(f"<body>{html}</body>")
    for node in tree.css('[lang="de"], script'):
        node.decompose()
    body = tree.body
    assert body is not None
    for node in body.traverse(include_text=True):
        if node.tag == "-text":
            if text := (node.text_content or "").strip():
                yield text
        else:
            yield from (node.attributes.get(name) or "" for name in ("title", "aria-label", "alt"))


def test_pages_lead_to_one_another(pages: dict[str, Page]) -> None:
    """`/en/citing/` is the only page that German has not."""
    for path, page in pages.items():
        pair = _pair(page)
        if path == "en/citing.md":
            assert not pair
            continue
        assert set(pair) == {"de", "en"}, path
        own = "en" if path.startswith("en/") else "de"
        assert pair[own] == (urls.address(path) or "./")
        assert page.meta.get("lang", "de") == own


def test_whatever_names_an_english_text_says_whose_words_it_has(
    english: tuple[Graph, Publication],
) -> None:
    graph, publication = english
    impulse = graph.impulse(7)
    citation = cite(graph, publication, impulse)
    assert citation.url == "https://cluster.example/en/i/7/"
    assert citation.title.endswith("[Working draft]")
    assert "not the wording of the paper" in citation.note
    assert "language = {british}" in bibtex(citation).decode()
    assert "LA  - en" in ris(citation).decode()
    (item,) = json.loads(csl_json(citation))
    assert (item["language"], item["note"]) == ("en", citation.note)
    said = {
        pair["name"]: pair["wert"] for pair in metadata(graph, publication, impulse)["kopfangaben"]
    }
    assert said["og:locale"] == "en_GB"
    assert said["og:url"].startswith("https://cluster.example/en/impulses/07-")
    assert said["og:image"] == "https://cluster.example/en/i/7/image.png"
    assert said["og:description"].startswith("Working draft: ")


def test_a_renamed_english_page_leads_on() -> None:
    old, new = "en/impulses/07-old/", "en/impulses/07-new/"
    ledger = Ledger({old: LedgerEntry()})
    here = {new: frozenset[str](), "impulse/07-alt/": frozenset[str]()}
    assert destinations(ledger, here) == {old: new}


def test_a_summary_says_when_the_german_text_is_newer() -> None:
    files = dict(read_files(REAL).content)
    (source,) = (name for name in files if name.startswith("impulses/07-"))
    files[source] = files[source].replace("lästigen".encode(), "mühsamen".encode())
    graph = assemble(files).graph
    assert graph is not None
    (english,) = graph.in_other_languages
    assert [i.number for i in english.impulses if english.is_outdated(i)] == [7]
    site = generate(graph, SITE)
    (page,) = (page for page in site.pages if page.path.startswith("en/impulses/07-"))
    assert "The German text has changed since" in page.make().html


# --- A third language -----------------------------------------------------------------------------


@pytest.fixture
def third(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The small project with all its texts in a language that nobody speaks."""
    words = tmp_path / "words"
    words.mkdir()
    monkeypatch.setattr(interface, "CATALOGUES", words)
    language.cache_clear()
    write_catalogue(words)
    root = copy_small(tmp_path / "project")
    write_texts(root)
    yield root
    language.cache_clear()


# Names of formats, of the small project's sources and addresses; what people type.
_NO_WORD = re.compile(
    r"[\W\d_]*|CSV|JSON|BibTeX|RIS|CSL-JSON|Muster\S*|https?:.*|DD.*|TT.*|[\w-]+\.(?:md|yml)", re.I
)


def test_a_folder_and_a_catalogue_are_all_a_language_needs(third: Path) -> None:
    done = impuls(third, "uebersetzt", CODE)
    assert done.returncode == 0, done.stderr
    project = load(third)
    assert project.graph is not None
    assert [problem.message for problem in project.problems] == []
    site = generate(project.graph, SITE)
    made = [page.make() for page in site.pages if page.path.startswith(f"{CODE}/")]
    assert len(made) > 15
    forgotten = {
        text
        for page in made
        for text in _texts(page.html)
        if not set(text) & MARKS and not _NO_WORD.fullmatch(text)
    }
    assert forgotten == set()
    # A language of no country can be set, too.
    (graph,) = project.graph.in_other_languages
    assert list(picture_problems(graph, not_kept)) == []
    frame = frame_values(REAL, project.graph)["sprachen"][CODE]
    assert all("·" in word for word in frame["worte"].values() if len(word) > 3)
    assert frame["start"] == f"{CODE}/impulse/"
