"""Links for editing, proposing and feedback: right where an address is set, else absent."""

import html
import io
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.jsonschema import allowed_terms
from impulswerk.model.entries import Operator
from impulswerk.model.problems import errors
from impulswerk.pages.entries import entry_pages
from impulswerk.pages.handwritten import handwritten_pages
from impulswerk.permanence.publication import Publication
from impulswerk.rules.scaffold import impulse_text
from impulswerk.site.project import load
from tests.e2e.site import ADDRESSES, FORGE, Site
from tests.project import REAL, copy_real, real_graph

SITE = ADDRESSES["SITE_URL"]

# The longest address that servers and forges can be relied on to take.
MOST_ADDRESS = 7_500
MOST_PICTURE = 20_000
IMPULSE = "impulse/07-ki-einstieg/"
PROPOSE = "redaktion/vorschlagen/"


@pytest.fixture
def connected(site: Site) -> Path:
    return site.root


def _links(site: Path, address: str) -> dict[str, list[str]]:
    """Where each wording of a link leads on one page."""
    tree = LexborHTMLParser((site / address / "index.html").read_bytes())
    found: dict[str, list[str]] = {}
    for node in tree.css("a"):
        found.setdefault(node.text(strip=True), []).append(node.attributes.get("href") or "")
    return found


def test_every_page_with_a_source_opens_it_for_editing(connected: Path) -> None:
    for address, source in (
        (IMPULSE, "impulses/07-ki-einstieg.md"),
        ("treiber/demografie/", "impulses/treiber/demografie.md"),
        ("zielgruppen/kmu/", "impulses/vokabular.yml"),
        ("mitmachen/", "docs/mitmachen.md"),
        ("", "docs/index.md"),
    ):
        goals = _links(connected, address)["Diese Seite bearbeiten"]
        assert set(goals) == {f"{FORGE}/edit/main/{source}"}
        assert (REAL / source).is_file()
    # At the end of the text and in the foot.
    assert len(_links(connected, IMPULSE)["Diese Seite bearbeiten"]) == 2
    assert "Diese Seite bearbeiten" not in _links(connected, "matrix/")


def test_feedback_names_the_page(connected: Path) -> None:
    links = _links(connected, IMPULSE)
    (short,), (long,) = links["Rückmeldung geben"], links["Rückmeldung zu dieser Seite geben"]
    assert short == long
    assert not {"[", "]"} & set(short)
    asked = parse_qs(urlsplit(short).query)
    assert asked["issue[title]"][0].startswith("Impuls 7: ")
    assert asked["issue[description]"] == [SITE + IMPULSE]
    assert asked["template"] == ["rueckmeldung.yml"]


def test_feedback_works_from_every_page(connected: Path) -> None:
    for page in connected.rglob("index.html"):
        address = page.parent.relative_to(connected).as_posix() + "/"
        if address.startswith(("i/", "karte/", "en/i/")):
            continue  # leads on, or stands in another site's frame
        links = _links(connected, address)
        in_english = "Give feedback on this page"
        assert links.keys() & {"Rückmeldung zu dieser Seite geben", in_english}, address
        (goal,) = links.get("Rückmeldung zu dieser Seite geben") or links[in_english]
        asked = parse_qs(urlsplit(goal).query)
        assert asked["issue[title]"][0].strip()
        assert asked["issue[description]"] == [SITE + address.removeprefix("./")]
        assert "{" not in goal


@pytest.mark.parametrize(
    ("pattern", "goal"),
    [
        (
            # Mail programs do not read + as a space.
            "mailto:redaktion@verbund.example?subject={titel}&body={text}",
            "mailto:redaktion@verbund.example?subject=KI%20%26%20wir&body=impulse/07-ki-einstieg/",
        ),
        ("https://forge.example/?a[b]={titel}", "https://forge.example/?a%5Bb%5D=KI%20%26%20wir"),
    ],
)
def test_feedback_fills_the_pattern(pattern: str, goal: str) -> None:
    """A site that knows no address names the path of its page."""
    publication = Publication(feedback_pattern=pattern)
    assert publication.feedback("KI & wir", IMPULSE) == goal


@pytest.mark.parametrize(
    ("pattern", "mail", "kinds"),
    [
        ("", "", []),
        ("", "a@amt.example", ["mail"]),
        (f"{FORGE}/issues/new?title={{titel}}", "", ["formular"]),
        (f"{FORGE}/issues/new?title={{titel}}", "a@amt.example", ["formular", "mail"]),
        ("mailto:b@amt.example?subject={titel}", "a@amt.example", ["mail"]),
    ],
)
def test_a_public_form_has_a_mail_beside_it(pattern: str, mail: str, kinds: list[str]) -> None:
    operator = Operator({"redaktion.mail": mail} if mail else {})
    doors = Publication(feedback_pattern=pattern).doors(operator, "KI & wir", IMPULSE)
    assert [door["art"] for door in doors] == kinds
    assert all("KI%20%26%20wir" in door["adresse"] for door in doors)


def test_a_proposal_starts_with_the_scaffold(connected: Path, tmp_path: Path) -> None:
    (goal,) = _links(connected, PROPOSE)["Im Browser schreiben"]
    assert len(goal) < MOST_ADDRESS
    asked = parse_qs(urlsplit(goal).query, strict_parsing=True)
    (name,), (text,) = asked["filename"], asked["value"]
    graph = real_graph()
    assert text == impulse_text("Neuer Impuls", allowed_terms(graph), graph.catalog.work.sections)
    highest = max(impulse.number for impulse in graph.impulses)
    assert name == f"{highest + 1:02d}-neuer-impuls.md"
    root = copy_real(tmp_path)
    (root / "impulses" / name).write_text(text, "utf-8")
    project = load(root)
    # Nothing is wrong with it but that nobody has filled it in.
    found = {found.rule for found in errors(project.problems)}
    assert found == {"geruest-nicht-ersetzt", "leerer-wert", "unbekannte-handelnde"}


def test_the_scaffold_can_be_copied(connected: Path) -> None:
    page = connected / PROPOSE / "index.html"
    (shown,) = re.findall(r'<pre class="quelltext"[^>]*><code>(.*?)</code>', page.read_text(), re.S)
    graph = real_graph()
    assert html.unescape(shown) == impulse_text(
        "Neuer Impuls", allowed_terms(graph), graph.catalog.work.sections
    )


def test_without_addresses_no_link_leads_nowhere(plain: Path) -> None:
    promised = {
        "Diese Seite bearbeiten",
        "Rückmeldung geben",
        "Rückmeldung zu dieser Seite geben",
        "Im Browser schreiben",
    }
    for page in plain.rglob("*.html"):
        tree = LexborHTMLParser(page.read_bytes())
        for node in tree.css("a"):
            assert node.attributes.get("href"), f"{page}: {node.html}"
            assert node.text(strip=True) not in promised, page
        assert not tree.css(".vorschlag"), page
    assert {"So machen Sie mit", "Einen Impuls vorschlagen"} <= _links(
        plain, "impulse/01-lotsen/"
    ).keys()


def test_the_message_on_the_page_is_a_real_one() -> None:
    golden = (REAL / "tests/problems/unbekannter-treiber/erwartet.txt").read_text("utf-8")
    message = golden.rpartition("\n\n")[0]
    assert message in html.unescape((REAL / "docs/mitmachen.md").read_text("utf-8"))


def test_pictures_are_light_and_hold_their_place(connected: Path) -> None:
    tree = LexborHTMLParser((connected / "mitmachen/index.html").read_bytes())
    pictures = [node.attributes for node in tree.css("main img")]
    assert len(pictures) >= 3
    for picture in pictures:
        data = (connected / "mitmachen" / (picture["src"] or "")).resolve().read_bytes()
        assert len(data) <= MOST_PICTURE
        width, height = Image.open(io.BytesIO(data)).size
        assert width * int(picture["height"] or 0) == height * int(picture["width"] or 0)
        assert picture["loading"] == "lazy"
        assert len(picture["alt"] or "") > 40


@pytest.mark.parametrize("edit", ["", f"{FORGE}/edit/main/"])
@pytest.mark.parametrize("feedback", ["", f"{FORGE}/issues/new?title={{titel}}"])
@pytest.mark.parametrize("mail", ["", "redaktion@verbund.example"])
def test_prose_promises_only_doors_that_are_there(edit: str, feedback: str, mail: str) -> None:
    """With nothing, some, or everything set up: what is promised is there, and else another way."""
    graph = real_graph()
    operator = replace(graph.catalog.operator, facts={"redaktion.mail": mail} if mail else {})
    graph = Graph(replace(graph.catalog, operator=operator))
    publication = Publication(edit_start=edit, feedback_pattern=feedback)
    planned = [*handwritten_pages(graph, publication), *entry_pages(graph, publication)]
    pages = {page.path: page for page in planned}
    guide = pages["mitmachen.md"].make().html
    impulse = pages["impulse/07-ki-einstieg.md"].make().html
    assert ("steht „Diese Seite bearbeiten“." in guide) == bool(edit)
    assert ("Diese Seite bearbeiten</a>" in impulse) == bool(edit)
    assert ("keine Plattform eingetragen" in guide) == (not edit)
    assert ("„Rückmeldung geben“" in guide) == bool(feedback)
    assert ("Rückmeldung geben</a>" in impulse) == bool(feedback)
    for html_text in (impulse, *([] if edit and feedback else [guide])):
        assert (f"mailto:{mail}" in html_text) == bool(mail)
        assert ("noch nicht eingetragen" in html_text) == (not mail)
