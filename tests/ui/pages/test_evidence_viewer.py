"""The evidence viewer in its frame: photos upright and enlarged, two at one scale, films, proof, damage."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtTest import QTest

from app.ports.vault import BlobReader, EvidenceAltered, Pixels
from app.presenters.evidence_viewer import EvidencePresenter
from app.ui.pages.evidence_viewer import EvidencePage
from app.ui.pages.evidence_viewer_join import EvidenceJoin
from app.ui.pages.evidence_viewer_picture import Lens, PhotoView, Pyramid, pyramid_of
from tests.fakes.office import FakeOffice, MemoryReader
from tests.fakes.story import play
from tests.pages.driver import wait_until
from tests.pages.evidence_viewer_page import EvidenceViewerPageObject
from tests.pages.page_stage import DOUBLED, LAPTOP, Stage, a_stage

SAMPLES = Path(__file__).parents[2] / "samples"
pytestmark = pytest.mark.qt_log_ignore("No RHI backend", "PulseAudioService")


@pytest.fixture
def stage(request: pytest.FixtureRequest) -> Iterator[Stage]:
    with a_stage(getattr(request, "param", LAPTOP)) as made:
        yield made
        for page in made.frame.findChildren(EvidencePage):
            page.close_films()


@dataclass
class Shown:
    """The page for the evidence of one case."""

    office: FakeOffice
    case: str
    page: EvidencePage
    join: EvidenceJoin
    hands: EvidenceViewerPageObject


def opened(stage: Stage, office: FakeOffice, case: str, count: int) -> Shown:
    page = EvidencePage()
    join = EvidenceJoin(stage.work, EvidencePresenter(office), page)
    stage.show("evidence", page)
    join.open_case(case)
    shown = Shown(office, case, page, join, EvidenceViewerPageObject(stage.driver))
    if count:
        shown.hands.wait_for_shots(count)
    return shown


@pytest.fixture
def camera(tmp_path: Path) -> list[Path]:
    """Photos as cameras write them: one upright, one that EXIF turns, a second upright one."""
    made = []
    for number, name in enumerate(("DSCN0010.jpg", "landscape_6.jpg", "DSCN0010.jpg")):
        made.append(tmp_path / f"shot{number}.jpg")
        shutil.copy(SAMPLES / name, made[-1])
    return made


def with_film(office: FakeOffice, photos: list[Path], tmp_path: Path) -> str:
    """A case with two photos and a film."""
    case = play(office, "filled", photos).case
    film = tmp_path / "scene.mp4"
    shutil.copy(SAMPLES / "scene-1080p-20s.mp4", film)
    office.add_evidence(case, film, act="scene", title="现场检查录像")
    return case


def test_files_stand_by_act_and_the_first_is_looked_at(stage: Stage, camera: list[Path]) -> None:
    office = FakeOffice()
    shown = opened(stage, office, play(office, "refused", camera).case, 3)
    assert shown.hands.photo().pyramid.size == QSize(640, 480)
    assert stage.driver.text("shots_scene").startswith("现场检查")
    assert shown.hands.shots()[0].startswith("09:11:00，照片")


def test_a_photo_stands_upright_as_its_camera_meant_it(stage: Stage, camera: list[Path]) -> None:
    office = FakeOffice()
    shown = opened(stage, office, play(office, "filled", camera).case, 2)
    shown.hands.photo()
    shown.hands.choose(2)
    stored = QImageReader(str(camera[1])).size()
    assert stored.height() > stored.width()
    wait_until(lambda: shown.hands.photo().pyramid.size == stored.transposed(), "the photo is upright")


def test_no_photo_is_written_to_a_file_on_the_way(
    stage: Stage, camera: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = FakeOffice()
    case = play(office, "filled", camera).case
    empty = tmp_path / "tmp"
    empty.mkdir()
    monkeypatch.setenv("TMPDIR", str(empty))
    shown = opened(stage, office, case, 2)
    shown.hands.photo()
    shown.hands.choose(2)
    shown.hands.photo()
    assert list(empty.iterdir()) == []


def test_wheel_buttons_and_keys_enlarge_and_fit_again(stage: Stage, camera: list[Path]) -> None:
    office = FakeOffice()
    shown = opened(stage, office, play(office, "filled", camera).case, 2)
    view = shown.hands.photo()
    fitted = view.grab().toImage()
    stage.driver.click("evidence_larger")
    larger = view.grab().toImage()
    assert larger != fitted
    stage.driver.click("evidence_fit")
    assert view.grab().toImage() == fitted
    view.setFocus()
    stage.driver.press("+")
    assert view.grab().toImage() == larger
    stage.driver.press("0")
    assert view.grab().toImage() == fitted


def test_two_photos_are_compared_at_equal_scale_and_move_together(stage: Stage, camera: list[Path]) -> None:
    office = FakeOffice()
    shown = opened(stage, office, play(office, "refused", camera).case, 3)
    shown.hands.photo()
    shown.hands.compare()
    left, right = shown.hands.photo("left"), shown.hands.photo("right")
    wait_until(lambda: left.grab().toImage().size() == right.grab().toImage().size(), "both have room")
    stage.driver.click("evidence_larger")
    stage.driver.click("evidence_larger")
    _drag(left, QPoint(40, 25))
    label = left.rect().adjusted(0, 40, 0, 0)
    assert left.grab(label).toImage() == right.grab(label).toImage()
    assert "相隔 3 分" in stage.driver.text("evidence_pair_words")


def test_unlinked_photos_are_moved_each_for_itself(stage: Stage, camera: list[Path]) -> None:
    office = FakeOffice()
    shown = opened(stage, office, play(office, "refused", camera).case, 3)
    shown.hands.photo()
    shown.hands.compare()
    left, right = shown.hands.photo("left"), shown.hands.photo("right")
    stage.driver.click("evidence_link")
    before = left.grab().toImage()
    stage.driver.click("evidence_larger")  # the right side is the active one after comparing began
    assert left.grab().toImage() == before
    assert right.grab().toImage() != before


def _drag(view: PhotoView, way: QPoint) -> None:
    middle, button = view.rect().center(), Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    QTest.mousePress(view, button, none, middle)
    QTest.mouseMove(view, middle + way)
    QTest.mouseRelease(view, button, none, middle + way)


def test_the_next_choice_goes_to_the_active_side(stage: Stage, camera: list[Path]) -> None:
    office = FakeOffice()
    shown = opened(stage, office, play(office, "refused", camera).case, 3)
    shown.hands.photo()
    shown.hands.compare()
    shown.hands.photo("right")
    shown.page.setFocus()
    stage.driver.press("1")
    wait_until(lambda: stage.driver.find("evidence_of_left").isChecked(), "the left side is active")
    shown.hands.choose(2)
    ids = shown.join.presenter.state.ids()
    wait_until(lambda: shown.page.left.evidence == ids[1], "the left side shows the second file")
    assert shown.page.right.evidence == ids[2]


def test_arrow_keys_step_through_the_files(stage: Stage, camera: list[Path]) -> None:
    office = FakeOffice()
    shown = opened(stage, office, play(office, "filled", camera).case, 2)
    shown.hands.photo().setFocus()
    ids = shown.join.presenter.state.ids()
    stage.driver.press("Right")
    wait_until(lambda: shown.page.left.evidence == ids[1], "the second file is shown")
    stage.driver.press("Left")
    wait_until(lambda: shown.page.left.evidence == ids[0], "the first file is shown")


def test_a_whole_reading_says_that_nothing_was_changed(stage: Stage, camera: list[Path]) -> None:
    office = FakeOffice()
    shown = opened(stage, office, play(office, "filled", camera).case, 2)
    shown.hands.photo()
    assert shown.hands.chip() == "未校验"
    shown.hands.verify()
    wait_until(lambda: shown.hands.chip() == "校验完好", "the proof is told")
    assert "与封存时一致" in shown.hands.proof()


def test_a_changed_byte_takes_the_photo_away_and_says_so_in_three_parts(
    stage: Stage, camera: list[Path]
) -> None:
    office = FakeOffice()
    shown = opened(stage, office, play(office, "filled", camera).case, 2)
    shown.hands.photo()
    first = shown.join.presenter.state.ids()[0]
    data = office.files[first]
    office.files[first] = data[:5000] + bytes([data[5000] ^ 1]) + data[5001:]
    shown.hands.verify()
    assert "不一致" in shown.hands.trouble()
    assert shown.hands.chip() == "与封存时不符"
    assert not stage.driver.sees("place_left_photo")


def test_a_photo_that_the_vault_refuses_is_told_where_it_would_stand(
    stage: Stage, camera: list[Path]
) -> None:
    office = FakeOffice()
    case = play(office, "filled", camera).case
    office.fails["open_evidence"] = EvidenceAltered(name="aa", reason="segment", segment=0)
    shown = opened(stage, office, case, 2)
    assert "不一致" in shown.hands.trouble()
    shown.hands.choose(2)
    shown.hands.photo()


def test_bytes_that_are_no_photo_are_told_as_not_drawable(
    stage: Stage, camera: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    office = FakeOffice()
    monkeypatch.setattr(office, "thumbnail", lambda *_: None)
    case = play(office, "filled", camera).case
    first = office.queries.case(case).evidence[0].id
    office.files[first] = b"\xff\xd8\xff no photo"
    shown = opened(stage, office, case, 2)
    assert "显示不出来" in shown.hands.trouble()


def test_custody_and_facts_stand_at_the_side(stage: Stage, camera: list[Path]) -> None:
    office = FakeOffice()
    shown = opened(stage, office, play(office, "recorded", camera).case, 3)
    shown.hands.photo()
    assert shown.hands.fact("所属") == "现场检查"
    assert shown.hands.fact("大小") == "158 KB"
    custody = stage.driver.find("custody_1").accessibleName()
    assert "计算摘要、加密封存" in custody
    digest = office.queries.case(shown.case).evidence[0].sha256.removeprefix("sha256:")
    assert stage.driver.text("evidence_hash").replace(" ", "") == digest


def test_a_film_shows_its_first_picture_plays_and_is_sought(
    stage: Stage, photos: list[Path], tmp_path: Path
) -> None:
    office = FakeOffice()
    shown = opened(stage, office, with_film(office, photos, tmp_path), 3)
    shown.hands.choose(3)
    shown.hands.film()
    assert shown.hands.time() == "00:00 / 00:20"
    first = shown.hands.frame_of()
    shown.hands.play()
    wait_until(lambda: shown.hands.frame_of() != first, "the film runs", 20)
    shown.hands.play()
    shown.hands.seek(15_000)
    wait_until(lambda: shown.hands.time() == "00:15 / 00:20", "the film stands where it was sought", 20)


def test_leaving_the_page_stops_the_film_and_another_file_closes_it(
    stage: Stage, photos: list[Path], tmp_path: Path
) -> None:
    office = FakeOffice()
    shown = opened(stage, office, with_film(office, photos, tmp_path), 3)
    shown.hands.choose(3)
    film = shown.hands.film().film
    assert film is not None
    shown.hands.play()
    wait_until(lambda: film.playing, "the film runs", 20)
    shown.page.hide()
    wait_until(lambda: not film.playing, "the film stands", 20)
    shown.page.show()
    shown.hands.choose(1)
    shown.hands.photo()
    assert film.closed


def test_a_film_altered_after_its_beginning_stops_and_says_so(
    stage: Stage, photos: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Altered(MemoryReader):
        def read_at(self, offset: int, length: int) -> bytes:
            if offset + length > 2_000_000 and offset < 3_000_000:
                raise EvidenceAltered(name="aa", reason="segment", segment=1)
            return super().read_at(offset, length)

    office = FakeOffice()
    case = with_film(office, photos, tmp_path)
    film = office.queries.case(case).evidence[-1].id

    def open_evidence(wanted: str, evidence: str) -> BlobReader:
        data = office.files[evidence]
        return Altered(data) if evidence == film else MemoryReader(data)

    monkeypatch.setattr(office, "open_evidence", open_evidence)
    shown = opened(stage, office, case, 3)
    shown.hands.choose(3)
    player = shown.hands.film()
    shown.hands.seek(13_000)
    assert "不一致" in shown.hands.trouble()
    assert player.film is None
    assert shown.hands.chip() == "与封存时不符"


def test_another_case_is_chosen_from_the_list_of_cases(stage: Stage, camera: list[Path]) -> None:
    office = FakeOffice()
    first = play(office, "filled", camera).case
    second = play(office, "refused", camera, "演示当事人丁").case
    shown = opened(stage, office, second, 3)
    stage.driver.pick("evidence_case", first)
    shown.hands.wait_for_shots(2)


def test_the_case_is_one_click_away(stage: Stage, camera: list[Path]) -> None:
    office = FakeOffice()
    shown = opened(stage, office, play(office, "filled", camera).case, 2)
    asked: list[str] = []
    shown.page.case_asked.connect(asked.append)
    stage.driver.click("evidence_open_case")
    assert asked == [shown.case]


def test_without_evidence_the_page_says_what_will_stand_here(stage: Stage) -> None:
    office = FakeOffice()
    opened(stage, office, "", 0)
    stage.driver.wait_for("evidence_empty")


def test_without_evidence_the_page_keeps_its_title_and_shows_no_tabs(stage: Stage) -> None:
    opened(stage, FakeOffice(), "", 0)
    stage.driver.wait_for("evidence_empty")
    assert stage.driver.text("evidence_head_title") == "证据"
    assert not stage.driver.sees("evidence_columns_tab_list")


@pytest.mark.parametrize("stage", [DOUBLED], indirect=True)
def test_at_200_percent_the_picture_has_a_tab_of_its_own(stage: Stage, camera: list[Path]) -> None:
    office = FakeOffice()
    case = play(office, "filled", camera).case
    page = EvidencePage()
    join = EvidenceJoin(stage.work, EvidencePresenter(office), page)
    stage.show("evidence", page)
    join.open_case(case)
    hands = EvidenceViewerPageObject(stage.driver)
    assert hands.photo().height() > 100
    stage.driver.click("evidence_columns_tab_list")
    hands.wait_for_shots(2)
    stage.driver.click("evidence_columns_tab_side")
    stage.driver.wait_for("evidence_verify")


def test_a_large_photo_is_drawn_from_the_level_that_is_fine_enough(installed: object) -> None:
    levels = tuple(QImage(4096 >> step, 3072 >> step, QImage.Format.Format_RGB32) for step in range(5))
    pyramid = Pyramid(levels)
    assert pyramid.level_for(1.0).width() == 4096
    assert pyramid.level_for(0.25).width() == 1024
    assert pyramid.level_for(0.2).width() == 1024
    assert pyramid.level_for(0.001).width() == 256
    assert pyramid.level_for(8.0).width() == 4096


def test_a_lens_fits_both_photos_and_never_leaves_them(installed: object) -> None:
    views = [EvidencePage(), EvidencePage()]
    lens = Lens(views[0])
    lens.tell_fit(views[0], 0.5)
    lens.tell_fit(views[1], 0.25)
    assert lens.shown_scale == 0.25
    lens.zoom(1.25)
    assert lens.shown_scale == pytest.approx(0.3125)
    lens.zoom(1 / 1.25)
    assert lens.scale == 0.0
    lens.move_to(QPointF(-3, 7))
    assert lens.centre == QPointF(0, 1)
    lens.tell_fit(views[1], 0)
    assert lens.fit == 0.5


def test_no_pixels_give_no_picture() -> None:
    assert pyramid_of(None).levels == ()


def test_the_pyramid_halves_until_it_is_small_and_keeps_its_bytes() -> None:
    pyramid = pyramid_of(Pixels(1000, 600, bytes((10, 20, 30, 0)) * 600_000))
    assert [level.width() for level in pyramid.levels] == [1000, 500, 250, 125, 62]
    assert {level.pixelColor(9, 9).getRgb()[:3] for level in pyramid.levels} == {(30, 20, 10)}
