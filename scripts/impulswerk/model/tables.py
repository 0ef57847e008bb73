"""Read a YAML table of this package into frozen records; whatever does not fit stops the program.

The classes say what a table may hold: each key is an attribute, and the attribute's type says what
stands there. Only one that has a default may be left out.
"""

import dataclasses
import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, NoReturn, TypeVar, cast, get_args, get_origin, get_type_hints

import yaml

Table = TypeVar("Table")

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MERGE = "tag:yaml.org,2002:merge"
_NULL = "tag:yaml.org,2002:null"
_BOOLS = {"true": True, "false": False}


class TableError(Exception):
    """A table cannot be used; the text says where and why, in English for whoever changed it."""


def read_table(path: Path, kind: type[Table]) -> Table:
    """The table at `path` as one `kind`, a dataclass; raises TableError."""
    try:
        root = yaml.compose(path.read_text("utf-8"), Loader=_Loader)
        return cast(Table, _record(root, kind))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise TableError(f"{path.name}: {error}") from error


def _refuse(node: yaml.Node | None, message: str) -> NoReturn:
    raise ValueError(f"line {node.start_mark.line + 1 if node else 1}: {message}")


@cache
def _attributes(kind: type) -> dict[str, tuple[Any, bool]]:
    """What the attributes of a dataclass hold, and whether they must be given."""
    hints = get_type_hints(kind)
    nothing = dataclasses.MISSING
    return {
        entry.name: (
            hints[entry.name],
            entry.default is nothing and entry.default_factory is nothing,
        )
        for entry in dataclasses.fields(kind)
    }


def _record(node: yaml.Node | None, kind: Any) -> Any:
    if not isinstance(node, yaml.MappingNode):
        _refuse(node, f"here must stand the keys of {kind.__name__}")
    attributes = _attributes(kind)
    given = {}
    for key, value in _pairs(node):
        if key.value not in attributes:
            _refuse(key, f'unknown key "{key.value}"; {kind.__name__} has {", ".join(attributes)}')
        given[key.value] = _value(value, attributes[key.value][0], f'"{key.value}"')
    for name, (_, is_required) in attributes.items():
        if is_required and name not in given:
            _refuse(node, f'the key "{name}" is missing; {kind.__name__} needs it')
    return kind(**given)


def _pairs(node: yaml.MappingNode) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    """Keys and values, first those merged with `<<`; a key given twice is refused."""
    seen = set()
    for key, value in node.value:
        if key.tag == _MERGE:
            if not isinstance(value, yaml.MappingNode):
                _refuse(key, "<< must name one group of keys")
            yield from _pairs(value)
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            _refuse(key, "a key must be a word")
        if key.value in seen:
            _refuse(key, f'the key "{key.value}" stands here twice')
        seen.add(key.value)
        if key.tag != _MERGE:
            yield key, value


def _value(node: yaml.Node, hint: Any, where: str) -> Any:
    """What stands at a key, of the type that `hint` asks for."""
    if hint is object:  # holds what other places refer to, and is read there
        return None
    if get_origin(hint) is UnionType:  # None is written by leaving out the key
        return _value(node, get_args(hint)[0], where)
    if get_origin(hint) is tuple:
        return _entries(node, get_args(hint), where)
    if dataclasses.is_dataclass(hint):
        return _record(node, hint)
    text = node.value if isinstance(node, yaml.ScalarNode) else None
    if hint is str:
        if text is None or node.tag == _NULL:
            _refuse(node, f"{where} must be text")
        return text  # just as it is written: a date or a number is text as well
    if issubclass(hint, StrEnum):
        if text not in list(hint):
            _refuse(node, f"{where} must be one of {', '.join(hint)}")
        return hint(text)
    if hint is bool:
        if text not in _BOOLS:
            _refuse(node, f"{where} must be true or false")
        return _BOOLS[text]
    if text is None or not re.fullmatch(r"0|-?[1-9][0-9]*", text):
        _refuse(node, f"{where} must be a whole number")
    return int(text)


def _entries(node: yaml.Node, kinds: tuple[Any, ...], where: str) -> tuple[Any, ...]:
    if not isinstance(node, yaml.SequenceNode):
        _refuse(node, f"{where} must be a list")
    if kinds[-1] is Ellipsis:
        return tuple(_value(item, kinds[0], f"each of {where}") for item in node.value)
    if len(node.value) != len(kinds):
        _refuse(node, f"{where} must have {len(kinds)} entries")
    return tuple(
        _value(item, kind, f"each of {where}") for item, kind in zip(node.value, kinds, strict=True)
    )
