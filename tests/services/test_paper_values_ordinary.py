"""Each printed fact of an ordinary case has one source in its record; nothing else is printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from app.domain.bodies import DocumentServed
from app.domain.case import Case
from app.domain.catalogue import Catalogue
from app.domain.law.calendar import Calendar
from app.domain.law.parameters import LawParameters
from app.domain.ordinary_bodies import DefenceRecorded, PaymentRecorded, PublicationRecorded
from app.places import resources_dir
from app.services.paper_proofs import proofs, titles
from app.services.paper_values import PaperValues
from app.services.paper_values_ordinary import FORMS, OrdinaryPaperValues
from tests.domain.law.make import photo
from tests.domain.law.ordinary.make import MON, PAID, PERSON, SQUAD, TUE, WED, Ordinary, on, paper
from tests.fakes.law import catalogue, law


@dataclass(frozen=True)
class Book:
    """The law of the first release."""

    parameters: LawParameters
    calendar: Calendar
    newest_release: str = ""

    def catalogue(self, release: str) -> Catalogue:
        return catalogue()

    def forms(self, release: str) -> Path:
        return resources_dir() / "forms"


BOOK = Book(law().parameters, law().calendar)


@pytest.fixture
def journey() -> Ordinary:
    return Ordinary(law(), catalogue())


def values(case: Case, form: str, at: str) -> dict[str, object]:
    return PaperValues(BOOK, SQUAD)(case, form, datetime.fromisoformat(at))


def test_other_papers_get_nothing_of_the_ordinary_procedure(journey: Ordinary) -> None:
    case = journey.notified().state
    found = OrdinaryPaperValues(BOOK, SQUAD)
    for form in ("D08", "D09", "D10", "D20"):
        assert found(case, form, datetime.fromisoformat(on(WED, "09:00"))) == {}
    assert all(found(case, form, datetime.fromisoformat(on(WED, "09:00"))) for form in FORMS)


def test_a_case_just_begun_has_no_filing_no_notice_and_no_decision(journey: Ordinary) -> None:
    found = values(journey.found().state, "D06", on(TUE, "09:00"))
    absent = ("filing.number", "filing.date", "notice.number", "defence.outcome", "decision.number")
    assert not found.keys() & {*absent, "opinion.officers.text", "approval.signed", "payment.paid"}


def test_the_cause_is_the_item_without_the_class_of_its_subject(journey: Ordinary) -> None:
    assert values(journey.found().state, "D06", on(TUE, "09:00"))["case.cause"] == (
        "未将生活垃圾分别投放至相应收集容器"
    )


def test_the_filing_is_dated_by_its_approval(journey: Ordinary) -> None:
    found = values(journey.filed().state, "D23", on(TUE, "09:00"))
    assert found["filing.date"] == "2026-08-07"
    assert found["filing.number"] == journey.state.file_number


def test_R37_silence_waiver_and_defence_are_three_answers(journey: Ordinary) -> None:
    case = journey.notified().state
    silent = values(case, "D35", on(WED, "10:00"))
    assert (silent["defence.outcome"], silent.get("defence.date"), silent.get("defence.words")) == (
        "none",
        None,
        None,
    )
    assert (silent["notice.served_on"], silent["notice.number"]) == (TUE, case.papers("D23")[-1].number)
    waived = values(journey.waived().state, "D35", on(WED, "10:00"))
    assert (waived["defence.outcome"], waived["defence.date"]) == ("waived", TUE)
    journey.set({"defence.answer": "已在确定数额时考虑。"}, on(TUE, "16:01"))
    made = values(
        journey.say(DefenceRecorded("n-1", "made", "首次违法，请求从轻。"), on(TUE, "16:00")).state,
        "D35",
        on(WED, "10:00"),
    )
    assert (made["defence.outcome"], made["defence.words"], made["defence.answer"]) == (
        "made",
        "首次违法，请求从轻",
        "已在确定数额时考虑",
    )


def test_an_answer_to_an_older_notice_is_no_answer_to_the_newest(journey: Ordinary) -> None:
    journey.notified().say(DefenceRecorded("n-1", "made", "请求从轻"), on(TUE, "15:30"))
    journey.say(paper("D23", "n-2", 2), on(TUE, "17:00"))
    journey.say(DocumentServed("n-2", "DIRECT", "演示当事人丁"), on(TUE, "17:10"))
    assert values(journey.state, "D35", on(WED, "10:00"))["defence.outcome"] == "none"


def test_a_notice_by_publication_counts_as_served_when_its_term_is_over(journey: Ordinary) -> None:
    journey.reported().say(paper("D23", "n-1"), on(TUE, "14:00"))
    journey.say(DocumentServed("n-1", "NOTICE", "演示当事人丁"), on(TUE, "15:00"))
    assert values(journey.state, "D35", on(WED, "10:00"))["notice.served_on"] == "2026-09-10"


def test_the_old_law_is_named_with_its_reason_once_the_new_one_is_in_force(journey: Ordinary) -> None:
    case = journey.notified().state
    before, after = values(case, "D33", on(TUE, "16:00")), values(case, "D35", on(WED, "10:00"))
    assert not [key for key in before if key.startswith("version.")]
    assert {key: after[key] for key in after if key.startswith("version.")} == {
        "version.applied": "old",
        "version.changed_on": "2026-08-15",
        "version.new_clause": "《上海市生活垃圾管理条例》第五十七条第一款",
        "version.new_range": "罚款幅度为50000元以上500000元以下",
        "version.effect": "heavier",
        "version.text": "《上海市生活垃圾管理条例》",
        "version.text_from": "2019-07-01",
    }
    assert after["benchmark.name"] == "《上海市生活垃圾管理条例》行政处罚裁量基准"


@pytest.mark.parametrize(
    ("amount", "hearing", "review"),
    [(800_000, False, False), (4_999_999, False, True), (5_000_000, True, True)],
    ids=["in the level", "beyond the level", "at the threshold"],
)
def test_R36_R38_hearing_and_review_are_told_as_the_tables_work_them_out(
    journey: Ordinary, amount: int, hearing: bool, review: bool
) -> None:
    journey.investigated().set({"decision.amount": amount}, on(TUE, "09:05"))
    found = values(journey.state, "D33", on(TUE, "09:06"))
    assert (found["hearing.right"], found["review.required"]) == (hearing, review)


def test_an_approval_by_sign_in_gives_names_and_one_on_paper_gives_none(journey: Ordinary) -> None:
    signed = values(journey.filed().state, "D06", on(TUE, "09:00"))
    assert signed["approval.signed"] == "signed_in"
    assert signed["opinion.officers.text"] == "建议同意。"
    assert {signed[f"opinion.{role}.date"] for role in ("officers", "leader", "head")} == {"2026-08-07"}
    assert all(signed[key] for key in ("opinion.officers.lead", "opinion.leader.name", "opinion.head.name"))
    paper_case = Ordinary(law(), catalogue()).at_filing()
    paper_case.on_paper("D06", on("2026-08-07", "10:30"), on("2026-08-07", "11:00"))
    found = values(paper_case.state, "D06", on(TUE, "09:00"))
    assert (found["approval.signed"], found["opinion.head.text"]) == ("on_paper", "同意。")
    assert found["opinion.head.date"] == "2026-08-07"
    assert not [key for key in found if key.startswith("opinion.") and key.endswith((".name", ".lead"))]
    assert "opinion.leader.text" not in found, "the leader gave none"


def test_a_form_lists_the_evidence_that_was_there_when_it_was_proposed(journey: Ordinary) -> None:
    case = journey.decided().state
    assert titles(case, datetime.fromisoformat(on("2026-08-07", "09:31"))) == [
        "现场检查（勘验）笔录",
        "现场照片1张",
        "证据e-id",
    ]
    assert values(case, "D06", on(WED, "11:00"))["act.evidence"] == titles(
        case, datetime.fromisoformat(on("2026-08-07", "09:31"))
    )


def test_evidence_is_told_with_what_it_proves_in_the_officers_words(journey: Ordinary) -> None:
    journey.filed().refused_to_correct()
    for id_, proved in (("p-1", "证明当事人混合投放的过程。"), ("p-2", "证明当事人混合投放的过程。")):
        journey.say(photo(id_, "scene", proves=proved), on(MON, "11:00"))
    journey.say(photo("p-3", "service"), on(MON, "11:01")).say(photo("p-4", "approval"), on(MON, "11:02"))
    assert proofs(journey.state) == [
        "《现场检查（勘验）笔录》、现场照片1张，证明现场检查的情况",
        "证据p-1、证据p-2，证明当事人混合投放的过程",
        "《责令改正通知书》，证明责令改正的情况",
        "音像记录1份，证明复查的情况",
        "证据e-id，证明当事人的身份",
    ]


def test_what_the_bank_received_beyond_the_fine_is_surcharge(journey: Ordinary) -> None:
    journey.paid()
    journey.say(PaymentRecorded("d-1", 24_000, "2026-09-10", "演示银行回单2"), on("2026-09-10", "10:00"))
    journey.say(PublicationRecorded("d-1", "2026-08-26", "演示网站"), on("2026-09-10", "10:01"))
    found = values(journey.state, "D58", on("2026-09-10", "11:00"))
    assert (found["payment.paid"], found["payment.surcharge_paid"]) == (800_000, 24_000)
    assert (found["payment.paid_on"], found["payment.reference"]) == (
        "2026-09-10",
        "演示银行回单1、演示银行回单2",
    )
    assert found["publication.date"] == "2026-08-26"
    assert (found["decision.date"], found["decision.served_on"]) == (WED, WED)
    exact = values(Ordinary(law(), catalogue()).paid().state, "D58", on(PAID, "17:00"))
    assert "payment.surcharge_paid" not in exact


def test_a_receipt_of_service_lists_what_waits_to_be_served_and_where(journey: Ordinary) -> None:
    journey.reported().say(paper("D23", "n-1"), on(TUE, "14:00"))
    found = values(journey.state, "D40", on(TUE, "14:01"))
    assert [found.get(f"papers.first.{part}") for part in ("name", "number", "copies")] == [
        "行政处罚事先告知书",
        journey.state.papers("D23")[-1].number,
        "1",
    ]
    assert "papers.second.name" not in found
    assert found["service.place"] == "上海市示范区示范路00号"
    journey.set({"service.place": "示范路00号会议室"}, on(TUE, "14:02"))
    assert values(journey.state, "D40", on(TUE, "14:03"))["service.place"] == "示范路00号会议室"


def test_a_person_is_served_at_his_address_and_gets_two_copies_of_a_fine(journey: Ordinary) -> None:
    journey.decided().set(PERSON, on(WED, "10:01"))
    found = values(journey.state, "D40", on(WED, "10:02"))
    assert found["service.place"] == "上海市示范区示范路00弄0号"
    assert (found["papers.first.name"], found["papers.first.copies"]) == ("行政处罚决定书", "2")


def test_terms_of_defence_and_suit_come_from_the_law(journey: Ordinary) -> None:
    found = values(journey.notified().state, "D35", on(WED, "10:00"))
    assert (found["law.defence_days"], found["law.suit_months"]) == (5, 6)
