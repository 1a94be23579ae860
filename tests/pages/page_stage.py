"""One page in a frame of its own, joined to its presenter, for as long as a test lasts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.ui.frame import Frame
from app.ui.work import Work
from tests.pages.driver import Driver, wait_until

LAPTOP, DOUBLED = (1366, 768), (683, 384)


@dataclass
class Stage:
    """A frame that shows one page; ``bugs`` are exceptions that nobody foresaw."""

    frame: Frame
    work: Work
    bugs: list[BaseException] = field(default_factory=list)

    @property
    def driver(self) -> Driver:
        """Drives the frame."""
        return Driver(self.frame)

    def show(self, key: str, page: QWidget) -> None:
        """Put the page into the frame and wait until the window has the keys."""
        self.frame.add_page(key, key, "info", page)
        self.frame.show()
        frame = self.frame
        wait_until(lambda: frame.isActiveWindow() or frame.activateWindow(), "the window is active")

    def cut_texts(self, *but: str) -> list[str]:
        """Names of labels in sight whose words end in an ellipsis; names in ``but`` may."""
        return [
            label.objectName() or label.text()
            for label in self.frame.findChildren(QLabel)
            if label.isVisible() and getattr(label, "is_cut", False) and label.objectName() not in but
        ]


@contextmanager
def a_stage(size: tuple[int, int] = LAPTOP) -> Iterator[Stage]:
    """A stage that is cleared at the end; raises when something unforeseen was thrown meanwhile."""
    bugs: list[BaseException] = []
    frame = Frame()
    frame.resize(*size)
    stage = Stage(frame, Work(bugs.append, parent=frame), bugs)
    try:
        yield stage
    finally:
        stage.work.close()
        frame.close()
        frame.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert stage.bugs == []


OnStage = Callable[..., Stage]
