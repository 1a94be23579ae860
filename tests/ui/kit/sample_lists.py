"""Samples of rows, lists and tables of the kit."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QWidget

from app.ui.kit.bars import CountedTabs, Facts
from app.ui.kit.buttons import (
    IconButton,
    PrimaryButton,
    SecondaryButton,
    TextButton,
)
from app.ui.kit.chips import Due
from app.ui.kit.empty import EmptyState
from app.ui.kit.evidence import DropPlace, EvidenceTile, TileFlow
from app.ui.kit.labels import Label
from app.ui.kit.panes import Pane
from app.ui.kit.reasons import CheckRow, ReasonRow
from app.ui.kit.rows import GroupHead, InboxRow, PersonRow, TodayRow
from app.ui.kit.tables import COUNT_ROLE, Table, Tree
from app.ui.kit.timeline import MomentRow, Timeline
from app.ui.theme import Tone, px


def empty() -> Pane:
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


def table() -> Pane:
    pane = Pane("表格行 36")
    model = table_model()
    table = Table(model, ("key-column", "", "tile"), name="sample_table")
    model.setParent(table)
    table.selectRow(2)
    table.setMinimumHeight(px("row-head") + 3 * px("row"))
    pane.body.addWidget(table)
    return pane


def tree() -> Pane:
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


def tiles() -> Pane:
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


def reasons() -> Pane:
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


def timeline() -> Pane:
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


def today() -> Pane:
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


def inbox() -> Pane:
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


def people() -> Pane:
    pane = Pane("选择执法人员")
    first = PersonRow("演示员甲", "主办执法人员·上次登录 今天 08:02", name="p1")
    first.set_selected(True)
    pane.body.addWidget(first)
    pane.body.addWidget(
        PersonRow("演示员戊", "中队长·上次登录 09-24 16:30", warning="执法证 2026-10-31 到期", name="p2")
    )
    pane.body.addStretch(1)
    return pane


def more() -> Pane:
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
