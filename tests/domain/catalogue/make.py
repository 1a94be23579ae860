"""Small invented rows: an item with the branches that a test needs, and a catalogue around it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from app.domain.catalogue import (
    Batch,
    Benchmark,
    Branch,
    Catalogue,
    Citation,
    Correction,
    Currency,
    Domain,
    FineKind,
    FineRange,
    Holder,
    HolderLevel,
    HolderPeriod,
    Item,
    Law,
    Rows,
    SubjectClass,
    Usability,
)

CODE = "SH-CG-9001"
LAW = Law(
    id="SH-DEMO-2020",
    family="SH-DEMO",
    title="示范条例",
    level="地方性法规",
    issuer="示范机关",
    status="现行有效",
    text_read="full",
    effective=date(2020, 1, 1),
    checked=frozenset({"status", "effective"}),
)
WITHDRAWAL = Batch(
    "W-DEMO", "收回示范事项", LAW.id, date(2025, 10, 1), True, receivers=(("区城管执法部门", 1),)
)


def cited(article: int | None = 5) -> Citation:
    text = "《示范条例》第五条" if article else "《示范条例》（条号待核）"
    return Citation(text, LAW.id, article, checked=article is not None)


def fine(low: int | None = 50, high: int = 200, kind: FineKind = FineKind.RANGE, base: str = "") -> FineRange:
    """Yuan for money kinds, else plain numbers."""
    scale = 100 if kind.is_money or kind is FineKind.PER_UNIT else 1
    return FineRange(kind, Fraction((low or 0) * scale), Fraction(high * scale), low is not None, base=base)


def branch(
    number: int = 1,
    since: date = date(2020, 1, 1),
    until: date | None = None,
    subject: SubjectClass = SubjectClass.ANY,
    **changes: Any,
) -> Branch:
    plain = Branch(
        id=f"{CODE}-{number}",
        subject="单位或个人",
        subject_class=subject,
        fine=fine(),
        optional=False,
        requires_refusal=False,
        conduct_from=since,
        conduct_to=until,
        citation=cited(),
        checked=True,
        source="《示范条例》第五条",
    )
    return replace(plain, **changes)


def holder(
    *periods: HolderPeriod,
    level: HolderLevel = HolderLevel.STREET,
    checked: bool = True,
    withdrawal: str = "",
    withdrawal_checked: bool = False,
) -> Holder:
    timeline = periods or (HolderPeriod(level, date(2021, 8, 1), None, checked),)
    return Holder(
        level=timeline[-1].level,
        checked=checked,
        assumed=HolderLevel.STREET,
        timeline=timeline,
        withdrawal=withdrawal,
        withdrawal_checked=withdrawal_checked,
    )


def item(*branches: Branch, **changes: Any) -> Item:
    plain = Item(
        code=CODE,
        key="demo",
        domain="DEMO",
        name="对示范行为的处罚",
        name_checked=True,
        power_type="行政处罚",
        violated=(cited(),),
        penalty_kinds=("罚款",),
        correction=Correction("责令改正", False, "无"),
        branches=branches or (branch(),),
        holder=holder(),
        effective_from=date(2020, 1, 1),
        effective_to=None,
        usability=Usability.USABLE,
        currency=Currency.CURRENT,
    )
    return replace(plain, **changes)


def catalogue_of(
    *items: Item, benchmarks: Iterable[Benchmark] = (), laws: Iterable[Law] = (LAW,)
) -> Catalogue:
    rows = Rows(
        domains=(Domain("DEMO", "示范领域"),),
        batches=(WITHDRAWAL,),
        items=items,
        laws=tuple(laws),
        benchmarks=tuple(benchmarks),
    )
    return Catalogue(rows, "sha256:" + "0" * 64, "2026-11-22", date(2026, 11, 22))
