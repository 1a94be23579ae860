from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.findings import Severity
from app.domain.law.parameters import LawParameters
from app.domain.law.surcharge import surcharge
from app.domain.money import Fen

DUE = date(2026, 10, 8)
THOUSAND = Fen(100_000)


@pytest.mark.parametrize(
    ("paid", "days", "amount"),
    [("2026-10-12", 4, 12_000), ("2026-10-09", 1, 3_000), ("2026-10-08", 0, 0), ("2026-10-01", 0, 0)],
)
def test_R13_the_surcharge_is_three_percent_for_each_late_day(
    law: LawParameters, paid: str, days: int, amount: int
) -> None:
    found = surcharge(THOUSAND, DUE, date.fromisoformat(paid), law, printed=True)
    assert (found.days, found.amount, found.findings) == (days, amount, ())


@pytest.mark.parametrize(
    ("late", "amount", "capped"),
    [(33, 99_000, False), (34, 100_000, True), (40, 100_000, True), (32, 96_000, False)],
)
def test_R14_the_surcharge_never_exceeds_the_fine(
    law: LawParameters, late: int, amount: int, capped: bool
) -> None:
    found = surcharge(THOUSAND, DUE, DUE + timedelta(days=late), law, printed=True)
    assert (found.amount, found.capped) == (amount, capped)


@pytest.mark.parametrize("late", [10, 1, 40])
def test_R15_without_the_sentence_on_the_paper_there_is_no_surcharge_but_a_warning(
    law: LawParameters, late: int
) -> None:
    found = surcharge(THOUSAND, DUE, DUE + timedelta(days=late), law, printed=False)
    assert found.amount == 0
    assert [(each.code, each.severity) for each in found.findings] == [
        ("surcharge.not_printed", Severity.WARN)
    ]


def test_R15_in_time_there_is_nothing_to_warn_of(law: LawParameters) -> None:
    assert surcharge(THOUSAND, DUE, DUE, law, printed=False).findings == ()


@pytest.mark.parametrize(
    ("first", "last", "days", "amount"),
    [
        ("2026-10-11", "2026-10-20", 4, 12_000),
        ("2026-10-09", "2026-10-22", 0, 0),
        ("2026-10-11", "2026-10-19", 5, 15_000),
        ("2026-10-01", "2026-10-08", 14, 42_000),
    ],
)
def test_R16_days_of_remedy_do_not_count(
    law: LawParameters, first: str, last: str, days: int, amount: int
) -> None:
    pause = (date.fromisoformat(first), date.fromisoformat(last))
    found = surcharge(THOUSAND, DUE, date(2026, 10, 22), law, printed=True, pauses=[pause])
    assert (found.days, found.amount) == (days, amount)


def test_a_fraction_of_a_fen_is_dropped_for_the_party(law: LawParameters) -> None:
    assert surcharge(Fen(33), DUE, DUE + timedelta(days=1), law, printed=True).amount == 0


@given(fine=st.integers(0, 10**9), late=st.integers(0, 400))
def test_the_surcharge_grows_with_time_and_stays_within_the_fine(
    law: LawParameters, fine: int, late: int
) -> None:
    today = surcharge(Fen(fine), DUE, DUE + timedelta(days=late), law, printed=True)
    tomorrow = surcharge(Fen(fine), DUE, DUE + timedelta(days=late + 1), law, printed=True)
    assert 0 <= today.amount <= tomorrow.amount <= fine
