"""Evidence tiles of a state, with pictures that arrive one by one, and the place to drop new files."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.presenters.spot_state import Tile
from app.ui.kit.evidence import DropPlace, EvidenceTile, TileFlow
from app.ui.kit.order import anchor, follow
from app.ui.theme import Tone, px

ICONS = {"image": "images", "video": "video", "file": "file-text"}


class TileStrip(QWidget):
    """Tiles in rows, the drop place last. ``opened`` names the evidence, ``dropped`` the files.

    ``wants_picture`` asks for the picture of a tile that was just made; ``show_picture`` brings it.
    """

    opened = Signal(str)
    dropped = Signal(object)  # tuple[Path, ...]
    files_asked = Signal()
    wants_picture = Signal(str)

    def __init__(self, drop_words: str = "", *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow = TileFlow(self)
        self._tiles: dict[str, EvidenceTile] = {}
        self._pictures: dict[str, QImage] = {}
        self._place = anchor(self)
        self.drop: DropPlace | None = None
        if drop_words:
            self.drop = DropPlace(drop_words, icon="camera", name=f"{name}_drop")
            self.drop.setMinimumSize(px("tile") * 2, px("tile-height"))
            self.drop.dropped.connect(self.dropped)
            self.drop.clicked.connect(self.files_asked)
            self._flow.addWidget(self.drop)

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Show exactly these files, in this order."""
        wanted = [tile.id for tile in tiles]
        if wanted == list(self._tiles):
            return
        while item := self._flow.takeAt(0):
            if (widget := item.widget()) is not None and widget is not self.drop:
                widget.hide()
                widget.deleteLater()
        self._tiles = {tile.id: self._make(tile) for tile in tiles}
        for widget in self._tiles.values():
            self._flow.addWidget(widget)
            widget.show()
        follow(self._place, self._tiles.values())
        if self.drop is not None:
            self._flow.addWidget(self.drop)
        self._flow.invalidate()
        self.updateGeometry()
        for tile in tiles:
            if tile.kind == "image" and tile.readable and tile.id not in self._pictures:
                self.wants_picture.emit(tile.id)

    def show_picture(self, evidence: str, data: bytes | None) -> None:
        """Put a picture into its tile; bytes that are no picture leave the icon."""
        image = QImage.fromData(data) if data else QImage()
        if not image.isNull():
            self._pictures[evidence] = image
            if evidence in self._tiles:
                self._tiles[evidence].show_image(image)

    def _make(self, tile: Tile) -> EvidenceTile:
        state = (
            ("shield-check", Tone.OK, "已封存") if tile.readable else ("circle-alert", Tone.WARN, "打不开")
        )
        widget = EvidenceTile(
            tile.caption,
            tile.hash,
            image=self._pictures.get(tile.id),
            icon=ICONS.get(tile.kind, "file-text"),
            duration=tile.length,
            state=state,
            name=f"tile_{tile.id}",
            parent=self,
        )
        if tile.tip:
            widget.setToolTip(tile.tip)
        widget.clicked.connect(self._opener(tile.id))
        return widget

    def _opener(self, evidence: str) -> Callable[[], None]:
        return lambda: self.opened.emit(evidence)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._flow.heightForWidth(width)
