"""What may lie in docs/, and what may stand in its pages: everything else would go online."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from impulswerk.rules.markup import check_markup
from impulswerk.site.engine import Options
from impulswerk.site.engine.builtin import build_pages
from impulswerk.site.hosting.finish import finish
from impulswerk.site.project import assemble, load
from impulswerk.sources.drawing import unwanted
from impulswerk.sources.files import published_as_is, read_files
from impulswerk.sources.read import read_plain
from impulswerk.sources.store import not_kept
from tests.project import copy_small


def _socket(place: Path) -> None:
    # A path of a socket may be a hundred characters long.
    here = Path.cwd()
    os.chdir(place.parent)
    try:
        with socket.socket(socket.AF_UNIX) as opened:
            opened.bind(place.name)
    finally:
        os.chdir(here)


def _file(content: str = "x") -> Callable[[Path], object]:
    return lambda place: place.write_text(content)


def _link(target: str) -> Callable[[Path], object]:
    return lambda place: place.symlink_to(target)


FILES = {
    # Links and what is no file, wherever they lie.
    "docs/geheim.txt": (_link("/etc/passwd"), "symbolischer-verweis"),
    "docs/geheim.md": (_link("/etc/passwd"), "symbolischer-verweis"),
    "docs/wurzel": (_link("/"), "symbolischer-verweis"),
    "docs/schleife": (_link("."), "symbolischer-verweis"),
    "docs/tot.txt": (_link("/nirgends"), "symbolischer-verweis"),
    "docs/assets/etc": (_link("/etc"), "symbolischer-verweis"),
    "docs/assets/null.css": (_link("/dev/zero"), "symbolischer-verweis"),
    "docs/overrides/kopf.html": (_link("/etc/passwd"), "symbolischer-verweis"),
    "docs/.well-known/x": (_link("/etc/passwd"), "symbolischer-verweis"),
    "impulses/treiber/verweis": (_link("/etc"), "symbolischer-verweis"),
    "docs/rohr.txt": (os.mkfifo, "datei-unlesbar"),
    "docs/assets/rohr.css": (os.mkfifo, "datei-unlesbar"),
    "docs/assets/dose.png": (_socket, "datei-unlesbar"),
    "docs/ordner.md": (Path.mkdir, "datei-unlesbar"),
    # What people drop there, and what would take the place of something the build writes.
    "docs/Entwurf geheim.docx": (_file(), "fremde-datei"),
    "docs/Foto vom 8. April.JPG": (_file(), "fremde-datei"),
    "docs/seite.html": (_file("<script>alert(1)</script>"), "fremde-datei"),
    "docs/_headers": (_file(), "fremde-datei"),
    "docs/_redirects": (_file(), "fremde-datei"),
    "docs/server/nginx-http.conf": (_file(), "fremde-datei"),
    "docs/daten/v1/impulse.json": (_file("[]"), "fremde-datei"),
    "docs/i/2": (_file(), "fremde-datei"),
    "docs/impulse/02-werkstatt/index.html": (_file(), "fremde-datei"),
    "docs/assets": (_file(), "fremde-datei"),
    "docs/assets/seite.html": (_file(), "fremde-datei"),
    "docs/assets/liesmich.md": (_file(), "fremde-datei"),
    "docs/assets/entwurf.docx": (_file(), "fremde-datei"),
    "docs/assets/Foto vom 8. April.png": (_file(), "dateiname"),
    "docs/assets/Größe.png": (_file(), "dateiname"),
    "docs/README.md": (_file("# x"), "dateiname"),
    "docs/Index.md": (_file("# x"), "dateiname"),
    "docs/a b.md": (_file("# x"), "dateiname"),
    "docs/größe.md": (_file("# x"), "dateiname"),
    "docs/<b>.md": (_file("# x"), "dateiname"),
    "docs/neu\nzeile.md": (_file("# x"), "dateiname"),
    "docs/\udcff.md": (_file("# x"), "dateiname"),
    "docs/fragen.md": (_file("# x"), "seite-ohne-platz"),
    # A page where something generated lies.
    "docs/impulse/02-werkstatt.md": (_file("# x"), "adresse-vergeben"),
    "docs/impulse.md": (_file("# x"), "adresse-vergeben"),
    "docs/i/2.md": (_file("# x"), "adresse-vergeben"),
    "docs/karte/2/index.md": (_file("# x"), "adresse-vergeben"),
    # Nobody minds, and nothing of it is published.
    "docs/.DS_Store": (_file(), ""),
    "docs/.htaccess": (_file(), ""),
    "docs/.git/config": (_file(), ""),
    "docs/assets/.seite.css.swp": (_file(), ""),
    "docs/overrides/notiz.docx": (_file(), ""),
    # What is meant to be there.
    "docs/assets/bilder/dgs-1.2_klein.mp4": (_file(), ""),
    "docs/.well-known/pruefung.txt": (_file(), ""),
}
PUBLISHED = {"docs/assets/bilder/dgs-1.2_klein.mp4", "docs/.well-known/pruefung.txt"}


@pytest.mark.parametrize("name", FILES, ids=ascii)
def test_only_pages_and_their_files_may_lie_in_docs(name: str, tmp_path: Path) -> None:
    make, rule = FILES[name]
    root = copy_small(tmp_path)
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    make(root / name)
    files = read_files(root)
    found = assemble(files.content, files.problems).problems
    assert {problem.rule for problem in found} - {rule} <= {"seite-ohne-platz"}
    assert rule in {problem.rule for problem in found} if rule else not found
    shown = name.encode("utf-8", "replace").decode()
    assert all(problem.span.source == shown for problem in found)
    assert [f"docs/{published}" for published in published_as_is(root)] == (
        [name] if name in PUBLISHED else []
    )


def test_nothing_else_is_published(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "projekt")
    for name in PUBLISHED | {"docs/.htaccess", "docs/overrides/main.html", "docs/overrides/x.txt"}:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x")
    (root / "docs/overrides/404.html").write_text("x")
    target = tmp_path / "site"
    target.mkdir()
    build_pages(root, target, load(root), Options())
    for name in PUBLISHED:
        assert (target / name.removeprefix("docs/")).is_file()
    assert not {"x.txt", ".htaccess", "overrides"} & {path.name for path in target.rglob("*")}


def test_a_site_has_a_start_page(tmp_path: Path) -> None:
    root = copy_small(tmp_path)
    (root / "docs/index.md").unlink()
    assert [(p.rule, p.span.source) for p in read_files(root).problems] == [
        ("datei-fehlt", "docs/index.md")
    ]


def test_docs_itself_is_a_folder(tmp_path: Path) -> None:
    root = copy_small(tmp_path)
    (root / "docs").rename(root / "anderswo")
    (root / "docs").symlink_to("anderswo")
    assert [p.rule for p in read_files(root).problems] == ["symbolischer-verweis"]
    (root / "docs").unlink()
    assert [p.rule for p in read_files(root).problems] == ["datei-fehlt"]


def test_a_link_in_a_site_is_neither_followed_nor_written_through(tmp_path: Path) -> None:
    site, outside = tmp_path / "site", tmp_path / "wichtig.html"
    site.mkdir()
    outside.write_text("<head>")
    (site / "index.html").write_text("<head>")
    (site / "404.html").symlink_to(outside)
    finished = finish(site, "/", not_kept)
    assert [problem.rule for problem in finished.problems] == ["symbolischer-verweis"]
    assert outside.read_text() == "<head>"


# What stands in a page, and what of it is named; nothing where it may stay.
EVIL = "https://boese.example/"
MARKUP = {
    "<script>alert(1)</script>": "<script>",
    f'<SCRIPT SRC="{EVIL}"></SCRIPT>': "<script>",
    f'<meta http-equiv="refresh" content="0;url={EVIL}">': "<meta>",
    f'<base href="{EVIL}">': "<base>",
    f'<link rel="dns-prefetch" href="{EVIL}">': "<link>",
    '<iframe srcdoc="&lt;script&gt;"></iframe>': "<iframe>",
    f'<object data="{EVIL}"></object>': "<object>",
    f'<embed src="{EVIL}">': "<embed>",
    "<style>body{display:none}</style>": "<style>",
    "<svg\nonload=alert(1)></svg>": "<svg>",
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>': "<svg>",
    '<math><mi xlink:href="data:x"></mi></math>': "<math>",
    "<template><script>1</script></template>": "<template>",
    f'<form action="{EVIL}"></form>': "<form>",
    f'<button formaction="{EVIL}">x</button>': "„formaction“",
    "<body onload=alert(1)>": "<body>",
    "<html class=x>": "<html>",
    "<main>x</main>": "<main>",
    "<title>x</title>": "<title>",
    "<plaintext>": "<plaintext>",
    "<details ontoggle=alert(1) open>x</details>": "„ontoggle“",
    '<input autofocus type="text">': "„autofocus“",
    '<div style="position:fixed">x</div>': "„style“",
    "<div popover>x</div>": "„popover“",
    f'<a href="https://gut.example" ping="{EVIL}">x</a>': "„ping“",
    '<a href="&#106;ava&#10;script:alert(1)">x</a>': "„java script:alert(1)“",
    '<a href=" VBSCRIPT:x">x</a>': "„VBSCRIPT:x“",
    '<a href="data:text/html,x">x</a>': "„data:text/html,x“",
    '<a href="//boese.example">x</a>': "„//boese.example“",
    '<a href="\\\\boese.example">x</a>': "„\\\\boese.example“",
    '<img src="data:image/svg+xml,x" alt="">': "„data:image/svg+xml,x“",
    f"![x]({EVIL}a.png)": f"„{EVIL}a.png“",
    f'<video poster="{EVIL}x.png"></video>': f"„{EVIL}x.png“",
    f'<input type="image" src="{EVIL}" alt="">': f"„{EVIL}“",
    # Browsers with JavaScript and without it read this in two ways.
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">x</p></noscript>': "„onerror“",
    '<a href="https://[::1">x</a>': "„https://[::1“",
    '<span id="inhalt"></span>': "„inhalt“ (id)",
    "<b id=x>a</b> <i id=x>b</i>": "„x“ (id)",
    "## Ziel\n\n<span id=ziel></span>": "„ziel“ (id)",
    "<div>": "<div> wird nicht geschlossen",
    "a <b>x": "<b> wird nicht geschlossen",
    "<table>": "bleibt offen",
    "<textarea>": "bleibt offen",
    "</main></div></body></html>": "geschlossen, das hier nicht beginnt",
    "</article>": "geschlossen, das hier nicht beginnt",
    # Some servers carry these out.
    '<!--#include virtual="/etc/passwd" -->': "Kommentar",
    "<?php phpinfo() ?>": "Kommentar",
    "<!-- intern: noch klären -->": "Kommentar",
    "<![CDATA[<b>x</b>]]>": "Kommentar",
    # What stays a text that a reader sees.
    "<svg/onload=alert(1)></svg>": "",
    '<x:script xmlns:x="http://www.w3.org/2000/svg">1</x:script>': "",
    "<javascript:alert(1)>": "",
    "[a](javascript:alert(1))": "",
    "[a][z]\n\n[z]:\n javascript:alert(1)": "",
    '<a href="javascript:alert(1)">x</a>': "„javascript:alert(1)“",
    # What may stay.
    "```html\n<script>alert(1)</script>\n```": "",
    "`<script>`": "",
    'Text\n{onclick="alert(1)" style="x"}': "",
    "# T {onclick=alert(1)}": "",
    "| a | b |\n|:--|--:|\n| 1 | 2 |": "",
    "Text.[^1]\n\n[^1]: Fußnote": "",
    "<!-- baustein: treiber -->": "",
    "Ruf <!-- angabe: anbieter.telefon --> an.": "",
    "<https://gut.example> <post@gut.example> [tel](tel:+49211)": "",
    '<div class="a"><p hidden>x</p><img src="../assets/a.png" alt="x" width="1"></div>': "",
}


@pytest.mark.parametrize("text", MARKUP, ids=ascii)
def test_nothing_in_a_page_runs_loads_or_stays_open(text: str) -> None:
    document = read_plain("docs/x.md", f"# Seite\n\n{text}\n".encode()).document
    assert document is not None
    found = list(check_markup(document))
    assert [problem.rule for problem in found] == ["aktives-html"] * bool(MARKUP[text])
    assert all(MARKUP[text] in problem.message for problem in found)
    assert all(problem.span.line >= 3 for problem in found)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


@pytest.mark.parametrize(
    "drawing",
    [
        "<script>alert(1)</script>",
        "<x:script xmlns:x='http://www.w3.org/2000/svg'>alert(1)</x:script>",
        "<g onclick='alert(1)'/>",
        "<a xlink:href='javascript:alert(1)'><circle r='9'/></a>",
        "<a href='&#106;avascript:alert(1)'><circle r='9'/></a>",
        f"<image href='{EVIL}'/>",
        "<use href='data:image/svg+xml,x#a'/>",
        "<foreignObject><body/></foreignObject>",
        "<set attributeName='href' to='javascript:alert(1)'/>",
        "<?xml-stylesheet href='x'?>",
        "\0",
    ],
)
def test_a_drawing_only_draws(drawing: str) -> None:
    assert unwanted(SVG.format(drawing).encode())
    assert unwanted(SVG.format("").encode("utf-16"))
    assert unwanted(f"<!DOCTYPE svg [<!ENTITY a 'x'>]>{SVG.format('')}".encode())


def test_a_drawing_that_does_more_is_named(tmp_path: Path) -> None:
    root = copy_small(tmp_path)
    (root / "docs/assets").mkdir()
    (root / "docs/assets/bild.svg").write_text("<svg onload='alert(1)'/>")
    assert [(p.rule, p.span.source) for p in read_files(root).problems] == [
        ("aktives-html", "docs/assets/bild.svg")
    ]


def test_a_plain_drawing_is_fine() -> None:
    inside = "<style>circle{fill:red}</style><circle id='a' r='9'/><use href='#a'/>"
    assert unwanted(f"<?xml version='1.0'?>{SVG.format(inside)}".encode()) == ""
