"""Every page is valid HTML."""

import pytest

from tests.e2e.nu import nu
from tests.e2e.site import Site

pytestmark = pytest.mark.e2e


def test_nu_finds_neither_error_nor_warning(site: Site) -> None:
    by_text: dict[str, list[str]] = {}
    for message in nu(site.files):
        place = f"{message.file.relative_to(site.root)}:{message.line}  {message.extract}"
        by_text.setdefault(message.text, []).append(place)
    # One fault of a template is on every page: the first three places are enough.
    report = "\n".join(
        f"{text} ({len(places)} times)\n    " + "\n    ".join(places[:3])
        for text, places in sorted(by_text.items())
    )
    assert not by_text, report
