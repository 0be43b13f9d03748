"""A YAML file as plain data, with the line each key stands on.

The YAML is read as YAML 1.2 means it, so that `16:00` is a time and `NO` a country. A key told twice is a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

#: Where a value stands in the file: ("graph", "tenant"), ("people", 0, "address").
KeyPath = tuple[str | int, ...]


class _Loader(yaml.SafeLoader):
    """SafeLoader without the words and numbers that only YAML 1.1 knows."""


_Loader.yaml_implicit_resolvers = {}
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(~|null|Null|NULL|)$"), ["~", "n", "N", ""])
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"(true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?(0|[1-9][0-9]*)$"), list("-+0123456789"))
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"[-+]?[0-9]*\.[0-9]+([eE][-+]?[0-9]+)?$"), list("-+.0123456789")
)


def read_yaml(text: str) -> tuple[dict[str, Any], dict[KeyPath, int], list[str]]:
    """Return the data, the line of each key, and problems as sentences that start with the line."""
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            data = loader.construct_document(node) if node is not None else {}
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        return {}, {}, [f"{where}this is not YAML: {error.problem or error.context}."]
    except yaml.YAMLError as error:
        return {}, {}, [f"this is not YAML: {error}."]
    if not isinstance(data, dict):
        return {}, {}, ["line 1: write keys and values here, such as `mode: shadow`."]
    lines: dict[KeyPath, int] = {}
    problems = []
    for path, line in _keys(node, ()) if node is not None else ():
        if path in lines:
            problems.append(f"line {line}: `{dotted(path)}` is told twice (first in line {lines[path]}).")
        lines.setdefault(path, line)
    return data, lines, problems


def dotted(path: KeyPath) -> str:
    """`people.1.address`: entries of a list are counted from 1."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def _keys(node: yaml.Node, above: KeyPath) -> Iterator[tuple[KeyPath, int]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            path = (*above, str(key.value))
            yield path, key.start_mark.line + 1
            yield from _keys(value, path)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield (*above, index), value.start_mark.line + 1
            yield from _keys(value, (*above, index))
