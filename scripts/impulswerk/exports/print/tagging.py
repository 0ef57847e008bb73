"""What WeasyPrint leaves out of the structure tree that screen readers walk, added as it is built.

WeasyPrint 70 drops the `scope` of table headers and the `lang` of single elements, and lets a
figure without an alternative text pass. Only while the tree is being built does it know which
element of the HTML a node comes from; so one of its inner functions is wrapped. The version is
pinned, and a test holds what comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_SCOPES = {"col": "/Column", "row": "/Row"}
_SVG = "{http://www.w3.org/2000/svg}"


@contextmanager
def complete_tags(report: Callable[[str], None]) -> Iterator[None]:
    """While this lasts, documents are tagged completely; `report` hears of what no code can add."""
    from weasyprint.pdf import (  # type: ignore[import-untyped]  # noqa: PLC0415 — an extra
        tags,
    )

    build = tags._build_box_tree

    def complete(box: Any, parent: Any, *rest: Any) -> Iterator[Any]:
        for element in build(box, parent, *rest):
            _add(getattr(box, "element", None), element, report)
            yield element

    tags._build_box_tree = complete
    try:
        yield
    finally:
        tags._build_box_tree = build


def _add(source: Any, node: Any, report: Callable[[str], None]) -> None:
    """Complete a `node` of the tree, made from the element `source` of the HTML."""
    import pydyf  # type: ignore[import-untyped]  # noqa: PLC0415

    if node["S"] == "/Figure" and not _text(node.get("Alt")):
        name = source.get("class") or source.get("src") or source.tag.removeprefix(_SVG)
        report(f"Das Bild „{name}“ hat keinen Alternativtext.")
    if source is None:
        return
    if node["S"] == "/TH" and source.get("scope") in _SCOPES:
        node["A"]["Scope"] = _SCOPES[source.get("scope")]
    if source.tag != "html" and (language := source.get("lang")):
        node["Lang"] = pydyf.String(language)


def _text(value: Any) -> str:
    return str(value.string).strip() if value is not None else ""
