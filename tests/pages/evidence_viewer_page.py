"""The evidence viewer as a person uses it."""

from __future__ import annotations

from PySide6.QtGui import QImage

from app.ui.pages.evidence_viewer_film import FilmPane, SeekBar
from app.ui.pages.evidence_viewer_list import ShotRow
from app.ui.pages.evidence_viewer_picture import PhotoView
from tests.pages.driver import Driver, NotSeen, wait_until

SLOW_S = 20.0


class EvidenceViewerPageObject:
    """Chooses files, looks at them closely, compares, plays, verifies."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver

    def shots(self) -> list[str]:
        """What each row of the list says aloud."""
        found = []
        for number in range(1, 500):
            try:
                found.append(self.driver.find_as(f"shot_{number}", ShotRow).accessibleName())
            except NotSeen:
                break
        return found

    def wait_for_shots(self, count: int) -> None:
        """Wait until so many files are listed."""
        wait_until(lambda: len(self.shots()) == count, f"{count} files are listed")

    def choose(self, number: int) -> None:
        """Click a file of the list."""
        self.driver.click(f"shot_{number}")

    def photo(self, side: str = "left") -> PhotoView:
        """The photo of a side, once it has arrived."""
        name = f"place_{side}_photo"
        wait_until(
            lambda: self.driver.sees(name) and self.driver.find_as(name, PhotoView).pyramid.levels,
            f"a photo is shown at the {side}",
            SLOW_S,
        )
        return self.driver.find_as(name, PhotoView)

    def compare(self) -> None:
        """Set two side by side."""
        self.driver.click("evidence_mode_compare")
        self.driver.wait_for("place_right")

    def verify(self) -> None:
        """Read the whole file."""
        self.driver.click("evidence_verify")

    def proof(self) -> str:
        """What the last whole reading said."""
        return self.driver.text("evidence_proof")

    def chip(self, side: str = "left") -> str:
        """The proof's word below the picture."""
        return self.driver.text(f"place_{side}_proof")

    def trouble(self, side: str = "left") -> str:
        """What stands in the place of the picture."""
        name = f"place_{side}_trouble_part1"
        self.driver.wait_for(name, SLOW_S)
        return self.driver.text(name)

    def fact(self, key: str) -> str:
        """A fact of the side pane."""
        for number in range(1, 20):
            value = self.driver.find(f"evidence_facts_{number}")
            layout = value.parentWidget()
            labels = [one.text() for one in layout.findChildren(type(value)) if one.isVisible()]
            if key in labels:
                return labels[labels.index(key) + 1]
        raise NotSeen(key)

    def film(self, side: str = "left") -> FilmPane:
        """The player of a side, once its film shows its first picture."""
        name = f"place_{side}_film"
        wait_until(
            lambda: self.driver.sees(name) and not self.frame_of(side).isNull(),
            "the film shows a picture",
            SLOW_S,
        )
        return self.driver.find_as(name, FilmPane)

    def frame_of(self, side: str = "left") -> QImage:
        """What the player shows now."""
        return self.driver.find_as(f"place_{side}_film", FilmPane).screen_view.picture

    def play(self, side: str = "left") -> None:
        """Play, or stand still."""
        self.driver.click(f"place_{side}_film_play")

    def seek(self, position: int, side: str = "left") -> None:
        """Go to a place of the film, in milliseconds."""
        bar = self.driver.find_as(f"place_{side}_film_seek", SeekBar)
        bar.asked.emit(position)

    def time(self, side: str = "left") -> str:
        """Where the film stands and how long it is."""
        return self.driver.text(f"place_{side}_film_time")
