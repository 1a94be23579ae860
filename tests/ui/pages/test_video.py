"""Films from sealed files: real frames, seeking, an altered segment, and no file in the clear."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QIODevice, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from app.ports.vault import EvidenceAltered, MediaDamaged, SealedBlob
from app.ui.pages.video import Film, SealedDevice
from app.vault.files import FileVault
from tests.fakes.office import MemoryReader
from tests.pages.driver import wait_until

SAMPLE = Path(__file__).parents[2] / "samples" / "scene-1080p-20s.mp4"
SEGMENT = 1 << 20
SLOW_S = 30.0
pytestmark = pytest.mark.qt_log_ignore("No RHI backend", "PulseAudioService")
"""Without a screen the library turns frames into pictures by itself, and there is no sound."""


class Watcher:
    """Everything that a film showed and told."""

    def __init__(self, film: Film) -> None:
        self.film = film
        self.pictures: list[QImage] = []
        self.troubles: list[object] = []
        film.picture.connect(self.pictures.append)
        film.failed.connect(self.troubles.append)

    def wait_for_frames(self, count: int) -> None:
        """Wait until so many frames were shown."""
        wait_until(lambda: len(self.pictures) >= count, f"{count} frames are shown", SLOW_S)


@pytest.fixture
def vault(tmp_path: Path) -> FileVault:
    return FileVault(tmp_path / "vault", secrets.token_bytes(32))


@pytest.fixture
def sealed(vault: FileVault) -> SealedBlob:
    with SAMPLE.open("rb") as source:
        return vault.seal(source)


@pytest.fixture
def owner(installed: object) -> Iterator[QWidget]:
    widget = QWidget()
    yield widget
    for film in widget.findChildren(Film):
        film.close()
    widget.deleteLater()


def watched(vault: FileVault, sealed: SealedBlob, owner: QWidget) -> Watcher:
    film = Film(vault.open(sealed.name, sealed.size), owner)
    film.set_room(QSize(320, 180))
    return Watcher(film)


def alter(vault_folder: Path, name: str, offset: int) -> None:
    """Change one byte of a sealed file."""
    (path,) = (one for one in vault_folder.rglob("*") if one.name.startswith(name))
    with path.open("r+b") as file:
        file.seek(offset)
        byte = file.read(1)[0]
        file.seek(offset)
        file.write(bytes([byte ^ 1]))


def test_a_sealed_film_plays_with_frames_that_change(
    vault: FileVault, sealed: SealedBlob, owner: QWidget
) -> None:
    watcher = watched(vault, sealed, owner)
    watcher.film.play()
    watcher.wait_for_frames(10)
    assert watcher.film.length == 20_000
    assert watcher.pictures[0].size() == QSize(320, 180)
    distinct = {bytes(picture.constBits()) for picture in watcher.pictures[:10]}
    assert len(distinct) >= 8
    assert watcher.troubles == []


def test_seeking_shows_another_part_of_the_film(vault: FileVault, sealed: SealedBlob, owner: QWidget) -> None:
    watcher = watched(vault, sealed, owner)
    watcher.film.pause()
    watcher.wait_for_frames(1)
    first = watcher.pictures[-1]
    watcher.film.seek(15_000)
    wait_until(lambda: watcher.film.position >= 15_000, "the film stands at its last quarter", SLOW_S)
    wait_until(lambda: watcher.pictures[-1] != first, "another picture is shown", SLOW_S)
    assert not watcher.film.playing


def test_a_film_stands_still_until_it_is_played_and_goes_on_where_it_stood(
    vault: FileVault, sealed: SealedBlob, owner: QWidget
) -> None:
    watcher = watched(vault, sealed, owner)
    watcher.film.pause()
    watcher.wait_for_frames(1)
    assert watcher.film.position == 0
    watcher.film.seek(10_000)
    wait_until(lambda: watcher.film.position == 10_000, "the film stands in its middle", SLOW_S)
    watcher.film.play()
    wait_until(lambda: watcher.film.position > 10_200, "the film runs", SLOW_S)
    watcher.film.pause()
    wait_until(lambda: not watcher.film.playing, "the film stands", SLOW_S)


def test_from_its_end_a_film_begins_again(vault: FileVault, sealed: SealedBlob, owner: QWidget) -> None:
    watcher = watched(vault, sealed, owner)
    watcher.film.pause()
    watcher.wait_for_frames(1)
    watcher.film.seek(19_900)
    watcher.film.play()
    wait_until(lambda: watcher.film.position >= 20_000, "the film is at its end", SLOW_S)
    wait_until(lambda: not watcher.film.playing, "the film stands", SLOW_S)
    watcher.film.play()
    wait_until(lambda: 0 < watcher.film.position < 10_000, "the film runs from its beginning", SLOW_S)


def test_an_altered_segment_stops_the_film_and_names_the_alteration(
    vault: FileVault, sealed: SealedBlob, owner: QWidget, tmp_path: Path
) -> None:
    alter(tmp_path / "vault", sealed.name, 2 * SEGMENT + 5000)
    watcher = watched(vault, sealed, owner)
    watcher.film.play()
    wait_until(lambda: watcher.film.length, "the film is open", SLOW_S)
    watcher.film.seek(14_000)
    wait_until(lambda: watcher.troubles, "the alteration is told", SLOW_S)
    (trouble,) = watcher.troubles
    assert isinstance(trouble, EvidenceAltered)
    assert trouble.facts["segment"] == 2
    assert watcher.film.closed
    shown = len(watcher.pictures)
    watcher.film.play()
    watcher.film.seek(0)
    assert len(watcher.pictures) == shown


def test_bytes_that_are_no_film_are_told_as_damaged_and_not_as_altered(owner: QWidget) -> None:
    film = Film(MemoryReader(b"no film at all" * 1000), owner)
    watcher = Watcher(film)
    film.play()
    wait_until(lambda: watcher.troubles, "the trouble is told", SLOW_S)
    assert isinstance(watcher.troubles[0], MediaDamaged)
    assert film.closed


def test_closing_twice_and_closing_while_it_plays_is_quiet(
    vault: FileVault, sealed: SealedBlob, owner: QWidget
) -> None:
    for _ in range(5):
        watcher = watched(vault, sealed, owner)
        watcher.film.play()
        watcher.wait_for_frames(2)
        watcher.film.close()
        watcher.film.close()
        assert watcher.film.position == 0
        assert watcher.troubles == []


def test_a_film_whose_widget_goes_away_while_it_plays_ends_with_it(
    vault: FileVault, sealed: SealedBlob, installed: object
) -> None:
    reader = vault.open(sealed.name, sealed.size)
    widget = QWidget()
    film = Film(reader, widget)
    watcher = Watcher(film)
    film.play()
    watcher.wait_for_frames(2)
    del film, watcher
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete)
    assert reader.closed


def test_playing_writes_no_file(
    vault: FileVault, sealed: SealedBlob, owner: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "tmp"
    empty.mkdir()
    monkeypatch.setenv("TMPDIR", str(empty))
    before = _files(tmp_path)
    watcher = watched(vault, sealed, owner)
    watcher.film.play()
    watcher.wait_for_frames(5)
    opened = {os.readlink(f"/proc/self/fd/{one}") for one in _descriptors()}
    assert not any(name.endswith(".mp4") for name in opened)
    assert _files(tmp_path) == before


def _files(folder: Path) -> list[Path]:
    """Every file; the empty folder that a sound library makes for itself holds nothing of ours."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _descriptors() -> list[str]:
    folder = Path("/proc/self/fd")
    return [one.name for one in folder.iterdir() if one.is_symlink()]


def test_place_and_time_of_a_film_are_not_printed(
    vault: FileVault, sealed: SealedBlob, owner: QWidget, capfd: pytest.CaptureFixture[str]
) -> None:
    watcher = watched(vault, sealed, owner)
    watcher.film.play()
    watcher.wait_for_frames(2)
    printed = "".join(capfd.readouterr())
    assert "31.17" not in printed
    assert "creation_time" not in printed


def test_the_device_reads_at_any_place_and_knows_its_size(owner: QWidget) -> None:
    data = bytes(range(256)) * 40
    device = SealedDevice(MemoryReader(data), owner)
    assert (device.size(), device.isSequential(), device.atEnd()) == (len(data), False, False)
    assert device.read(10).data() == data[:10]
    assert device.seek(5000)
    assert device.read(7).data() == data[5000:5007]
    assert device.seek(len(data) - 3)
    assert device.read(100).data() == data[-3:]
    assert device.atEnd()
    assert not device.openMode() & QIODevice.OpenModeFlag.WriteOnly


def test_the_device_tells_its_first_refusal_once_and_is_then_at_its_end(owner: QWidget) -> None:
    class Altered(MemoryReader):
        def read_at(self, offset: int, length: int) -> bytes:
            raise EvidenceAltered(name="aa", reason="segment", segment=0)

    device = SealedDevice(Altered(bytes(1000)), owner)
    told: list[object] = []
    device.failed.connect(told.append)
    assert device.read(10).data() == b""
    assert device.read(10).data() == b""
    assert len(told) == 1
    assert device.atEnd()
