"""Surcharge on an unpaid fine (加处罚款), 行政处罚法第七十二条、第七十三条."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.findings import Finding, Severity
from app.domain.law.articles import BANK_ON_PAPER, SURCHARGE_ON_PAPER
from app.domain.law.parameters import LawParameters
from app.domain.money import Fen

_WHOLE = 100
"""Percent of the whole."""


@dataclass(frozen=True, slots=True)
class Surcharge:
    """Late days that count, the surcharge in fen, whether it reached its cap, and what to warn of."""

    days: int
    amount: Fen
    capped: bool = False
    findings: tuple[Finding, ...] = ()


def surcharge(
    fine: Fen,
    due: date,
    until: date,
    law: LawParameters,
    *,
    printed: bool,
    pauses: Sequence[tuple[date, date]] = (),
) -> Surcharge:
    """Count from the day after ``due`` to ``until`` (the day of payment), both inclusive.

    Args:
        printed: the decision says that a surcharge applies; without the sentence there is none
            (罚款决定与罚款收缴分离实施办法第七条、第九条).
        pauses: first and last days of reconsideration or suit, which do not count.

    A fraction of a fen is dropped, for the party.

    Raises:
        ParameterUnknown: the rate or the cap is missing.
    """
    days = sum(
        1 for number in range(due.toordinal() + 1, until.toordinal() + 1) if not _paused(number, pauses)
    )
    if not printed:
        return Surcharge(days, Fen(0), findings=(_not_printed(days),) if days else ())
    rate = law.value("surcharge.percent_per_day", until)
    cap = Fen(fine * law.value("surcharge.cap_percent", until) // _WHOLE)
    amount = fine * rate * days // _WHOLE
    return Surcharge(days, Fen(min(amount, cap)), capped=amount > cap)


def _paused(day: int, pauses: Sequence[tuple[date, date]]) -> bool:
    return any(first.toordinal() <= day <= last.toordinal() for first, last in pauses)


def _not_printed(days: int) -> Finding:
    return Finding(
        "surcharge.not_printed",
        Severity.WARN,
        (BANK_ON_PAPER, SURCHARGE_ON_PAPER),
        facts={"days": days},
    )
