"""Evidence: files by act, their clocks and places, custody, and the reading that proves every byte."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.case import Evidence
from app.ports.vault import BlobMissing, EvidenceAltered, MediaDamaged, Pixels
from app.presenters.evidence_viewer import EvidencePresenter
from app.presenters.evidence_viewer_facts import facts_of, far_words, metres_between, pair_words, span_words
from tests.fakes.office import FakeOffice
from tests.fakes.story import play

SAMPLES = Path(__file__).parents[1] / "samples"
SHOT = Evidence(
    id="e1",
    entry="sha256:aa",
    sha256="sha256:" + "ab" * 32,
    size=4_820_000,
    media_type="image/jpeg",
    title="全景",
    act="scene",
    at="2026-09-22T09:31:07+08:00",
    taken_at="2026-09-22T09:31:07",
    proves="",
    readable=True,
    thumbnail=None,
    facts={"width": 4000, "height": 3000, "camera": "DEMO-0107"},
)
TOLERANCE = 2


def opened(office: FakeOffice, case: str) -> EvidencePresenter:
    presenter = EvidencePresenter(office)
    presenter.open_case(case)
    return presenter


def test_files_are_grouped_by_the_act_that_they_belong_to(office: FakeOffice, files: list[Path]) -> None:
    case = play(office, "refused", files).case
    state = opened(office, case).state
    assert [(group.title, len(group.shots)) for group in state.groups] == [
        ("现场检查·今天", 2),
        ("复查·今天", 1),
    ]
    assert state.count == 3
    assert state.left is not None and state.left.id == state.ids()[0]


def test_without_a_case_the_newest_one_with_evidence_is_shown(office: FakeOffice, files: list[Path]) -> None:
    case = play(office, "filled", files).case
    play(office, "docketed", files, "演示当事人丁")
    presenter = EvidencePresenter(office)
    assert presenter.refresh().case == case


def test_an_empty_store_shows_no_case(office: FakeOffice) -> None:
    state = EvidencePresenter(office).refresh()
    assert (state.case, state.count, state.left) == ("", 0, None)


def test_cases_with_evidence_can_be_switched_to(office: FakeOffice, files: list[Path]) -> None:
    first = play(office, "filled", files).case
    second = play(office, "filled", files, "演示当事人丁").case
    play(office, "docketed", files, "演示当事人戊")
    state = opened(office, first).state
    assert [case for case, _ in state.cases] == [second, first]


def test_a_case_offered_to_switch_to_ends_with_its_party_and_how_much_it_holds(
    office: FakeOffice, files: list[Path]
) -> None:
    case = play(office, "filled", files, "演示当事人丁").case
    state = opened(office, case).state
    ((_, words),) = state.cases
    assert words.startswith("线 0001·个人混合投放") and words.endswith("·演示当事人丁·2 件")
    assert words.endswith(state.parties[case])
    assert state.title.endswith(state.party) and state.party == "·演示当事人丁"


def test_a_file_opened_by_name_is_looked_at_alone(office: FakeOffice, files: list[Path]) -> None:
    case = play(office, "refused", files).case
    presenter = opened(office, case)
    presenter.show_mode("compare")
    wanted = presenter.state.ids()[-1]
    state = presenter.open_case(case, wanted)
    assert (state.mode, state.right) == ("single", None)
    assert state.left is not None and state.left.id == wanted


def test_two_photos_of_a_case_are_set_side_by_side_at_once(office: FakeOffice, files: list[Path]) -> None:
    case = play(office, "refused", files).case
    state = EvidencePresenter(office).compare(case)
    assert state.mode == "compare"
    assert state.left is not None and state.right is not None
    assert (state.left.label, state.right.label) == ("现场检查", "复查")


@pytest.mark.parametrize(
    ("metres", "words"), [(3, "3 米"), (999, "999 米"), (1500, "1.5 公里"), (9_056_955, "9056 公里")]
)
def test_how_far_apart_two_cameras_stood_is_told_as_people_say_it(metres: int, words: str) -> None:
    assert far_words(metres) == words


def test_two_files_of_one_act_are_named_once() -> None:
    assert pair_words(SHOT, replace(SHOT, id="e2")) == "同为现场检查：陈述时间相同。"


def test_comparing_sets_before_and_after_side_by_side(office: FakeOffice, files: list[Path]) -> None:
    case = play(office, "refused", files).case
    state = opened(office, case).show_mode("compare")
    assert state.left is not None and state.left.label == "现场检查"
    assert state.right is not None and state.right.label == "复查"
    assert "相隔 3 分" in state.pair


def test_the_active_side_takes_what_is_chosen(office: FakeOffice, files: list[Path]) -> None:
    case = play(office, "refused", files).case
    presenter = opened(office, case)
    ids = presenter.state.ids()
    presenter.show_mode("compare")
    state = presenter.choose(ids[1])
    assert state.right is not None and state.right.id == ids[1]
    assert state.left is not None and state.left.id == ids[0]
    presenter.show_side("left")
    state = presenter.choose(ids[2])
    assert state.left is not None and state.left.id == ids[2]


def test_stepping_stops_at_both_ends(office: FakeOffice, files: list[Path]) -> None:
    case = play(office, "refused", files).case
    presenter = opened(office, case)
    ids = presenter.state.ids()
    shown = [step.left.id for step in map(presenter.step, (-1, 1, 1, 1)) if step.left is not None]
    assert shown == [ids[0], ids[1], ids[2], ids[2]]


def test_a_photo_is_shown_upright_from_the_vault(office: FakeOffice, tmp_path: Path) -> None:
    turned = tmp_path / "turned.jpg"
    shutil.copy(SAMPLES / "landscape_6.jpg", turned)
    case = play(office, "filled", [turned]).case
    presenter = opened(office, case)
    picture = presenter.picture(presenter.state.ids()[0])
    assert picture.pixels is not None
    assert (picture.pixels.width, picture.pixels.height) == (600, 450)
    assert (picture.note, picture.message) == ("", None)


def test_a_photo_too_large_for_the_screen_says_that_it_is_shown_smaller(
    office: FakeOffice, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = play(office, "filled", files).case
    monkeypatch.setattr(office, "photo", lambda *_: Pixels(2, 1, bytes(8), reduced=True))
    presenter = opened(office, case)
    assert "缩小显示" in presenter.picture(presenter.state.ids()[0]).note


def test_a_file_that_is_no_photo_says_that_it_cannot_be_shown_here(
    office: FakeOffice, files: list[Path], tmp_path: Path
) -> None:
    case = play(office, "docketed", files).case
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4")
    evidence = office.add_evidence(case, scan, act="identity")
    picture = opened(office, case).picture(evidence)
    assert picture.pixels is None
    assert "不能在这里显示" in picture.note


def test_a_photo_whose_bytes_are_none_is_no_alteration(office: FakeOffice, files: list[Path]) -> None:
    case = play(office, "filled", files).case
    presenter = opened(office, case)
    office.files[presenter.state.ids()[0]] = b"\xff\xd8\xff and nothing more"
    picture = presenter.picture(presenter.state.ids()[0])
    assert picture.message is not None and "显示不出来" in picture.message.what
    left = presenter.state.left
    assert left is not None and left.proof.state == "unread"


@pytest.mark.parametrize("error", [EvidenceAltered(name="aa", reason="segment"), BlobMissing(name="aa")])
def test_a_damaged_photo_tells_its_trouble_in_its_place(
    office: FakeOffice, files: list[Path], error: Exception
) -> None:
    case = play(office, "filled", files).case
    presenter = opened(office, case)
    first = presenter.state.ids()[0]
    office.fails["open_evidence"] = error
    picture = presenter.picture(first)
    assert picture.pixels is None
    assert picture.message is not None
    left = presenter.state.left
    assert left is not None and left.message == picture.message
    assert left.proof.state == ("altered" if isinstance(error, EvidenceAltered) else "unread")


def test_a_file_is_read_whole_and_found_as_it_was_sealed(office: FakeOffice, files: list[Path]) -> None:
    case = play(office, "filled", files).case
    presenter = opened(office, case)
    told: list[float] = []
    state = presenter.verify(presenter.state.ids()[0], told.append)
    assert state.left is not None
    assert state.left.proof.state == "whole"
    assert told[-1] == 1.0


def test_one_changed_byte_is_found_and_stays_known(office: FakeOffice, files: list[Path]) -> None:
    case = play(office, "filled", files).case
    presenter = opened(office, case)
    first, second = presenter.state.ids()[:2]
    sealed = office.files[first]
    office.files[first] = sealed[:-1] + bytes([sealed[-1] ^ 1])
    state = presenter.verify(first)
    assert state.left is not None
    assert state.left.proof.state == "altered"
    assert state.left.message is not None and state.left.message.code == "evidence.altered"
    presenter.choose(second)
    again = presenter.choose(first).left
    assert again is not None and again.proof.state == "altered"


def test_a_film_that_cannot_be_played_is_no_alteration(office: FakeOffice, files: list[Path]) -> None:
    case = play(office, "filled", files).case
    presenter = opened(office, case)
    first = presenter.state.ids()[0]
    state = presenter.trouble(first, MediaDamaged(kind="mp4", trouble="unplayable"))
    assert state.left is not None and state.left.message is not None
    assert "放不出来" in state.left.message.what
    assert state.left.proof.state == "unread"


def test_custody_tells_sealing_confirmation_and_every_act_that_rests_on_the_file(
    office: FakeOffice, files: list[Path]
) -> None:
    case = play(office, "recorded", files).case
    presenter = opened(office, case)
    after = presenter.choose(presenter.state.ids()[2]).left
    assert after is not None
    assert [moment.title for moment in after.custody] == ["计算摘要、加密封存", "复查时引用", "协办人确认"]
    assert "演示员甲" in after.custody[0].caption
    assert after.custody[2].caption == "演示员乙"


def test_the_device_clock_is_set_against_the_stated_time() -> None:
    same = dict(facts_of(SHOT, TOLERANCE))
    assert same["设备钟"] == "2026-09-22 09:31:07（未注明时区）"
    assert same["时差"] == "一致"
    late = dict(facts_of(replace(SHOT, taken_at="2026-09-22T09:29:07+08:00"), TOLERANCE))
    assert late["时差"] == "设备钟慢 2 分"
    over = dict(facts_of(replace(SHOT, taken_at="2026-09-22T01:33:08Z"), TOLERANCE))
    assert over["时差"] == "设备钟快 2 分 1 秒，请在笔录写明"


def test_a_file_without_a_clock_and_one_with_a_broken_one_say_so() -> None:
    for taken in (None, "", "yesterday"):
        facts = dict(facts_of(replace(SHOT, taken_at=taken), TOLERANCE))
        assert facts["设备钟"] == "文件里没有"
        assert "时差" not in facts


def test_camera_size_frame_and_place_are_told() -> None:
    facts = dict(facts_of(_at(31_170_0000, 121_397_0000), TOLERANCE))
    assert facts["相机"] == "DEMO-0107"
    assert facts["画面"] == "4000 × 3000"
    assert facts["大小"] == "4.6 MB"
    assert facts["定位"] == "北纬 31.17000° 东经 121.39700°"


def _at(north: int, east: int) -> Evidence:
    return replace(SHOT, facts={**SHOT.facts, "latitude_e7": north, "longitude_e7": east})


def test_two_places_are_as_far_apart_as_they_are() -> None:
    here, there = _at(311_700_000, 1_213_970_000), _at(311_700_270, 1_213_970_000)
    assert metres_between(here, there) == 3
    assert metres_between(here, SHOT) is None
    later = replace(there, at="2026-09-24T15:20:31+08:00", act="reinspection")
    assert pair_words(here, later) == "现场检查·复查：按陈述时间相隔 2 天 5 小时 49 分。相机定位相距 3 米。"


@given(st.integers(0, 10**7))
def test_a_span_in_words_is_never_empty_and_never_negative(seconds: int) -> None:
    words = span_words(timedelta(seconds=seconds))
    assert words
    assert "-" not in words


def test_days_of_one_act_are_told_where_they_differ(office: FakeOffice, files: list[Path]) -> None:
    case = play(office, "filled", files).case
    office.pass_time(60 * 24)
    office.add_evidence(case, files[3], act="scene")
    state = opened(office, case).state
    assert state.groups[0].title == "现场检查·昨天 至 今天"
    assert office.now().at.date() == date(2026, 8, 7)
