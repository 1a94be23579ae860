"""What the record and the findings of the ordinary procedure say to an officer."""

from __future__ import annotations

import pytest

from app.domain import ordinary_bodies as bodies
from app.domain.findings import Finding, Severity
from app.domain.law.ordinary import ORDINARY
from app.domain.law.ordinary_approvals import APPROVALS
from app.domain.ordinary_fold import ORDINARY_FOLDS
from app.presenters.finding_words import sentence_for
from app.presenters.timeline import WORDS
from app.presenters.timeline_ordinary import ORDINARY_WORDS
from app.presenters.wording import FORM_WORDS, STAGE_WORDS, STEP_ACTS

NAMES = {"head": "演示员己"}


def test_every_entry_of_the_ordinary_procedure_has_its_line() -> None:
    assert set(ORDINARY_WORDS) == set(ORDINARY_FOLDS) <= set(WORDS)


def test_every_stage_step_and_form_has_its_word() -> None:
    assert {state.id for state in ORDINARY.states} <= set(STAGE_WORDS)
    assert {line.end for line in ORDINARY.transitions} <= set(STEP_ACTS)
    assert set(APPROVALS) | {paper.form for paper in ORDINARY.papers} <= set(FORM_WORDS)


@pytest.mark.parametrize(
    ("body", "title", "caption", "tone"),
    [
        (bodies.ApprovalAsked("D06", "建议立案"), "报批立案审批表", "建议立案", "neutral"),
        (
            bodies.ApprovalGiven("D33", "p", "AGENCY_HEAD", "approved", "同意", "罚字1"),
            "街道办事处负责人同意行政处罚决定审批表",
            "罚字1·同意",
            "ok",
        ),
        (
            bodies.ApprovalRecorded("D06", "p", "AGENCY_HEAD", "head", "t", "returned", "s", "补充"),
            "街道办事处负责人退回补充立案审批表·纸质",
            "演示员己签署·补充",
            "warn",
        ),
        (bodies.ApprovalConfirmed("a", "mine"), "确认纸质签署", "本人签署", "ok"),
        (bodies.ApprovalConfirmed("a", "not_mine", "不是我签的"), "否认纸质签署", "不是我签的", "danger"),
        (bodies.DefenceRecorded("n", "waived"), "当事人放弃陈述、申辩", "书面声明", "neutral"),
        (bodies.HearingAnswered("n", "requested"), "当事人要求听证", "", "warn"),
        (
            bodies.PaymentRecorded("d", 800_000, "2026-08-25", "回单1"),
            "银行收到罚款 8,000.00 元",
            "2026-08-25·回单1",
            "ok",
        ),
        (bodies.MoneyHandedIn("m", 10_000, "head"), "现金 100.00 元交街道办事处", "演示员己", "ok"),
        (bodies.MoneyBanked("m", 10_000, "回单2"), "现金 100.00 元缴付银行", "回单2", "ok"),
    ],
)
def test_an_entry_reads_as_a_line(body: object, title: str, caption: str, tone: str) -> None:
    assert ORDINARY_WORDS[type(body)](body, NAMES) == (title, caption, tone)


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        (
            Finding(
                "hearing.due",
                Severity.BLOCK,
                facts={"grounds": ("fine_amount",), "amount": 800_000, "limit": 500_000},
            ),
            ("罚款达到听证标准", "8,000.00 元", "5,000.00 元"),
        ),
        (
            Finding("review.due", Severity.BLOCK, facts={"grounds": ("hearing_right", "mitigated")}),
            ("有要求听证的权利、减轻处罚",),
        ),
        (
            Finding("approval.missing", Severity.BLOCK, facts={"form": "D33", "needed": "AGENCY_HEAD"}),
            ("行政处罚决定审批表", "街道办事处负责人"),
        ),
        (
            Finding("approval.outdated", Severity.BLOCK, facts={"form": "D23", "fields": ("act.place",)}),
            ("行政处罚事先告知书", "地点"),
        ),
        (
            Finding("approval.not_granted", Severity.BLOCK, facts={"form": "D06", "outcome": "returned"}),
            ("退回补充",),
        ),
        (
            Finding("notice.heavier", Severity.BLOCK, facts={"told_amount": 300_000, "amount": 400_000}),
            ("3,000.00 元", "4,000.00 元"),
        ),
    ],
)
def test_a_finding_names_amounts_forms_and_grounds_in_words(finding: Finding, words: tuple[str, ...]) -> None:
    text = sentence_for(finding)
    assert all(word in text.sentence for word in words), text.sentence
    assert "_" not in text.sentence and text.remedy.endswith("。")


def test_where_a_stage_is_not_built_the_remedy_says_so_and_promises_nothing() -> None:
    for code in ("hearing.due", "hearing.not_told", "hearing.requested", "review.due", "discussion.due"):
        assert "本版本没有" in sentence_for(Finding(code, Severity.BLOCK)).remedy
