"""There is one converter, and it understands what mkdocs.yml promises to editors."""

import pytest
import yaml

from impulswerk.text.convert import EXTENSIONS, SETTINGS, convert
from tests.project import REAL

# What MkDocs adds to whatever mkdocs.yml asks for.
BUILT_IN = {"toc", "tables", "fenced_code"}


class Loader(yaml.SafeLoader):
    """Reads tags of MkDocs as what stands behind them."""


Loader.add_multi_constructor("tag:yaml.org,2002:python/name:", lambda _l, name, _n: name)
Loader.add_multi_constructor("!ENV", lambda _loader, _name, _node: "")


def test_it_goes_by_the_extensions_of_mkdocs() -> None:
    config = yaml.load((REAL / "mkdocs.yml").read_text("utf-8"), Loader)
    asked = config["markdown_extensions"]
    names = [name if isinstance(name, str) else next(iter(name)) for name in asked]
    assert {*names, *BUILT_IN} == set(EXTENSIONS)
    settings = dict(pair for one in asked if isinstance(one, dict) for pair in one.items())
    function = SETTINGS["toc"]["slugify"]
    name = f"{function.__module__}.{function.__qualname__}"
    assert settings == {**SETTINGS, "toc": {**SETTINGS["toc"], "slugify": name}}


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a *b*", "<p>a <em>b</em></p>"),
        ("## Über uns", '<h2 id="ueber-uns">Über uns</h2>'),
        ("<!-- baustein: figur -->", "<!-- baustein: figur -->"),
        ("<div>\n*a*\n\nb\n</div>", "<div>\n*a*\n\nb\n</div>"),
    ],
)
def test_what_comes_of_it(text: str, html: str) -> None:
    assert convert(text).html == html


def test_nothing_is_left_of_the_text_before() -> None:
    text = "## Eins\n\nA[^1].\n\n### Zwei\n\n[^1]: B.\n"
    first = convert(text)
    assert convert(text) == first
    assert first.headings == ((2, "eins", "Eins"), (3, "zwei", "Zwei"))
