"""Tables and trees: keys move and open, cells cut by their column are told whole."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyleOptionViewItem, QToolTip

from app.ui import theme
from app.ui.kit.chips import Due
from app.ui.kit.tables import COUNT_ROLE, DUE_ROLE, ICON_ROLE, INK_ROLE, TONE_ROLE, Table, Tree
from app.ui.theme import Tone, px
from tests.pages.driver import Driver
from tests.ui.kit.conftest import Stage

LONG = "擅自倾倒、抛撒、堆放装修垃圾，经责令后仍未清除"


def _model() -> QStandardItemModel:
    model = QStandardItemModel(0, 3)
    model.setHorizontalHeaderLabels(["编号", "事项", "期限"])
    for number, item in (("立 0038", "设摊"), ("立 0037", LONG), ("立 0036", "油烟")):
        due = QStandardItem("还剩 1 个工作日·09-30")
        due.setData(Due.SOON, DUE_ROLE)
        model.appendRow([QStandardItem(number), QStandardItem(item), due])
    return model


def _shown(stage: Stage, model: QStandardItemModel) -> tuple[Driver, Table]:
    table = Table(model, ("case-number", "case-item", "case-due"), accessible="案件", name="cases")
    model.setParent(table)
    return stage(table), table


def _opened(table: Table) -> list[tuple[str, int]]:
    seen: list[tuple[str, int]] = []
    table.opened.connect(lambda index: seen.append(("open", index.row())))
    table.preview_asked.connect(lambda index: seen.append(("preview", index.row())))
    return seen


def test_rows_and_head_have_their_heights(stage: Stage) -> None:
    _, table = _shown(stage, _model())
    assert (table.rowHeight(0), table.horizontalHeader().height()) == (px("row"), px("row-head"))
    assert table.columnWidth(1) == px("case-item")


def test_keys_move_open_and_preview(stage: Stage) -> None:
    driver, table = _shown(stage, _model())
    seen = _opened(table)
    driver.click_cell("cases", 0)
    for key in ("Down", "Return", "Down", "Space"):
        driver.press(key)
    assert seen == [("open", 1), ("preview", 2)]
    assert table.selectionModel().selectedRows()[0].row() == 2


def test_tab_leaves_a_table(stage: Stage) -> None:
    _, table = _shown(stage, _model())
    assert not table.tabKeyNavigation()


def _asked(table: Table, row: int, column: int) -> str:
    index = table.model().index(row, column)
    option = QStyleOptionViewItem()
    table.initViewItemOption(option)
    rect = table.visualRect(index)
    option.rect = rect
    event = QHelpEvent(QEvent.Type.ToolTip, rect.center(), table.mapToGlobal(rect.center()))
    table.itemDelegate().helpEvent(event, table, option, index)
    return QToolTip.text()


def test_a_cell_that_is_cut_is_told_whole_in_its_tool_tip(stage: Stage) -> None:
    _, table = _shown(stage, _model())
    assert LONG in _asked(table, 1, 1)
    QToolTip.hideText()


def test_a_cell_can_have_a_tool_tip_of_its_own(stage: Stage) -> None:
    model = _model()
    model.item(0, 0).setToolTip("沪示示城管立字〔2026〕第0038号")
    _, table = _shown(stage, model)
    assert "第0038号" in _asked(table, 0, 0)
    QToolTip.hideText()


def test_the_chosen_row_carries_the_accent_bar(stage: Stage) -> None:
    _, table = _shown(stage, _model())
    table.selectRow(1)
    rect = table.visualRect(table.model().index(1, 0))
    picture = table.viewport().grab().toImage()
    at = rect.topLeft() + QPoint(1, rect.height() // 2)
    assert picture.pixelColor(at).name() == theme.color("accent").name()
    assert picture.pixelColor(at + QPoint(px("select-bar"), -8)).name() == theme.color("accent-ground").name()


def test_a_deadline_stands_in_a_chip_of_its_tone(stage: Stage) -> None:
    model = _model()
    model.item(2, 1).setData(Tone.DANGER, TONE_ROLE)
    model.item(0, 1).setData("cloud-off", ICON_ROLE)
    model.item(0, 1).setData("warn", INK_ROLE)
    _, table = _shown(stage, model)
    picture = table.viewport().grab().toImage()
    for row, column, ground in ((0, 2, "warn-ground"), (2, 1, "danger-ground")):
        rect = table.visualRect(model.index(row, column))
        at = QPoint(rect.x() + px("row-pad") + px("hair") + 3, rect.center().y())
        assert picture.pixelColor(at).name() == theme.color(ground).name()


def test_a_tree_paints_its_counts_and_folds_by_keys(stage: Stage) -> None:
    model = QStandardItemModel()
    root = QStandardItem("全部事项")
    root.setData("203", COUNT_ROLE)
    root.appendRow(QStandardItem("生活垃圾分类"))
    model.appendRow(root)
    tree = Tree(model, accessible="事项分类", name="items")
    model.setParent(tree)
    driver = stage(tree)
    top = model.index(0, 0, QModelIndex())
    tree.setCurrentIndex(top)
    tree.setFocus()
    before = tree.viewport().grab().toImage()
    driver.press("Right")
    assert tree.isExpanded(top)
    tree.selectionModel().select(top, QItemSelectionModel.SelectionFlag.Deselect)
    assert tree.viewport().grab().toImage() != before
    assert tree.visualRect(top).height() == px("tree-row")
    assert tree.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
