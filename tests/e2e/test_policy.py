"""A real browser under the policy of real servers: everything works, and nothing else does."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e import servers
from tests.e2e.browser import Window, a_few_at_once, window
from tests.e2e.server import serve
from tests.e2e.servers import Server
from tests.e2e.site import Site
from tests.e2e.test_search import ask
from tests.long import LONG

pytestmark = pytest.mark.e2e

_INJECTED = """
<script>window.fremd = "script"</script>
<img src="gibt-es-nicht.png" onerror="window.fremd = 'attribute'" alt="">
<script src="https://anderswo.example/x.js"></script>
<style>h1 { color: rgb(1, 2, 3) !important }</style>
<p id="bunt" style="color: rgb(1, 2, 3)">Text</p>
<base href="https://anderswo.example/">
<script src="../versuch.js"></script>
<form id="weg" action="https://anderswo.example/"><button>Weg</button></form>
"""


@pytest.fixture(scope="module")
def root(site: Site) -> Iterator[Path]:
    with servers.place(site.root) as found:
        home = (found / "aktuell/index.html").read_text("utf-8")
        evil = home.replace("</main>", f"{_INJECTED}</main>")
        attempt = "try { eval('1'); versuch = '' } catch (error) { versuch = error.name }"
        (found / "aktuell/versuch.js").write_text(f"var versuch; {attempt}", "utf-8")
        (found / "aktuell/eingeschleust").mkdir()
        (found / "aktuell/eingeschleust/index.html").write_text(
            evil.replace('"assets/', '"../assets/'), "utf-8"
        )
        # The same without a meta: what the header alone does.
        bare = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", home)
        assert bare != home
        (found / "aktuell/ohne-meta").mkdir()
        (found / "aktuell/ohne-meta/index.html").write_text(
            bare.replace("</main>", f"{_INJECTED}</main>").replace('"assets/', '"../assets/'),
            "utf-8",
        )
        yield found


# That all send the same headers is proved without a browser.
SERVERS = ("nginx", "apache") if LONG else ("nginx",)


@pytest.fixture(scope="module", params=SERVERS)
def server(root: Path, request: pytest.FixtureRequest) -> Iterator[Server]:
    with getattr(servers, request.param)(root) as running:
        yield running


@pytest.fixture
def opened(browser: Browser, server: Server) -> Iterator[Window]:
    with window(browser, server.address) as found:
        yield found


def test_no_page_breaks_its_own_policy(site: Site, opened: Window) -> None:
    # Windows of one context: what they ask for and complain about is recorded together.
    for few in a_few_at_once(site.loading):
        pages = [opened.context.new_page() for _ in few]
        for page, sample in zip(pages, few, strict=True):
            page.goto(opened.base + sample.address)
            page.keyboard.press("End")
        for page in pages:
            page.wait_for_load_state("networkidle")
            page.close()
    assert opened.record.errors == []
    assert opened.record.foreign(opened.base) == []


def test_search_filters_and_tools_work(opened: Window) -> None:
    opened.open("ueber/")
    opened.page.click(".suche-knopf")
    expect(opened.page.locator(".suche__eingrenzen")).to_be_visible()
    assert ask(opened.page, "Strompreis")
    opened.open("impulse/")
    opened.page.locator("#finder-q").fill("Fördermittel")
    expect(opened.page.locator("main")).to_contain_text("Fördermittelberatung")
    opened.open("linkhilfe/")
    opened.page.locator("#linkhilfe-text").fill("Kleine Betriebe brauchen Fördermittelberatung.")
    opened.page.locator("main button").first.click()
    expect(opened.page.locator("main")).to_contain_text("Impuls 25")
    assert opened.record.errors == []


def test_a_short_link_arrives(opened: Window) -> None:
    opened.open("i/7/#umsetzung")
    assert re.search(r"/impulse/07-[^/]+/#umsetzung$", opened.page.url)
    assert opened.record.errors == []


@pytest.mark.parametrize("address", ["eingeschleust/", "ohne-meta/"])
def test_what_is_injected_does_not_run(opened: Window, address: str) -> None:
    opened.open(address)
    opened.page.wait_for_load_state("networkidle")
    page = opened.page
    assert page.evaluate("window.fremd") is None
    assert page.locator("#bunt").evaluate("e => getComputedStyle(e).color") != "rgb(1, 2, 3)"
    assert page.locator("h1").first.evaluate("e => getComputedStyle(e).color") != "rgb(1, 2, 3)"
    assert page.evaluate("document.baseURI") == page.url
    page.locator("#weg button").evaluate("button => button.click()")
    page.wait_for_function("window.nachdenken = true")
    assert page.url == opened.base + address
    refused = [error for error in opened.record.errors if "Content Security Policy" in error]
    for kind in ("script-src", "style-src", "base-uri", "form-action"):
        assert any(kind in error for error in refused), (kind, refused)


def test_text_does_not_become_code(opened: Window) -> None:
    # A script of the site itself is allowed to run, and still must not make code of text.
    opened.open("ohne-meta/")
    opened.page.wait_for_function("window.versuch !== undefined")
    assert opened.page.evaluate("window.versuch") == "EvalError"


def test_others_may_frame_the_card_and_nothing_else(
    opened: Window, server: Server, tmp_path: Path
) -> None:
    frames = {"karte/7/": True, "": False, "impulse/": False, "gibt-es-nicht/": False}
    boxes = "".join(f'<iframe src="{server.address}{path}"></iframe>' for path in frames)
    picture = f'<img id="bild" src="{server.address}i/7/bild.png" alt="">'
    host = f"<!doctype html><html><body>{boxes}{picture}</body></html>"
    (tmp_path / "index.html").write_text(host, "utf-8")
    with ExitStack() as stack:
        opened.page.goto(stack.enter_context(serve(tmp_path)).address, wait_until="load")
        for frame, (path, is_shown) in zip(opened.page.frames[1:], frames.items(), strict=True):
            shown = frame.locator("main").count() == 1
            assert shown == is_shown, path
        assert opened.page.locator("#bild").evaluate("image => image.naturalWidth") > 0
    refused = [error for error in opened.record.errors if "frame-ancestors" in error]
    assert len(refused) == 3, opened.record.errors


def test_data_can_be_fetched_by_other_sites(opened: Window, server: Server, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><title>Gast</title>", "utf-8")
    fetched = "async address => (await (await fetch(address)).json()).length ?? 1"
    with serve(tmp_path) as guest:
        opened.page.goto(guest.address)
        assert opened.page.evaluate(fetched, f"{server.address}daten/v1/impulse.json")
        closed = "async address => { try { await fetch(address) } catch (e) { return e.name } }"
        assert opened.page.evaluate(closed, server.address) == "TypeError"
