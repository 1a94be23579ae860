"""The driver does what a person can do, and says clearly what a person cannot."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.kit.buttons import SecondaryButton
from app.ui.kit.choices import Select
from app.ui.kit.fields import LineEdit
from app.ui.kit.labels import Label
from app.ui.kit.panes import Scroll
from tests.pages.driver import NotSeen, NotYet, wait_until
from tests.ui.kit.conftest import Stage


def test_what_is_not_there_is_named_beside_what_is_near(stage: Stage) -> None:
    driver = stage(SecondaryButton("打印", name="print_button"))
    with pytest.raises(NotSeen, match=r"'print_buton'.*print_button"):
        driver.click("print_buton")


def test_what_is_hidden_is_said_to_be_hidden(stage: Stage) -> None:
    button = SecondaryButton("打印", name="print_button")
    driver = stage(button)
    button.hide()
    with pytest.raises(NotSeen, match="not in sight"):
        driver.find("print_button")


def test_what_lies_behind_something_cannot_be_clicked(stage: Stage) -> None:
    button = SecondaryButton("打印", name="print_button")
    driver = stage(button)
    curtain = QWidget(driver.window)
    curtain.setObjectName("curtain")
    curtain.setGeometry(driver.window.rect())
    curtain.show()
    with pytest.raises(NotSeen, match="behind 'curtain'"):
        driver.click("print_button")


def test_what_is_scrolled_away_is_brought_up(stage: Stage) -> None:
    content, clicked = QWidget(), []
    column = QVBoxLayout(content)
    for number in range(40):
        button = SecondaryButton(str(number), name=f"button{number}")
        button.clicked.connect(lambda _=False, number=number: clicked.append(number))
        column.addWidget(button)
    scroll = Scroll(content)
    scroll.setFixedHeight(200)
    driver = stage(scroll)
    driver.click("button39")
    driver.click("button0")
    assert clicked == [39, 0]


def test_a_fact_that_never_comes_is_named(stage: Stage) -> None:
    stage(Label("甲"))
    with pytest.raises(NotYet, match="the paper is printed"):
        wait_until(lambda: False, "the paper is printed", timeout_s=0.05)


def test_a_fact_that_comes_later_is_waited_for(stage: Stage) -> None:
    label = Label("甲", name="state")
    driver = stage(label)
    QTimer.singleShot(10, lambda: label.setText("已保存"))
    wait_until(lambda: driver.text("state") == "已保存", "it is saved")
    driver.wait_for("state")


def test_an_option_that_is_not_offered_is_named(stage: Stage) -> None:
    driver = stage(Select((("a", "甲"),), name="select"))
    with pytest.raises(NotSeen, match=r"offers \['a'\], not 'b'"):
        driver.pick("select", "b")


def test_a_field_is_emptied_by_filling_it_with_nothing(stage: Stage) -> None:
    driver = stage(LineEdit("旧", name="field"), LineEdit(name="next"))
    driver.fill("field", "")
    assert driver.text("field") == ""


def test_a_picture_is_written(tmp_path: Path, stage: Stage) -> None:
    driver = stage(Label("甲", name="a"))
    driver.double_click("a")
    path = driver.grab(tmp_path / "pictures" / "one.png")
    assert QImage(str(path)).width() == driver.window.width()
    with pytest.raises(OSError, match="picture"):
        driver.grab(tmp_path / "pictures")
