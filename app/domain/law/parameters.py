"""The figures and deadline rules of the law, each with its source; no such figure stands in code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import ClassVar

from app.domain.errors import AppError
from app.domain.money import FEN_A_YUAN, Fen


class ParameterUnknown(AppError):
    """No parameter of this ``id``, or none in force on the day ``on``."""

    code: ClassVar[str] = "law.parameter_unknown"


class RuleUnknown(AppError):
    """No deadline rule of this ``id``."""

    code: ClassVar[str] = "law.rule_unknown"


class Unit(Enum):
    """What a parameter's value counts."""

    YUAN = "yuan"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    YEARS = "years"
    HOURS = "hours"
    MINUTES = "minutes"
    PERCENT = "percent"
    COUNT = "count"
    CLOCK_HOUR = "clock_hour"
    FLAG = "flag"


class Counting(Enum):
    """How a deadline is counted; the day of the event is never counted, hours run from the moment.

    WD working days; CD calendar days that roll over a rest day; CDX calendar days that do not; M months that
    roll over; MX months that do not; H hours; RATE counts each day and has no last one.
    """

    WD = "WD"
    CD = "CD"
    CDX = "CDX"
    M = "M"
    MX = "MX"
    H = "H"
    RATE = "RATE"


UNITS_COUNTED: Mapping[Counting, Unit] = {
    Counting.WD: Unit.WORKING_DAYS,
    Counting.CD: Unit.DAYS,
    Counting.CDX: Unit.DAYS,
    Counting.M: Unit.MONTHS,
    Counting.MX: Unit.MONTHS,
    Counting.H: Unit.HOURS,
    Counting.RATE: Unit.PERCENT,
}
"""The unit that a rule's length must have."""


class Direction(Enum):
    """FORWARD counts from the event; BACKWARD leaves full working days before it."""

    FORWARD = "forward"
    BACKWARD = "backward"


class Binds(Enum):
    """Whose deadline: where paper and projection differ, the party gets the later day, we the earlier."""

    PARTY = "party"
    AGENCY = "agency"
    COURT = "court"
    OTHER = "other"


UNVERIFIED = "UNVERIFIED"
POLICY = "P"
EVIDENCE_TAGS = ("L", "L-2018", "L-2024", "S", POLICY, UNVERIFIED)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One figure of the law.

    Attributes:
        what: its name in Chinese, for lists.
        value: an integer in ``unit``; 1 or 0 for a flag.
        source: full citation, or the statement that it is a policy of this program.
        evidence: L, L-2018, L-2024, S, P or UNVERIFIED.
        effective_from, effective_to: both inclusive; None where the source states no day.
        enabled: the switch of a policy or unverified figure; always True for a rule of law.
    """

    id: str
    what: str
    value: int
    unit: Unit
    source: str
    evidence: str
    effective_from: date | None = None
    effective_to: date | None = None
    enabled: bool = True
    note: str = ""

    def in_force(self, on: date) -> bool:
        """Whether the figure holds on a day."""
        return (self.effective_from or date.min) <= on <= (self.effective_to or date.max)


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """One row of the table of deadlines (T01-T46): how long, counted how, from which event.

    Attributes:
        length: id of the parameter that holds the number.
        start: name of the event whose day is not counted, such as ``decision.received``.
    """

    id: str
    what: str
    length: str
    counting: Counting
    direction: Direction
    start: str
    binds: Binds
    source: str
    evidence: str


class LawParameters:
    """All figures and deadline rules of a release; several versions of one figure by their days in force."""

    __slots__ = ("_parameters", "_rules")

    def __init__(self, parameters: Iterable[Parameter], rules: Iterable[DeadlineRule] = ()) -> None:
        versions: dict[str, tuple[Parameter, ...]] = {}
        for parameter in parameters:
            versions[parameter.id] = (*versions.get(parameter.id, ()), parameter)
        self._parameters = MappingProxyType(versions)
        self._rules = MappingProxyType({rule.id: rule for rule in rules})

    def __iter__(self) -> Iterator[Parameter]:
        return (parameter for versions in self._parameters.values() for parameter in versions)

    def completed_by(self, other: LawParameters) -> LawParameters:
        """These figures and rules, and those of ``other`` that have no id here."""
        lacking = [parameter for parameter in other if parameter.id not in self._parameters]
        rules = [rule for rule in other.rules if rule.id not in self._rules]
        return LawParameters((*self, *lacking), (*self.rules, *rules))

    @property
    def rules(self) -> tuple[DeadlineRule, ...]:
        """All deadline rules in the order of the table."""
        return tuple(self._rules.values())

    def get(self, id_: str, on: date) -> Parameter:
        """The version of a figure in force on a day.

        Raises:
            ParameterUnknown: there is none.
        """
        for parameter in self._parameters.get(id_, ()):
            if parameter.in_force(on):
                return parameter
        raise ParameterUnknown(id=id_, on=on.isoformat())

    def nearest(self, id_: str, on: date) -> Parameter:
        """The version in force on a day; before the first or in a gap, the one that begins or ended nearest.

        A wrong clock must not stop work (a guard warns of it), so guards ask here.

        Raises:
            ParameterUnknown: no version at all.
        """
        versions = self._parameters.get(id_, ())
        if not versions:
            raise ParameterUnknown(id=id_, on=on.isoformat())
        return min(versions, key=lambda parameter: _distance(parameter, on))

    def value(self, id_: str, on: date) -> int:
        """The number of a figure on a day, in its unit.

        Raises:
            ParameterUnknown: no such figure.
        """
        return self.nearest(id_, on).value

    def fen(self, id_: str, on: date) -> Fen:
        """A figure in yuan as fen.

        Raises:
            ParameterUnknown: no such figure, or it is not in yuan.
        """
        parameter = self.nearest(id_, on)
        if parameter.unit is not Unit.YUAN:
            raise ParameterUnknown(id=id_, on=on.isoformat(), unit=parameter.unit.value)
        return Fen(parameter.value * FEN_A_YUAN)

    def is_on(self, id_: str, on: date) -> bool:
        """Whether a switchable figure is enabled (and, for a flag, true).

        Raises:
            ParameterUnknown: no such figure.
        """
        parameter = self.nearest(id_, on)
        return parameter.enabled and (parameter.unit is not Unit.FLAG or bool(parameter.value))

    def rule(self, id_: str) -> DeadlineRule:
        """A deadline rule by its id.

        Raises:
            RuleUnknown: no such row.
        """
        found = self._rules.get(id_)
        if found is None:
            raise RuleUnknown(id=id_)
        return found


def _distance(parameter: Parameter, on: date) -> int:
    if parameter.in_force(on):
        return 0
    begins, ends = parameter.effective_from or date.min, parameter.effective_to or date.max
    return min(abs((begins - on).days), abs((on - ends).days))
