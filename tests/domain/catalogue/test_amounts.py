"""Money is whole fen; ends that belong do, ends that do not do not; ratios stay exact."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.catalogue import AmountRefused, BaseMissing, FineKind, FineRange, MoneyRange, fen_of
from app.domain.catalogue.wording import range_words, yuan_words
from app.domain.money import Fen


def money(low: int, high: int, low_in: bool = True, high_in: bool = True) -> MoneyRange:
    return MoneyRange(Fen(low), Fen(high), low_in, high_in)


def test_both_ends_belong_where_the_clause_says_so() -> None:
    law = money(5_000, 20_000)
    assert [law.contains(fen) for fen in (4_999, 5_000, 20_000, 20_001)] == [False, True, True, False]


def test_an_end_that_does_not_belong_is_outside() -> None:
    level = money(5_000, 20_000, low_in=False, high_in=False)
    assert [level.contains(fen) for fen in (5_000, 5_001, 19_999, 20_000)] == [False, True, True, False]
    assert level.is_below(5_000) and level.is_above(20_000)


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.booleans(), st.booleans(), st.integers(0, 10**9))
def test_an_amount_is_inside_below_or_above(
    low: int, high: int, low_in: bool, high_in: bool, fen: int
) -> None:
    found = money(min(low, high), max(low, high) + 1, low_in, high_in)
    assert [found.contains(fen), found.is_below(fen), found.is_above(fen)].count(True) == 1


@pytest.mark.parametrize(("yuan", "fen"), [(100, 10_000), ("0.01", 1), (Decimal("200.50"), 20_050), ("0", 0)])
def test_yuan_become_fen_without_rounding(yuan: Decimal | int | str, fen: int) -> None:
    assert fen_of(yuan) == fen


@pytest.mark.parametrize("yuan", ["0.001", "-1", "x", "NaN", "Infinity", ""])
def test_what_is_no_money_is_refused(yuan: str) -> None:
    with pytest.raises(AmountRefused):
        fen_of(yuan)


@given(
    st.fractions(min_value="1/100", max_value=100),
    st.fractions(min_value=0, max_value=100),
    st.integers(1, 10**9),
)
def test_a_multiple_lets_in_exactly_the_fen_between_its_ends(
    low: Fraction, more: Fraction, base: int
) -> None:
    clause = FineRange(FineKind.MULTIPLE, low, low + more, base="赔偿费", unit="倍")
    found = clause.in_fen(base)
    for fen in {found.low - 1, found.low, found.high, found.high + 1}:
        assert found.contains(fen) == (low * base <= fen <= (low + more) * base)


def test_a_level_of_a_multiple_leaves_its_open_end_out() -> None:
    level = FineRange(
        FineKind.MULTIPLE, Fraction(1), Fraction(8, 5), high_inclusive=False, unit="倍", base="赔偿费"
    )
    assert not level.in_fen(100_000).contains(160_000)
    assert level.in_fen(100_000).contains(159_999)
    assert level.in_fen(33).contains(52)


def test_a_price_per_unit_counts_units() -> None:
    clause = FineRange(
        FineKind.PER_UNIT, Fraction(50_000), Fraction(200_000), unit="元/平方米", base="占用绿地面积"
    )
    found = clause.in_fen(Fraction("12.5"))
    assert (found.low, found.high) == (625_000, 2_500_000)


def test_without_its_base_a_ratio_is_no_amount() -> None:
    clause = FineRange(FineKind.PERCENT, Fraction(1, 20), Fraction(1, 10), unit="%", base="建设工程造价")
    assert clause.money is None
    with pytest.raises(BaseMissing) as missing:
        clause.in_fen()
    assert missing.value.facts["base"] == "建设工程造价"


@pytest.mark.parametrize("base", [0, -1])
def test_a_base_must_be_positive(base: int) -> None:
    with pytest.raises(AmountRefused):
        FineRange(FineKind.MULTIPLE, Fraction(1), Fraction(3)).in_fen(base)


@pytest.mark.parametrize(
    ("fine", "words"),
    [
        (FineRange(FineKind.RANGE, Fraction(5_000), Fraction(20_000)), "50元以上200元以下"),
        (FineRange(FineKind.UPPER, Fraction(0), Fraction(20_000), low_inclusive=False), "200元以下"),
        (FineRange(FineKind.FIXED, Fraction(3_000_000), Fraction(3_000_000)), "30000元"),
        (
            FineRange(FineKind.RANGE, Fraction(5_000), Fraction(10_050), high_inclusive=False),
            "50元以上不满100.50元",
        ),
        (
            FineRange(FineKind.RANGE, Fraction(5_000), Fraction(10_000), low_inclusive=False),
            "超过50元、100元以下",
        ),
        (
            FineRange(FineKind.MULTIPLE, Fraction(1), Fraction(8, 5), unit="倍", base="赔偿费"),
            "赔偿费1倍以上1.6倍以下",
        ),
        (
            FineRange(FineKind.PERCENT, Fraction(1, 20), Fraction(1, 10), unit="%", base="建设工程造价"),
            "建设工程造价5%以上10%以下",
        ),
        (
            FineRange(
                FineKind.PER_UNIT, Fraction(1_000), Fraction(3_000), unit="元/平方米·日", base="面积×日数"
            ),
            "每平方米每日10元以上30元以下",
        ),
        (
            FineRange(
                FineKind.MULTIPLE_UPPER,
                Fraction(0),
                Fraction(2),
                low_inclusive=False,
                unit="倍",
                base="挪用数额",
            ),
            "挪用数额2倍以下",
        ),
    ],
)
def test_a_range_is_written_as_a_decision_writes_it(fine: FineRange, words: str) -> None:
    assert range_words(fine) == words


def test_fen_are_written_only_where_there_are_some() -> None:
    assert (yuan_words(10_000), yuan_words(10_005)) == ("100元", "100.05元")
