"""YAML read with the line of every key, checked by a model; trouble names the file and the line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from app.ports.paperwork import FormBroken

Place: TypeAlias = tuple[str | int, ...]
"""The way to a value: keys and indexes from the root."""

_Model = TypeVar("_Model", bound=BaseModel)


class Marked:
    """The plain data of one file and the line on which each part of it begins."""

    def __init__(self, text: str, file: str) -> None:
        """Read ``text``; ``file`` is its name for messages.

        Raises:
            FormBroken: no YAML, a key that stands twice, or an alias.
        """
        self.file = file
        self._lines: dict[Place, int] = {}
        self._seen: set[int] = set()
        try:
            loader = yaml.SafeLoader(text)
            try:
                self.data = self._read(loader, loader.get_single_node(), ())
            finally:
                loader.dispose()
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise FormBroken(file=file, line=line, reason="yaml", detail=error.problem or "") from error
        except yaml.YAMLError as error:
            raise FormBroken(file=file, line=1, reason="yaml", detail=str(error)) from error

    def line(self, place: Sequence[str | int]) -> int:
        """The line of the innermost part on the way to a value."""
        way: Place = ()
        for part in place:
            if (*way, part) in self._lines:
                way = (*way, part)
        return self._lines.get(way, 1)

    def broken(self, place: Sequence[str | int], detail: str) -> FormBroken:
        """The error for a rule that a part breaks."""
        return FormBroken(file=self.file, line=self.line(place), reason="rule", detail=detail)

    def check(self, model: type[_Model]) -> _Model:
        """The data as a model.

        Raises:
            FormBroken: the innermost rule that is broken, with its line.
        """
        try:
            return model.model_validate(self.data)
        except ValidationError as error:
            worst = max(error.errors(include_url=False), key=lambda found: self.line(found["loc"]))
            where = ".".join(str(part) for part in worst["loc"])
            raise self.broken(worst["loc"], f"{where}: {worst['msg']}") from error

    def walk(self) -> Iterator[tuple[Place, object]]:
        """Every part of the data with the way to it, outermost first."""
        return _walk(self.data, ())

    def _read(self, loader: yaml.SafeLoader, node: yaml.Node | None, place: Place) -> object:
        if node is None:
            return None
        self._lines.setdefault(place, node.start_mark.line + 1)
        if id(node) in self._seen:
            raise self.broken(place, "an alias has no place in a form")
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(loader, node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self._read(loader, part, (*place, index)) for index, part in enumerate(node.value)]
        return loader.construct_object(node)

    def _mapping(self, loader: yaml.SafeLoader, node: yaml.MappingNode, place: Place) -> dict[str, object]:
        found: dict[str, object] = {}
        for key_node, part in node.value:
            key = str(key_node.value)
            twice = key in found
            self._lines[(*place, key)] = key_node.start_mark.line + 1
            if twice:
                raise self.broken((*place, key), f"{key} stands twice")
            found[key] = self._read(loader, part, (*place, key))
        return found


def _walk(data: object, place: Place) -> Iterator[tuple[Place, object]]:
    yield place, data
    if isinstance(data, dict):
        for key, part in data.items():
            yield from _walk(part, (*place, key))
    elif isinstance(data, list):
        for index, part in enumerate(data):
            yield from _walk(part, (*place, index))
