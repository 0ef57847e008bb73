"""Pages converted quickly are what MkDocs makes of them, whatever they hold."""

import logging
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown  # type: ignore[import-untyped]
from markdown.preprocessors import HtmlBlockPreprocessor  # type: ignore[import-untyped]
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, get_files
from mkdocs.structure.pages import Page, _RawHTMLPreprocessor

from impulswerk import conversion
from impulswerk.conversion import Converter
from impulswerk.project import load
from impulswerk.rawhtml import split
from impulswerk.stage import stage
from tests.project import REAL

BLOCK_LEVEL = frozenset(Markdown().block_level_elements)
CONFIG = """site_name: Seiten
markdown_extensions:
  - footnotes
  - tables
  - toc: {title: Inhalt, permalink: true}
  - pymdownx.superfences
"""
# What a text can be put together of so that parsers read it in different ways.
FRAGMENTS = [
    # tags of every kind
    "<div>", "</div>", "<p>", "</p>", "<ul><li>", "</li></ul>", "<section id='a'>", "</section>",
    '<div class="x" id="i1">', '<h2 id="a&amp;b">', "</h2>", "<DIV>", "</Div>", "<hr>", "<hr />",
    '<a name="n" href="#i1">', "</a>", "<span hidden>", "</span>", "<br>", "<br/>", "<p/>",
    '<img alt="" src="x.png">', '<x-y z="1">', "</x-y>", "<span id>", "<a name>", '<b id="">',
    # what is no such tag, or holds no HTML
    "<!-- c -->", "<!--", "-->", "<?php x ?>", "<?", "<!DOCTYPE html>", "<![CDATA[x]]>", "</>",
    "<", ">", "< p>", "<p", '<p class="', '<a b="<i>">', '<a b=">" id="q">', '<p a="1"b="2">',
    "</p >", "</p x>", "</ p>", "<p a=b>", "<p a='\"'>", "<p `>", "<a=1>", "</a/>", "<5>", "<é>",
    "<script>", "</script>", "<style>", "</style>", "<textarea>", "</textarea>", "<title>",
    "</title>", "<iframe>", "</iframe>", "<pre>", "</pre>", "<plaintext>", "<noscript>", "<svg>",
    '<script type="a">{"b": [1]}</script>', "<script>if (1<2) {}</script>", "<xmp>&#1</xmp>",
    # references
    "&amp;", "&#34;", "&#x22;", "&", "&#", "&#1", "&#x", "&#12a;", "&b", "&b;", "a & b",
    # Markdown
    "`", "``", "```", "~~~", "# t", "## t {#a}", "- ", "1. ", "> ", "    ", "   ", " ", "\t", "**",
    "[a](b.md)", "[a](#i1)", "[x][r]", "[r]: /u", "[^1]", "[^1]: f", "|a|b|\n|-|-|\n|1|2|",
    "[TOC]", "***", "\\<p>", "\\", "wort", "Ä", "\x02", "\x03", "\x02wzxhzdk:0\x03", "\x0b", "\xa0",
    # line ends
    "\n", "\n\n", "\n\n\n", "\n \n", " \n", "\r\n", "\n<div>\n", "\n</div>\n\n", "\n\n<p>",
    "</p>\n\n",
]  # fmt: skip


class Site:
    """Pages of one configuration, rendered by MkDocs and by the converter."""

    def __init__(self, config: MkDocsConfig, files: Files) -> None:
        self.config, self.files = config, files
        self.converter = Converter(config)

    @staticmethod
    def of_texts(folder: Path, config: str = CONFIG) -> "Site":
        (folder / "docs").mkdir(exist_ok=True)
        (folder / "mkdocs.yml").write_text(config, "utf-8")
        loaded = load_config(str(folder / "mkdocs.yml"))
        return Site(loaded, Files([_file(loaded, "b.md", ""), _file(loaded, "a/c.md", "")]))

    def outcomes(self, file: File) -> tuple[Any, Any]:
        """What MkDocs gives for a page, and what the converter gives."""
        logger = logging.getLogger("mkdocs")
        found = []
        for is_fast in (False, True):
            heard = _Heard()
            logger.addHandler(heard)
            page = Page(None, file, self.config)
            try:
                if is_fast:
                    self.converter.populate(page, self.files)
                else:
                    page.read_source(self.config)
                    page.render(self.config, self.files)
            finally:
                logger.removeHandler(heard)
            links = {file.src_uri: there for file, there in (page.links_to_anchors or {}).items()}
            found.append(
                (
                    page.content,
                    str(page.toc),
                    page.title,
                    page.present_anchor_ids,
                    links,
                    heard.texts,
                )
            )
        return found[0], found[1]


class _Heard(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage())


def _file(config: MkDocsConfig, name: str, text: str) -> File:
    file = File(name, None, config.site_dir, config.use_directory_urls)
    file.content_string = text
    return file


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site.of_texts(tmp_path_factory.mktemp("seiten"))


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The pages of the real project, as staged."""
    project = load(REAL)
    assert project.graph
    target = tmp_path_factory.mktemp("real")
    stage(REAL, project.graph, project.past, target)
    config = load_config(str(target / "mkdocs.yml"))
    return Site(config, get_files(config))


@pytest.fixture
def undecided(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Texts that were left to the parsers of Markdown and MkDocs."""
    texts = []

    def watched(text: str, block_level: frozenset[str]) -> Any:
        found = split(text, block_level)
        if found is None:
            texts.append(text)
        return found

    monkeypatch.setattr(conversion, "split", watched)
    return texts


def test_every_real_page_is_what_mkdocs_makes_of_it(real: Site, undecided: list[str]) -> None:
    pages = real.files.documentation_pages()
    assert len(pages) > 100
    for file in pages:
        ordinary, fast = real.outcomes(file)
        assert fast == ordinary, file.src_uri
    assert undecided == []


texts = st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join)
words = st.sampled_from(
    ["wort", "Ä & Ö", "&amp;", "\n", "\n\n", "*x*", "`<b>`", "[a](b.md#i1)", "# t"]
)
inside = st.recursive(
    st.one_of(words, st.sampled_from(["<br>", "<hr>", '<img alt="" src="x.png"/>'])),
    lambda inner: st.builds(
        "<{0}{1}>{2}</{0}>".format,
        st.sampled_from(["div", "p", "span", "li", "a", "script", "svg", "h2"]),
        st.sampled_from(["", ' id="i1"', ' name="n"', ' class="a\nb" hidden']),
        st.lists(inner, max_size=4).map("".join),
    ),
    max_leaves=12,
)
blocks = st.builds(
    "{0}<{1}>{2}</{1}>{3}".format,
    st.sampled_from(["", "\n", "   ", "\n\n", "wort "]),
    st.sampled_from(["div", "section", "ul"]),
    st.lists(inside, max_size=4).map("".join),
    st.sampled_from(["\n", "\n\n", " \n \n", " wort\n", "", "\n    wort\n"]),
)
pages = st.lists(st.one_of(blocks, blocks, words, texts), max_size=6).map("".join)


@settings(max_examples=500)
@given(texts)
def test_any_text_becomes_what_mkdocs_makes_of_it(site: Site, text: str) -> None:
    ordinary, fast = site.outcomes(_file(site.config, "seite.md", text))
    assert fast == ordinary


@pytest.mark.parametrize("indent", range(6))
@pytest.mark.parametrize("before", ["", "a\n", "a\n\n", "- a\n\n"])
def test_how_far_a_block_may_be_indented(site: Site, indent: int, before: str) -> None:
    text = f"{before}{' ' * indent}<div>*a*</div>\n\nb\n"
    ordinary, fast = site.outcomes(_file(site.config, "seite.md", text))
    assert fast == ordinary


@settings(max_examples=500)
@given(pages)
def test_any_html_becomes_what_mkdocs_makes_of_it(site: Site, text: str) -> None:
    ordinary, fast = site.outcomes(_file(site.config, "seite.md", text))
    assert fast == ordinary


@pytest.mark.parametrize(
    "text",
    [
        "<!-- a -->\n",
        "<script>1 < 2</script>\n",
        "<div>\n\nnever closed\n",
        "<p>after</p> <p>before</p>\n",
        "<hr>\n",
        "<p a='b'>\n",
        "a < b\n",
        "&#x;\n",
        "<a id>b</a>\n",
        "<p>a</p>&amp;\n",
    ],
)
def test_whatever_is_open_to_doubt_is_left_alone(text: str) -> None:
    assert split(text, BLOCK_LEVEL) is None


def test_blocks_and_markdown_take_turns() -> None:
    found = split('a\n\n<div id="b">\n<a name="c">d</a>\n</div>\n\n<p>e</p>\nf\n', BLOCK_LEVEL)
    assert found == (
        ["a\n\n", '<div id="b">\n<a name="c">d</a>\n</div>\n', "\n\n", "<p>e</p>", "\nf\n"],
        {"b", "c"},
    )


@pytest.mark.parametrize("extension", ["md_in_html", "abbr", "footnotes: {UNIQUE_IDS: true}"])
def test_extensions_that_may_keep_something_are_left_to_mkdocs(
    tmp_path: Path, extension: str
) -> None:
    site = Site.of_texts(tmp_path, f"{CONFIG}  - {extension}\n".replace("  - footnotes\n", "", 1))
    for text in ("A[^1]\n\n[^1]: f\n", "<div markdown>\n*a* HTML\n</div>\n\n*[HTML]: x\n"):
        ordinary, fast = site.outcomes(_file(site.config, "seite.md", text))
        assert fast == ordinary


def test_no_pattern_is_unknown_that_could_match_where_none_is_tried(site: Site) -> None:
    beginnings = {
        "backtick": "`\\", "escape": "\\", "footnote": "[", "reference": "[", "link": "[",
        "image_link": "[", "image_reference": "[", "short_reference": "[", "short_image_ref": "[",
        "autolink": "<", "automail": "<", "linebreak": ("  \n",), "html": "<", "entity": "&",
        "em_strong": "*_",
    }  # fmt: skip
    md = Markdown(
        extensions=site.config.markdown_extensions, extension_configs=site.config.mdx_configs
    )
    assert {item.name for item in md.inlinePatterns._priority} == beginnings.keys()
    for marks in beginnings.values():
        assert all(map(conversion.INLINE.fullmatch, marks))


def test_nothing_stands_between_the_two_steps_that_are_taken_at_once(site: Site) -> None:
    md = Markdown(
        extensions=site.config.markdown_extensions, extension_configs=site.config.mdx_configs
    )
    _RawHTMLPreprocessor()._register(md)
    steps = md.preprocessors
    assert steps.get_index_for_name("html_block") == steps.get_index_for_name("mkdocs_raw_html") + 1
    assert type(steps["html_block"]) is HtmlBlockPreprocessor
