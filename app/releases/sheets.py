"""YAML sheets with their line numbers: strict, without anchors, decimals kept as they are written."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

import yaml

from app.releases.errors import Problem, SheetRefused

Path: TypeAlias = tuple[str | int, ...]

MAX_BYTES = 8 * 1024 * 1024
MAX_DEPTH = 16

_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TRUE, _FALSE = {"true", "True", "TRUE"}, {"false", "False", "FALSE"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One parsed sheet: its value, and for each place in it the line it stands on (counted from 1)."""

    name: str
    value: object
    lines: Mapping[Path, int]

    def line_of(self, path: Path) -> int:
        """The line of a place, or of the nearest place around it."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)

    def problem(self, path: Path, code: str, where: str = "") -> Problem:
        """A fault at a place of this sheet."""
        return Problem(self.name, self.line_of(path), code, where or ".".join(map(str, path)))


def read_sheet(name: str, data: bytes) -> Sheet:
    """Parse one sheet.

    Numbers with a point become :class:`~decimal.Decimal`; dates stay text; yes/no/on/off stay text.

    Raises:
        SheetRefused: no UTF-8, no YAML, two documents, a repeated key, a key that is no text, an anchor or
            alias, a tag, too deep or too large.
    """
    if len(data) > MAX_BYTES:
        raise SheetRefused([Problem(name, 1, "sheet.too_large")])
    try:
        loader = _LOADER(data.decode("utf-8"))
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
    except UnicodeDecodeError as error:
        raise SheetRefused([Problem(name, data[: error.start].count(b"\n") + 1, "sheet.not_utf8")]) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SheetRefused([Problem(name, line, "sheet.not_yaml", error.problem or "")]) from error
    except yaml.YAMLError as error:
        raise SheetRefused([Problem(name, 1, "sheet.not_yaml", str(error))]) from error
    if node is None:
        raise SheetRefused([Problem(name, 1, "sheet.empty")])
    reading = _Reading(name)
    value = reading.value(node, ())
    return Sheet(name, value, reading.lines)


class _Reading:
    """One walk over the nodes of a sheet; an alias shows itself as a node met twice."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._met: set[int] = set()
        self.lines: dict[Path, int] = {}

    def value(self, node: yaml.Node, path: Path) -> object:
        self.lines[path] = node.start_mark.line + 1
        if id(node) in self._met:
            self._refuse(node, "sheet.alias")
        self._met.add(id(node))
        if len(path) > MAX_DEPTH:
            self._refuse(node, "sheet.too_deep")
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*path, place)) for place, child in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[Hashable, object]:
        found: dict[Hashable, object] = {}
        for key_node, child in node.value:
            key = key_node.value
            if not isinstance(key_node, yaml.ScalarNode) or key_node.tag != "tag:yaml.org,2002:str":
                self._refuse(key_node, "sheet.key_not_text")
            if key in found:
                self._refuse(key_node, "sheet.key_repeated", key)
            found[key] = self.value(child, (*path, key))
        return found

    def _scalar(self, node: yaml.Node) -> object:
        text, kind = str(node.value), str(node.tag).removeprefix("tag:yaml.org,2002:")
        if kind == "null":
            return None
        if kind == "bool" and text in _TRUE | _FALSE:
            return text in _TRUE
        if kind == "int" and text.lstrip("-").isdecimal() and text.isascii():
            return int(text)
        if kind == "float" and text.isascii() and text.replace(".", "", 1).lstrip("-").isdecimal():
            return Decimal(text)
        if kind in ("str", "timestamp", "bool"):
            return text
        self._refuse(node, "sheet.value_refused", text)
        return None

    def _refuse(self, node: yaml.Node, code: str, where: str = "") -> None:
        raise SheetRefused([Problem(self._name, node.start_mark.line + 1, code, where)])
