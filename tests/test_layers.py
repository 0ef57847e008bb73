"""Imports only point downwards; only the adapters know MkDocs, and that in public."""

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "scripts" / "impulswerk"

# The README lists the layers for people; this holds the program to the same list.
_SAID = re.search(
    r"Imports only point down this list.*?: (?P<layers>.*?)\.\s+Only (?P<mkdocs>.*?) know MkDocs",
    (PACKAGE.parents[1] / "README.md").read_text("utf-8"),
    re.DOTALL,
)
assert _SAID, "the README does not say which layers there are"
LAYERS = [set(names.split()) for names in re.findall(r"`([^`]+)`", _SAID["layers"])]
KNOW_MKDOCS = set(re.findall(r"`([^`]+)`", _SAID["mkdocs"]))


def _layer(module: str) -> int:
    name = module.split(".")[1]
    return next(number for number, names in enumerate(LAYERS) if name in names)


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the layer"
            found.add(node.module or "")
            if node.module == "impulswerk":
                found |= {f"impulswerk.{alias.name}" for alias in node.names}
    return found


def _modules() -> list[tuple[str, Path]]:
    paths = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")
    return [
        (".".join(["impulswerk", *path.relative_to(PACKAGE).with_suffix("").parts]), path)
        for path in paths
    ]


def test_imports_point_down_or_sideways() -> None:
    wrong = [
        f"{module} imports {name}"
        for module, path in _modules()
        for name in _imports(path)
        if name.startswith("impulswerk.") and _layer(name) > _layer(module)
    ]
    assert wrong == []


def test_layer_zero_imports_nothing_of_ours() -> None:
    for module, path in _modules():
        if _layer(module) == 0:
            assert not [name for name in _imports(path) if name.startswith("impulswerk")], module


def test_only_adapters_import_mkdocs() -> None:
    knowing = {
        module.split(".")[1]
        for module, path in _modules()
        if any(name.split(".")[0] in {"mkdocs", "material"} for name in _imports(path))
    }
    assert knowing == KNOW_MKDOCS


def test_every_module_opens_with_one_sentence() -> None:
    for module, path in _modules():
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
        for module, path in _modules()
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
