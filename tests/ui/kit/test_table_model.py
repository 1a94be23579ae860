"""The model of a plain table: heads, words, numbers at the right, and nothing beyond its last row."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt

from app.ui.kit.table_model import RowsModel
from app.ui.kit.tables import INK_ROLE

Fine = tuple[str, int]


def _text(fine: Fine, column: int) -> str:
    return fine[0] if column == 0 else f"{fine[1]}.00"


def _look(fine: Fine, column: int, role: int) -> object:
    return "danger" if role == INK_ROLE and fine[1] > 100 else None


def _model(qapp: QObject) -> RowsModel[Fine]:
    model: RowsModel[Fine] = RowsModel(("事项", "罚款"), _text, _look, right=(1,), parent=qapp)
    model.show_rows([("混投", 100), ("设摊", 150)])
    return model


def test_a_cell_says_its_words_aloud_too(qapp: QObject) -> None:
    model = _model(qapp)
    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
        assert model.data(model.index(1, 1), role) == "150.00"


def test_numbers_and_their_heads_stand_at_the_right(qapp: QObject) -> None:
    model, align = _model(qapp), Qt.ItemDataRole.TextAlignmentRole
    right = Qt.AlignmentFlag.AlignRight
    assert model.data(model.index(0, 1), align) == right and model.data(model.index(0, 0), align) is None
    head = model.headerData(1, Qt.Orientation.Horizontal, align)
    assert isinstance(head, int) and head & right.value
    assert model.headerData(0, Qt.Orientation.Horizontal) == "事项"


def test_what_a_cell_looks_like_comes_from_its_thing(qapp: QObject) -> None:
    model = _model(qapp)
    assert [model.data(model.index(row, 0), INK_ROLE) for row in (0, 1)] == [None, "danger"]


def test_other_rows_replace_the_old_ones(qapp: QObject) -> None:
    model = _model(qapp)
    model.show_rows([("油烟", 50)])
    assert model.rowCount() == 1 and model.row(0) == ("油烟", 50)
    assert model.row(1) is None and model.row(-1) is None
    assert not model.data(model.index(5, 0), Qt.ItemDataRole.DisplayRole)
