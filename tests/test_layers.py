"""Imports only point down the list of packages; only the engine knows MkDocs, and in public."""

import ast
import re

import pytest

from impulswerk import PACKAGES
from tests.layers import FOLDER, imports, modules, package_of

KNOW_MKDOCS = {"impulswerk.site.plugin", "impulswerk.site.engine.mkdocs"}


def test_every_entry_is_a_package_of_the_list() -> None:
    entries = {path.name for path in FOLDER.iterdir()} - {"__pycache__"}
    assert entries == {*PACKAGES, "__init__.py", "__main__.py", "py.typed"}
    assert len(PACKAGES) <= 12


def test_imports_point_down() -> None:
    known = modules()
    wrong = [
        f"{module} imports {name}"
        for module, path in known.items()
        if package_of(module) in PACKAGES
        for name in imports(path)
        if package_of(name) in PACKAGES
        and name in known
        and PACKAGES.index(package_of(name)) > PACKAGES.index(package_of(module))
    ]
    assert wrong == []


def test_modules_of_a_package_have_no_circles() -> None:
    known = modules()
    goals = {module: (imports(path) & known.keys()) - {module} for module, path in known.items()}
    seen: dict[str, bool] = {}

    def visit(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " -> ".join([*way[way.index(module) :], module])
        if module not in seen:
            for goal in goals[module]:
                visit(goal, (*way, module))
            seen[module] = True

    for module in known:
        visit(module, ())


def test_only_the_engine_imports_mkdocs() -> None:
    knowing = {
        module
        for module, path in modules().items()
        if any(name.split(".")[0] in {"mkdocs", "material"} for name in imports(path))
    }
    assert knowing == KNOW_MKDOCS


def test_every_module_opens_with_one_sentence() -> None:
    for module, path in modules().items():
        docstring = ast.get_docstring(ast.parse(path.read_text("utf-8")))
        assert docstring, f"{module} does not say what it is for"
        assert docstring.split("\n")[0].endswith("."), module


# What the standard library says of named tuples in public.
_PUBLIC = {"_replace", "_asdict", "_fields", "_make"}


def _is_private(name: str | None) -> bool:
    return bool(name) and re.fullmatch(r"_(?!_)\w*|__\w+(?<!__)", name or "") is not None


def _own(tree: ast.Module) -> set[str]:
    """Private names that a module defines itself, on whatever object."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif (
            isinstance(node, ast.Attribute)
            and isinstance(node.ctx, ast.Store)
            and isinstance(node.value, ast.Name)
            and node.value.id == "self"
        ):
            found.add(node.attr)
    return found


def private_names(source: str) -> list[str]:
    """Private names of other people's code that a module asks for, and the line of each."""
    tree = ast.parse(source)
    own = _own(tree) | _PUBLIC
    found = []
    for node in ast.walk(tree):
        names: list[str | None] = []
        if isinstance(node, ast.ImportFrom) and not (node.module or "").startswith("impulswerk"):
            names = [*(node.module or "").split("."), *(alias.name for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [part for alias in node.names for part in alias.name.split(".")]
        elif isinstance(node, ast.Attribute) and node.attr not in own:
            names = [node.attr]
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"getattr", "setattr"}:
            names = [str(arg.value) for arg in node.args[1:2] if isinstance(arg, ast.Constant)]
        elif isinstance(node, ast.FunctionDef) and re.match(r"_[A-Z]\w*__", node.name):
            # A private method of somebody else's class, as Python spells it outside of that class.
            found.append(f"{node.lineno}: {node.name}")
        line = getattr(node, "lineno", 0)
        found += [f"{line}: {name}" for name in names if _is_private(name) and name != "__future__"]
    return found


def test_dependencies_are_asked_for_public_names_only() -> None:
    found = {
        module: names
        for module, path in modules().items()
        if (names := private_names(path.read_text("utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        "from mkdocs.commands.build import _build_page",
        "import mkdocs._private",
        "from mkdocs._private import page",
        "file._content = b''",
        "with server._rebuild_cond: pass",
        "getattr(page, '_title')",
        "self.server._visible_epoch += 1",
        "class A(B):\n    def _InlineProcessor__handleInline(self): pass",
    ],
)
def test_a_private_name_is_noticed(source: str) -> None:
    assert private_names(source)


def test_names_of_our_own_are_no_matter() -> None:
    assert (
        private_names("class A:\n    def __init__(self): self._a = 1\n    def b(self, o): o._a")
        == []
    )
    assert private_names("from typing import NamedTuple\na._replace(b=1)") == []
