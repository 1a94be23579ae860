"""Texts: nothing is cut without saying so, hostile text is shown as it is."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from app.ui.kit.labels import IconMark, Label, MixedLabel
from app.ui.kit.tips import plain_tip, tip
from app.ui.paint import ELLIPSIS, elided, text_width, wrapped
from app.ui.theme import font, line_height, px
from tests.ui.kit.conftest import Stage

LONG = "演示路 128 弄 3 号东侧人行道，距弄口约 12 米，公交站牌向南"


def test_a_text_too_long_for_its_room_can_be_read_in_the_tool_tip(stage: Stage) -> None:
    label = Label(LONG, name="place")
    stage(label, width=160)
    assert label.is_cut
    assert LONG in label.toolTip()
    assert label.text() == LONG


def test_a_text_that_fits_has_no_tool_tip(stage: Stage) -> None:
    label = Label("演示路", name="place")
    stage(label)
    assert not label.is_cut
    assert label.toolTip() == ""


def test_a_cut_text_keeps_its_own_tool_tip_below_the_whole_text(stage: Stage) -> None:
    label = Label(LONG, name="place")
    label.set_tip("周二")
    stage(label, width=160)
    assert label.toolTip().index(LONG) < label.toolTip().index("周二")


def test_a_wrapped_text_grows_downwards_and_loses_nothing(stage: Stage) -> None:
    label = Label(LONG * 3, wrap=True)
    stage(label, width=240)
    lines, cut = wrapped(label.text(), label.font(), label.width())
    assert not cut and not label.is_cut
    assert "".join(lines).replace(" ", "") == (LONG * 3).replace(" ", "")
    assert label.height() >= len(lines) * line_height("body")


def test_lines_beyond_the_limit_end_in_an_ellipsis_and_a_tool_tip(stage: Stage) -> None:
    label = Label(LONG * 3, wrap=True, most=2)
    stage(label, width=240)
    lines, cut = wrapped(label.text(), label.font(), label.width(), 2)
    assert cut and len(lines) == 2 and lines[-1].endswith("…")
    assert label.is_cut and LONG in label.toolTip()


def test_a_name_that_looks_like_markup_is_shown_as_it_is() -> None:
    hostile = "<b>演示</b> & <img src=x>"
    label = Label(hostile)
    assert label.text() == hostile
    assert label.textFormat().name == "PlainText"
    assert "<img" not in plain_tip(hostile) + tip(hostile, [hostile])


def test_a_cut_name_that_looks_like_markup_is_told_as_it_is(stage: Stage) -> None:
    label = Label("<img src=x>" * 9)
    stage(label, width=120)
    assert label.is_cut
    assert "&lt;img src=x&gt;" in label.toolTip() and "<img" not in label.toolTip()


def test_a_tip_puts_its_title_above_its_lines() -> None:
    shown = tip("为什么是 10-10", ["09-23 作出决定", "第六十一条"])
    assert "<b>为什么是 10-10</b><br>09-23 作出决定<br>第六十一条<" in shown


def test_a_long_tip_is_broken_into_lines_that_fit_the_screen() -> None:
    shown = tip("", [LONG * 5])
    lines = shown.partition(">")[2].split("<br>")
    assert len(lines) > 2
    assert max(text_width(font("note"), line) for line in lines[1:-1]) <= px("tip-width")
    assert plain_tip("") == tip("") == ""


def test_an_icon_says_its_meaning_aloud_and_in_the_tool_tip() -> None:
    mark = IconMark("cloud", "ok", "区级已存")
    assert mark.accessibleName() == "区级已存"
    assert "区级已存" in mark.toolTip()


def test_a_mixed_text_wraps_as_one(stage: Stage) -> None:
    label = MixedLabel("数额正好到听证线。", "定额只看情节；再改数额须写明理由，改动留痕。")
    stage(label, width=200)
    assert label.text().startswith("数额正好到听证线。定额")
    assert label.height() >= 2 * line_height("note")


def test_the_colour_of_a_disabled_text_is_the_disabled_one() -> None:
    label = Label("停用", "strong")
    live = label.grab().toImage()
    holder = QWidget()
    label.setParent(holder)
    holder.setEnabled(False)
    assert label.grab().toImage() != live
    assert isinstance(label, QLabel) and label.font().weight() == font("strong").weight()


PARTY = "·演示环境服务有限公司"


@pytest.mark.parametrize("width", [180, 220, 260, 320])
def test_the_party_stays_in_sight_behind_an_item_too_long_for_the_line(width: int) -> None:
    shown = elided(f"个人混合投放生活垃圾（有害垃圾混投或者湿垃圾混投）{PARTY}", font("body"), width, PARTY)
    assert shown.endswith(PARTY) and ELLIPSIS in shown
    assert text_width(font("body"), shown) <= width + 1


def test_a_party_too_long_for_the_whole_line_gives_way_at_its_own_end() -> None:
    shown = elided(f"占用道路{PARTY}", font("body"), 60, PARTY)
    assert shown.startswith(f"{ELLIPSIS}·演") and shown.endswith(ELLIPSIS)


def test_a_layout_never_makes_a_label_too_narrow_for_the_end_it_keeps(stage: Stage) -> None:
    label = Label(f"{LONG}{PARTY}", keep=PARTY, name="case")
    stage(label, width=40)
    assert label.width() >= text_width(label.font(), ELLIPSIS + PARTY)
    label.setText(LONG)
    assert label.minimumSizeHint().width() == text_width(label.font(), ELLIPSIS)
