"""The fields of a case that officers fill: one name for each printed fact, nothing is typed twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import ClassVar

from app.domain.clock import SHANGHAI
from app.domain.errors import AppError


class FieldKind(Enum):
    """What a field holds: text, fen (integer), an RFC 3339 time, an ISO date, a choice or yes/no."""

    TEXT = "text"
    FEN = "fen"
    TIME = "time"
    DATE = "date"
    CHOICE = "choice"
    FLAG = "flag"


class FieldRefused(AppError):
    """A value does not fit its field; ``field`` and ``reason`` name it."""

    code: ClassVar[str] = "field.refused"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """The shape of one field: its kind, the longest text in characters, the choices it allows."""

    name: str
    kind: FieldKind
    longest: int = 200
    choices: tuple[str, ...] = ()


def _text(name: str, longest: int = 200) -> FieldSpec:
    return FieldSpec(name, FieldKind.TEXT, longest)


def _choice(name: str, *choices: str) -> FieldSpec:
    return FieldSpec(name, FieldKind.CHOICE, 40, choices)


FIELDS: Mapping[str, FieldSpec] = {
    spec.name: spec
    for spec in (
        _text("case.assist", 40),
        _choice("party.kind", "person", "unit", "sole_trader"),
        _text("party.name", 60),
        _choice("party.sex", "男", "女"),
        FieldSpec("party.born", FieldKind.DATE),
        _text("party.identity", 40),
        _text("party.phone", 40),
        _text("party.address", 120),
        _text("party.unit_name", 80),
        _text("party.credit_code", 40),
        _text("party.representative", 60),
        _text("party.unit_address", 120),
        _text("act.item", 20),
        FieldSpec("act.at", FieldKind.TIME),
        FieldSpec("act.ended_at", FieldKind.TIME),
        _text("act.place", 500),
        _text("act.facts", 3000),
        _text("act.circumstance", 60),
        _choice("act.repeat", "first", "repeat"),
        FieldSpec("act.harm_to_life_or_health", FieldKind.FLAG),
        _choice("act.gravity", "ordinary", "slight", "minor_corrected_no_harm", "first_slight_corrected"),
        _text("act.no_penalty_choice", 300),
        _choice("exit.ground", "no_facts", "incapable", "no_fault"),
        _text("exit.reason", 300),
        FieldSpec("scene.from", FieldKind.TIME),
        FieldSpec("scene.until", FieldKind.TIME),
        _text("scene.narrative", 5000),
        _text("scene.statement", 1000),
        _text("scene.witness", 60),
        FieldSpec("scene.card_shown", FieldKind.FLAG),
        FieldSpec("scene.rights_told", FieldKind.FLAG),
        FieldSpec("scene.party_present", FieldKind.FLAG),
        FieldSpec("scene.recusal_asked", FieldKind.FLAG),
        _text("correction.demand", 1000),
        _choice("correction.term", "at_once", "by_date"),
        FieldSpec("correction.due", FieldKind.TIME),
        FieldSpec("reinspection.from", FieldKind.TIME),
        FieldSpec("reinspection.until", FieldKind.TIME),
        _text("reinspection.witness", 60),
        FieldSpec("reinspection.card_shown", FieldKind.FLAG),
        FieldSpec("reinspection.party_present", FieldKind.FLAG),
        _choice("decision.kind", "warning", "fine"),
        FieldSpec("decision.amount", FieldKind.FEN),
        _text("decision.branch", 40),
        _text("decision.benchmark", 40),
        _choice("decision.tier", *(str(number) for number in range(1, 41))),
        _text("decision.reason", 1000),
        _text("decision.other_penalties", 100),
        _text("decision.leniency", 100),
        _text("decision.defence_answer", 1000),
        _choice("payment.mode", "on_spot", "bank"),
        _choice("payment.ground", "at_most_limit", "hard_later", "remote"),
        _text("payment.ground_reason", 200),
        _text("payment.receipt", 40),
        FieldSpec("payment.surcharge", FieldKind.FLAG),
        _text("inspection.code", 40),
        _text("inspection.code_reason", 200),
        _text("filing.grounds", 300),
        _text("report.course", 800),
        _text("report.nature", 300),
        _choice("decision.other_kind", "confiscation", "permit", "closure", "criticism", "other"),
        FieldSpec("decision.confiscated_value", FieldKind.FEN),
        _text("decision.mitigation", 200),
        FieldSpec("decision.major", FieldKind.FLAG),
        FieldSpec("decision.complex", FieldKind.FLAG),
        _text("defence.answer", 600),
        _text("service.recipient", 80),
        _text("service.relation", 60),
        _text("service.place", 120),
        _choice("service.mode", "DIRECT", "LEAVE", "POST", "ELECTRONIC", "ENTRUST", "NOTICE"),
        _text("service.remark", 200),
        _choice("close.ground", "performed", "enforced", "terminated", "no_penalty", "transferred", "other"),
        _text("close.remark", 300),
    )
}
"""Every field by its name. ``act.item`` is the code of the authority list's item.

What officers write in their own words may be longer than any paper takes: it is saved as it was typed, and
the paper says by how much it must be shortened.
"""


@dataclass(frozen=True, slots=True)
class FieldValue:
    """The current value of a field and the entry that set it."""

    value: object
    entry: str
    at: str


def checked_value(name: str, value: object) -> object:
    """Pass a value on when it fits the field; None clears it.

    Raises:
        FieldRefused: unknown field, wrong type, too long, not among the choices, or no date or time.
    """
    spec = FIELDS.get(name)
    if spec is None:
        raise FieldRefused(field=name, reason="unknown")
    if value is None:
        return None
    if spec.kind is FieldKind.FLAG:
        return _typed(name, value, bool)
    if spec.kind is FieldKind.FEN:
        return _fen(name, value)
    text = str(_typed(name, value, str))
    if len(text) > spec.longest:
        raise FieldRefused(field=name, reason="too_long", longest=spec.longest, length=len(text))
    if spec.kind is FieldKind.CHOICE and text not in spec.choices:
        raise FieldRefused(field=name, reason="no_choice", choices=spec.choices)
    if spec.kind in (FieldKind.TIME, FieldKind.DATE):
        _check_when(name, text, spec.kind)
    return text


def _typed(name: str, value: object, kind: type) -> object:
    if not isinstance(value, kind):
        raise FieldRefused(field=name, reason="type")
    return value


def _fen(name: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise FieldRefused(field=name, reason="amount")
    return value


def _check_when(name: str, text: str, kind: FieldKind) -> None:
    try:
        if kind is FieldKind.DATE:
            date.fromisoformat(text)
            return
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise FieldRefused(field=name, reason="no_date") from error
    if moment.utcoffset() != SHANGHAI.utcoffset(None):
        raise FieldRefused(field=name, reason="time_zone")
