"""Items of the authority list (权责清单事项): what is forbidden, what it costs, who may enforce it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import ClassVar

from app.domain.catalogue.amounts import FineRange
from app.domain.catalogue.citation import Citation
from app.domain.catalogue.marks import Currency, Mark, Usability
from app.domain.catalogue.party import SubjectClass


class HolderLevel(Enum):
    """Which level holds the power, in the words of the list; OPEN (待核) is not known."""

    STREET = "街镇"
    TOWN = "镇乡"
    DISTRICT = "区"
    DISTRICT_AND_STREET = "区+街镇"
    DISTRICT_AND_TOWN = "区+镇乡"
    OPEN = "待核"


class Effect(Enum):
    """How the range of a new branch compares with the old one, both ends counted mechanically."""

    SAME = "相同"
    HEAVIER = "加重"
    LIGHTER = "减轻"
    CROSSED = "交叉"


@dataclass(frozen=True, slots=True)
class Domain:
    """A field of enforcement (业务类别)."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Batch:
    """One event that gave powers to streets or took them back, with its own document.

    Attributes:
        law: id of the document in the list of laws.
        count: how many items it names, where a source says so.
        receivers: (body, number of items) of a batch that takes back.
    """

    id: str
    title: str
    law: str
    effective_from: date
    checked: bool
    source: str = ""
    count: int | None = None
    receivers: tuple[tuple[str, int], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class HolderPeriod:
    """Who held the power from one day to another, both inclusive."""

    level: HolderLevel
    since: date
    until: date | None
    checked: bool

    def covers(self, day: date) -> bool:
        """Whether the period holds the day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the power today and who held it before.

    Attributes:
        assumed: a default for demonstrations where ``level`` is open; never a statement of law.
        batch: the batch that gave the item; ``withdrawal``: the one that took it back.
        scope: old text that bounded the field of the power; history, never printed as a basis.
    """

    level: HolderLevel
    checked: bool
    assumed: HolderLevel
    timeline: tuple[HolderPeriod, ...]
    batch: str = ""
    batch_checked: bool = False
    withdrawal: str = ""
    withdrawal_checked: bool = False
    scope: Citation | None = None
    scope_note: str = ""
    note: str = ""

    @property
    def mark(self) -> Mark:
        """CHECKED where the statute itself names the body, else ASSUMED."""
        return Mark.CHECKED if self.checked else Mark.ASSUMED

    def on(self, day: date) -> HolderPeriod | None:
        """The period that holds the day, or None before the first one."""
        return next((period for period in self.timeline if period.covers(day)), None)


@dataclass(frozen=True, slots=True)
class Correction:
    """The order to correct that goes with the item (行政处罚法第二十八条).

    Attributes:
        precondition: every fine of the present clauses needs refusal or overdue correction first.
        scope: in words, how far the precondition reaches.
    """

    order: str
    precondition: bool
    scope: str


@dataclass(frozen=True, slots=True)
class Branch:
    """One penalty clause of an item for one class of subjects and one time of acting (罚则分支).

    Attributes:
        conduct_from, conduct_to: days of act end, both inclusive; ``conduct_to`` None is open.
        requires_refusal: the clause itself needs 拒不改正 or 逾期不改正.
        optional: the clause says 可以.
        checked: the figure was read in the text named by ``source``.
        when: the condition or the place inside the clause, in words; empty where there is none.
    """

    id: str
    subject: str
    subject_class: SubjectClass
    fine: FineRange
    optional: bool
    requires_refusal: bool
    conduct_from: date
    conduct_to: date | None
    citation: Citation
    checked: bool
    source: str
    when: str = ""

    @property
    def mark(self) -> Mark:
        """How sure the figure is."""
        return Mark.CHECKED if self.checked else Mark.UNCHECKED

    def covers(self, act_end: date) -> bool:
        """Whether the branch is the law for an act that ended on this day (行政处罚法第三十六、三十七条)."""
        return self.conduct_from <= act_end and (self.conduct_to is None or act_end <= self.conduct_to)


@dataclass(frozen=True, slots=True)
class VersionEffect:
    """The list's own comparison of an old branch with its successor: a hint for legal review, no verdict.

    Attributes:
        added: measures that the new text adds without a change of the money.
    """

    old: str
    new: str
    effect: Effect
    note: str = ""
    added: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficialCode:
    """A code of an official list. It names the body too, so it changes when the power moves."""

    scheme: str
    code: str
    body: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the authority list. ``code`` is the product's own key and is never reused."""

    code: str
    key: str
    domain: str
    name: str
    name_checked: bool
    power_type: str
    violated: tuple[Citation, ...]
    penalty_kinds: tuple[str, ...]
    correction: Correction
    branches: tuple[Branch, ...]
    holder: Holder
    effective_from: date
    effective_to: date | None
    usability: Usability
    currency: Currency
    effective_from_basis: str = ""
    effective_from_checked: bool = False
    other_measures: tuple[str, ...] = ()
    basis: tuple[Citation, ...] = ()
    version_effects: tuple[VersionEffect, ...] = ()
    official_codes: tuple[OfficialCode, ...] = ()
    practice_example: str = ""
    notes: str = ""

    PREFIX: ClassVar[str] = "对"
    SUFFIX: ClassVar[str] = "的处罚"

    @property
    def short_name(self) -> str:
        """The name without 对…的处罚, as lists show it."""
        if self.name.startswith(self.PREFIX) and self.name.endswith(self.SUFFIX):
            return self.name[len(self.PREFIX) : -len(self.SUFFIX)]
        return self.name

    def branch(self, branch_id: str) -> Branch | None:
        """The branch with this id, or None."""
        return next((branch for branch in self.branches if branch.id == branch_id), None)
