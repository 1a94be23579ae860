"""Of Qt the package takes what the program names, with everything that this needs."""

from __future__ import annotations

from pathlib import Path

import PySide6
import pytest

from installer.qt_parts import PLUGINS, parts, prune, used_modules

PYSIDE = Path(PySide6.__file__).parent
SOURCE = """
from __future__ import annotations
from PySide6 import QtPdf
from PySide6.QtCore import Qt
import PySide6.QtSvg
from . import QtHelp
import sqlite3

def late():
    from PySide6.QtMultimedia import QMediaPlayer
"""


@pytest.fixture
def pyside(tmp_path: Path) -> Path:
    """A small tree with the places of the real one."""
    for name in ("__init__.py", "Qt/lib/libneeded.so", "Qt/lib/libother.so", "Qt/qml/Quick/far.so"):
        path = tmp_path / "PySide6" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path / "PySide6"


def test_modules_are_found_wherever_the_program_imports_them(tmp_path: Path) -> None:
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "page.py").write_text(SOURCE)
    assert used_modules(tmp_path) == {"QtPdf", "QtCore", "QtSvg", "QtMultimedia"}


def test_every_plugin_of_the_table_is_in_this_qt() -> None:
    named = [name for plugins in PLUGINS.values() for name in plugins]
    assert [name for name in named if not (PYSIDE / "Qt/plugins" / _file(name)).exists()] == []


def _file(plugin: str) -> str:
    folder, name = plugin.split("/")
    return f"{folder}/lib{name}.so"


def test_a_window_gets_its_screens_and_their_libraries_and_no_browser() -> None:
    names = {path.name for path in parts(PYSIDE, {"QtCore", "QtGui", "QtWidgets"})}
    assert {"QtGui.abi3.so", "libQt6Gui.so.6", "libqxcb.so", "libQt6XcbQpa.so.6", "libqoffscreen.so"} <= names
    assert not [name for name in names if "WebEngine" in name or "3D" in name]


def test_the_rest_is_removed_with_its_empty_folders(pyside: Path) -> None:
    prune(pyside, {pyside / "__init__.py", pyside / "Qt/lib/libneeded.so"})
    left = sorted(path.relative_to(pyside).as_posix() for path in pyside.rglob("*"))
    assert left == ["Qt", "Qt/lib", "Qt/lib/libneeded.so", "__init__.py"]
