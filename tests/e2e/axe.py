"""axe-core over an open page."""

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from tests.e2e.tools import NODE_MODULES, missing

_SOURCE = NODE_MODULES / "axe-core" / "axe.min.js"

# Everything but what axe calls experimental; target size (WCAG 2.2) is off unless asked for.
_RUN = """async rules => {
    const found = await axe.run(document, {
        resultTypes: ["violations"],
        ...(rules.length ? { runOnly: rules } : { rules: { "target-size": { enabled: true } } }),
        preload: false,
    });
    const place = node =>
        `${node.target.join(" ")}  ${node.html.replace(/\\s+/g, " ").slice(0, 160)}`;
    return found.violations.map(
        ({ id, help, nodes }) => ({ id, help, nodes: nodes.map(place) })
    );
}"""


@dataclass(frozen=True)
class Violation:
    """One rule of axe that one page breaks, with every place."""

    address: str
    rule: str
    help: str
    nodes: tuple[str, ...]


@functools.cache
def _source() -> str:
    if not _SOURCE.is_file():
        missing("axe-core")
    return _SOURCE.read_text(encoding="utf-8")


def axe(page: Page, address: str, *rules: str) -> list[Violation]:
    """Check the page as it stands, by all rules or by some.

    The source goes in through the debugger: a script element would fall under the page's
    Content-Security-Policy, and Playwright's own way takes twice as long for so large a text.
    """
    if not page.evaluate("'axe' in window"):
        session = page.context.new_cdp_session(page)
        session.send("Runtime.evaluate", {"expression": _source()})
        session.detach()
    found: list[dict[str, Any]] = page.evaluate(_RUN, list(rules))
    return [Violation(address, v["id"], v["help"], tuple(v["nodes"])) for v in found]


def table(violations: Iterable[Violation]) -> str:
    """Group by rule: the same fault of a template is on ninety pages and needs one line."""
    by_rule: dict[str, list[Violation]] = {}
    for violation in violations:
        by_rule.setdefault(violation.rule, []).append(violation)
    lines = []
    for rule, found in sorted(by_rule.items()):
        pages = ", ".join(sorted({v.address for v in found})[:5])
        lines.append(f"{rule}: {found[0].help} — {len(found)} times: {pages}")
        nodes = sorted({node for v in found for node in v.nodes})
        lines += [f"    {node}" for node in nodes[:5]]
    return "\n".join(lines)
