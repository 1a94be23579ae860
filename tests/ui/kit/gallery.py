"""Every part in every state on one page, to be looked at beside the picture of the design.

``python -m tests.ui.kit.gallery OUT.png [--dark] [--scale 2]`` needs no display.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.focus import FocusRing
from app.ui.kit.banner import Banner, Notice
from app.ui.kit.bars import CountedTabs, Facts, PageHead
from app.ui.kit.buttons import (
    Button,
    DangerButton,
    IconButton,
    PrimaryButton,
    SecondaryButton,
    TextButton,
)
from app.ui.kit.chips import Confirmed, Due, DueChip, FilterChip, Mark, StatusChip
from app.ui.kit.choices import Check, Radio, Segments, Select
from app.ui.kit.dialog import DecisionDialog
from app.ui.kit.empty import EmptyState
from app.ui.kit.entries import AmountEdit, MomentEdit
from app.ui.kit.evidence import DropPlace, EvidenceTile, TileFlow
from app.ui.kit.fields import Field, LineEdit, TextArea
from app.ui.kit.labels import Label
from app.ui.kit.panes import Pane
from app.ui.kit.pill import Pill, PillState
from app.ui.kit.progress import Going, ProgressRow
from app.ui.kit.reasons import CheckRow, ReasonRow
from app.ui.kit.rows import GroupHead, InboxRow, PersonRow, TodayRow
from app.ui.kit.steps import Step, StepBar, StepState
from app.ui.kit.tables import COUNT_ROLE, Table, Tree
from app.ui.kit.timeline import MomentRow, Timeline
from app.ui.paint import draw_box
from app.ui.theme import Scheme, Tone, px

RESOURCES = Path(__file__).parents[3] / "resources"
WIDTH = 1366
GAP = 12


class Gallery(QWidget):
    """The page of all parts."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("gallery")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, GAP, 16, GAP)
        self._column.setSpacing(GAP)
        self._column.addWidget(PageHead("组件", "每个部件的每种状态"))
        self._row(_swatches("浅色", "light"), _swatches("深色", "dark"))
        self._row(_texts())
        self._row(_pills())
        self._row(_buttons(), _dues())
        self._row(_chips(), _fields())
        self._row(_steps())
        self._row(_banners())
        self._row(_progress(), _dialog(), shares=(13, 7))
        self._row(_empty(), _table(), _tree(), _tiles(), shares=(11, 10, 8, 11))
        self._row(_reasons(), _timeline(), shares=(1, 1))
        self._row(_today(), _inbox(), shares=(5, 2))
        self._row(_people(), _more(), shares=(1, 1))
        self.ring = FocusRing(self)
        self.setFixedWidth(WIDTH)

    def _row(self, *parts: QWidget, shares: Sequence[int] = ()) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for number, part in enumerate(parts):
            row.addWidget(part, shares[number] if shares else 1)
        self._column.addLayout(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("ground"))


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


def _swatches(title: str, scheme: str) -> Pane:
    pane = Pane(title)
    grid = QGridLayout()
    grid.setSpacing(4)
    for number, (name, value) in enumerate(theme.current().tokens.colour[scheme].items()):
        grid.addWidget(Swatch(name, value), number // 5, number % 5)
    pane.body.addLayout(grid)
    return pane


def _line(pane: Pane, *parts: QWidget) -> None:
    row = QHBoxLayout()
    row.setSpacing(16)
    for part in parts:
        row.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
    row.addStretch(1)
    pane.body.addLayout(row)


def _with(caption: str, part: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
    column.addWidget(Label(caption, "caption", "muted"))
    return holder


def _texts() -> Pane:
    pane = Pane("字号")
    _line(
        pane,
        Label("标题 20/28 600", "title"),
        Label("区段 16/24 600", "section"),
        Label("正文 14/20"),
        Label("正文 14/20 600", "strong"),
        Label("说明 12/16", "caption", "muted"),
        Label("a3f94c07 1b5de21c 摘要 11.5 等宽", "mono", "muted"),
    )
    return pane


def _pills() -> Pane:
    pane = Pane("顶栏状态")
    _line(
        pane,
        _with("全部存好", Pill("全部已到区级·16:40", PillState.SAFE)),
        _with("正在传", Pill("正在传 3 项·12.4 MB", PillState.SENDING)),
        _with("离线", Pill("离线·待传 12 项 3.4 GB", PillState.OFFLINE)),
        _with("停住", Pill("1 件停住·待传 12 项", PillState.PARKED)),
    )
    return pane


def _buttons() -> Pane:
    pane = Pane("按钮")
    pressed = SecondaryButton("转普通程序", icon="corner-down-right")
    pressed.setDown(True)
    focus = SecondaryButton("转普通程序", icon="corner-down-right", name="focus_sample")
    _line(
        pane,
        _with("主要", PrimaryButton("打印并交付", icon="printer", hint="Ctrl+P")),
        _with("次要", SecondaryButton("转普通程序", icon="corner-down-right")),
        _with("按下", pressed),
        _with("焦点", focus),
    )
    shut = PrimaryButton("生成报告", locked=True)
    shut.setEnabled(False)
    _line(
        pane,
        _with("停用", shut),
        _with("不可撤销，只在对话框", DangerButton("作废第0012号")),
        _with("文字", TextButton("办理")),
        _with("图标", IconButton("ellipsis", "更多")),
        _with("无框图标", IconButton("filter", "筛选", framed=False)),
    )
    return pane


def _dues() -> Pane:
    pane = Pane("期限")
    _line(
        pane,
        _with("逾期", DueChip("逾期 1 个工作日·09-28", Due.OVERDUE)),
        _with("当天，或假期内届满", DueChip("今天到期·09-29", Due.TODAY)),
        _with("3 个工作日以内", DueChip("还剩 2 个工作日·10-08", Due.SOON)),
    )
    _line(
        pane,
        _with("更远", DueChip("还剩 7 个工作日·10-14", Due.LATER)),
        _with("放假安排未公布", DueChip("还剩 120 日·2027-01-27 暂定", Due.PROVISIONAL)),
        _with("不顺延", DueChip("还剩 5 日·10-04", Due.HOLIDAY)),
        _with("没有期限", DueChip("没有期限", Due.NONE)),
    )
    pane.body.addStretch(1)
    return pane


def _chips() -> Pane:
    pane = Pane("状态、确认标记、筛选")
    _line(
        pane,
        _with("阶段，详情", StatusChip("调查取证中", Tone.ACCENT, "circle-dot")),
        _with("阶段，列表", StatusChip("事先告知")),
        _with("好", StatusChip("已送达", Tone.OK, "circle-check")),
        _with("注意", StatusChip("证件还剩 32 日", Tone.WARN, "id-card")),
        _with("停住", StatusChip("停在冲突", Tone.DANGER, "circle-x")),
    )
    chosen = FilterChip("状态")
    chosen.set_value("未结案")
    _line(
        pane,
        _with("读到原文", Mark(Confirmed.CHECKED)),
        _with("推断", Mark(Confirmed.DERIVED)),
        _with("没读到", Mark(Confirmed.UNCHECKED)),
        _with("在列表里", Mark(Confirmed.DERIVED, prefix="街镇")),
        _with("筛选", FilterChip("阶段")),
        _with("筛选，已选", chosen),
    )
    return pane


def _fields() -> Pane:
    pane = Pane("输入")
    wrong = Field("当事人", LineEdit(placeholder="未填"))
    wrong.set_error("写明当事人姓名，才能打印")
    _line(pane, Field("普通", LineEdit("演示当事人丁")), Field("金额", AmountEdit(theme_fen(15000))), wrong)
    shut = LineEdit("由证件号得出", read_only=True)
    _line(
        pane,
        shut,
        Segments((("person", "个人"), ("unit", "单位"), ("trader", "个体工商户")), "person", name="kind"),
        Check("选中", True),
        Check("未选"),
        Radio("单选", True),
    )
    off = Check("停用", True)
    off.setEnabled(False)
    _line(
        pane,
        Select((("5", "5 分钟"), ("10", "10 分钟")), "5", accessible="无操作后锁定"),
        Field("时间", MomentEdit(), side="left"),
        off,
    )
    pane.body.addWidget(
        TextArea("当事人首次被查实，但倾倒体积较大、占用人行道，经责令后于期限内清除，情节一般。")
    )
    return pane


def theme_fen(amount: int):
    from app.domain.money import Fen

    return Fen(amount)


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


def _steps() -> Pane:
    pane = Pane("步骤：已完成，当前，受阻，以后")
    wide, narrow = StepBar(), StepBar(name="narrow")
    wide.show_steps(STEPS)
    narrow.show_steps(STEPS)
    narrow.setFixedWidth(620)
    pane.body.addWidget(wide)
    pane.body.addWidget(narrow)
    return pane


def _banners() -> Pane:
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


def _progress() -> Pane:
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


def _dialog() -> Pane:
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


def _empty() -> Pane:
    pane = Pane("空状态")
    first = PrimaryButton("新建第一个案件", icon="plus")
    empty = EmptyState(
        "inbox",
        "今天没有要办的期限",
        "期限、退回和审核意见到了会排在这里。",
        first,
        SecondaryButton("当场处罚", icon="zap"),
    )
    pane.body.addWidget(empty)
    return pane


def table_model() -> QStandardItemModel:
    """Three rows of a list of cases."""
    model = QStandardItemModel(0, 3)
    model.setHorizontalHeaderLabels(["编号", "当事人", "罚款（元）"])
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    model.setHeaderData(2, Qt.Orientation.Horizontal, right, Qt.ItemDataRole.TextAlignmentRole)
    for number, party, amount in (
        ("立 0038", "普通", "600.00"),
        ("立 0033", "悬停", "1,200.00"),
        ("立 0037", "选中", "5,000.00"),
    ):
        items = [QStandardItem(text) for text in (number, party, amount)]
        items[2].setTextAlignment(right)
        model.appendRow(items)
    return model


def _table() -> Pane:
    pane = Pane("表格行 36")
    model = table_model()
    table = Table(model, ("key-column", "", "tile"), name="sample_table")
    model.setParent(table)
    table.selectRow(2)
    table.setMinimumHeight(px("row-head") + 3 * px("row"))
    pane.body.addWidget(table)
    return pane


def _tree() -> Pane:
    pane = Pane("树 33")
    model = QStandardItemModel()
    root = QStandardItem("全部事项")
    root.setData("203", COUNT_ROLE)
    for word, count in (("生活垃圾分类", "10"), ("固体废物与厨余", "9")):
        item = QStandardItem(word)
        item.setData(count, COUNT_ROLE)
        root.appendRow(item)
    child = QStandardItem("建筑垃圾")
    child.setData("4", COUNT_ROLE)
    root.child(1).appendRow(child)
    model.appendRow(root)
    tree = Tree(model, name="sample_tree")
    model.setParent(tree)
    tree.expandAll()
    tree.setCurrentIndex(root.child(1).index())
    pane.body.addWidget(tree)
    return pane


def _tiles() -> Pane:
    pane = Pane("证据块 102")
    holder = QWidget()
    flow = TileFlow(holder)
    there, away = ("cloud", Tone.OK, "区级已存"), ("cloud-off", Tone.WARN, "还没有到区级")
    for time, digest, icon, duration, state in (
        ("09:31:07", "a3f9…e21c", "camera", "", there),
        ("09:12 录像", "e90d…71aa", "video", "41:20", away),
        ("检查笔录", "b6a1…c905", "file-text", "", there),
    ):
        flow.addWidget(EvidenceTile(time, digest, icon=icon, duration=duration, state=state))
    pane.body.addWidget(holder)
    pane.body.addWidget(DropPlace("拖入文件，或按 Ctrl+E"))
    pane.body.addStretch(1)
    return pane


def _reasons() -> Pane:
    pane = Pane("受阻的理由", edge=Tone.ACCENT)
    pane.body.addWidget(
        ReasonRow(
            "缺当事人身份证明",
            "决定书须载明姓名和住址，身份须有据：行政处罚法第四十条、第五十九条。理由写得很长的时候，折到第二行，不会被截断，也不会挤掉右边的按钮。",
            "添加证明",
            primary=True,
            name="r1",
        )
    )
    pane.body.addWidget(
        ReasonRow(
            "询问笔录第 2 页未签名", "询问笔录须有被询问人签名：行政诉讼证据规定第十条", "去签名", name="r2"
        )
    )
    pane.body.addWidget(CheckRow("立案已批准，两名执法人员在册", "第四十二条"))
    pane.body.addWidget(CheckRow("现场检查笔录 3 页，均已签名", "D10"))
    pane.body.addStretch(1)
    return pane


def _timeline() -> Pane:
    pane = Pane("过程记录", "13 条", padded=False, scroll=True)
    pane.add_to_head(IconButton("filter", "筛选", framed=False))
    pane.add_to_head(SecondaryButton("记一笔", icon="plus"))
    line = Timeline()
    line.add_day("09-21 周一", "发现·立案批准·4 条", folded=True)
    line.add_day("09-22 周二", "5 条")
    there = ("cloud", Tone.OK, "区级已存")
    line.add_moment(MomentRow("09:12", "现场检查·演示员甲、演示员丙", "亮证已录·录像 41:20", state=there))
    line.add_moment(
        MomentRow("09:55", "先行登记保存，批准", "街道办事处负责人 演示员己", Tone.ACCENT, state=there)
    )
    line.add_moment(MomentRow("15:20", "复查：已清除", "照片 2 张·复查记录已签", Tone.OK, state=there))
    away = ("cloud-off", Tone.WARN, "还没有到区级")
    line.add_moment(MomentRow("14:05", "询问当事人，笔录 3 页", "第 2 页未签名", Tone.WARN, state=away))
    pane.body.addWidget(line)
    pane.setMinimumHeight(300)
    return pane


def _today() -> Pane:
    pane = Pane(padded=False)
    pane.body.addWidget(GroupHead("已逾期", "1", tone=Tone.DANGER))
    pane.body.addWidget(
        TodayRow(
            "逾期 1 个工作日·09-28",
            Due.OVERDUE,
            "移送：举报事项不归本街道管辖",
            "线 0118　群众举报·夜间施工噪声·演示路 300 号工地",
            article="条例第二十六条·3 个工作日",
            action="移送",
            name="t1",
        )
    )
    pane.body.addWidget(GroupHead("假期后", "3"))
    pane.body.addWidget(
        TodayRow(
            "还剩 2 个工作日·10-08",
            Due.SOON,
            "先行登记保存：作出处理决定",
            "立 0038　占用道路设摊经营·演示当事人未",
            article="行政处罚法第五十六条",
            action="办理",
            name="t2",
        )
    )
    pane.body.addStretch(1)
    return pane


def _inbox() -> Pane:
    pane = Pane("收件箱", "3 条未读", padded=False)
    pane.add_to_head(TextButton("全部"))
    pane.body.addWidget(
        InboxRow(
            "两台笔记本改得不一样",
            "立 0029 的罚款数额：300.00 元与 500.00 元，已停在本案，等中队长决定。",
            "11:06",
            icon="git-compare",
            tone=Tone.DANGER,
            unread=True,
        )
    )
    pane.body.addWidget(InboxRow("权责清单已启用", "2 件在办案件的条文有变化。", "09-25", icon="book-open"))
    pane.body.addStretch(1)
    return pane


def _people() -> Pane:
    pane = Pane("选择执法人员")
    first = PersonRow("演示员甲", "主办执法人员·上次登录 今天 08:02", name="p1")
    first.set_selected(True)
    pane.body.addWidget(first)
    pane.body.addWidget(
        PersonRow("演示员戊", "中队长·上次登录 09-24 16:30", warning="执法证 2026-10-31 到期", name="p2")
    )
    pane.body.addStretch(1)
    return pane


def _more() -> Pane:
    pane = Pane()
    pane.lead_head(
        CountedTabs(
            (
                ("evidence", "证据", "12"),
                ("papers", "文书", "5"),
                ("dues", "期限", "3"),
                ("file", "卷宗", "86 分"),
            ),
            name="sample_tabs",
        ),
        flush=True,
    )
    pane.add_to_head(SecondaryButton("对比", icon="columns-2"))
    pane.body.addWidget(
        Facts(
            (
                ("当事人", "演示当事人乙（个人）"),
                ("地点", "演示路 128 弄 3 号东侧人行道，距弄口约 12 米"),
                ("立案", "2026-09-21"),
            )
        )
    )
    pane.add_to_foot(Label("16:38 重新校验，与封存时一致", "caption", "muted"), 1)
    pane.add_to_foot(TextButton("再校验"))
    return pane


def build() -> Gallery:
    """Make the page, laid out as high as it needs, with the focus on its sample."""
    gallery = Gallery()
    gallery.show()
    QApplication.processEvents()
    gallery.setFixedHeight(max(gallery.heightForWidth(WIDTH), gallery.sizeHint().height()))
    QApplication.processEvents()
    gallery.activateWindow()
    sample = gallery.findChild(Button, "focus_sample")
    if sample is not None:
        sample.setFocus()
    QApplication.processEvents()
    return gallery


def main() -> None:
    """Write the picture."""
    parser = argparse.ArgumentParser(description="Draw every part in every state.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--scale", default="1")
    chosen = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = chosen.scale
    app = QApplication([])
    theme.install(app, RESOURCES, Scheme.DARK if chosen.dark else Scheme.LIGHT)
    build().grab().save(str(chosen.out))


if __name__ == "__main__":
    main()
