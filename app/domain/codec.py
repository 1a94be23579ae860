"""Frozen dataclasses to plain JSON values and back, by their own type hints.

Unknown keys are passed over, so that a record of a newer program is still read; a missing key takes the
dataclass's default. A wrong type is refused by name: every record may come from a hostile place.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any, ClassVar, TypeVar

from app.domain.canonical import Json
from app.domain.errors import AppError

T = TypeVar("T")


class RecordRefused(AppError):
    """A record does not have the shape of its type; ``record``, ``field`` and ``reason`` say where."""

    code: ClassVar[str] = "record.refused"


def to_json(record: object) -> Json:
    """Turn a dataclass (or a value within one) into what JSON can carry; ``json`` metadata renames a key."""
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        return {_key(field): to_json(getattr(record, field.name)) for field in dataclasses.fields(record)}
    if isinstance(record, Enum):
        return to_json(record.value)
    if isinstance(record, Mapping):
        return {str(key): to_json(value) for key, value in record.items()}
    if isinstance(record, list | tuple):
        return [to_json(item) for item in record]
    if record is None or isinstance(record, bool | int | str):
        return record
    raise RecordRefused(record=type(record).__name__, field="", reason="type")


def from_json(kind: type[T], value: object) -> T:
    """Build ``kind`` from a JSON value.

    Raises:
        RecordRefused: a key without default is missing, or a value has another type than the hint.
    """
    if not isinstance(value, Mapping):
        raise RecordRefused(record=kind.__name__, field="", reason="no_object")
    shape: Any = kind
    hints = _hints(shape)
    found: dict[str, object] = {}
    for field in _fields(shape):
        key = _key(field)
        if key in value:
            found[field.name] = _read(hints[field.name], value[key], kind.__name__, key)
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            raise RecordRefused(record=kind.__name__, field=key, reason="missing")
    return kind(**found)


def _key(field: dataclasses.Field[Any]) -> str:
    return str(field.metadata.get("json", field.name))


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _read(hint: Any, value: object, record: str, field: str) -> object:
    origin = typing.get_origin(hint)
    if hint is Any or hint is object:
        return value
    if origin in (typing.Union, types.UnionType):
        return _read_union(hint, value, record, field)
    if origin is tuple:
        if not isinstance(value, list | tuple):
            raise RecordRefused(record=record, field=field, reason="no_list")
        return tuple(_read(typing.get_args(hint)[0], item, record, field) for item in value)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return _read_mapping(hint, value, record, field)
    return _read_plain(hint, value, record, field)


def _read_union(hint: Any, value: object, record: str, field: str) -> object:
    if value is None and type(None) in typing.get_args(hint):
        return None
    options = [option for option in typing.get_args(hint) if option is not type(None)]
    for option in options[:-1]:
        try:
            return _read(option, value, record, field)
        except RecordRefused:
            continue
    return _read(options[-1], value, record, field)


def _read_mapping(hint: Any, value: object, record: str, field: str) -> object:
    if not isinstance(value, Mapping):
        raise RecordRefused(record=record, field=field, reason="no_object")
    inner = typing.get_args(hint)[1]
    return {str(key): _read(inner, item, record, f"{field}.{key}") for key, item in value.items()}


def _read_plain(hint: Any, value: object, record: str, field: str) -> object:
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return from_json(hint, value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        try:
            return hint(value)
        except ValueError as error:
            raise RecordRefused(record=record, field=field, reason="unknown_value") from error
    if isinstance(hint, type) and isinstance(value, hint) and not (hint is int and isinstance(value, bool)):
        return value
    raise RecordRefused(record=record, field=field, reason="type")


@cache
def _fields(kind: Any) -> tuple[dataclasses.Field[Any], ...]:
    return dataclasses.fields(kind)
