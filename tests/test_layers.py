"""Imports only point downwards; only the adapters know MkDocs."""

import ast
import re
from pathlib import Path

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
