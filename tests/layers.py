"""What imports what in the program: `python -m tests.layers` prints packages, lines and arrows."""

from __future__ import annotations

import ast
from collections import Counter
from functools import cache
from pathlib import Path

import impulswerk

FOLDER = Path(impulswerk.__file__).parent


def modules() -> dict[str, Path]:
    """Every module by its full name, the packages' own files included."""
    found = {}
    for path in sorted(FOLDER.rglob("*.py")):
        parts = [impulswerk.__name__, *path.relative_to(FOLDER).with_suffix("").parts]
        found[".".join(parts).removesuffix(".__init__")] = path
    return found


def package_of(module: str) -> str:
    """The package below `impulswerk` a module lies in; for the root's own files their name."""
    return module.split(".")[1] if "." in module else ""


@cache
def imports(path: Path) -> set[str]:
    """Full names of what a module imports; of `from a import b` both `a` and `a.b`."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the package"
            module = node.module or ""
            found |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
    return found


def arrows() -> dict[str, Counter[str]]:
    """For each package those it imports, with the number of modules that do."""
    known = modules()
    found: dict[str, Counter[str]] = {package: Counter() for package in impulswerk.PACKAGES}
    for module, path in known.items():
        here = package_of(module)
        if here in found:
            goals = {package_of(name) for name in imports(path) if name in known}
            found[here].update(goals - {here, ""})
    return found


def main() -> None:
    """Print a line for each package, the highest first."""
    lines: Counter[str] = Counter()
    for module, path in modules().items():
        lines[package_of(module)] += len(path.read_text("utf-8").splitlines())
    found = arrows()
    for package in reversed(impulswerk.PACKAGES):
        goals = (f"{goal} ({found[package][goal]})" for goal in impulswerk.PACKAGES)
        listed = ", ".join(goal for goal in goals if not goal.endswith("(0)"))
        print(f"{package:12} {lines[package]:6} lines  -> {listed or '-'}")
    print(f"{'':12} {lines.total():6} lines")


if __name__ == "__main__":
    main()
