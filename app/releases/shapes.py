"""The shape of the sheets: every key and its type; read with pydantic when a release is built."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, TypeAlias, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, Strict, ValidationError

from app.domain.catalogue.amounts import FineKind
from app.domain.catalogue.benchmark import Match, Mode, Source
from app.domain.catalogue.item import Effect, HolderLevel
from app.domain.catalogue.marks import Currency, Usability
from app.domain.catalogue.party import SubjectClass
from app.releases.errors import Problem, SheetRefused
from app.releases.sheets import Sheet

T = TypeVar("T")


def _day(value: object) -> object:
    if isinstance(value, str) and len(value) == len("2026-08-15"):
        return date.fromisoformat(value)
    raise ValueError("a day is written 2026-08-15")


def _number(value: object) -> object:
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


Day: TypeAlias = Annotated[date, BeforeValidator(_day)]
Number: TypeAlias = Annotated[Decimal, BeforeValidator(_number), Field(ge=0, le=10**12)]
Text: TypeAlias = Annotated[str, Field(min_length=1, max_length=2000, pattern=r"^[^\x00-\x1f]+$")]
Count: TypeAlias = Annotated[int, Field(ge=1, le=9999)]
Named: TypeAlias = Annotated[T, Strict(False)]
"""An enumeration, written by its value."""


class Row(BaseModel):
    """A row of a sheet: strict types, unknown keys refused."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class LawRow(Row):
    id: Annotated[str, Field(pattern=r"^[A-Z]+(-[A-Z0-9]+)+$")]
    family: Text
    title: Text
    level: Literal["法律", "行政法规", "地方性法规", "部门规章", "地方政府规章", "规范性文件"]
    issuer: Text
    number: Text | None = None
    adopted: Day | None = None
    amended: list[Day] = []
    effective: Day | None = None
    this_text_from: Day | None = None
    repealed: Day | None = None
    repealed_by: Text | None = None
    status: Text
    text_read: Literal["full", "partial", "none"]
    checked: dict[str, bool]
    source: Text | None = None
    notes: Text | None = None


class LawSheet(Row):
    meta: dict[str, object]
    laws: list[LawRow]


class DomainRow(Row):
    id: Annotated[str, Field(pattern=r"^[A-Z]{2,10}$")]
    name: Text


class ReceiverRow(Row):
    body: Text
    count: Count


class BatchRow(Row):
    id: Text
    title: Text
    law: Text
    effective_from: Day
    checked: bool
    source: Text | None = None
    count: Count | None = None
    to: list[ReceiverRow] = []
    note: Text | None = None


class CitationRow(Row):
    law: Text
    article: Count | None
    paragraph: Count | None = None
    item: Count | Annotated[str, Field(pattern=r"^\d+-\d+$")] | None = None
    cite: Text
    checked: bool = False
    conduct_from: Day | None = None
    conduct_to: Day | None = None


class CorrectionRow(Row):
    order: Text
    precondition: bool
    precondition_scope: Text


class FineRow(Row):
    id: Text
    subject: Text
    subject_class: Named[SubjectClass]
    kind: Named[FineKind]
    min: Number | None
    max: Number
    unit: Text
    base: Text | None = None
    optional: bool
    requires_refusal: bool
    when: Text | None = None
    conduct_from: Day
    conduct_to: Day | None
    law: Text
    article: Count | None
    paragraph: Count | None = None
    item: Count | None = None
    cite: Text
    checked: bool
    source: Text
    summary_procedure: dict[Literal["个人", "单位"], Literal["可以", "不可以", "视数额"]]


class EffectRow(Row):
    old: Text
    new: Text
    effect: Named[Effect]
    note: Text | None = None


class PeriodRow(Row):
    level: Named[HolderLevel]
    since: Annotated[Day, Field(alias="from")]
    to: Day | None
    checked: bool


class ScopeRow(Row):
    law: Text
    article: Count
    paragraph: Count | None = None
    item: Count | None = None
    checked: bool
    note: Text | None = None


class HolderRow(Row):
    level: Named[HolderLevel]
    checked: bool
    assumed_level: Named[HolderLevel]
    batch: Text | None
    batch_checked: bool
    withdrawal: Text | None = None
    withdrawal_checked: bool = False
    timeline: Annotated[list[PeriodRow], Field(min_length=1)]
    scope_basis: ScopeRow | None = None
    note: Text | None = None


class CodeRow(Row):
    scheme: Text
    code: Text
    body: Text
    since: Annotated[Day | None, Field(alias="from")] = None
    to: Day | None = None


class ItemRow(Row):
    code: Annotated[str, Field(pattern=r"^SH-CG-\d{4}$")]
    key: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
    domain: Text
    name: Text
    name_checked: bool
    power_type: Text
    violated: Annotated[list[CitationRow], Field(min_length=1)]
    basis: list[CitationRow] = []
    penalty_kinds: list[Text]
    other_measures: list[Text] = []
    correction: CorrectionRow
    fines: list[FineRow]
    version_effect: list[EffectRow] = []
    holder: HolderRow
    official_codes: list[CodeRow] = []
    effective_from: Day
    effective_to: Day | None
    effective_from_basis: Text
    effective_from_checked: bool
    summary_procedure: Literal["可以", "不可以", "视数额", "待核", "不适用", "只处警告时可以"]
    currency: Named[Currency]
    usability: Named[Usability]
    practice_example: Text | None = None
    notes: Text | None = None


class AuthoritySheet(Row):
    meta: dict[str, object]
    domains: list[DomainRow]
    batches: list[BatchRow]
    items: list[ItemRow]


class StatutoryRow(Row):
    kind: Named[FineKind]
    min: Number | None
    max: Number
    unit: Text
    base: Text | None = None
    checked: bool
    source: Text


class TierRow(Row):
    tier: Annotated[int, Field(ge=0, le=40)]
    label: Text
    match: Named[Match]
    circumstances: Annotated[list[Text], Field(min_length=1)]
    min: Number
    max: Number
    min_inclusive: bool
    max_inclusive: bool
    checked: bool
    no_fine: bool = False
    source: Text | None = None


class BenchmarkRow(Row):
    id: Annotated[str, Field(pattern=r"^BM-\d{4}$")]
    item: Text
    item_key: Text
    domain: Text
    branch: Text
    subject: Text
    version: Text
    source: Named[Source]
    rule: Text
    basis: Text
    statutory: StatutoryRow
    conduct_from: Day
    conduct_to: Day | None
    overlap_allowed: bool
    tiers: Annotated[list[TierRow], Field(min_length=1)]
    mode: Named[Mode] = Mode.ON_SITE
    law: Text | None = None
    incomplete: bool = False
    factors: list[Text] = []
    unit_note: Text | None = None
    notes: Text | None = None


class PracticeRow(Row):
    item: Text
    fact: Text
    fine: Number | None
    penalty: Text | None = None
    source: Text
    checked: bool


class RuleRow(Row):
    id: Text
    name: Text
    text: Text
    checked: bool | None = None
    note: Text | None = None


class BenchmarkSheet(Row):
    meta: dict[str, object]
    practice_calibration: list[PracticeRow]
    rules: list[RuleRow]
    application_order: list[Text]
    fixed_amount_items: list[Text]
    benchmarks: list[BenchmarkRow]


class AddedRow(Row):
    old: Text
    new: Text
    measures: Annotated[list[Text], Field(min_length=1)]
    source: Text


class ConcurrenceRow(Row):
    items: Annotated[list[Text], Field(min_length=2, max_length=2)]
    note: Text
    source: Text


class MissingRow(Row):
    benchmark: Text
    kinds: Annotated[list[Text], Field(min_length=1)]
    source: Text


class SupplementSheet(Row):
    meta: dict[str, object]
    added_measures: list[AddedRow]
    concurrences: list[ConcurrenceRow]
    missing_rows: list[MissingRow]


S = TypeVar("S", bound=Row)


def shaped(sheet: Sheet, kind: type[S]) -> S:
    """Read a sheet into its rows.

    Raises:
        SheetRefused: every key that is missing, unknown or of another type, with its line.
    """
    try:
        return kind.model_validate(sheet.value)
    except ValidationError as error:
        problems = [_problem(sheet, fault["loc"], fault["type"], fault["msg"]) for fault in error.errors()]
        raise SheetRefused(sorted(problems, key=lambda problem: problem.line)) from error


def _problem(sheet: Sheet, loc: tuple[int | str, ...], kind: str, message: str) -> Problem:
    place = ".".join(map(str, loc))
    return sheet.problem(loc, f"sheet.{kind}", f"{place}: {message}")
