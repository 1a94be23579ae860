"""Samples of every part of the kit in every state, pane by pane."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.money import Fen
from app.ui import theme
from app.ui.kit.banner import Banner, Notice
from app.ui.kit.buttons import (
    DangerButton,
    IconButton,
    PrimaryButton,
    SecondaryButton,
    TextButton,
)
from app.ui.kit.chips import Confirmed, Due, DueChip, FilterChip, Mark, StatusChip
from app.ui.kit.choices import Check, Radio, Segments, Select
from app.ui.kit.dialog import DecisionDialog
from app.ui.kit.entries import AmountEdit, MomentEdit
from app.ui.kit.fields import Field, LineEdit, TextArea
from app.ui.kit.labels import Label
from app.ui.kit.panes import Pane
from app.ui.kit.pill import Pill, PillState
from app.ui.kit.progress import Going, ProgressRow
from app.ui.kit.steps import Step, StepBar, StepState
from app.ui.paint import draw_box
from app.ui.theme import Tone


class Swatch(QWidget):
    """One colour with its name."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name, self._colour = name, colour
        self.setFixedSize(118, 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = self.rect().adjusted(0, 0, -8, -22)
        draw_box(painter, box, QColor(self._colour), theme.color("line-strong"))
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("muted"))
        painter.drawText(self.rect().adjusted(0, 24, 0, 0), int(Qt.AlignmentFlag.AlignLeft), self._name)


def swatches(title: str, scheme: str) -> Pane:
    pane = Pane(title)
    grid = QGridLayout()
    grid.setSpacing(4)
    for number, (name, value) in enumerate(theme.current().tokens.colour[scheme].items()):
        grid.addWidget(Swatch(name, value), number // 5, number % 5)
    pane.body.addLayout(grid)
    return pane


def line(pane: Pane, *parts: QWidget) -> None:
    row = QHBoxLayout()
    row.setSpacing(16)
    for part in parts:
        row.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
    row.addStretch(1)
    pane.body.addLayout(row)


def captioned(caption: str, part: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
    column.addWidget(Label(caption, "caption", "muted"))
    return holder


def texts() -> Pane:
    pane = Pane("字号")
    line(
        pane,
        Label("标题 20/28 600", "title"),
        Label("区段 16/24 600", "section"),
        Label("正文 14/20"),
        Label("正文 14/20 600", "strong"),
        Label("说明 12/16", "caption", "muted"),
        Label("a3f94c07 1b5de21c 摘要 11.5 等宽", "mono", "muted"),
    )
    return pane


def pills() -> Pane:
    pane = Pane("顶栏状态")
    line(
        pane,
        captioned("全部存好", Pill("全部已到区级·16:40", PillState.SAFE)),
        captioned("正在传", Pill("正在传 3 项·12.4 MB", PillState.SENDING)),
        captioned("离线", Pill("离线·待传 12 项 3.4 GB", PillState.OFFLINE)),
        captioned("停住", Pill("1 件停住·待传 12 项", PillState.PARKED)),
    )
    return pane


def buttons() -> Pane:
    pane = Pane("按钮")
    pressed = SecondaryButton("转普通程序", icon="corner-down-right")
    pressed.setDown(True)
    focus = SecondaryButton("转普通程序", icon="corner-down-right", name="focus_sample")
    line(
        pane,
        captioned("主要", PrimaryButton("打印并交付", icon="printer", hint="Ctrl+P")),
        captioned("次要", SecondaryButton("转普通程序", icon="corner-down-right")),
        captioned("按下", pressed),
        captioned("焦点", focus),
    )
    shut = PrimaryButton("生成报告", locked=True)
    shut.setEnabled(False)
    line(
        pane,
        captioned("停用", shut),
        captioned("不可撤销，只在对话框", DangerButton("作废第0012号")),
        captioned("文字", TextButton("办理")),
        captioned("图标", IconButton("ellipsis", "更多")),
        captioned("无框图标", IconButton("filter", "筛选", framed=False)),
    )
    return pane


def dues() -> Pane:
    pane = Pane("期限")
    line(
        pane,
        captioned("逾期", DueChip("逾期 1 个工作日·09-28", Due.OVERDUE)),
        captioned("当天，或假期内届满", DueChip("今天到期·09-29", Due.TODAY)),
        captioned("3 个工作日以内", DueChip("还剩 2 个工作日·10-08", Due.SOON)),
    )
    line(
        pane,
        captioned("更远", DueChip("还剩 7 个工作日·10-14", Due.LATER)),
        captioned("放假安排未公布", DueChip("还剩 120 日·2027-01-27 暂定", Due.PROVISIONAL)),
        captioned("不顺延", DueChip("还剩 5 日·10-04", Due.HOLIDAY)),
        captioned("没有期限", DueChip("没有期限", Due.NONE)),
    )
    pane.body.addStretch(1)
    return pane


def chips() -> Pane:
    pane = Pane("状态、确认标记、筛选")
    line(
        pane,
        captioned("阶段，详情", StatusChip("调查取证中", Tone.ACCENT, "circle-dot")),
        captioned("阶段，列表", StatusChip("事先告知")),
        captioned("好", StatusChip("已送达", Tone.OK, "circle-check")),
        captioned("注意", StatusChip("证件还剩 32 日", Tone.WARN, "id-card")),
        captioned("停住", StatusChip("停在冲突", Tone.DANGER, "circle-x")),
    )
    chosen = FilterChip("状态")
    chosen.set_value("未结案")
    line(
        pane,
        captioned("读到原文", Mark(Confirmed.CHECKED)),
        captioned("推断", Mark(Confirmed.DERIVED)),
        captioned("没读到", Mark(Confirmed.UNCHECKED)),
        captioned("在列表里", Mark(Confirmed.DERIVED, prefix="街镇")),
        captioned("筛选", FilterChip("阶段")),
        captioned("筛选，已选", chosen),
    )
    return pane


def fields() -> Pane:
    pane = Pane("输入")
    wrong = Field("当事人", LineEdit(placeholder="未填"))
    wrong.set_error("写明当事人姓名，才能打印")
    line(pane, Field("普通", LineEdit("演示当事人丁")), Field("金额", AmountEdit(Fen(15000))), wrong)
    shut = LineEdit("由证件号得出", read_only=True)
    line(
        pane,
        shut,
        Segments((("person", "个人"), ("unit", "单位"), ("trader", "个体工商户")), "person", name="kind"),
        Check("选中", True),
        Check("未选"),
        Radio("单选", True),
    )
    off = Check("停用", True)
    off.setEnabled(False)
    line(
        pane,
        Select((("5", "5 分钟"), ("10", "10 分钟")), "5", accessible="无操作后锁定"),
        Field("时间", MomentEdit(), side="left"),
        off,
    )
    pane.body.addWidget(
        TextArea("当事人首次被查实，但倾倒体积较大、占用人行道，经责令后于期限内清除，情节一般。")
    )
    return pane


STEPS = (
    Step("docket", "立案", StepState.DONE),
    Step("inquiry", "调查", StepState.HERE),
    Step("telling", "告知", StepState.BLOCKED, "缺 2 项"),
    Step("review", "审核", StepState.LATER),
    Step("decision", "决定", StepState.LATER),
    Step("service", "送达", StepState.LATER),
    Step("carry", "执行", StepState.LATER),
    Step("close", "结案", StepState.LATER),
)


def steps() -> Pane:
    pane = Pane("步骤：已完成，当前，受阻，以后")
    wide, narrow = StepBar(), StepBar(name="narrow")
    wide.show_steps(STEPS)
    narrow.show_steps(STEPS)
    narrow.setFixedWidth(620)
    pane.body.addWidget(wide)
    pane.body.addWidget(narrow)
    return pane


def banners() -> Pane:
    pane = Pane("三段提示：发生了什么，数据怎样，怎么办")
    banner = Banner()
    banner.show_message(
        (
            ("照片没有导入。", "记录仪在传输中被拔出。"),
            ("原片还在记录仪里。", "本机没有留下半张照片。"),
            ("重新插上记录仪再导入。", "已导入的 3 张不会重复。"),
        ),
        action="再次导入",
    )
    pane.body.addWidget(banner)
    pane.body.addWidget(
        Notice("同一地点，相隔 2 天 5 小时 49 分。", "定位相距 3 米，在责令期限之前复查。", Tone.OK)
    )
    pane.body.addWidget(
        Notice(
            "同时要办：处理登记保存物品",
            "2 项，10-09 前作出处理决定",
            Tone.WARN,
            icon="alarm-clock",
            action="办理",
            stacked=True,
        )
    )
    return pane


def progress() -> Pane:
    pane = Pane("传输行")
    for case, what, size, share, words, going, action in (
        (
            "立 0037",
            "现场检查录像 41:20",
            "3.37 GB",
            0.38,
            "正在传，约 14 分钟",
            Going.MOVING,
            ("pause", "暂停"),
        ),
        ("立 0031", "查验录像", "812 MB", 0.7, "断线，接着传", Going.WAITING, ("play", "继续")),
        ("立 0024", "复查录像", "96 MB", 1.0, "区级已存，有回执", Going.STORED, ("ellipsis", "更多")),
        (
            "立 0019",
            "询问录像",
            "240 MB",
            0.52,
            "第 3 次失败，16:52 再试",
            Going.FAILING,
            ("refresh-cw", "再试"),
        ),
    ):
        row = ProgressRow(case, what, size)
        row.show_progress(share, words, going, action=action)
        pane.body.addWidget(row)
    pane.body.addStretch(1)
    return pane


def dialog() -> Pane:
    pane = Pane("对话框，只用于不可撤销的决定")
    dialog = DecisionDialog(
        "作废 沪示示城管罚字〔2026〕第0012号？",
        "文号作废后不再使用，本案下一份决定书取 0013 号。已打印的 3 份须收回销毁并登记。",
        "作废第0012号",
    )
    dialog.add(Field("作废原因", LineEdit("当事人名称有误")))
    dialog.setWindowFlags(Qt.WindowType.Widget)
    pane.body.addWidget(dialog)
    return pane
