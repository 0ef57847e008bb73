"""Plain text holds what a reader sees and nothing else."""

from impulswerk.text.built import from_html

PAGE = """<!doctype html><html><head><title>Titel – Website</title>
<meta name="description" content="Worum es &amp; geht"></head><body>
<header><a href="./">Kopf</a></header>
<main><h1>Über <em>uns</em></h1><p>Erster Satz.<p>Zweiter<br>Satz.</p>
<nav><a href="x">Weg</a></nav><span aria-hidden="true">Zier<b>de</b></span>
<script>kein = "Text"</script><ul><li>Punkt</li><li>Komma</li></ul><svg><text>Bild</text></svg>
</main><footer>Fuß</footer></body></html>"""


def test_built_page() -> None:
    page = from_html(PAGE)
    assert page.title == "Über uns"
    assert page.description == "Worum es & geht"
    assert page.text == "Erster Satz. Zweiter Satz. Punkt Komma"
    assert not page.is_redirect
    assert not page.is_hidden


def test_pages_that_are_not_for_finding() -> None:
    assert from_html('<meta http-equiv="Refresh" content="0; url=../x/">').is_redirect
    assert from_html('<meta name="robots" content="noindex">').is_hidden


def test_broken_html_is_no_error() -> None:
    assert from_html("<main></p></div><h1>A</h1></main></main>Rest<").title == "A"


def test_depth_is_no_error() -> None:
    assert from_html(f"<main>{'<div>' * 5_000}Text").text == "Text"
