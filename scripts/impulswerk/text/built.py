"""What a built HTML page says: its title, its description and its running text."""

from selectolax.lexbor import LexborHTMLParser

from impulswerk.text.plain import BuiltPage, squeeze

# What is no running text. A note is about the page: found everywhere, it would lead nowhere.
_LEFT_OUT_NAMES = "aside script style template nav svg table form progress"
_LEFT_OUT = ", ".join(
    f"main {what}" for what in (*_LEFT_OUT_NAMES.split(), "[aria-hidden=true]", "[role=note]")
)
# Elements between which words are apart.
_BLOCKS = "p, br, li, dt, dd, div, h1, h2, h3, h4, h5, h6, tr, blockquote, section, header"


def from_html(page_html: str) -> BuiltPage:
    """Title (the h1 inside main), description and running text of a built page."""
    tree = LexborHTMLParser(page_html)
    page = BuiltPage()
    for meta in tree.css("meta"):
        values = {name: value or "" for name, value in meta.attributes.items()}
        content = values.get("content", "")
        if values.get("name") == "description":
            page.description = squeeze(content)
        page.is_redirect |= values.get("http-equiv", "").lower() == "refresh"
        page.is_hidden |= values.get("name") == "robots" and "noindex" in content
    if main := tree.css_first("main"):
        # One after the other: what stands in another one goes with it.
        while left_out := main.css_first(_LEFT_OUT):
            left_out.decompose()
        for block in main.css(_BLOCKS):
            block.insert_before(" ")
        while heading := main.css_first("main h1"):
            page.title += heading.text()
            heading.decompose()
        page.title, page.text = squeeze(page.title), squeeze(main.text())
    return page
