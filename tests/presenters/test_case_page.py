"""Case page: steps, the next lawful one with all its reasons, the record in words, deadlines and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.presenters.case_page import CasePresenter
from app.presenters.office import Service
from tests.fakes.office import PASSPHRASES, YI, FakeOffice
from tests.fakes.story import play


def opened(office: FakeOffice, stage: str, files: list[Path]) -> CasePresenter:
    presenter = CasePresenter(office)
    presenter.open(play(office, stage, files).case)
    return presenter


def test_a_new_clue_stands_at_its_first_step_with_all_reasons_against_the_second(
    office: FakeOffice, files: list[Path]
) -> None:
    state = opened(office, "docketed", files).state
    assert [step.state for step in state.steps][:3] == ["here", "blocked", "later"]
    assert state.steps[1].note == f"缺 {len(state.onward.reasons)} 项"
    assert all(reason.articles for reason in state.onward.reasons)
    assert state.onward.act == "spot"


def test_a_collected_case_stands_at_recording_because_the_agency_has_not_received_it(
    office: FakeOffice, files: list[Path]
) -> None:
    state = opened(office, "collected", files).state
    assert state.stage == "待备案"
    assert [step.state for step in state.steps] == ["done"] * 5 + ["waiting", "later", "later"]
    assert state.onward.title == "报街道办事处备案"
    assert [reason.code for reason in state.onward.reasons] == ["summary.not_recorded"]
    assert not state.onward.open


def test_recording_waits_for_the_agency_and_says_what_to_do_by_hand_and_until_when(
    office: FakeOffice, files: list[Path]
) -> None:
    state = opened(office, "collected", files).state
    assert state.onward.waits
    assert state.steps[5].note == "等收到"
    assert "存档联" in state.onward.reasons[0].remedy
    assert state.onward.due.text == "还剩 3 个工作日·08-11"
    (cash,) = state.onward.also
    assert cash.what == "当场收缴的罚款交回街道办事处" and "还不能登记" in cash.remedy
    assert state.due.text == "交款 还剩 2 个工作日·08-10"


def test_a_step_that_the_officer_can_cure_does_not_wait_for_anybody(
    office: FakeOffice, files: list[Path]
) -> None:
    onward = opened(office, "docketed", files).state.onward
    assert onward.reasons and not onward.waits


def test_the_title_ends_with_the_party(office: FakeOffice, files: list[Path]) -> None:
    state = opened(office, "docketed", files).state
    assert state.title.endswith(state.party) and state.party == "·王𬭎"


def test_a_fine_paid_at_the_bank_has_that_step_in_its_bar(office: FakeOffice, files: list[Path]) -> None:
    page = play(office, "told", files)
    page.choose_level("BM-0002:2")
    page.set_field("decision.amount", "150")
    presenter = CasePresenter(office)
    assert [step.word for step in presenter.open(page.case).steps][4] == "缴款"


def test_the_record_folds_runs_of_typing_into_one_line(office: FakeOffice, files: list[Path]) -> None:
    state = opened(office, "filled", files).state
    titles = [moment.title for day in state.days for moment in day.moments]
    assert titles[0].startswith("登记线索")
    assert sum(title.startswith("填写") for title in titles) == 1
    assert titles[-1].startswith("照片封存")


def test_every_act_of_the_whole_case_has_words_of_its_own(office: FakeOffice, files: list[Path]) -> None:
    state = opened(office, "collected", files).state
    titles = [moment.title for day in state.days for moment in day.moments]
    for words in (
        "协办确认",
        "出具现场检查笔录",
        "出具责令改正通知书",
        "直接送达",
        "复查：拒不改正",
        "告知并听取陈述申辩",
        "出具当场行政处罚决定书",
        "当场收缴 100.00 元",
    ):
        assert any(words in title for title in titles), words


def test_evidence_is_grouped_by_act_and_papers_tell_number_copies_and_service(
    office: FakeOffice, files: list[Path]
) -> None:
    state = opened(office, "collected", files).state
    assert [group.title.split()[0] for group in state.evidence] == ["现场检查", "复查"]
    decision = state.papers[-1]
    assert decision.title == "当场行政处罚决定书"
    assert "当罚字〔2026〕第0001号" in decision.number
    assert "直接送达" in decision.words
    assert decision.copies == "3 份·已出 3 份"


def test_deadlines_say_what_is_met_and_why_the_others_end_when_they_do(
    office: FakeOffice, files: list[Path]
) -> None:
    lines = {line.what: line for line in opened(office, "collected", files).state.deadlines}
    cash = next(line for what, line in lines.items() if "交至行政机关" in what)
    assert cash.due.why and not cash.met
    assert any(line.met for line in lines.values())


def test_a_step_that_the_law_stops_is_refused_with_all_reasons_and_nothing_moves(
    office: FakeOffice, files: list[Path]
) -> None:
    presenter = opened(office, "collected", files)
    state = presenter.take_step("S_RECORDED")
    assert state.message is not None
    assert office.open_case().step == "S_COLLECTED"


@pytest.mark.parametrize("stage", ["docketed", "filled", "ordered", "told"])
def test_before_the_decision_the_ways_out_are_offered(
    office: FakeOffice, files: list[Path], stage: str
) -> None:
    others = {way.end: way for way in opened(office, stage, files).state.others}
    assert others["CLUE_TO_FILE"].word == "转普通程序" and not others["CLUE_TO_FILE"].why


def test_a_way_out_that_another_must_take_is_shut_and_says_who(office: FakeOffice, files: list[Path]) -> None:
    others = {way.end: way for way in opened(office, "ordered", files).state.others}
    assert "街道办事处负责人" in others["CLUE_NOCASE"].why
    assert "中队长" in others["CLUE_OUT"].why
    assert dict(others["CLUE_NOCASE"].grounds)["no_facts"] == "违法事实不能成立"


def test_leaving_the_procedure_records_why_and_takes_the_step(office: FakeOffice, files: list[Path]) -> None:
    presenter = opened(office, "scene", files)
    state = presenter.leave("CLUE_TO_FILE", " 当事人要求听证 ")
    assert state.message is None and state.stage == "已转普通程序"
    assert office.open_case().text("exit.reason") == "当事人要求听证"


def test_a_way_out_that_is_refused_leaves_nothing_behind(office: FakeOffice, files: list[Path]) -> None:
    presenter = opened(office, "scene", files)
    before = len(office.queries.entries)
    state = presenter.leave("CLUE_OUT", "不归本街道管辖")
    assert state.message is not None and "中队长" in state.message.what
    assert len(office.queries.entries) == before


def test_after_the_decision_there_is_no_other_way_out(office: FakeOffice, files: list[Path]) -> None:
    assert opened(office, "collected", files).state.others == ()


def test_files_dropped_on_the_page_become_evidence(office: FakeOffice, files: list[Path]) -> None:
    presenter = opened(office, "docketed", files)
    state = presenter.add_files(presenter.state.case, tuple(files[3:4]))
    assert state.files == 1
    assert state.message is None


def test_an_unknown_case_is_told_and_not_raised(office: FakeOffice) -> None:
    state = CasePresenter(office).open("nowhere")
    assert state.message is not None and state.message.code == "case.unknown"


def test_a_corrected_violation_ends_without_a_fine_by_the_agencys_head_alone(
    office: FakeOffice, files: list[Path]
) -> None:
    page = play(office, "ordered", files)
    page.add_files(tuple(files[2:3]), "reinspection")
    page.record_reinspection("corrected", "当事人当场改正")
    presenter = CasePresenter(office)
    state = presenter.open(page.case)
    cure = next(reason for reason in state.onward.reasons if reason.code == "correction.corrected")
    assert cure.goes_to == "step:CLUE_NOCASE"
    assert cure.cure == "" and "街道办事处负责人" in cure.remedy
    state = presenter.take_step("CLUE_NOCASE")
    assert state.message is not None
    assert "街道办事处负责人" in state.message.what
    assert office.open_case().step == "S_FOUND"


def test_a_fine_to_be_paid_at_the_bank_waits_for_the_party(office: FakeOffice, files: list[Path]) -> None:
    page = play(office, "told", files)
    page.confirm(YI, PASSPHRASES[YI])
    page.choose_level("BM-0002:2")
    page.set_field("decision.amount", "150")
    page.answer_all("已核对")
    state = page.decide(Service("王𬭎"))
    assert state.message is None
    assert office.open_case().step == "S_TO_PAY"
    assert CasePresenter(office).open(page.case).stage == "待缴款"
