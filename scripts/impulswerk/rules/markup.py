"""Check the HTML of hand-written pages: nothing in it runs, loads from elsewhere or stays open.

What a browser would see is looked at, not what was written: the page as it is converted, read by a
parser that mends what browsers mend. All is forbidden that is not named here.
"""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from impulswerk.model.problems import Problem, Span
from impulswerk.rules.prose import masked
from impulswerk.rules.text import BLOCK, FACT
from impulswerk.sources.marked import MarkedDocument
from impulswerk.text.convert import place, read

_RULE = "aktives-html"
_ELEMENTS = """
a abbr article aside audio b bdi blockquote br button caption cite code col colgroup data dd del
details dfn div dl dt em fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img input
ins kbd label legend li mark nav noscript ol p picture pre q s samp section small source span strong
sub summary sup table tbody td textarea tfoot th thead time tr track u ul var video wbr
"""
_ATTRIBUTES = """
abbr alt autocomplete checked cite class cols colspan controls datetime dir disabled download for
headers height hidden href hreflang id kind label lang loading maxlength name open placeholder
poster preload readonly rel reversed role rows rowspan scope span spellcheck src srclang start
tabindex title type value width
"""
# Where addresses stand: of what a reader may go to, and of what a page loads.
_LINKS, _LOADED = {"href", "cite"}, {"src", "poster"}
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_SAFE = re.compile(r"https?:|mailto:|tel:", re.IGNORECASE)
# Browsers read an address without them.
_UNSEEN = re.compile(r"[\x00-\x20]")
# With JavaScript, browsers take for text what stands in here.
_WITHOUT_SCRIPT = re.compile(r"<noscript\b[^>]*>.*?</noscript[^>]*>", re.IGNORECASE | re.DOTALL)
# Comments, and what some servers carry out before they send a page (<!--#include …-->, <?php …?>).
_INSTRUCTION = re.compile(r"<[!?][^\n>]{0,40}")
_END = '<i id="ende-der-seite">'


def check_markup(document: MarkedDocument) -> Iterator[Problem]:
    """Every element, attribute and address of a hand-written page that must not be there."""
    html = read(document.body).html()
    text = masked(document.body).html
    seen = set()
    for version in dict.fromkeys((html, _WITHOUT_SCRIPT.sub("", html))):
        for what, patterns, allowed in _forbidden(version):
            if what in seen:
                continue
            seen.add(what)
            span, width = _found(text, patterns)
            line, col = place(text, span) if width else (0, 1)
            number = line + document.body_line - 1 if width else 0
            yield document.problem(
                Span(document.source, number, col, max(1, width)),
                _RULE,
                what,
                allowed=allowed,
                fix="Schreiben Sie es in Markdown, oder nehmen Sie es heraus.",
            )


def _forbidden(html: str) -> Iterator[tuple[str, Sequence[str], str]]:
    """What is wrong, patterns by which to find it (the first that hits counts), what is right."""
    tree = LexborHTMLParser(f"<!doctype html><body><main><article>{html}{_END}")
    first = tree.css_first("main")
    main = first.mem_id if first else 0
    refused = set()
    names = {"inhalt"}  # the frame has it
    for node in tree.css("*"):
        tag = node.tag or ""
        written = rf"<{re.escape(tag)}(?![\w-])"
        if node.parent is not None and node.parent.mem_id in refused:
            refused.add(node.mem_id)
            continue
        # What a page writes of these, browsers add to those of the frame.
        is_frame = tag in {"html", "head", "body"} or node.mem_id == main
        if node.attributes if is_frame else tag not in _ELEMENTS.split():
            refused.add(node.mem_id)
            yield f"Das Element <{tag}> darf hier nicht stehen.", (written,), "Text und Bilder"
            continue
        for name, value in node.attributes.items():
            if name == "id" and value in names:
                again = (rf"\bid\s*=\s*[\"']?{re.escape(value)}\b",)
                yield f"Den Namen „{value}“ (id) gibt es auf der Seite schon.", again, "Namen"
            names |= {value or ""} if name == "id" else set()
            within = rf"{written}[^>]*?(?P<at>\b{re.escape(name)})\b"
            if name.startswith("aria-"):
                continue
            if name not in _ATTRIBUTES.split():
                yield (
                    f"Das Attribut „{name}“ darf an <{tag}> nicht stehen.",
                    (within, re.escape(name)),
                    "Klassen (class), Namen (id), Beschreibungen (alt, title, aria-…)",
                )
            elif name in _LINKS | _LOADED and not _is_usable(name, value or ""):
                shown = (value or "")[:60]
                yield (
                    f"Die Adresse „{' '.join(shown.split())}“ darf an <{tag}> nicht stehen.",
                    (re.escape(shown), within),
                    "Dateien des Projekts"
                    + ("" if name in _LOADED else "; https://…, mailto:…, tel:…"),
                )
    for match in _INSTRUCTION.finditer(html):
        if not (BLOCK.match(html, match.start()) or FACT.match(html, match.start())):
            yield "Ein Kommentar ginge mit der Seite online.", (re.escape(match[0]),), "Bausteine"
            break
    end = tree.css_first("#ende-der-seite")
    article = tree.css_first("article")
    if refused:
        return  # they may have swallowed the end
    if end is None or article is None or end.parent != article or end.next is not None:
        yield _unclosed(end, article)


def _is_usable(name: str, value: str) -> bool:
    address = _UNSEEN.sub("", value).replace("\\", "/")
    try:
        urlsplit(address)
    except ValueError:
        return False
    if not _SCHEME.match(address):
        return True
    return name in _LINKS and bool(_SAFE.match(address))


def _unclosed(end: LexborNode | None, article: LexborNode | None) -> tuple[str, Sequence[str], str]:
    """An element that swallows what follows, or closes what it did not open."""
    parent = end.parent if end else None
    if parent and article and parent != article and parent.tag not in {"main", "body"}:
        tag = parent.tag
        return f"Das Element <{tag}> wird nicht geschlossen.", (rf"<{tag}\b",), f"</{tag}>"
    return (
        "Ein Element bleibt offen, oder eines wird geschlossen, das hier nicht beginnt.",
        (r"</(?:article|main|body|html)\b", r"<(?:table|textarea|select|plaintext)\b", "<!--"),
        "Zu jedem Anfang ein Ende: <div>…</div>",
    )


def _found(text: str, patterns: Sequence[str]) -> tuple[int, int]:
    """Where and how wide one of the patterns stands in a text; the width is 0 where none does."""
    for pattern in patterns:
        if match := re.search(pattern, text, re.IGNORECASE | re.DOTALL):
            start, end = match.span("at" if "at" in match.groupdict() else 0)
            return start, end - start
    return 0, 0
