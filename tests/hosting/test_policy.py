import base64
import dataclasses
import hashlib
from typing import Any

import pytest

from impulswerk.site.hosting import policy
from impulswerk.site.hosting.policy import Needs

ONE, TWO = "sha256-eins", "sha256-zwei"
FLAGS = [field.name for field in dataclasses.fields(Needs) if field.name.startswith("has_")]


# A script that writes about scripts.
QUOTED = b"x = '<a src=b.js type=text/plain>'"


def of(content: bytes) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}"


@pytest.mark.parametrize(
    ("html", "needs"),
    [
        (b"<p>Text</p>", Needs()),
        (b'<script src="a.js"></script>', Needs(has_scripts=True)),
        (b"<SCRIPT SRC='/x/wasm.js?v=1'></SCRIPT>", Needs(has_scripts=True, has_wasm=True)),
        (b'<script src="wasm.js.map"></script>', Needs(has_scripts=True)),
        (b'<script type="module" src=a.js></script>', Needs(has_scripts=True)),
        # Data is no script, wherever it says to come from.
        (
            b'<script type="application/json" data-a="1">{"src": 1}</script>',
            Needs(data=frozenset({of(b'{"src": 1}')})),
        ),
        (b'<script type="text/plain" src="a.js">kein JSON</script>', Needs()),
        # Nor does it count what stands in a script.
        (b"<script>" + QUOTED + b"</script>", Needs(scripts=frozenset({of(QUOTED)}))),
        (b"<script>own()</script>", Needs(scripts=frozenset({of(b"own()")}))),
        (b"<script>\nown()\n</script>", Needs(scripts=frozenset({of(b"\nown()\n")}))),
        (b"<STYLE media=all>\np{}\n</STYLE>", Needs(styles=frozenset({of(b"\np{}\n")}))),
        (b'<link rel="stylesheet" href="a.css">', Needs(has_styles=True)),
        (b"<link rel=stylesheet href=a.css>", Needs(has_styles=True)),
        (b'<img src="data:image/png;base64,AA">', Needs(has_data_images=True)),
        (b"<audio src=a.ogg></audio>", Needs(has_media=True)),
        (b"<video src=a.mp4></video>", Needs(has_media=True)),
    ],
)
def test_what_a_page_needs_is_read_from_it(html: bytes, needs: Needs) -> None:
    own = {of(text) for text in (QUOTED, b"own()", b"\nown()\n", b"\np{}\n")}
    assert policy.read(html, with_wasm=[b"wasm.js"], own=own) == policy.Reading(needs, [])


@pytest.mark.parametrize("flag", FLAGS)
def test_the_site_needs_what_any_page_needs(flag: str) -> None:
    need: dict[str, Any] = {flag: True}
    one = Needs(frozenset({ONE, TWO}), data=frozenset({ONE}), **need)
    two = Needs(frozenset({TWO}), frozenset({TWO}), frozenset({TWO}))
    both = Needs(frozenset({ONE, TWO}), frozenset({TWO}), frozenset({ONE, TWO}), **need)
    assert one | two == two | one == both


def test_pages_and_cards_have_a_policy_each() -> None:
    page = Needs(has_scripts=True, has_styles=True, has_media=True, data=frozenset({ONE}))
    found = policy.site_policies([Needs(), page], [Needs(styles=frozenset({TWO})), Needs()])
    assert found.page == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    )
    assert found.card == (
        f"default-src 'none'; style-src '{TWO}'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors *"
    )


def test_line_breaks_are_digested_as_a_browser_reads_them() -> None:
    html = b"<style>a{}\r\nb{}\rc{}</style>"
    digest = of(b"a{}\nb{}\nc{}")
    assert policy.read(html, own={digest}).needs.styles == {digest}
