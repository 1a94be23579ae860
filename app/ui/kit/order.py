"""The order of Tab: parts that are made later take their place where they stand, not at the end."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def anchor(parent: QWidget) -> QWidget:
    """A place in the order of Tab, never seen and never entered itself."""
    place = QWidget(parent)
    place.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Qt orders nothing else; what is hidden is not entered
    place.hide()
    return place


def follow(place: QWidget, parts: Iterable[QWidget]) -> None:
    """Lead Tab from the end of ``place`` through the parts, in their order; all stand in one window."""
    before = _last_stop(place)
    for part in parts:
        for stop in (part, *part.findChildren(QWidget)):
            if _stops(stop):
                QWidget.setTabOrder(before, stop)
                before = stop


def _last_stop(place: QWidget) -> QWidget:
    """What of a place takes the keys last."""
    last, here = place, place.nextInFocusChain()
    while here is not None and here is not place:
        if place.isAncestorOf(here) and _stops(here):
            last = here
        here = here.nextInFocusChain()
    return last


def _stops(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
