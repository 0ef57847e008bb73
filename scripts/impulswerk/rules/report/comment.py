"""Problems as one Markdown comment on a proposed change."""

import re
from collections.abc import Iterable
from itertools import groupby

from impulswerk.model.problems import Problem
from impulswerk.rules.report.terminal import frame, summary
from impulswerk.text.escaping import escaped

# Forges cut comments off; what does not fit is counted instead.
_MOST = 25


def render(problems: Iterable[Problem], rules_page: str = "", heading: str = "") -> str:
    """A heading, then the problems file by file with the editor's own line; empty for none.

    `rules_page` is the address of the page "Prüfregeln"; each rule is linked to its section.
    Without a `heading` the problems' own gravity makes one.
    """
    ordered = sorted(problems)
    if not ordered:
        return ""
    if not heading:
        is_blocked = any(problem.is_error for problem in ordered)
        heading = "Das ist noch zu berichtigen" if is_blocked else "Hinweise"
    parts = [f"### {heading}", f"{summary(ordered)}."]
    for source, group in groupby(ordered[:_MOST], key=lambda problem: problem.span.source):
        parts.append(f"#### {code(source)}")
        parts += [_item(problem, rules_page) for problem in group]
    if len(ordered) > _MOST:
        parts.append(f"… und {len(ordered) - _MOST} weitere.")
    return "\n\n".join(parts) + "\n"


def _item(problem: Problem, rules_page: str) -> str:
    rule = f"`{problem.rule}`"
    if rules_page:
        rule = f"[{rule}]({rules_page}#{problem.rule})"
    mark = "❌" if problem.is_error else "⚠️"
    place = f"Zeile {problem.span.line}: " if problem.span.line else ""
    parts = [f"{mark} **{place}{plain(problem.message)}** ({rule})"]
    if problem.line_text and problem.span.line:
        shown = "\n".join(frame(problem))
        # A fence longer than any in the line, so that the line cannot leave it.
        longest = max((len(run) for run in re.findall("`+", shown)), default=0)
        fence = "`" * max(3, longest + 1)
        parts.append(f"{fence}text\n{shown}\n{fence}")
    if problem.fix:
        parts.append(f"**Abhilfe:** {plain(problem.fix)}")
    if problem.allowed:
        parts.append(f"Erlaubt: {plain(problem.allowed)}")
    return "\n\n".join(parts)


def plain(text: str) -> str:
    """Text as it reads in Markdown: no markup, mention or reference in it comes alive."""
    quiet = re.sub("[|~]", r"\\\g<0>", escaped(text))  # tables, and words struck out
    return quiet.replace("@", "@\u200b").replace("\n", " ")


def code(text: str) -> str:
    """A name as it stands, in the type of code."""
    return "`{}`".format(text.replace("`", "'"))
