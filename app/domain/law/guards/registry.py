"""Guards by name: each looks at a case and returns all its reasons, never a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from app.domain.errors import AppError
from app.domain.findings import Finding, Severity
from app.domain.law.matter import Matter

Guard: TypeAlias = Callable[[Matter], Iterable[Finding]]
Facts: TypeAlias = Mapping[str, object]

_GUARDS: dict[str, Guard] = {}
_NONE: Facts = MappingProxyType({})


def guard(function: Guard) -> Guard:
    """Enter a guard under its own name."""
    _GUARDS[function.__name__] = function
    return function


def all_guards() -> Mapping[str, Guard]:
    """Every guard by its name."""
    return dict(_GUARDS)


def run(names: Iterable[str], matter: Matter) -> list[Finding]:
    """All reasons of the named guards, in their order, each once.

    A guard that meets foreseen trouble (a figure or a row that the release lacks) says so by a finding:
    a judgement never fails.
    """
    found: list[Finding] = []
    for name in names:
        try:
            found += (finding for finding in _GUARDS[name](matter) if finding not in found)
        except AppError as error:
            found.append(block("law.unavailable", tag="P", more=_plain(name, error)))
    return found


def block(code: str, *articles: str, tag: str = "L", more: Facts = _NONE, **facts: object) -> Finding:
    """A reason that stops the act."""
    return Finding(code, Severity.BLOCK, articles, tag, {**more, **facts})


def warn(code: str, *articles: str, tag: str = "L", more: Facts = _NONE, **facts: object) -> Finding:
    """A reason to be read and confirmed once."""
    return Finding(code, Severity.WARN, articles, tag, {**more, **facts})


def note(code: str, *articles: str, tag: str = "P", more: Facts = _NONE, **facts: object) -> Finding:
    """Something to be shown."""
    return Finding(code, Severity.NOTE, articles, tag, {**more, **facts})


def _plain(name: str, error: AppError) -> Facts:
    return {"guard": name, "error": error.code} | {key: str(value) for key, value in error.facts.items()}
