"""Canonical JSON: one value, one sequence of bytes, so that a hash can speak for it.

The form is a subset of RFC 8785 (JSON Canonicalization Scheme): UTF-8, Unicode NFC, keys sorted by
UTF-16 code units, no floats, integers within ±(2^53-1), no lone surrogates, no U+0000. Texts that are
not NFC are refused rather than changed here: whoever takes text from a person calls :func:`nfc` first.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from typing import ClassVar, TypeAlias

from app.domain.errors import AppError

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"

MAX_INTEGER = 2**53 - 1
MAX_DEPTH = 32
MAX_BYTES = 64 * 1024
"""The largest body or header of an entry in bytes (64 KiB)."""


class NotCanonical(AppError):
    """The value or the bytes have no place in canonical JSON; ``path`` and ``reason`` say where and why."""

    code: ClassVar[str] = "canonical.refused"


def canonical_bytes(value: object) -> bytes:
    """Encode ``value`` canonically.

    Raises:
        NotCanonical: a float, a too large integer, a text that is not NFC or holds U+0000 or a lone
            surrogate, a key that is no text, a nesting deeper than 32, or an unknown type.
    """
    return json.dumps(_ordered(value, "$", 0), ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def parse_canonical(data: bytes) -> Json:
    """Decode bytes that must already be canonical.

    Raises:
        NotCanonical: the bytes are no JSON, or their canonical form is another sequence of bytes.
    """
    try:
        value = json.loads(data.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise NotCanonical(path="$", reason="no_json") from error
    if canonical_bytes(value) != data:
        raise NotCanonical(path="$", reason="other_form")
    parsed: Json = value
    return parsed


def nfc(text: str) -> str:
    """Bring text typed by a person into the one Unicode form that the journal keeps."""
    return unicodedata.normalize("NFC", text)


def _no_constant(name: str) -> object:
    raise NotCanonical(path="$", reason="no_json", constant=name)


def _ordered(value: object, path: str, depth: int) -> object:
    if depth > MAX_DEPTH:
        raise NotCanonical(path=path, reason="too_deep")
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _checked_text(value, path)
    if isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            raise NotCanonical(path=path, reason="integer_too_large")
        return int(value)
    if isinstance(value, Mapping):
        return _ordered_object(value, path, depth)
    if isinstance(value, list | tuple):
        return [_ordered(item, f"{path}[{place}]", depth + 1) for place, item in enumerate(value)]
    raise NotCanonical(path=path, reason="type", type=type(value).__name__)


def _ordered_object(value: Mapping[object, object], path: str, depth: int) -> dict[str, object]:
    keys = []
    for key in value:
        if not isinstance(key, str):
            raise NotCanonical(path=path, reason="key_type", type=type(key).__name__)
        keys.append(_checked_text(key, f"{path}.{key}"))
    keys.sort(key=lambda key: key.encode("utf-16-be"))
    return {key: _ordered(value[key], f"{path}.{key}", depth + 1) for key in keys}


def _checked_text(text: str, path: str) -> str:
    if "\0" in text:
        raise NotCanonical(path=path, reason="nul")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotCanonical(path=path, reason="lone_surrogate") from error
    if not unicodedata.is_normalized("NFC", text):
        raise NotCanonical(path=path, reason="not_nfc")
    return str(text)
