"""Choosing files: the program's own dialog, so that it looks the same everywhere and can be tested."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from PySide6.QtWidgets import QFileDialog, QWidget

ChooseFiles: TypeAlias = Callable[[QWidget], tuple[Path, ...]]
"""Asks for files to read; empty when nothing was chosen."""
ChooseTarget: TypeAlias = Callable[[QWidget, str], Path | None]
"""Asks where to write a file of that proposed name; None when nothing was chosen."""

MEDIA = "照片和录像 (*.jpg *.jpeg *.png *.heic *.mp4 *.mov);;所有文件 (*)"


def choose_files(parent: QWidget) -> tuple[Path, ...]:
    """Ask for evidence files."""
    dialog = QFileDialog(parent, "添加证据", "", MEDIA)
    dialog.setObjectName("choose_files")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    if not dialog.exec():
        return ()
    return tuple(Path(name) for name in dialog.selectedFiles())


def choose_target(parent: QWidget, proposed: str) -> Path | None:
    """Ask where to write a copy."""
    dialog = QFileDialog(parent, "另存副本", proposed, "PDF (*.pdf)")
    dialog.setObjectName("choose_target")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("pdf")
    dialog.selectFile(proposed)
    return Path(dialog.selectedFiles()[0]) if dialog.exec() else None
