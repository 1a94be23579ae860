from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.money import LARGEST, Fen, MoneyUnreadable, capitals, figures, figures_grouped, parse

AMOUNTS = st.integers(0, LARGEST)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("150", 15_000),
        ("150.00", 15_000),
        ("１５０", 15_000),
        ("１５０．５", 15_050),
        (" 200 ", 20_000),
        ("200.01", 20_001),
        ("¥5,000.00", 500_000),
        ("￥50", 5_000),
        ("50元", 5_000),
        ("0.5", 50),
        ("0", 0),
        ("007", 700),
        ("1，000", 100_000),
    ],
)
def test_an_amount_is_read_as_people_type_it(text: str, fen: int) -> None:
    assert parse(text) == fen


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("200.001", "too_precise"),
        ("-5", "negative"),
        ("－５", "negative"),
        ("abc", "no_amount"),
        ("1.2.3", "no_amount"),
        ("5.", "no_amount"),
        (".5", "no_amount"),
        ("1,00", "no_amount"),
        ("1e3", "no_amount"),
        ("٣", "no_amount"),
        ("½", "no_amount"),
        ("壹佰", "no_amount"),
        ("5\n0", "no_amount"),
        ("9" * 41, "no_amount"),
        ("1" + "0" * 12, "too_large"),
        ("0" * 100_000, "no_amount"),
    ],
)
def test_what_is_no_amount_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(MoneyUnreadable) as caught:
        parse(text)
    assert caught.value.facts["reason"] == reason


def test_an_amount_above_the_callers_limit_is_refused_with_the_limit() -> None:
    assert parse("200", Fen(20_000)) == 20_000
    with pytest.raises(MoneyUnreadable) as caught:
        parse("200.01", Fen(20_000))
    assert (caught.value.facts["reason"], caught.value.facts["limit"]) == ("too_large", 20_000)


@pytest.mark.parametrize(
    ("fen", "plain", "grouped"),
    [
        (10_000, "100.00", "100.00"),
        (500_000, "5000.00", "5,000.00"),
        (5, "0.05", "0.05"),
        (0, "0.00", "0.00"),
    ],
)
def test_figures_have_two_decimals(fen: int, plain: str, grouped: str) -> None:
    assert (figures(Fen(fen)), figures_grouped(Fen(fen))) == (plain, grouped)


@pytest.mark.parametrize(
    ("fen", "written"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角"),
        (55, "伍角伍分"),
        (100, "壹元整"),
        (101, "壹元零壹分"),
        (110, "壹元壹角"),
        (1_000, "壹拾元整"),
        (5_000, "伍拾元整"),
        (10_000, "壹佰元整"),
        (10_100, "壹佰零壹元整"),
        (20_000, "贰佰元整"),
        (32_504, "叁佰贰拾伍元零肆分"),
        (60_000, "陆佰元整"),
        (140_950, "壹仟肆佰零玖元伍角"),
        (168_032, "壹仟陆佰捌拾元叁角贰分"),
        (300_000, "叁仟元整"),
        (500_000, "伍仟元整"),
        (600_714, "陆仟零柒元壹角肆分"),
        (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
        (5_000_000, "伍万元整"),
        (10_005_000, "壹拾万零伍拾元整"),
        (10_700_053, "壹拾万柒仟元伍角叁分"),
        (100_000_100, "壹佰万零壹元整"),
        (10_000_000_000, "壹亿元整"),
        (10_000_000_100, "壹亿零壹元整"),
        (10_010_000_000, "壹亿零壹拾万元整"),
        (101_000_000_000, "壹拾亿壹仟万元整"),
    ],
)
def test_capitals_follow_the_known_examples(fen: int, written: str) -> None:
    assert capitals(Fen(fen)) == f"人民币{written}"


@pytest.mark.parametrize("fen", [-1, LARGEST + 1])
def test_an_amount_that_cannot_be_written_is_refused(fen: int) -> None:
    for write in (capitals, figures, figures_grouped):
        with pytest.raises(MoneyUnreadable):
            write(Fen(fen))


@given(AMOUNTS)
def test_figures_read_back_give_the_amount(fen: int) -> None:
    assert parse(figures(Fen(fen))) == fen
    assert parse(figures_grouped(Fen(fen))) == fen


@given(AMOUNTS | st.integers(0, 10_000_000))
def test_capitals_read_back_give_the_amount(fen: int) -> None:
    written = capitals(Fen(fen))
    assert read_capitals(written) == fen
    assert "零零" not in written
    assert not re.search("零[元万亿角分]", written) or fen == 0


def read_capitals(written: str) -> int:
    """An independent reader: sums digit times place, and multiplies sections by 万 and 亿."""
    places = {"拾": 10, "佰": 100, "仟": 1000}
    total = section = digit = 0
    for sign in written.removeprefix("人民币").removesuffix("整"):
        if sign in "零壹贰叁肆伍陆柒捌玖":
            digit = "零壹贰叁肆伍陆柒捌玖".index(sign)
        elif sign in places:
            section, digit = section + digit * places[sign], 0
        elif sign in ("亿", "万"):
            total += (section + digit) * (10**8 if sign == "亿" else 10**4)
            section = digit = 0
        elif sign == "元":
            total, section, digit = (total + section + digit) * 100, 0, 0
        else:
            total, digit = total + digit * (10 if sign == "角" else 1), 0
    return total
