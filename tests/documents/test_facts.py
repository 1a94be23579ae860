"""How facts are written on paper, and which shapes of value are refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.facts import Facts
from app.documents.form_schema import FieldSpec, Form, Number, Row
from app.ports.paperwork import ValueUnprintable


def facts_of(value: object, **spec: object) -> Facts:
    fields = {"fact": FieldSpec.model_validate({"label": "事实", "source": "case.fact", **spec})}
    return Facts(_form(fields), {"fact": value})


def _form(fields: dict[str, FieldSpec]) -> Form:
    row = Row.model_validate({"cells": [{"field": "fact"}]})
    number = Number(number_class="当罚", shown=True)
    return Form(
        code="D99", title="演示", number=number, agency="fact", top=20, copies=1, fields=fields, rows=[row]
    )


@pytest.mark.parametrize(
    ("kind", "value", "printed"),
    [
        ("date", "2026-08-06", "2026年8月6日"),
        ("date", "2026-08-06T23:30:00+08:00", "2026年8月6日"),
        ("date", "2026-08-06T23:30:00Z", "2026年8月7日"),
        ("minute", "2026-08-06T09:35:00+08:00", "2026年8月6日9时35分"),
        ("minute", "2026-10-13T14:05:00+08:00", "2026年10月13日14时05分"),
        ("amount", 10000, "人民币壹佰元整（¥100.00）"),
        ("amount", 20050, "人民币贰佰元伍角（¥200.50）"),
        ("count", 15, "十五"),
        ("count", 60, "六十"),
        ("count", 100, "一百"),
        ("account", "6222 0000 00001234567", "6222\u00a00000\u00a00000\u00a01234\u00a0567"),
        ("list", ["现场照片2张", "录像1段"], "现场照片2张、录像1段"),
        ("stack", ["上海市示范区", "示范街道办事处"], "上海市示范区\n示范街道办事处"),
        ("lines", "一、甲。\n\n 二、乙。\r\n", "一、甲。\n二、乙。"),
        ("text", "  示范路 １２ 号\u3000Ａ座\t", "示范路12号A座"),
        ("text", "ABC Company 分公司", "ABC Company分公司"),
        ("text", "e\u0301", "é"),
    ],
)
def test_facts_are_written_as_official_papers_write_them(kind: str, value: object, printed: str) -> None:
    assert facts_of(value, kind=kind).text("fact") == printed


def test_the_end_of_a_period_repeats_the_date_only_when_it_differs() -> None:
    fields = {
        "fact": FieldSpec.model_validate({"label": "至", "source": "a.b", "kind": "until", "since": "start"}),
        "start": FieldSpec.model_validate({"label": "自", "source": "a.c", "kind": "minute"}),
    }
    start = {"start": "2026-08-06T23:50:00+08:00"}
    same = Facts(_form(fields), start | {"fact": "2026-08-06T23:58:00+08:00"})
    next_day = Facts(_form(fields), start | {"fact": "2026-08-07T00:05:00+08:00"})
    assert same.text("fact") == "23时58分"
    assert next_day.text("fact") == "2026年8月7日0时05分"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("date", "6.8.2026"),
        ("date", "2026-02-30"),
        ("minute", "2026-08-06T09:35:00"),
        ("minute", 5),
        ("amount", 100.0),
        ("amount", True),
        ("amount", -1),
        ("amount", "100"),
        ("count", 0),
        ("count", 10**9),
        ("text", 5),
        ("text", "字" * 20_001),
        ("list", [1]),
        ("stack", "上海市"),
        ("flag", "yes"),
    ],
)
def test_a_value_of_the_wrong_shape_is_refused_and_the_field_named(kind: str, value: object) -> None:
    with pytest.raises(ValueUnprintable) as refused:
        facts_of(value, kind=kind).text("fact")
    assert refused.value.facts == {"form": "D99", "field": "fact", "label": "事实"}


@given(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.text())))
def test_no_value_of_any_shape_meets_an_unforeseen_error(value: object) -> None:
    for kind in ("text", "lines", "date", "minute", "amount", "count", "account", "flag", "list", "stack"):
        try:
            assert isinstance(facts_of(value, kind=kind).text("fact"), str)
        except ValueUnprintable:
            continue


def test_a_choice_prints_its_word_and_nothing_else_is_a_choice() -> None:
    spec = {"kind": "choice", "choices": {"refused": "拒不改正"}}
    assert facts_of("refused", **spec).text("fact") == "拒不改正"
    with pytest.raises(ValueUnprintable):
        facts_of("forgiven", **spec).text("fact")


@pytest.mark.parametrize(
    ("value", "condition", "holds"),
    [
        (True, True, True),
        (None, False, True),
        (None, "answered_no", False),
        (False, "answered_no", True),
        ("made", "made", True),
        ("made", ["none", "made"], True),
        (None, ["none", "absent"], True),
        ("", "absent", True),
        ("x", "present", True),
        (None, "present", False),
    ],
)
def test_conditions_ask_flags_choices_and_presence(value: object, condition: object, holds: bool) -> None:
    assert facts_of(value).holds({"fact": condition}) is holds
