"""The page of all parts can be drawn, in both schemes, and nothing on it is cut."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from app.ui.kit.labels import Label
from app.ui.theme import Scheme, Theme
from tests.ui.kit.gallery import Gallery, build


@pytest.fixture(params=list(Scheme))
def gallery(request: pytest.FixtureRequest, look: Theme) -> Iterator[Gallery]:
    look.switch(request.param)
    made = build()
    yield made
    made.close()


def test_no_word_of_any_part_is_cut(gallery: Gallery) -> None:
    labels = [label for label in gallery.findChildren(Label) if label.isVisible()]
    assert len(labels) > 100
    assert [label.text() for label in labels if label.is_cut] == []


def test_the_whole_page_is_drawn(gallery: Gallery, look: Theme) -> None:
    picture: QImage = gallery.grab().toImage()
    assert picture.pixelColor(1, 1) == look.color("ground")
    assert picture.height() > picture.width()


def test_every_control_has_an_accessible_name(gallery: Gallery) -> None:
    stops = [
        part for part in gallery.findChildren(QWidget) if part.isVisible() and part.focusPolicy().value & 1
    ]
    unnamed = [part for part in stops if not part.accessibleName() and not _is_sample(part)]
    assert len(stops) > 40 and unnamed == []


def _is_sample(part: QWidget) -> bool:
    """Bare fields and lists, which a page names by the Field around them or by an argument."""
    return type(part).__name__ in {"LineEdit", "TextArea", "Table", "Tree", "Scroll"}
