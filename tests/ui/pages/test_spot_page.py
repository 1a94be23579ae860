"""The on-the-spot page through the real window: an officer fills, adds, presses; the law answers."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from app.ports.paperwork import MissingGlyph
from app.ui.kit.fields import BoxState, LineEdit
from tests.fakes.office import PASSPHRASES, YI, FakeOffice
from tests.fakes.story import ACT, PERSON, RECEIPT, play
from tests.pages.driver import wait_until
from tests.pages.spot_page import SpotPage
from tests.ui.pages.conftest import DOUBLED, Show, Stand

PARTY = {name.removeprefix("party."): text for name, text in PERSON.items() if name != "party.kind"}


def opened(stand: Stand, case: str = "") -> SpotPage:
    stand.window.open_spot(case)
    page = SpotPage(stand.window)
    page.wait_open()
    return page


def begun(stand: Stand) -> SpotPage:
    page = opened(stand)
    page.choose_assist(YI)
    page.choose_party_kind("person")
    page.fill_party(**PARTY)
    page.choose_item("SH-CG-0002")
    return page


def test_the_whole_case_goes_from_the_finding_to_the_cash_through_the_window(
    show: Show, photos: list[Path]
) -> None:
    stand = show()
    page = begun(stand)
    page.fill_act(place=ACT["act.place"], facts=ACT["act.facts"])
    page.add_files(photos[:2])
    page.confirm_second(YI, PASSPHRASES[YI])
    page.issue_record()
    page.order_correction()
    page.record_refusal("当事人明确表示不愿改正", photos[2:3])
    page.confirm_second(YI, PASSPHRASES[YI])
    page.issue_reinspection_record()
    page.tell()
    page.confirm_second(YI, PASSPHRASES[YI])
    page.choose_level("BM-0002:1")
    page.set_fine("100.00")
    page.answer_warnings("已核对公布的清单")
    page.print_and_hand_over()
    page.take_money(RECEIPT)
    case = stand.office.open_case()
    assert case.step == "S_COLLECTED"
    assert [paper.form for paper in case.documents] == ["D10", "D08", "D09", "D20"]
    assert case.money[0].receipt == RECEIPT
    assert case.amount("decision.amount") == 10_000


def test_r47_telling_and_penalty_stay_shut_until_refusal_is_on_record(show: Show, photos: list[Path]) -> None:
    stand = show()
    page = begun(stand)
    assert page.is_shut("telling") and page.is_shut("penalty")
    assert not page.driver.sees("decision_level")
    page.fill_act(place=ACT["act.place"], facts=ACT["act.facts"])
    page.add_files(photos[:1])
    page.confirm_second(YI, PASSPHRASES[YI])
    page.issue_record()
    page.order_correction()
    assert page.is_shut("penalty")
    page.record_refusal("仍未改正", photos[1:2])
    assert not page.is_shut("telling") and not page.is_shut("penalty")


def test_a_party_that_corrected_is_not_fined(show: Show, photos: list[Path]) -> None:
    office = FakeOffice()
    case = play(office, "ordered", photos).case
    stand = show(office)
    page = opened(stand, case)
    page.record_reinspection("corrected", "当事人当场改正", photos[2:3])
    page.wait_for_primary("打开案件")
    assert page.is_shut("penalty")
    assert "不罚款" in page.block_state("penalty")


def test_r08_with_one_officer_evidence_is_kept_but_no_paper_is_issued(show: Show, photos: list[Path]) -> None:
    stand = show()
    page = opened(stand)
    page.choose_party_kind("person")
    page.fill_party(**PARTY)
    page.choose_item("SH-CG-0002")
    page.fill_act(place=ACT["act.place"], facts=ACT["act.facts"])
    page.add_files(photos[:1])
    page.wait_for_primary("现场检查笔录", open_=False)
    assert not page.primary_is_open()
    assert len(stand.office.open_case().evidence) == 1
    assert "不得少于" in page.driver.find("spot_reasons").toolTip()


def test_what_is_typed_before_there_is_a_case_is_there_again_after_leaving(show: Show) -> None:
    stand = show()
    page = opened(stand)
    page.choose_party_kind("person")
    page.fill_party(name="演示当事人丁")
    wait_until(lambda: "演示当事人丁" in stand.office.queries.drafts.get("spot:new", ""), "the draft is kept")
    stand.window.open_page("workbench")
    page = opened(stand)
    wait_until(lambda: page.driver.text("field_party_name") == "演示当事人丁", "the draft is shown")
    assert stand.office.queries.ids() == []


def test_sex_and_day_of_birth_follow_from_the_identity_number(show: Show) -> None:
    stand = show()
    page = begun(stand)
    wait_until(lambda: page.driver.sees("field_party_born"), "the derived fields are shown")
    assert page.driver.text("field_party_born") == "1991-07-01"
    assert stand.office.open_case().text("party.sex") == "女"


def test_an_amount_that_is_none_stays_typed_with_a_sentence_and_is_not_saved(
    show: Show, photos: list[Path]
) -> None:
    office = FakeOffice()
    stand = show(office)
    page = opened(stand, play(office, "told", photos).case)
    page.choose_level("BM-0002:1")
    page.set_fine("一百")
    wait_until(lambda: page.driver.sees("field_decision_amount_error"), "the error is told")
    assert page.driver.text("field_decision_amount") == "一百"
    assert office.open_case().amount("decision.amount") is None


def test_a_wrong_passphrase_of_the_second_officer_keeps_the_dialog_open(
    show: Show, photos: list[Path]
) -> None:
    office = FakeOffice()
    stand = show(office)
    page = opened(stand, play(office, "filled", photos).case)
    page.open_confirmation()
    page.driver.type_text("wrong")
    page.driver.click("confirm_deed")
    wait_until(lambda: page.driver.sees("confirm_passphrase_error"), "the refusal is told in the dialog")
    assert page.driver.text("confirm_passphrase") == ""
    assert office.open_case().confirmed == {}
    told = page.driver.text("confirm_passphrase_error")
    assert "口令不对" in told and "确认没有记入" in told and "协办本人" in told
    assert "存储没有打开" not in told
    page.driver.press("Esc")
    wait_until(lambda: not page.driver.sees("confirm_deed"), "the dialog is closed")
    assert page.trouble() == ""


def test_a_damaged_photo_is_named_and_kept_only_on_purpose(
    show: Show, photos: list[Path], tmp_path: Path
) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"\xff\xd8\xff")
    office = FakeOffice()
    stand = show(office)
    page = opened(stand, play(office, "docketed", photos).case)
    stand.window.spot_join.add_files((broken,), "scene")
    page.driver.wait_for("damaged_deed")
    assert office.open_case().evidence == ()
    page.driver.click("damaged_deed")
    wait_until(lambda: office.open_case().evidence, "the file is kept")
    assert not office.open_case().evidence[0].readable


def test_the_refusal_to_sign_needs_a_reason_before_the_paper_is_handed_over(
    show: Show, photos: list[Path]
) -> None:
    office = FakeOffice()
    stand = show(office)
    page = opened(stand, play(office, "scene", photos).case)
    page.wait_for_primary("责令改正")
    page.press_primary()
    page.driver.wait_for("hand_over_recipient")
    page.driver.click("hand_over_way_refused")
    assert not page.driver.find("hand_over_deed").isEnabled()
    page.driver.fill("hand_over_reason", "当事人认为不需要签字")
    page.driver.click("hand_over_deed")
    wait_until(lambda: office.open_case().papers("D08"), "the order is issued")
    paper = office.open_case().papers("D08")[0]
    assert paper.refused_to_sign
    assert paper.refusal_reason == "当事人认为不需要签字"


def test_esc_in_the_hand_over_dialog_issues_nothing(show: Show, photos: list[Path]) -> None:
    office = FakeOffice()
    stand = show(office)
    page = opened(stand, play(office, "scene", photos).case)
    page.wait_for_primary("责令改正")
    page.press_primary()
    page.driver.wait_for("hand_over_recipient")
    page.driver.press("Esc")
    wait_until(lambda: not page.driver.sees("hand_over_deed"), "the dialog is gone")
    assert office.open_case().papers("D08") == ()


def test_the_paper_grows_beside_the_form_and_marks_what_just_changed(show: Show, photos: list[Path]) -> None:
    office = FakeOffice()
    stand = show(office)
    page = opened(stand, play(office, "docketed", photos).case)
    page.wait_for_preview()
    pages = stand.window.spot_page.paper.pdf.pages
    wait_until(lambda: pages.page_count == 1, "the page is set")
    page.fill_act(place=ACT["act.place"])
    wait_until(lambda: pages.changed, "the change is marked")


def test_the_paper_shows_what_is_being_typed_before_the_field_is_left_and_saves_nothing(
    show: Show, photos: list[Path]
) -> None:
    office = FakeOffice()
    stand = show(office)
    page = opened(stand, play(office, "docketed", photos).case)
    page.wait_for_preview()
    page.driver.find("field_act_place").setFocus()
    page.driver.type_text("示范路00弄西侧")
    wait_until(
        lambda: any(typed.get("act.place") == "示范路00弄西侧" for _, _, typed in office.previewed),
        "the paper is set with what is typed",
    )
    wait_until(lambda: stand.window.spot_page.paper.pdf.pages.changed, "what was typed is marked")
    assert office.open_case().text("act.place") == ""


def test_the_mark_of_what_changed_stays_while_nothing_else_changes(show: Show, photos: list[Path]) -> None:
    office = FakeOffice()
    stand = show(office)
    page = opened(stand, play(office, "docketed", photos).case)
    page.wait_for_preview()
    pages = stand.window.spot_page.paper.pdf.pages
    page.fill_act(place=ACT["act.place"])
    wait_until(lambda: office.open_case().text("act.place") == ACT["act.place"], "the place is saved")
    wait_until(lambda: pages.changed and stand.window.work.at_rest, "the change is marked")
    before = len(office.previewed)
    stand.window.spot_page.typing.emit()  # the same page is set once more
    wait_until(lambda: len(office.previewed) > before and stand.window.work.at_rest, "it was set again")
    assert pages.changed


def test_no_page_stands_under_the_tab_of_another_paper(show: Show, photos: list[Path]) -> None:
    office = FakeOffice()
    stand = show(office)
    page = opened(stand, play(office, "docketed", photos).case)
    page.wait_for_preview()
    held = threading.Event()
    preview = office.preview

    def slowly(*asked: object, **more: object) -> object:
        held.wait(10)
        return preview(*asked, **more)

    office.preview = slowly
    page.show_paper("D20")
    wait_until(lambda: page.driver.sees("paper_drawing"), "the pane says that it is being set")
    assert not page.preview_is_shown()
    held.set()
    page.wait_for_preview()
    assert not page.driver.sees("paper_drawing")


def test_the_page_of_one_case_never_stands_beside_another_case(show: Show, photos: list[Path]) -> None:
    office = FakeOffice()
    first, second = (play(office, "docketed", photos).case for _ in range(2))
    stand = show(office)
    opened(stand, first).wait_for_preview()
    held = threading.Event()
    preview = office.preview

    def slowly(case: str, *asked: object, **more: object) -> object:
        if case == second:
            held.wait(10)
        return preview(case, *asked, **more)

    office.preview = slowly
    page = opened(stand, second)
    assert page.driver.sees("paper_drawing") and not page.preview_is_shown()
    held.set()
    page.wait_for_preview()


def test_a_paper_that_cannot_be_set_says_why_under_its_own_tab(show: Show, photos: list[Path]) -> None:
    office = FakeOffice()
    stand = show(office)
    page = opened(stand, play(office, "docketed", photos).case)
    page.wait_for_preview()
    office.fails["preview"] = MissingGlyph(
        field="party.name", label="姓名", character="𪚥", codepoint="U+2A6A5"
    )
    page.show_paper("D20")
    wait_until(lambda: page.driver.sees("paper_refused"), "the pane says that there is no page")
    assert "𪚥" in page.driver.text("paper_banner_part1")
    assert not page.preview_is_shown()


@pytest.mark.parametrize("size", [(1366, 768), DOUBLED])
def test_the_one_next_step_is_in_sight_and_nothing_of_it_is_cut(
    show: Show, photos: list[Path], size: tuple[int, int]
) -> None:
    office = FakeOffice()
    case = play(office, "ordered", photos).case
    stand = show(office, size)
    page = opened(stand, case)
    page.wait_for_primary("记录复查结果", open_=False)
    button = page.driver.find("spot_primary")
    corner = button.mapTo(stand.window, button.rect().bottomRight())
    assert corner.x() < stand.window.width() and corner.y() < stand.window.height()
    assert button.width() >= button.sizeHint().width()


def test_the_keyboard_alone_reaches_every_field_of_the_party_in_order(show: Show) -> None:
    stand = show()
    page = opened(stand)
    page.choose_party_kind("person")
    page.driver.find("field_party_name").setFocus()
    seen = []
    for _ in range(5):
        seen.append(page.driver.focused_name())
        page.driver.press("Tab")
    assert seen == [
        "field_party_name",
        "field_party_phone",
        "field_party_identity",
        "identity_photo",
        "field_party_address",
    ]


@pytest.mark.parametrize("stage", ["filled", "ordered", "told"])
def test_tab_leads_through_the_fields_in_the_order_in_which_they_are_read(
    show: Show, photos: list[Path], stage: str
) -> None:
    office = FakeOffice()
    stand = show(office)
    page = opened(stand, play(office, stage, photos).case)
    wait_until(lambda: page.driver.sees("field_party_born"), "derived fields are shown")
    form = stand.window.spot_page.form
    stops = [where for where in page.tab_stops() if form.isAncestorOf(where)]
    assert len(stops) > 8
    read = sorted(stops, key=lambda where: page.place_in(where, form))
    assert [where.objectName() for where in stops] == [where.objectName() for where in read]


def test_after_a_step_the_keys_go_on_where_the_next_one_begins(show: Show, photos: list[Path]) -> None:
    office = FakeOffice()
    stand = show(office)
    page = opened(stand, play(office, "scene", photos).case)
    page.order_correction()
    wait_until(
        lambda: page.driver.focused_name().startswith("reinspection_result"), "the result has the focus"
    )


def test_ctrl_enter_does_the_next_step_from_any_field(show: Show, photos: list[Path]) -> None:
    office = FakeOffice()
    stand = show(office)
    page = opened(stand, play(office, "scene", photos).case)
    page.wait_for_primary("责令改正")
    page.driver.find("field_act_facts").setFocus()
    page.driver.press("Ctrl+Return")
    page.driver.wait_for("hand_over_recipient")
    page.driver.press("Esc")


def test_esc_closes_the_list_of_items_and_leaves_the_page_where_it_is(show: Show) -> None:
    stand = show()
    page = opened(stand)
    page.driver.find("field_act_item").setFocus()
    page.driver.type_text("湿垃圾")
    page.driver.wait_for("field_act_item_options")
    page.driver.press("Esc")
    wait_until(lambda: not page.driver.sees("field_act_item_options"), "the list is closed")
    assert stand.window.page() == "spot"


def test_what_is_printed_on_the_decision_looks_as_if_it_could_only_be_read(
    show: Show, photos: list[Path]
) -> None:
    office = FakeOffice()
    stand = show(office)
    page = opened(stand, play(office, "collected", photos).case)
    page.wait_for_primary("打开案件")
    for name in ("field_act_item", "field_act_place", "field_decision_amount", "field_payment_receipt"):
        assert page.driver.find_as(name, LineEdit).box_state() is BoxState.READ_ONLY, name
    assert not page.driver.sees("payment_mode_on_spot")
    assert page.driver.text("payment_mode_told") == "当场收缴"


def test_the_receipt_number_can_be_written_until_the_money_is_taken(show: Show, photos: list[Path]) -> None:
    office = FakeOffice()
    stand = show(office)
    page = opened(stand, play(office, "decided", photos).case)
    page.driver.wait_for("field_payment_receipt")
    assert not page.driver.find_as("field_payment_receipt", LineEdit).isReadOnly()


@pytest.mark.parametrize("stage", ["filled", "ordered", "told"])
def test_at_200_percent_the_part_that_comes_next_is_in_sight_and_nothing_moves_sideways(
    show: Show, photos: list[Path], stage: str
) -> None:
    office = FakeOffice()
    stand = show(office, DOUBLED)
    page = opened(stand, play(office, stage, photos).case)
    form = stand.window.spot_page.form
    part = {"filled": "block_evidence", "ordered": "reinspection_result", "told": "block_penalty"}[stage]
    page.driver.wait_for(part)

    def in_sight() -> bool:
        widget, room = page.driver.find(part), form.viewport()
        top = widget.mapTo(room, widget.rect().topLeft()).y()
        return top >= 0 and (top + widget.height() <= room.height() or widget.height() > room.height())

    wait_until(in_sight, f"{part} is in sight")
    assert form.horizontalScrollBar().maximum() == 0
    assert form.viewport().height() >= 200
