"""Reading ``resources/law``: figures, deadline rules and calendars. A bad file names its line.

The files are small and written by hand, so they are read as YAML at the unlock; every key is checked here
so that nothing behind this module meets a wrong figure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from pathlib import Path
from typing import ClassVar, NoReturn, TypeVar

import yaml

from app.domain.errors import AppError
from app.domain.law.calendar import Calendar, CalendarYear
from app.domain.law.parameters import (
    EVIDENCE_TAGS,
    POLICY,
    UNITS_COUNTED,
    UNVERIFIED,
    Binds,
    Counting,
    DeadlineRule,
    Direction,
    LawParameters,
    Parameter,
    Unit,
)

LARGEST_FILE = 1 << 20
"""Bytes; a file of this kind is some tens of kilobytes."""

_PARAMETERS = "fieldcase-law-parameters/1"
_DEADLINES = "fieldcase-law-deadlines/1"
_CALENDAR = "fieldcase-calendar/1"
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.]{0,63}", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,12}", re.ASCII)
_DAY = timedelta(days=1)
_LATE_DECEMBER = 25
"""A notice may begin in the last days of the December before its year."""

T = TypeVar("T")
E = TypeVar("E", bound=Enum)


class LawFileInvalid(AppError):
    """A file of the law does not say what it must; ``file``, ``line`` (from 1), ``key`` and ``problem``."""

    code: ClassVar[str] = "law.file_invalid"


@dataclass(frozen=True, slots=True)
class Law:
    """All that ``resources/law`` holds."""

    parameters: LawParameters
    calendar: Calendar


@dataclass(frozen=True, slots=True)
class _Row:
    """One YAML mapping with its place in the file."""

    file: str
    line: int
    values: Mapping[str, yaml.Node]

    def take(self, key: str, read: Callable[[_Row, str, yaml.Node], T]) -> T:
        """Read a required key."""
        if key not in self.values:
            self.fail("missing", key)
        return read(self, key, self.values[key])

    def maybe(self, key: str, read: Callable[[_Row, str, yaml.Node], T]) -> T | None:
        """Read a key that may be absent or null."""
        node = self.values.get(key)
        return None if node is None or _is(node, "null") else read(self, key, node)

    def allow(self, *keys: str) -> None:
        """Refuse keys of other names: a slip of the pen must not pass as an absent value."""
        for key, node in self.values.items():
            if key not in keys:
                self.fail("unknown_key", key, node)

    def fail(self, problem: str, key: str = "", node: yaml.Node | None = None) -> NoReturn:
        """Refuse the file at this row, or at the node."""
        line = self.line if node is None else node.start_mark.line + 1
        raise LawFileInvalid(file=self.file, line=line, key=key, problem=problem)


def read_law(folder: Path) -> Law:
    """Read figures, deadline rules and every calendar of a folder laid out like ``resources/law``.

    Raises:
        LawFileInvalid: a file is missing, unreadable or wrong; it names file, line and problem.
    """
    parameters = read_parameters(folder / "parameters.yaml")
    rules = read_rules(folder / "deadlines.yaml", parameters)
    calendars = sorted((folder / "calendars").glob("*.yaml"))
    if not calendars:
        raise LawFileInvalid(file="calendars", line=0, key="", problem="missing")
    return Law(LawParameters(parameters, rules), Calendar(read_calendar(path) for path in calendars))


def read_parameters(path: Path) -> tuple[Parameter, ...]:
    """Read the figures; versions of one figure must not overlap in time.

    Raises:
        LawFileInvalid: see :func:`read_law`.
    """
    found: dict[str, list[Parameter]] = {}
    for row in _rows_of(_root(path, _PARAMETERS, "format", "parameters"), "parameters"):
        parameter = _parameter(row)
        if any(_overlap(parameter, other) for other in found.get(parameter.id, [])):
            row.fail("overlaps", "effective_from")
        found.setdefault(parameter.id, []).append(parameter)
    return tuple(parameter for versions in found.values() for parameter in versions)


def read_rules(path: Path, parameters: Iterable[Parameter]) -> tuple[DeadlineRule, ...]:
    """Read the table of deadlines; every length must be a figure of the unit that the counting needs.

    Raises:
        LawFileInvalid: see :func:`read_law`.
    """
    units = {parameter.id: parameter.unit for parameter in parameters}
    found: dict[str, DeadlineRule] = {}
    for row in _rows_of(_root(path, _DEADLINES, "format", "rules"), "rules"):
        rule = _rule(row)
        if rule.id in found:
            row.fail("twice", "id")
        if units.get(rule.length) is not UNITS_COUNTED[rule.counting]:
            row.fail("wrong_unit" if rule.length in units else "no_such_parameter", "length")
        found[rule.id] = rule
    return tuple(found.values())


def read_calendar(path: Path) -> CalendarYear:
    """Read one yearly notice.

    Raises:
        LawFileInvalid: see :func:`read_law`.
    """
    root = _root(path, _CALENDAR, "format", "year", "source", "evidence", "off", "make_up")
    year = root.take("year", _number)
    if path.stem != str(year):
        root.fail("other_year", "year")
    root.take("evidence", _tag)
    off = [day for row in _rows_of(root, "off") for day in _days_off(row, year)]
    if len({day for day, _ in off}) != len(off):
        root.fail("twice", "off")
    make_up = tuple(_make_up_day(root, node, year) for node in root.take("make_up", _sequence))
    if len(set(make_up)) != len(make_up) or set(make_up) & {day for day, _ in off}:
        root.fail("twice", "make_up")
    return CalendarYear(year, root.take("source", _text), tuple(off), make_up)


def _parameter(row: _Row) -> Parameter:
    row.allow(
        "id",
        "what",
        "value",
        "unit",
        "source",
        "evidence",
        "effective_from",
        "effective_to",
        "enabled",
        "note",
    )
    unit, evidence = row.take("unit", _choice(Unit)), row.take("evidence", _tag)
    enabled = row.maybe("enabled", _flag)
    if (enabled is not None) != (evidence in (POLICY, UNVERIFIED)):
        row.fail("switch_missing" if enabled is None else "law_has_no_switch", "enabled")
    begins, ends = row.maybe("effective_from", _date), row.maybe("effective_to", _date)
    if begins and ends and ends < begins:
        row.fail("ends_before_it_begins", "effective_to")
    return Parameter(
        id=row.take("id", _name),
        what=row.take("what", _text),
        value=int(row.take("value", _flag)) if unit is Unit.FLAG else row.take("value", _number),
        unit=unit,
        source=row.take("source", _text),
        evidence=evidence,
        effective_from=begins,
        effective_to=ends,
        enabled=True if enabled is None else enabled,
        note=row.maybe("note", _text) or "",
    )


def _rule(row: _Row) -> DeadlineRule:
    row.allow("id", "what", "length", "unit", "direction", "start", "binds", "source", "evidence")
    counting, direction = row.take("unit", _choice(Counting)), row.take("direction", _choice(Direction))
    if direction is Direction.BACKWARD and counting is not Counting.WD:
        row.fail("backward_needs_working_days", "direction")
    return DeadlineRule(
        id=row.take("id", _name),
        what=row.take("what", _text),
        length=row.take("length", _name),
        counting=counting,
        direction=direction,
        start=row.take("start", _name),
        binds=row.take("binds", _choice(Binds)),
        source=row.take("source", _text),
        evidence=row.take("evidence", _tag),
    )


def _overlap(one: Parameter, other: Parameter) -> bool:
    begins = max(one.effective_from or date.min, other.effective_from or date.min)
    return begins <= min(one.effective_to or date.max, other.effective_to or date.max)


def _days_off(row: _Row, year: int) -> list[tuple[date, str]]:
    row.allow("name", "from", "to")
    name, first, last = row.take("name", _text), row.take("from", _date), row.take("to", _date)
    if last < first:
        row.fail("ends_before_it_begins", "to")
    if not (_belongs(first, year) and _belongs(last, year)):
        row.fail("other_year", "from")
    return [(first + _DAY * number, name) for number in range((last - first).days + 1)]


def _make_up_day(root: _Row, node: yaml.Node, year: int) -> date:
    day = _date(root, "make_up", node)
    if not _belongs(day, year):
        root.fail("other_year", "make_up", node)
    if day.isoweekday() not in (6, 7):
        root.fail("not_a_weekend", "make_up", node)
    return day


def _belongs(day: date, year: int) -> bool:
    return day.year == year or date(year - 1, 12, _LATE_DECEMBER) <= day < date(year, 1, 1)


def _root(path: Path, form: str, *keys: str) -> _Row:
    row = _mapping(_Row(path.name, 1, {}), "", _compose(path))
    row.allow(*keys)
    if row.take("format", _text) != form:
        row.fail("other_format", "format")
    return row


def _compose(path: Path) -> yaml.Node:
    try:
        data = path.read_bytes()
        if len(data) > LARGEST_FILE:
            raise LawFileInvalid(file=path.name, line=0, key="", problem="too_large")
        node = yaml.compose(data.decode("utf-8"), Loader=yaml.CSafeLoader)
    except OSError as error:
        raise LawFileInvalid(file=path.name, line=0, key="", problem="unreadable") from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        line = _line_of(error)
        raise LawFileInvalid(file=path.name, line=line, key="", problem="no_yaml") from error
    if node is None:
        raise LawFileInvalid(file=path.name, line=0, key="", problem="empty")
    return node


def _line_of(error: Exception) -> int:
    """Where the parser stopped, from 1; 0 when it does not say. libyaml has a mark type of its own."""
    line = getattr(getattr(error, "problem_mark", None), "line", None)
    return line + 1 if isinstance(line, int) else 0


def _rows_of(root: _Row, key: str) -> list[_Row]:
    return [_mapping(root, key, node) for node in root.take(key, _sequence)]


def _mapping(row: _Row, key: str, node: yaml.Node) -> _Row:
    if not isinstance(node, yaml.MappingNode):
        row.fail("no_mapping", key, node)
    values: dict[str, yaml.Node] = {}
    for name, value in node.value:
        if name.value in values:
            row.fail("twice", str(name.value), name)
        values[str(name.value)] = value
    return _Row(row.file, node.start_mark.line + 1, values)


def _sequence(row: _Row, key: str, node: yaml.Node) -> list[yaml.Node]:
    if not isinstance(node, yaml.SequenceNode):
        row.fail("no_list", key, node)
    return list(node.value)


def _is(node: yaml.Node, kind: str) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == f"tag:yaml.org,2002:{kind}"


def _text(row: _Row, key: str, node: yaml.Node) -> str:
    if not _is(node, "str") or not node.value.strip():
        row.fail("no_text", key, node)
    return str(node.value)


def _name(row: _Row, key: str, node: yaml.Node) -> str:
    text = _text(row, key, node)
    if not _ID.fullmatch(text):
        row.fail("no_name", key, node)
    return text


def _tag(row: _Row, key: str, node: yaml.Node) -> str:
    text = _text(row, key, node)
    if text not in EVIDENCE_TAGS:
        row.fail("no_choice", key, node)
    return text


def _number(row: _Row, key: str, node: yaml.Node) -> int:
    if not _is(node, "int") or not _NUMBER.fullmatch(node.value):
        row.fail("no_number", key, node)
    return int(node.value)


def _flag(row: _Row, key: str, node: yaml.Node) -> bool:
    if not _is(node, "bool") or node.value not in ("true", "false"):
        row.fail("no_flag", key, node)
    return bool(node.value == "true")


def _date(row: _Row, key: str, node: yaml.Node) -> date:
    try:
        if not _is(node, "timestamp"):
            row.fail("no_date", key, node)
        return date.fromisoformat(node.value)
    except ValueError:
        row.fail("no_date", key, node)


def _choice(kind: type[E]) -> Callable[[_Row, str, yaml.Node], E]:
    def read(row: _Row, key: str, node: yaml.Node) -> E:
        try:
            return kind(_text(row, key, node))
        except ValueError:
            row.fail("no_choice", key, node)

    return read
