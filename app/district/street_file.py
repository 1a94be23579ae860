"""The file that tells a district of a street: agency, classes of numbers, officers; YAML or JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import yaml

from app.district.errors import StreetFileRefused
from app.domain.canonical import Json, nfc
from app.domain.codec import RecordRefused, from_json
from app.domain.errors import AppError
from app.domain.numbers import NumberBlock
from app.domain.roster import Agency

_LARGEST = 1024 * 1024


@dataclass(frozen=True, slots=True)
class NumberClass:
    """How numbers of one class are written, and how many a device gets at once (None: the district's policy).

    ``template`` holds ``{year}`` and ``{seq}``, such as ``{seq:04d}``.
    """

    number_class: str
    template: str
    block: int | None = None


@dataclass(frozen=True, slots=True)
class CardFacts:
    """An enforcement card: number, and its days (ISO, both inclusive)."""

    number: str
    valid_from: str
    valid_until: str


@dataclass(frozen=True, slots=True)
class OfficerFacts:
    """A person as a roster names him."""

    id: str
    name: str
    roles: tuple[str, ...]
    squad: str
    cards: tuple[CardFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class GrantDays:
    """From when to when the street's grants are good (ISO days); where not told, the district's policy."""

    valid_from: str
    valid_until: str


@dataclass(frozen=True, slots=True)
class _BlockRow:
    number_class: str
    first: int
    last: int
    template: str


@dataclass(frozen=True, slots=True)
class StreetFacts:
    """What a street's file says.

    Attributes:
        numbers: the classes of which laptops get blocks.
        register: the class with which the street's register counts the summary decisions that it receives;
            without one they get no number.
        blocks: the same as ``numbers`` in the form of a laptop's blocks, whose size is then that of a block.
    """

    agency: Agency
    numbers: tuple[NumberClass, ...] = ()
    register: NumberClass | None = None
    officers: tuple[OfficerFacts, ...] = ()
    grants: GrantDays | None = None
    blocks: tuple[_BlockRow, ...] = field(default=())

    def number(self, number_class: str) -> NumberClass | None:
        """A class of which laptops get blocks, or None."""
        return next((each for each in self.numbers if each.number_class == number_class), None)


def read_street_file(path: Path) -> StreetFacts:
    """Read a street's file.

    Raises:
        StreetFileRefused: it cannot be read, or says something else than it must.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise StreetFileRefused(file=path.name, field="", reason="too_large")
        text = path.read_text(encoding="utf-8")
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(text)):
            # A small file with aliases of aliases is a huge one.
            raise StreetFileRefused(file=path.name, field="", reason="alias")
        whole = _with_days_as_text(yaml.safe_load(text))
    except (OSError, ValueError, yaml.YAMLError, RecursionError) as error:
        raise StreetFileRefused(file=path.name, field="", reason="unreadable") from error
    return street_facts(whole, path.name)


def street_facts(value: object, file: str = "") -> StreetFacts:
    """Check what a street's file says.

    Raises:
        StreetFileRefused: something is missing or of another kind; ``field`` names it.
    """
    try:
        facts = from_json(StreetFacts, value)
    except RecordRefused as error:
        raise StreetFileRefused(
            file=file, field=error.facts["field"], reason=error.facts["reason"]
        ) from error
    numbers = facts.numbers or tuple(dict.fromkeys(_of_block(row) for row in facts.blocks))
    facts = replace(facts, numbers=numbers, blocks=())
    for number in (*numbers, *([facts.register] if facts.register else [])):
        _check_number(number, file)
    _check_people(facts, file)
    return facts


def check_officer(officer: OfficerFacts, file: str = "") -> None:
    """See that an officer can be put on a roster.

    Raises:
        StreetFileRefused: a day is none, or a name, id or role is missing.
    """
    for name, value in (("id", officer.id), ("name", officer.name), ("roles", officer.roles)):
        if not value:
            raise StreetFileRefused(file=file, field=f"officers.{name}", reason="empty")
    for card in officer.cards:
        for day in (card.valid_from, card.valid_until):
            _check_day(day, "officers.cards", file)


def _check_people(facts: StreetFacts, file: str) -> None:
    for officer in facts.officers:
        check_officer(officer, file)
    if len({officer.id for officer in facts.officers}) != len(facts.officers):
        raise StreetFileRefused(file=file, field="officers.id", reason="twice")
    for name, value in (("agency.id", facts.agency.id), ("agency.name", facts.agency.name)):
        if not value:
            raise StreetFileRefused(file=file, field=name, reason="empty")
    if facts.grants is not None:
        _check_day(facts.grants.valid_from, "grants.valid_from", file)
        _check_day(facts.grants.valid_until, "grants.valid_until", file)


def _check_day(text: str, name: str, file: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise StreetFileRefused(file=file, field=name, reason="no_day") from error


def _check_number(number: NumberClass, file: str) -> None:
    try:
        block = NumberBlock("", number.number_class, 2026, 1, 2, number.template)
        differ = block.written(1) != block.written(2)
    except (AppError, KeyError, IndexError, ValueError, AttributeError) as error:
        raise StreetFileRefused(file=file, field="numbers.template", reason="template") from error
    if not differ or not number.number_class or (number.block is not None and number.block < 1):
        raise StreetFileRefused(file=file, field="numbers", reason="template")


def _of_block(row: _BlockRow) -> NumberClass:
    return NumberClass(row.number_class, row.template, row.last - row.first + 1)


def _with_days_as_text(value: object) -> Json:
    """YAML reads a bare day as a date; everything here takes it as text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _with_days_as_text(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_with_days_as_text(each) for each in value]
    if isinstance(value, str):
        return nfc(value)
    return value if isinstance(value, int) else None
