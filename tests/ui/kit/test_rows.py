"""Rows, steps, timeline, reasons, evidence, transfers: opened by mouse and keys, told whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QWidget

from app.ui.kit.bars import ActionBar, CountedTabs, Facts, PageHead
from app.ui.kit.buttons import Kind, PrimaryButton, SecondaryButton
from app.ui.kit.chips import Due, StatusChip
from app.ui.kit.empty import EmptyState
from app.ui.kit.evidence import DropPlace, EvidenceTile
from app.ui.kit.fields import LineEdit
from app.ui.kit.labels import Label
from app.ui.kit.panes import Pane
from app.ui.kit.progress import LOOKS, Going, ProgressRow
from app.ui.kit.reasons import CheckRow, ReasonRow
from app.ui.kit.rows import GroupHead, InboxRow, PersonRow, TodayRow
from app.ui.kit.steps import Step, StepBar, StepState
from app.ui.kit.timeline import MomentRow, Timeline
from app.ui.theme import Tone, px
from tests.pages.driver import spin
from tests.ui.kit.conftest import Stage

THERE = ("cloud", Tone.OK, "区级已存")


def _today(name: str) -> TodayRow:
    return TodayRow(
        "还剩 2 个工作日·10-08",
        Due.SOON,
        "先行登记保存：作出处理决定",
        "立 0038　占用道路设摊经营·演示当事人未",
        article="行政处罚法第五十六条",
        action="办理",
        why="<qt>为什么是 10-08</qt>",
        name=name,
    )


def test_a_row_is_opened_by_click_enter_and_space(stage: Stage) -> None:
    row, opened = _today("row"), []
    row.opened.connect(lambda: opened.append("row"))
    driver = stage(row)
    driver.click("row_title")
    row.setFocus()
    driver.press("Return")
    driver.press("Space")
    assert opened == ["row"] * 3


def test_a_row_says_what_this_laptop_cannot_do_and_keeps_its_party(stage: Stage) -> None:
    row = TodayRow(
        "还剩 2 个工作日·10-08",
        Due.SOON,
        "当场收缴的罚款交回街道办事处",
        "线 0001　个人混合投放生活垃圾（有害垃圾混投或者湿垃圾混投）·演示环境服务有限公司",
        article="《行政处罚法》第七十一条、第八十五条",
        note="线下办理，本机还不能登记",
        action="查看",
        keep="·演示环境服务有限公司",
        name="row",
    )
    driver = stage(row, width=830)
    assert driver.sees("row_note") and "本机还不能登记" in row.accessibleName()
    assert driver.find("row_case").minimumSizeHint().width() <= driver.find("row_case").width()


def test_the_action_of_a_row_does_not_open_it(stage: Stage) -> None:
    row, asked = _today("row"), []
    row.opened.connect(lambda: asked.append("opened"))
    row.act_asked.connect(lambda: asked.append("act"))
    stage(row).click("row_act")
    assert asked == ["act"]
    assert row.action.accessibleName() == "办理：先行登记保存：作出处理决定"


def test_a_row_speaks_its_deadline_and_explains_its_day() -> None:
    row = _today("row")
    assert row.accessibleName().startswith("还剩 2 个工作日·10-08，先行登记保存")
    assert "为什么是 10-08" in row.toolTip() and "为什么是 10-08" in row.chip.toolTip()


def test_what_is_satisfied_is_said_whole_in_as_many_lines_as_it_needs(stage: Stage) -> None:
    row = CheckRow("罚款已当场收缴，票据 演示票据00000001号", "第七十条", name="met")
    driver = stage(row, width=260)
    assert not driver.find_as("met_sentence", Label).is_cut
    assert row.height() > px("check-row")


def test_a_reason_that_no_button_cures_says_what_ends_it(stage: Stage) -> None:
    row = ReasonRow(
        "街道办事处还没有收到备案。", "第五十二条", remedy="请持存档联到街道办事处登记。", name="wait"
    )
    driver = stage(row, width=320)
    assert driver.text("wait_remedy") == "请持存档联到街道办事处登记。"
    assert not driver.sees("wait_cure")
    assert "存档联" in row.accessibleDescription()


def test_the_due_column_has_one_width_so_that_titles_align(stage: Stage) -> None:
    one, two = _today("one"), _today("two")
    two.chip.show_due("今天", Due.TODAY)
    driver = stage(one, two)
    lefts = {driver.find(f"{name}_title").mapTo(driver.window, QPoint(0, 0)).x() for name in ("one", "two")}
    assert len(lefts) == 1


def test_arrow_keys_walk_the_rows_of_a_list(stage: Stage) -> None:
    holder = Pane(padded=False)
    for name in ("one", "two", "three"):
        holder.body.addWidget(InboxRow("督办", "演示路 300 号工地", "昨天", name=name))
    driver = stage(holder)
    driver.find("one").setFocus()
    for key in ("Down", "Down", "Down", "Up"):
        driver.press(key)
    assert driver.focused_name() == "two"


def test_the_chosen_person_is_marked_by_ground_and_sign(stage: Stage) -> None:
    row = PersonRow("演示员戊", "中队长", warning="执法证 2026-10-31 到期", name="person")
    driver = stage(row)
    plain = row.grab().toImage()
    row.set_selected(True)
    assert row.selected and row.grab().toImage() != plain
    assert row.accessibleName() == "演示员戊，中队长，执法证 2026-10-31 到期"
    assert driver.text("person_warning") == "执法证 2026-10-31 到期"


def test_a_group_folds_by_click_and_by_keys(stage: Stage) -> None:
    head, seen = GroupHead("09-22 周二", "5 条", foldable=True, name="day"), []
    head.folded.connect(seen.append)
    driver = stage(head)
    driver.click("day")
    head.setFocus()
    driver.press("Space")
    assert seen == [True, False]


def test_a_timeline_keeps_moments_under_their_day(stage: Stage) -> None:
    line = Timeline()
    line.add_day("09-21 周一", "4 条", folded=True)
    line.add_moment(MomentRow("08:30", "发现", name="found"))
    line.add_day("09-22 周二")
    line.add_moment(MomentRow("09:12", "现场检查", "亮证已录", Tone.OK, state=THERE, name="scene"))
    driver = stage(line)
    assert (driver.sees("found"), driver.sees("scene")) == (False, True)
    driver.click("timeline_day1")
    assert driver.sees("found")
    assert driver.text("scene") == "09:12 现场检查，亮证已录"
    line.clear()
    assert not driver.sees("scene")


STEPS = (
    Step("docket", "立案", StepState.DONE),
    Step("inquiry", "调查", StepState.HERE),
    Step("telling", "告知", StepState.BLOCKED, "缺 2 项", "缺当事人身份证明"),
    Step("review", "审核", StepState.LATER),
)


def test_steps_are_one_tab_stop_and_walked_by_arrows(stage: Stage) -> None:
    bar, asked = StepBar(), []
    bar.step_asked.connect(asked.append)
    bar.show_steps(STEPS)
    driver = stage(LineEdit(name="before"), bar, LineEdit(name="after"), width=1000)
    driver.find("before").setFocus()
    driver.press("Tab")
    assert driver.focused_name() == "steps_inquiry"
    driver.press("Right")
    driver.press("Space")
    driver.press("Tab")
    assert (asked, driver.focused_name()) == (["telling"], "after")


def test_a_step_speaks_its_state_and_what_is_missing(stage: Stage) -> None:
    bar = StepBar()
    bar.show_steps(STEPS)
    driver = stage(bar, width=1000)
    spoken = [driver.find(f"steps_{step.key}").accessibleName() for step in STEPS]
    assert spoken == ["1 立案，已完成", "2 调查，当前", "3 告知，受阻，缺 2 项", "4 审核，以后"]
    assert "缺当事人身份证明" in driver.find("steps_telling").toolTip()


def test_in_a_narrow_window_only_the_current_step_keeps_its_word(stage: Stage) -> None:
    bar = StepBar()
    bar.show_steps(STEPS)
    driver = stage(bar, width=1000)
    wide = {step.key: driver.find(f"steps_{step.key}").width() for step in STEPS}
    driver.window.resize(500, 80)
    spin()
    narrow = {step.key: driver.find(f"steps_{step.key}").width() for step in STEPS}
    assert narrow["inquiry"] == wide["inquiry"]
    assert all(narrow[key] < wide[key] for key in ("docket", "telling", "review"))
    assert "审核" in driver.find("steps_review").toolTip()


@pytest.mark.parametrize("state", [StepState.BLOCKED, StepState.WAITING])
def test_where_nothing_is_under_way_the_next_step_keeps_its_word_and_the_focus(
    stage: Stage, state: StepState
) -> None:
    bar = StepBar()
    bar.show_steps([STEPS[0], Step("record", "备案", state, "等收到"), STEPS[3]])
    driver = stage(LineEdit(name="before"), bar, width=500)
    assert driver.find("steps_record").width() > 2 * driver.find("steps_docket").width()
    driver.find("before").setFocus()
    driver.press("Tab")
    assert driver.focused_name() == "steps_record"


def test_what_happened_takes_a_second_line_rather_than_losing_its_end(stage: Stage) -> None:
    line = Timeline()
    line.add_day("09-22 周二")
    title = "填写已告知陈述、申辩和申请回避的权利、见证人"
    line.add_moment(MomentRow("09:12", title, "自动保存", name="long"))
    driver = stage(line, width=300)
    assert not driver.find_as("long_title", Label).is_cut
    assert driver.find("long").height() > px("moment-row")


def test_new_steps_keep_the_focus_where_it_was(stage: Stage) -> None:
    bar = StepBar()
    bar.show_steps(STEPS)
    driver = stage(bar, width=1000)
    driver.find("steps_inquiry").setFocus()
    bar.show_steps([Step("docket", "立案", StepState.DONE), Step("inquiry", "调查", StepState.DONE)])
    assert driver.focused_name() == "steps_inquiry"


def test_a_reason_names_its_article_and_cures_itself(stage: Stage) -> None:
    row = ReasonRow("缺当事人身份证明", "行政处罚法第四十条", "添加证明", primary=True, name="identity")
    asked: list[str] = []
    row.cure_asked.connect(lambda: asked.append("cure"))
    driver = stage(row)
    driver.click("identity_cure")
    assert (asked, row.cure.kind) == (["cure"], Kind.PRIMARY)
    assert (row.accessibleName(), row.accessibleDescription()) == ("缺当事人身份证明", "行政处罚法第四十条")


def test_a_long_article_wraps_below_its_button(stage: Stage) -> None:
    row = ReasonRow("缺证明", "决定书须载明姓名和住址，身份须有据。" * 4, "添加证明", name="identity")
    driver = stage(row, width=300)
    article = driver.find("identity_article")
    assert article.height() >= 3 * 16
    assert row.geometry().bottom() >= article.mapTo(driver.window, article.rect().bottomLeft()).y()


def test_an_evidence_tile_speaks_time_length_hash_and_state(stage: Stage) -> None:
    tile = EvidenceTile("09:12 录像", "e90d…71aa", duration="41:20", state=THERE, name="film")
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    before = tile.grab().toImage()
    tile.show_image(image)
    assert tile.grab().toImage() != before
    assert tile.accessibleName() == "09:12 录像，41:20，e90d…71aa，区级已存"
    assert stage(tile).sees("film")


def test_dropped_files_are_named_by_path(tmp_path: Path, stage: Stage) -> None:
    place, dropped = DropPlace("拖入文件"), []
    place.dropped.connect(dropped.append)
    stage(place)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.jpg")), QUrl("https://example.invalid/b.jpg")])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, left, none)
    place.dragEnterEvent(enter)
    place.dropEvent(QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, left, none))
    assert enter.isAccepted()
    assert dropped == [(tmp_path / "a.jpg",)]


def test_a_transfer_says_in_words_how_it_goes(stage: Stage) -> None:
    row, acted = ProgressRow("立 0037", "现场检查录像 41:20", "3.37 GB", name="film"), []
    row.acted.connect(lambda: acted.append(True))
    driver = stage(row, width=800)
    for going in Going:
        row.show_progress(0.5, "第 3 次失败，16:52 再试", going, action=("refresh-cw", "再试"))
    driver.click("film_act")
    assert (driver.text("film_words"), driver.text("film_act"), acted) == (
        "第 3 次失败，16:52 再试",
        "再试",
        [True],
    )
    assert row.accessibleName().endswith("第 3 次失败，16:52 再试")
    assert len({bar for bar, _ in LOOKS.values()}) == len(Going)


def test_tabs_are_one_tab_stop_and_moved_by_arrows(stage: Stage) -> None:
    tabs = CountedTabs((("evidence", "证据", "12"), ("papers", "文书", "5")), name="parts")
    chosen: list[str] = []
    tabs.chosen.connect(chosen.append)
    driver = stage(tabs, LineEdit(name="after"))
    driver.find("parts_evidence").setFocus()
    driver.press("Right")
    tabs.set_count("papers", "6")
    assert (tabs.key(), chosen, driver.find("parts_papers").accessibleName()) == (
        "papers",
        ["papers"],
        "文书 6",
    )
    driver.press("Tab")
    assert driver.focused_name() == "after"


def test_an_empty_state_says_what_comes_and_how_to_begin(stage: Stage) -> None:
    first = PrimaryButton("新建第一个案件", name="first")
    empty = EmptyState("inbox", "今天没有要办的期限", "期限会排在这里。", first)
    driver = stage(empty)
    assert driver.sees("first")
    assert (empty.accessibleName(), empty.accessibleDescription()) == (
        "今天没有要办的期限",
        "期限会排在这里。",
    )


def test_a_pane_shows_head_and_foot_only_when_they_say_something(stage: Stage) -> None:
    pane = Pane(name="pane", scroll=True)
    driver = stage(pane)
    assert not driver.sees("pane_title")
    pane.set_title("收件箱", "3 条未读")
    pane.add_to_foot(SecondaryButton("归档", name="archive"))
    assert (driver.text("pane_title"), driver.text("pane_caption")) == ("收件箱", "3 条未读")
    assert driver.sees("archive") and pane.accessibleName() == "收件箱"


def test_a_page_head_keeps_its_order(stage: Stage) -> None:
    head = PageHead("案件", "14 件在办", back=True)
    head.add_left(StatusChip("简易程序", name="left"))
    head.add(SecondaryButton("导出", name="export"))
    head.add(PrimaryButton("新建案件", name="new"))
    driver = stage(head, width=900)
    names = ["head_back", "head_title", "left", "head_caption", "export", "new"]
    lefts = [driver.find(name).x() for name in names]
    assert lefts == sorted(lefts) and head.height() == px("page-head")


def test_an_action_bar_says_at_the_left_and_does_at_the_right(stage: Stage) -> None:
    bar = ActionBar()
    bar.say(StatusChip("五块都齐了", Tone.OK, name="said"))
    bar.add(SecondaryButton("转普通程序", name="turn"))
    bar.add(PrimaryButton("打印并交付", name="print"))
    driver = stage(bar, width=900)
    lefts = [driver.find(name).x() for name in ("said", "turn", "print")]
    assert lefts == sorted(lefts) and lefts[1] - lefts[0] > 300


def test_facts_can_be_replaced(stage: Stage) -> None:
    facts = Facts((("当事人", "甲"), ("地点", "乙")))
    driver = stage(facts)
    facts.show_pairs((("立案", "2026-09-21"),))
    assert driver.text("facts_1") == "2026-09-21"
    assert not driver.sees("facts_2")
    assert isinstance(driver.find("facts"), QWidget)
