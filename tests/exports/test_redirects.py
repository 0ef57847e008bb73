"""The list of moved addresses, in the format of `_redirects`; real servers read it in e2e/."""

from selectolax.lexbor import LexborHTMLParser

from impulswerk.exports.metadata import metadata
from impulswerk.exports.redirects import HOSTS_FILE, host_list, redirects
from impulswerk.model import urls
from impulswerk.pages.plan import generate
from impulswerk.permanence.publication import Publication
from tests.exports.offered import Offered

PLACES = {
    "i/7/": "impulse/07-neu/",
    "impulse/07-alt/": "impulse/07-neu/",
    "feeds/alt.xml": "feeds/neu.xml",
}


def test_the_list_for_hosts_has_three_columns() -> None:
    ((path, make),) = host_list(PLACES, Publication("https://beispiel.example/papier/"))
    assert path == HOSTS_FILE
    assert [line.split(" ") for line in make().decode().splitlines()] == [
        [f"/papier/{old}", f"/papier/{new}", "301"] for old, new in sorted(PLACES.items())
    ]


def test_the_list_leads_on_from_what_mail_programs_make_of_an_address(small: Offered) -> None:
    site = generate(small.graph, Publication("https://beispiel.example/papier/"))
    (file,) = (file for file in site.files if file.path == HOSTS_FILE)
    found = dict(line.split()[:2] for line in file.content.decode().splitlines())
    page = f"/papier/{urls.address(urls.impulse_path(small.graph.impulses[0]))}"
    for path in ("i/1/", "i/01/", "i/001/", "i/1.", "i/1,", "i/1).", "impulse/1/", "impulse/01/"):
        assert found[f"/papier/{path}"] == page
    assert found["/papier/i/01/zitat.bib"] == "/papier/i/1/zitat.bib"
    assert found["/papier/i/1/karte/"] == "/papier/karte/1/"
    # Nothing that is there is led away from, but what leads on itself or is there twice.
    present = {f"/papier/{urls.address(page.path)}" for page in site.pages}
    assert not present & found.keys()


def test_who_follows_no_page_finds_the_preview_of_the_goal(small: Offered) -> None:
    graph = small.graph
    publication = Publication("https://beispiel.example/papier/")
    impulse = graph.impulses[0]
    goal = urls.address(urls.impulse_path(impulse))
    places = {"i/1/": goal, "impulse/01-frueher/": goal, "alt/": "matrix/"}
    made = {path: make().decode() for path, make in redirects(places, publication, graph)}
    wanted = {
        pair["name"]: pair["wert"]
        for pair in metadata(graph, publication, impulse)["kopfangaben"]
        if pair["name"].startswith(("og:", "twitter:"))
    }
    for address in ("i/1/", "impulse/01-frueher/"):
        tree = LexborHTMLParser(made[f"{address}index.html"])
        found = {
            node.attributes.get("property") or node.attributes["name"]: node.attributes["content"]
            for node in tree.css("meta[property], meta[name^='twitter:']")
        }
        assert found == wanted
        (description,) = tree.css("meta[name=description]")
        assert (description.attributes["content"] or "") == wanted["og:description"]
        (canonical,) = tree.css("link[rel=canonical]")
        assert canonical.attributes["href"] == f"https://beispiel.example/papier/{goal}"
    assert "og:" not in made["alt/index.html"]
