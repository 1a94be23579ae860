"""A missing mandatory field refuses the issue and is named; nothing is set before."""

from __future__ import annotations

import pytest

from app.documents.check import missing
from app.documents.forms import FormLibrary
from app.ports.paperwork import FieldProblem, FieldsMissing
from tests.documents.conftest import Issue
from tests.documents.demo import BANK, SOLE_TRADER, UNIT, VALUES


def without(form: str, *keys: str) -> dict[str, object]:
    return {key: value for key, value in VALUES[form].items() if key not in keys}


@pytest.mark.parametrize("code", sorted(VALUES))
def test_a_complete_paper_lacks_nothing(library: FormLibrary, code: str) -> None:
    assert missing(library.form(code), VALUES[code]) == ()


@pytest.mark.parametrize("code", sorted(VALUES))
def test_an_empty_paper_names_every_mandatory_field_in_the_order_of_the_form(
    library: FormLibrary, code: str
) -> None:
    form = library.form(code)
    always = [key for key, spec in form.fields.items() if spec.required is True]
    named = [problem.field for problem in missing(form, {})]
    assert [key for key in named if key in always] == always


@pytest.mark.parametrize(
    "field",
    [
        "act.facts",  # 违法行为
        "decision.kind",  # 处罚种类
        "item.clause",  # 依据
        "decision.amount",  # 罚款数额
        "act.at",  # 时间
        "act.place",  # 地点
        "remedy.body",  # 途径
        "law.reconsideration_days",  # 期限
        "law.suit_days",
        "agency.name",  # 行政机关名称
        "officers.lead.card",  # 执法人员
        "officers.assist.card",
        "issue.date",
    ],
)
def test_no_content_of_article_52_may_be_missing(library: FormLibrary, field: str) -> None:
    named = {problem.field: problem.label for problem in missing(library.form("D20"), without("D20", field))}
    assert named == {field: library.form("D20").fields[field].label}


@pytest.mark.parametrize("field", ["told.card_shown", "told.rights_told"])
def test_a_decision_without_showing_the_card_and_telling_the_rights_is_refused(
    library: FormLibrary, field: str
) -> None:
    problems = missing(library.form("D20"), {**VALUES["D20"], field: False})
    assert [problem.field for problem in problems] == [field]


def test_r47_a_correction_first_item_needs_the_order_and_what_was_found(library: FormLibrary) -> None:
    problems = missing(library.form("D20"), without("D20", "correction.number", "correction.outcome"))
    assert [problem.field for problem in problems] == ["correction.number", "correction.outcome"]
    free = {**without("D20", "correction.number", "correction.outcome"), "item.refusal_first": False}
    assert missing(library.form("D20"), free) == ()


@pytest.mark.parametrize("field", ["payment.bank", "payment.bank_address", "payment.account"])
def test_r51_a_fine_paid_at_the_bank_needs_name_address_and_account(library: FormLibrary, field: str) -> None:
    values = {key: value for key, value in BANK.items() if key != field}
    assert [problem.field for problem in missing(library.form("D20"), values)] == [field]


def test_r15_a_fine_paid_at_the_bank_needs_its_term_and_its_surcharge(library: FormLibrary) -> None:
    values = {**BANK, "law.surcharge_percent": None, "law.payment_days": None}
    named = [problem.field for problem in missing(library.form("D20"), values)]
    assert named == ["law.payment_days", "law.surcharge_percent"]


def test_r04_cash_on_the_spot_needs_its_ground(library: FormLibrary) -> None:
    problems = missing(library.form("D20"), without("D20", "payment.ground"))
    assert problems == (FieldProblem("payment.ground", "当场收缴的理由"),)


def test_a_warning_needs_neither_amount_nor_payment(library: FormLibrary) -> None:
    values = {
        **without("D20", "decision.amount", "payment.mode", "payment.ground"),
        "decision.kind": "warning",
    }
    assert missing(library.form("D20"), values) == ()


def test_a_unit_is_named_by_its_own_fields(library: FormLibrary) -> None:
    person = [key for key in VALUES["D20"] if key.startswith("party.")]
    assert missing(library.form("D20"), {**without("D20", *person), **UNIT}) == ()
    lacking = missing(library.form("D20"), {**without("D20", *person), "party.kind": "unit"})
    assert [problem.label for problem in lacking] == ["单位名称", "信用代码", "单位地址", "法定代表人"]


def test_a_sole_trader_is_named_by_person_and_shop(library: FormLibrary) -> None:
    assert missing(library.form("D20"), {**VALUES["D20"], **SOLE_TRADER}) == ()
    lacking = missing(library.form("D20"), {**VALUES["D20"], "party.kind": "sole_trader"})
    assert [problem.label for problem in lacking] == ["单位名称", "信用代码", "单位地址"]


def test_whether_the_party_was_there_must_be_answered_and_no_is_an_answer(library: FormLibrary) -> None:
    form = library.form("D10")
    assert [problem.field for problem in missing(form, without("D10", "scene.party_present"))] == [
        "scene.party_present"
    ]
    absent = {**without("D10", "scene.rights_told", "scene.recusal_asked"), "scene.party_present": False}
    assert missing(form, absent) == ()


def test_a_value_of_the_wrong_shape_is_a_problem_too(library: FormLibrary) -> None:
    problems = missing(library.form("D20"), {**VALUES["D20"], "decision.amount": "一百元"})
    assert problems == (FieldProblem("decision.amount", "罚款数额", "shape"),)


def test_an_issue_with_missing_fields_is_refused_with_all_of_them(issue: Issue) -> None:
    with pytest.raises(FieldsMissing) as refused:
        issue("D20", {"act.place": None, "decision.amount": None})
    problems = refused.value.facts["problems"]
    assert isinstance(problems, tuple)
    assert [problem.label for problem in problems] == ["违法地点", "罚款数额"]
