"""The on-the-spot page without a window: what follows from what is typed, and what the law lets pass."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import AppError
from app.ports.keys import KeyringLocked, KeyringMissing
from app.ports.vault import DiskFull
from app.ports.work import StoreBusy
from app.presenters.identity import identity_facts
from app.presenters.office import Service, Told
from app.presenters.spot import SpotPresenter
from app.presenters.spot_fields import read_typed, shown_value
from tests.fakes.office import BING, PASSPHRASES, YI, FakeOffice
from tests.fakes.story import LEVEL, PERSON, STAGES, case_of, play


def test_the_page_has_at_most_fourteen_fields_in_every_stage(files: list[Path]) -> None:
    for stage in STAGES:
        assert play(FakeOffice(), stage, files).state.bar.fields <= 14


def test_a_unit_has_no_more_fields_than_a_person(office: FakeOffice) -> None:
    page = SpotPresenter(office)
    page.open("")
    assert page.set_field("party.kind", "unit").bar.fields <= 14


def test_choosing_the_item_dockets_the_clue_with_everything_typed_before(
    office: FakeOffice, files: list[Path]
) -> None:
    case = case_of(play(office, "docketed", files), office)
    assert case.clue_number == "沪示示线索登记〔2026〕第0001号"
    assert case.text("party.name") == PERSON["party.name"]
    assert case.team[1] == YI
    assert office.queries.drafts["spot:new"] == ""


def test_a_case_is_docketed_once_whatever_is_pressed(office: FakeOffice, files: list[Path]) -> None:
    page = play(office, "docketed", files)
    page.docket()
    page.act("docket")
    assert len(office.queries.ids()) == 1


def test_sex_and_birth_follow_from_the_number_and_can_be_put_right(
    office: FakeOffice, files: list[Path]
) -> None:
    page = play(office, "docketed", files)
    assert case_of(page, office).text("party.born") == "1991-07-01"
    page.set_field("party.born", "1991-07-02")
    assert case_of(page, office).text("party.born") == "1991-07-02"


def test_the_scene_record_tells_the_facts_until_somebody_writes_his_own_words(
    office: FakeOffice, files: list[Path]
) -> None:
    page = play(office, "docketed", files)
    page.set_field("act.facts", "第一次写的经过")
    assert case_of(page, office).text("scene.narrative") == "第一次写的经过"
    page.set_field("scene.narrative", "另写的现场情况")
    page.set_field("act.facts", "改过的经过")
    assert case_of(page, office).text("scene.narrative") == "另写的现场情况"


def test_a_level_brings_clause_benchmark_circumstance_and_count(
    office: FakeOffice, files: list[Path]
) -> None:
    page = play(office, "told", files)
    page.choose_level("BM-0002:2")
    case = case_of(page, office)
    assert case.text("decision.branch") == "SH-CG-0002-1"
    assert case.text("decision.benchmark") == "BM-0002"
    assert case.text("act.circumstance") == "湿垃圾混投"
    assert case.text("act.repeat") == "repeat"


@pytest.mark.parametrize(("yuan", "mode"), [("100.00", "on_spot"), ("100.01", "bank"), ("150", "bank")])
def test_r04_up_to_the_limit_is_taken_on_the_spot_and_more_goes_to_the_bank(
    office: FakeOffice, files: list[Path], yuan: str, mode: str
) -> None:
    page = play(office, "told", files)
    page.choose_level("BM-0002:2")
    page.set_field("decision.amount", yuan)
    assert case_of(page, office).text("payment.mode") == mode


def test_r04_150_is_legal_on_the_spot_and_the_page_says_that_it_is_not_collected(
    office: FakeOffice, files: list[Path]
) -> None:
    page = play(office, "told", files)
    page.choose_level("BM-0002:2")
    state = page.set_field("decision.amount", "150")
    assert "不当场收缴" in state.penalty.pay_title
    assert "15 日内" in state.penalty.pay_text
    assert not state.penalty.pays_on_spot


def test_r01_200_01_is_refused_with_its_article(office: FakeOffice, files: list[Path]) -> None:
    page = play(office, "told", files)
    page.choose_level("BM-0002:2")
    state = page.set_field("decision.amount", "200.01")
    reasons = {reason.code: reason for reason in state.bar.reasons}
    assert "summary.fine_above_limit" in reasons
    assert any("第五十一条" in article for article in reasons["summary.fine_above_limit"].articles)
    assert not state.bar.primary.enabled


def test_r05_without_a_receipt_number_nothing_is_collected(office: FakeOffice, files: list[Path]) -> None:
    page = play(office, "decided", files)
    assert not page.state.bar.primary.enabled
    state = page.take_money()
    assert state.message is not None
    assert "票据" in state.message.what
    assert case_of(page, office).money == ()


def test_r08_an_expired_card_stops_the_paper_and_names_the_officer(
    office: FakeOffice, files: list[Path]
) -> None:
    page = SpotPresenter(office)
    page.open("")
    page.choose_assist(BING)
    for field, text in PERSON.items():
        page.set_field(field, text)
    state = page.choose_item("SH-CG-0002")
    assert state.assist is not None and state.assist.tone == "danger"
    assert any("演示员丙" in reason.sentence for reason in state.bar.reasons)


def test_r47_no_fine_without_order_and_refusal(office: FakeOffice, files: list[Path]) -> None:
    page = play(office, "scene", files)
    page.choose_level(LEVEL)
    state = page.decide(Service("王𬭎"))
    assert state.message is not None
    assert case_of(page, office).papers("D20") == ()
    assert state.block("penalty").state == "shut"


def test_a_new_fact_in_the_defence_leads_out_of_the_summary_procedure(
    office: FakeOffice, files: list[Path]
) -> None:
    page = play(office, "recorded", files)
    page.tell(Told(True, True, "made", "垃圾不是我投的", new_fact=True))
    page.confirm(YI, PASSPHRASES[YI])
    page.choose_level(LEVEL)
    state = page.set_field("decision.amount", "100")
    assert "telling.new_fact" in {reason.code for reason in state.bar.reasons}


def test_a_telling_without_cards_shown_does_not_open_the_decision(
    office: FakeOffice, files: list[Path]
) -> None:
    page = play(office, "recorded", files)
    page.tell(Told(False, True, "none"))
    page.choose_level(LEVEL)
    state = page.set_field("decision.amount", "100")
    assert "telling.card_not_shown" in {reason.code for reason in state.bar.reasons}


def test_warnings_are_answered_once_and_not_asked_again(office: FakeOffice, files: list[Path]) -> None:
    page = play(office, "told", files)
    page.choose_level(LEVEL)
    state = page.set_field("decision.amount", "100")
    assert state.warnings
    state = page.answer_all("已核对公布的清单")
    assert state.warnings == ()
    assert all(answer.reason == "已核对公布的清单" for answer in case_of(page, office).confirmations)


def test_the_case_ends_on_this_page_where_the_agency_has_yet_to_receive_it(
    office: FakeOffice, files: list[Path]
) -> None:
    page = play(office, "collected", files)
    assert page.state.finished
    assert case_of(page, office).step == "S_COLLECTED"


def test_a_decision_whose_hand_over_was_cut_off_is_handed_over_and_not_issued_twice(
    office: FakeOffice, files: list[Path]
) -> None:
    page = play(office, "told", files)
    page.confirm(YI, PASSPHRASES[YI])
    page.choose_level(LEVEL)
    page.set_field("decision.amount", "100")
    page.answer_all("已核对")
    for step in ("S_ELIGIBLE", "S_TOLD"):
        office.take_step(page.case, step)
    office.issue(page.case, "D20")
    page.open(page.case)
    state = page.decide(Service("王𬭎"))
    assert state.message is None
    case = case_of(page, office)
    assert len(case.papers("D20")) == 1
    assert case.step == "S_ISSUED"


def test_a_busy_store_is_told_and_what_was_typed_stays(office: FakeOffice, files: list[Path]) -> None:
    page = play(office, "docketed", files)
    office.fails["set_fields"] = StoreBusy()
    state = page.set_field("act.place", "演示路")
    assert state.message is not None and state.message.code == "store.busy"
    assert state.fields["act.place"].text == "演示路"
    assert page.set_field("act.place", "演示路").message is None
    assert case_of(page, office).text("act.place") == "演示路"


def test_an_amount_that_is_none_is_refused_with_a_sentence(office: FakeOffice, files: list[Path]) -> None:
    page = play(office, "told", files)
    page.choose_level(LEVEL)
    state = page.set_field("decision.amount", "一百")
    assert state.fields["decision.amount"].error
    assert case_of(page, office).amount("decision.amount") is None
    assert page.set_field("decision.amount", "100").fields["decision.amount"].error == ""


def test_a_draft_that_is_no_json_is_passed_over(office: FakeOffice) -> None:
    office.queries.drafts["spot:new"] = "{broken"
    assert SpotPresenter(office).open("").case == ""


def test_items_are_found_by_words_and_code_and_the_streets_stand_first(office: FakeOffice) -> None:
    page = SpotPresenter(office)
    page.open("")
    found = page.search_items("SH-CG-0002")
    assert found[0].code == "SH-CG-0002"
    ours = [option.ours for option in page.search_items("垃圾")]
    assert ours == sorted(ours, reverse=True)


def test_after_the_decision_its_fields_are_locked(office: FakeOffice, files: list[Path]) -> None:
    fields = play(office, "decided", files).state.fields
    assert fields["party.name"].locked
    assert fields["decision.amount"].locked
    assert not fields["payment.receipt"].locked


def test_no_numbers_left_shuts_the_start(office: FakeOffice) -> None:
    office.queries.left["线"] = 0
    page = SpotPresenter(office)
    state = page.open("")
    assert not state.bar.primary.enabled
    assert "已用完" in state.bar.number_words


def test_the_preview_of_an_issued_paper_is_its_frozen_page(office: FakeOffice, files: list[Path]) -> None:
    page = play(office, "decided", files)
    paper = case_of(page, office).papers("D20")[0]
    assert page.preview("D20").pdf == office.paper_bytes(page.case, paper.id)


def test_a_paper_that_cannot_be_set_says_why_instead_of_vanishing(
    office: FakeOffice, files: list[Path]
) -> None:
    page = play(office, "docketed", files)
    office.fails["preview"] = StoreBusy()
    assert page.preview("D10").message is not None


@given(st.dates())
def test_an_identity_number_gives_back_its_day_of_birth(born: object) -> None:
    text = str(born).replace("-", "")
    facts = identity_facts(f"000000{text}0000")
    assert facts is not None
    assert facts.born == str(born)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_identity_numbers(text: str) -> None:
    identity_facts(text)


@given(st.integers(0, 10**10))
def test_an_amount_shown_reads_back_as_the_same_fen(fen: int) -> None:
    assert read_typed("decision.amount", shown_value("decision.amount", fen)) == fen


@pytest.mark.parametrize("name", ["act.at", "party.born", "decision.amount", "party.kind"])
@given(text=st.text(min_size=1, max_size=20))
def test_what_does_not_fit_is_refused_and_never_crashes(name: str, text: str) -> None:
    try:
        read_typed(name, text)
    except AppError:
        return


def test_files_go_to_the_case_for_which_they_were_brought_although_another_is_open_now(
    office: FakeOffice, files: list[Path]
) -> None:
    page = play(office, "docketed", files)
    first = page.case
    second = play(office, "docketed", files).case
    page.open(second)
    page.add_files(tuple(files[:1]), "scene", case=first)
    assert len(office.queries.case(first).evidence) == 1
    assert office.queries.case(second).evidence == ()
    assert page.state.case == second


def test_the_record_of_the_scene_is_shown_as_it_would_be_issued_now(
    office: FakeOffice, files: list[Path]
) -> None:
    page = play(office, "filled", files)
    office.pass_time(7)
    page.preview("D10")
    shown = office.previewed[-1][2]["scene.until"]
    page.confirm(YI, PASSPHRASES[YI])
    page.issue_scene_record()
    assert case_of(page, office).text("scene.until") == shown


def test_half_a_date_is_shown_on_no_paper_and_what_follows_from_a_number_is(
    office: FakeOffice, files: list[Path]
) -> None:
    page = play(office, "filled", files)
    typed = {"act.at": "2026-08-0", "party.identity": "000000199107010000", "decision.amount": "1"}
    page.preview("D20", typed)
    shown = office.previewed[-1][2]
    assert "act.at" not in shown
    assert shown["party.born"] == "1991-07-01"
    assert shown["decision.amount"] == 100


@pytest.mark.parametrize(
    ("method", "trouble"),
    [
        ("set_fields", DiskFull(free=1 << 20, needed=1 << 20, kept_free=0)),
        ("add_evidence", DiskFull(free=1 << 20, needed=1 << 30, kept_free=0)),
        ("confirm", KeyringLocked(name="gnome")),
        ("confirm", KeyringMissing(reason="gone")),
    ],
)
def test_trouble_of_the_machine_is_told_in_three_parts_that_are_true_of_an_open_store(
    office: FakeOffice, files: list[Path], method: str, trouble: AppError
) -> None:
    page = play(office, "filled", files)
    office.fails[method] = trouble
    if method == "set_fields":
        state = page.set_field("act.place", "示范路00弄东侧")
    elif method == "add_evidence":
        state = page.add_files((files[3],), "scene")
    else:
        state = page.confirm(YI, PASSPHRASES[YI])
    assert state.message is not None
    for part in (state.message.what, state.message.data, state.message.remedy):
        assert part.endswith("。") and "—" not in part
    assert "存储没有打开" not in state.message.data
