"""Problems as text for a terminal: place, the editor's own line, a caret, what is allowed, the fix.

The form follows the diagnostics of the Rust compiler, which editors of all kinds read well.
"""

import unicodedata
from collections.abc import Iterable

from impulswerk.model.problems import Problem, Severity

_SHOWN = 96  # characters of the editor's line that fit beside the line number
_TITLES = {Severity.ERROR: "Fehler", Severity.WARNING: "Warnung"}
_UNSEEN = {"Cc", "Cf", "Zl", "Zp"}
_COLORS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m"}


def render(problems: Iterable[Problem], *, color: bool = False) -> str:
    """One block for each problem, then a line that counts them; empty for no problems."""
    ordered = sorted(problems)
    if not ordered:
        return ""
    blocks = [_block(problem, color=color) for problem in ordered]
    return "\n\n".join([*blocks, summary(ordered)]) + "\n"


def summary(problems: Iterable[Problem]) -> str:
    """`2 Fehler und 1 Warnung in 2 Dateien`."""
    ordered = list(problems)
    warnings = sum(not problem.is_error for problem in ordered)
    errors = len(ordered) - warnings
    parts = [f"{errors} Fehler"] if errors or not warnings else []
    if warnings:
        parts.append(f"{warnings} Warnung{'en' if warnings > 1 else ''}")
    files = len({problem.span.source for problem in ordered})
    return f"{' und '.join(parts)} in {files} Datei{'en' if files != 1 else ''}"


def _block(problem: Problem, *, color: bool) -> str:
    strong, plain = (_COLORS[problem.severity], "\x1b[0m") if color else ("", "")
    title = f"{strong}{_TITLES[problem.severity]}[{problem.rule}]{plain}"
    lines = [f"{title}: {_safe(problem.message)}", f"  --> {_safe(str(problem.span))}"]
    if problem.line_text and problem.span.line:
        gutter = " " * len(str(problem.span.line))
        text, caret = frame(problem)
        lines += [f"{gutter} |", text, caret.replace("^", f"{strong}^", 1) + plain]
    if problem.allowed:
        lines.append(f"  = erlaubt: {_safe(problem.allowed)}")
    if problem.fix:
        lines.append(f"  = Abhilfe: {_safe(problem.fix)}")
    lines.append(f"  = mehr dazu: impuls explain {problem.rule}")
    return "\n".join(lines)


def frame(problem: Problem) -> tuple[str, str]:
    """The editor's line behind its number, and the line below it with carets under the place."""
    text, col, width = _window(problem)
    number = str(problem.span.line)
    return f"{number} | {text}", f"{' ' * len(number)} | {' ' * (col - 1)}{'^' * width}"


def _window(problem: Problem) -> tuple[str, int, int]:
    """The part of the line around the place, with column and width inside that part."""
    # A letter in two characters, as macOS writes it, takes one place on the screen.
    written, before = problem.line_text, problem.span.col - 1
    line, col = _safe(written), len(_safe(written[:before])) + 1
    width = len(_safe(written[: before + problem.span.width])) + 1 - col
    start = 0
    if len(line) > _SHOWN and col > _SHOWN * 2 // 3:
        start = min(col - _SHOWN // 3, max(0, len(line) - _SHOWN))
    part = line[start : start + _SHOWN]
    prefix = "…" if start else ""
    suffix = "…" if start + _SHOWN < len(line) else ""
    col = col - start + len(prefix)
    width = max(1, min(width, len(part) + len(prefix) - col + 1))
    return prefix + part + suffix, col, width


def _safe(text: str) -> str:
    """The text without characters that would move the caret or speak to the terminal."""
    plain = unicodedata.normalize("NFC", text.replace("\t", " "))
    return "".join("·" if unicodedata.category(c) in _UNSEEN else c for c in plain)
