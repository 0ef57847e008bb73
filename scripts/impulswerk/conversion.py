"""Turn the Markdown of pages into HTML as MkDocs does, with one converter for all of them."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from functools import partial

from markdown import Markdown  # type: ignore[import-untyped]
from markdown.preprocessors import (  # type: ignore[import-untyped]
    HtmlBlockPreprocessor,
    Preprocessor,
)
from markdown.treeprocessors import InlineProcessor  # type: ignore[import-untyped]
from mkdocs.commands.build import _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import (
    Page,
    _ExtractAnchorsTreeprocessor,
    _ExtractTitleTreeprocessor,
    _RawHTMLPreprocessor,
    _RelativePathTreeprocessor,
)
from mkdocs.structure.toc import get_toc

from impulswerk.rawhtml import split

# Extensions that keep nothing of one text for the next.
_RESETTABLE = {"fenced_code", "footnotes", "pymdownx.superfences", "tables", "toc"}
# Of these also with settings of any kind.
_SETTABLE = {"footnotes", "toc"}
# Whatever a pattern for the inside of a paragraph looks for, it begins with one of these.
INLINE = re.compile(r"[`\\\[<&*_]|  \n")
_FENCE = re.compile(r"```|~~~")


class Converter:
    """Converts pages one after another; the outcome is that of `Page.render`."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._config = config
        extensions, settings = config.markdown_extensions, config.mdx_configs
        self._markdown: Markdown | None = None
        # Such ids count the texts that a converter has seen.
        has_unique_ids = settings.get("footnotes", {}).get("UNIQUE_IDS")
        if set(extensions) <= _RESETTABLE and set(settings) <= _SETTABLE and not has_unique_ids:
            self._markdown = Markdown(extensions=extensions, extension_configs=settings)
            self._raw = RawHtml(self._markdown)
            self._markdown.preprocessors.register(self._raw, "html_block", 20)
            if "fenced_code_block" in self._markdown.preprocessors:
                _look_for_code_where_there_is_a_fence(self._markdown)
            self._markdown.treeprocessors.register(Inline(self._markdown), "inline", 20)

    def populate(self, page: Page, files: Files) -> None:
        """Read a page and convert it; raises what MkDocs raises."""
        if self._markdown:
            page.render = partial(self._render, page, self._markdown)  # type: ignore[method-assign]
        _populate_page(page, self._config, files)

    def _render(self, page: Page, md: Markdown, config: MkDocsConfig, files: Files) -> None:
        """Do what `Page.render` does, with a converter that was used before."""
        assert page.markdown is not None
        md.reset()
        self._raw.ids = set()
        anchors = _ExtractAnchorsTreeprocessor(page.file, files, config)
        anchors._register(md)
        links = _RelativePathTreeprocessor(page.file, files, config)
        links._register(md)
        title = _ExtractTitleTreeprocessor()
        title._register(md)
        page.content = md.convert(page.markdown)
        page.toc = get_toc(getattr(md, "toc_tokens", []))
        page._title_from_render = title.title
        page.present_anchor_ids = anchors.present_anchor_ids | self._raw.ids
        if logging.getLogger(Page.__module__).getEffectiveLevel() > logging.DEBUG:
            page.links_to_anchors = links.links_to_anchors


class RawHtml(Preprocessor):  # type: ignore[misc]
    """Puts aside blocks of raw HTML as Markdown does, and collects ids as MkDocs does."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.ids: set[str] = set()
        self._block_level = frozenset(md.block_level_elements)
        self._blocks = HtmlBlockPreprocessor(md)

    def run(self, lines: list[str]) -> list[str]:
        """The text with placeholders for blocks."""
        found = split("\n".join(lines), self._block_level)
        if found is None:
            names = _RawHTMLPreprocessor()
            names.run(lines)
            self.ids = names.present_anchor_ids
            left: list[str] = self._blocks.run(lines)
            return left
        self.ids = found.ids
        parts = found.pieces
        # Every other piece is a block; lines of its own keep its placeholder out of paragraphs.
        parts[1::2] = [f"\n{self.md.htmlStash.store(block)}\n\n" for block in parts[1::2]]
        return "".join(parts).split("\n")


def _look_for_code_where_there_is_a_fence(md: Markdown) -> None:
    # Not put in its place: the extension asks it for its settings.
    blocks = md.preprocessors["fenced_code_block"]
    look: Callable[[list[str]], list[str]] = blocks.run
    blocks.run = lambda lines: look(lines) if _FENCE.search("\n".join(lines)) else lines


class Inline(InlineProcessor):  # type: ignore[misc]
    """Tries no pattern on text in which none can match, which most text is."""

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if not INLINE.search(data):
            return data
        handled: str = super()._InlineProcessor__handleInline(data, patternIndex)
        return handled
