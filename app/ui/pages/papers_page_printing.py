"""Printing a frozen paper: a printer that the officer chose, and the pages drawn upon it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from app.presenters.papers_page import PrintFailed

ChoosePrinter: TypeAlias = Callable[[QWidget], QPrinter | None]
"""Asks for a printer; None when the officer changed his mind. Raises NoPrinter when there is none."""

DPI = 300
"""Fine enough for the smallest print of a form; a page then takes some 26 MB while it is drawn."""
POINTS_PER_INCH = 72


class NoPrinter(Exception):
    """No printer is set up on this laptop."""


def choose_printer(parent: QWidget) -> QPrinter | None:
    """Ask for a printer. A file is no printer: copies for files are saved, and counted as such."""
    if not QPrinterInfo.availablePrinterNames():
        raise NoPrinter
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    prepare(printer)
    dialog = QPrintDialog(printer, parent)
    dialog.setObjectName("choose_printer")
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, False)
    return printer if dialog.exec() else None


def prepare(printer: QPrinter) -> None:
    """A4, as large as on the screen: a paper brings its own margins."""
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setResolution(DPI)


def print_pdf(pdf: bytes, printer: QPrinter) -> None:
    """Draw every page of a paper; all copies are pages of one PDF. May run on any one thread.

    Raises:
        PrintFailed: the printer takes no pages, or the bytes are no PDF.
    """
    data = QByteArray(pdf)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    try:
        if document.pageCount() < 1:
            raise PrintFailed(reason="文件不是 PDF")
        _draw(document, printer)
    finally:
        document.close()


def _draw(document: QPdfDocument, printer: QPrinter) -> None:
    painter = QPainter()
    if not painter.begin(printer):
        raise PrintFailed(reason="打印机没有响应")
    try:
        for number in range(document.pageCount()):
            if number and not printer.newPage():
                raise PrintFailed(reason="打印中断")
            size = document.pagePointSize(number)
            scale = printer.resolution() / POINTS_PER_INCH
            pixels = QSize(round(size.width() * scale), round(size.height() * scale))
            painter.drawImage(QRect(0, 0, pixels.width(), pixels.height()), document.render(number, pixels))
    finally:
        ended = painter.end()
    if not ended or printer.printerState() is QPrinter.PrinterState.Error:
        raise PrintFailed(reason="打印机报错")
