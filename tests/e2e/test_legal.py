"""Legal pages as an operator fills them: other HTML than a draft's, and held to the same rules."""

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from impulswerk.exports.typeset.printing import SWITCH
from impulswerk.model.operator_fields import leaves
from tests.e2e.axe import Violation, axe, table
from tests.e2e.browser import SCHEMES, window
from tests.e2e.nu import nu
from tests.e2e.server import serve
from tests.operator import filled, write_operator
from tests.project import REAL, copy_real
from tests.repository import Repository

pytestmark = pytest.mark.e2e

PAGES = (
    "impressum/",
    "datenschutz/",
    "barrierefreiheit/",
    "leichte-sprache/",
    "gebaerdensprache/",
    "presse/",
)
_UNSET = {field.variable: "" for _, field in leaves().values() if field.variable}


@pytest.fixture(scope="module")
def filled_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_real(tmp_path_factory.mktemp("betreiber") / "projekt")
    facts = filled(dt.datetime.now(dt.UTC).date())
    (root / "docs/assets/dgs.mp4").write_bytes(b"")
    write_operator(root, facts | {"gebaerdensprache.video": "assets/dgs.mp4"})
    Repository(root).start().commit("2026-01-15")  # a release knows its history
    done = subprocess.run(
        [sys.executable, "-m", "impulswerk", "build", "--release"],
        cwd=root,
        env=os.environ | _UNSET | {SWITCH: "", "IMPULSWERK_CACHE": str(REAL / "build/cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return root / "site"


@pytest.fixture(scope="module")
def address(filled_site: Path) -> Iterator[str]:
    with serve(filled_site) as server:
        yield server.address


def test_nu_finds_nothing(filled_site: Path) -> None:
    found = nu([filled_site / page / "index.html" for page in PAGES])
    assert [f"{message.file}:{message.line} {message.text}" for message in found] == []


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    browser: Browser, address: str, width: int
) -> None:
    violations: list[Violation] = []
    with window(browser, address, width=width) as opened:
        for page in PAGES:
            opened.open(page)
            for scheme in SCHEMES:
                opened.page.emulate_media(color_scheme=scheme)
                violations += axe(opened.page, f"{page} {scheme}")
            assert opened.page.evaluate("document.documentElement.scrollWidth") <= width, page
    assert not violations, table(violations)


def test_an_address_can_be_dialled_and_written_to(browser: Browser, address: str) -> None:
    with window(browser, address) as opened:
        opened.open("impressum/")
        links = opened.page.locator("address a").evaluate_all("all => all.map(a => a.href)")
        assert [link.partition(":")[0] for link in links] == ["mailto", "tel"]
