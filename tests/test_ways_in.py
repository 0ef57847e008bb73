"""Links for editing, proposing and feedback: right where an address is set, else absent."""

import html
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from impulswerk.exports.jsonschema import allowed_terms
from impulswerk.model.problems import errors
from impulswerk.rules.scaffold import impulse_text
from impulswerk.site.project import load
from tests.project import REAL, copy_real

FORGE = "https://forge.example/verbund/papier"
SITE = "https://papier.example/unterpfad/"
SET = {
    "SITE_URL": SITE,
    "EDIT_URL": f"{FORGE}/edit/main/",
    "PROPOSE_URL": f"{FORGE}/new/main/impulses?filename={{datei}}&value={{inhalt}}",
    "FEEDBACK_URL": f"{FORGE}/issues/new?template=rueckmeldung.yml&title={{titel}}&stelle={{text}}",
}
UNSET = dict.fromkeys(SET, "")
# GitLab's names of parameters have brackets, which no address may hold as they are.
BRACKETS = "issue[title]={titel}&issue[description]={text}"
MAIL = UNSET | {"FEEDBACK_URL": "mailto:redaktion@verbund.example?subject={titel}&body={text}"}

# The longest address that servers and forges can be relied on to take.
MOST_ADDRESS = 7_500
MOST_PICTURE = 40_000
IMPULSE = "impulse/07-ki-einstieg/"
PROPOSE = "redaktion/vorschlagen/"


def _build(root: Path, environment: dict[str, str]) -> Path:
    done = subprocess.run(
        [sys.executable, "-m", "impulswerk", "build"],
        cwd=copy_real(root),
        env=os.environ | environment | {"IMPULSWERK_CACHE": str(REAL / "build/cache")},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return root / "site"


@pytest.fixture(scope="module")
def connected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _build(tmp_path_factory.mktemp("connected") / "projekt", SET)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _build(tmp_path_factory.mktemp("alone") / "projekt", UNSET)


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
    asked = parse_qs(urlsplit(short).query)
    assert asked["title"][0].startswith("Impuls 7: ")
    assert asked["stelle"] == [SITE + IMPULSE]
    assert asked["template"] == ["rueckmeldung.yml"]


def test_feedback_works_from_every_page(connected: Path) -> None:
    for page in connected.rglob("index.html"):
        address = page.parent.relative_to(connected).as_posix() + "/"
        if address.startswith(("i/", "karte/")):
            continue  # leads on, or stands in another site's frame
        (goal,) = _links(connected, address)["Rückmeldung zu dieser Seite geben"]
        asked = parse_qs(urlsplit(goal).query)
        assert asked["title"][0].strip()
        assert asked["stelle"] == [SITE + address.removeprefix("./")]
        assert "{" not in goal


def test_a_mail_is_prepared(tmp_path: Path) -> None:
    site = _build(tmp_path / "projekt", MAIL)
    links = _links(site, IMPULSE)
    (goal,) = links["Rückmeldung geben"]
    assert goal.startswith("mailto:redaktion@verbund.example?subject=Impuls%207%3A%20")
    # Mail programs do not read + as a space; and a site that knows no address names its path.
    assert "+" not in goal
    assert unquote(goal.rpartition("body=")[2]).endswith(IMPULSE)
    assert "Diese Seite bearbeiten" not in links
    assert "Im Browser schreiben" not in _links(site, PROPOSE)


def test_brackets_are_encoded(tmp_path: Path) -> None:
    site = _build(tmp_path / "projekt", SET | {"FEEDBACK_URL": f"{FORGE}/-/issues/new?{BRACKETS}"})
    (goal,) = _links(site, IMPULSE)["Rückmeldung geben"]
    assert not {"[", "]"} & set(goal)
    assert parse_qs(urlsplit(goal).query)["issue[description]"] == [SITE + IMPULSE]


def test_a_proposal_starts_with_the_scaffold(connected: Path, tmp_path: Path) -> None:
    (goal,) = _links(connected, PROPOSE)["Im Browser schreiben"]
    assert len(goal) < MOST_ADDRESS
    asked = parse_qs(urlsplit(goal).query, strict_parsing=True)
    (name,), (text,) = asked["filename"], asked["value"]
    graph = load(REAL).graph
    assert graph is not None
    assert text == impulse_text("Neuer Impuls", allowed_terms(graph))
    highest = max(impulse.number for impulse in graph.impulses)
    assert name == f"{highest + 1:02d}-neuer-impuls.md"
    root = copy_real(tmp_path)
    (root / "impulses" / name).write_text(text, "utf-8")
    project = load(root)
    # Nothing is wrong with it but that nobody has filled it in.
    assert {found.rule for found in errors(project.problems)} == {"geruest-nicht-ersetzt"}


@pytest.mark.parametrize("site", ["connected", "alone"])
def test_the_scaffold_can_be_copied(site: str, request: pytest.FixtureRequest) -> None:
    page = request.getfixturevalue(site) / PROPOSE / "index.html"
    (shown,) = re.findall(r'<pre class="quelltext"[^>]*><code>(.*?)</code>', page.read_text(), re.S)
    graph = load(REAL).graph
    assert graph is not None
    assert html.unescape(shown) == impulse_text("Neuer Impuls", allowed_terms(graph))


def test_without_addresses_no_link_leads_nowhere(alone: Path) -> None:
    promised = {
        "Diese Seite bearbeiten",
        "Rückmeldung geben",
        "Rückmeldung zu dieser Seite geben",
        "Im Browser schreiben",
    }
    for page in alone.rglob("*.html"):
        tree = LexborHTMLParser(page.read_bytes())
        for node in tree.css("a"):
            assert node.attributes.get("href"), f"{page}: {node.html}"
            assert node.text(strip=True) not in promised, page
        assert not tree.css(".beitragen, .vorschlag"), page
    assert {"So machen Sie mit", "Einen Impuls vorschlagen"} <= _links(alone, IMPULSE).keys()


def test_the_message_on_the_page_is_a_real_one() -> None:
    golden = (REAL / "tests/problems/unbekannter-treiber/erwartet.txt").read_text("utf-8")
    message = golden.rpartition("\n\n")[0]
    assert message in html.unescape((REAL / "docs/mitmachen.md").read_text("utf-8"))


def test_pictures_are_light_and_hold_their_place(alone: Path) -> None:
    tree = LexborHTMLParser((alone / "mitmachen/index.html").read_bytes())
    pictures = [node.attributes for node in tree.css("main img")]
    assert len(pictures) >= 3
    for picture in pictures:
        data = (alone / "mitmachen" / (picture["src"] or "")).resolve().read_bytes()
        assert len(data) <= MOST_PICTURE
        # Extended WebP: width and height less one, 24 bits each.
        assert data[12:16] == b"VP8X"
        width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
        assert width * int(picture["height"] or 0) == height * int(picture["width"] or 0)
        assert picture["loading"] == "lazy"
        assert len(picture["alt"] or "") > 40
