"""Sync page: the truth about what the district lacks, where it lies and how many numbers are left."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from app.domain.clock import SHANGHAI
from app.domain.numbers import CLUE, CORRECTION, ON_THE_SPOT
from app.ports.work import StoreBusy
from app.presenters.sync_page import LOW_NUMBERS, SHOWN_CASES, SyncPresenter
from tests.fakes.office import FakeOffice
from tests.fakes.story import play


def test_a_fresh_store_says_that_nothing_waits_and_that_no_district_is_connected(office: FakeOffice) -> None:
    state = SyncPresenter(office).refresh()
    assert state.nothing_waits
    assert "没有连接区级" in state.what.text
    assert state.data.text == "没有等着上传的内容。"
    assert [(lane.amount, lane.waiting) for lane in state.lanes] == [("", ())] * 3
    assert state.amount == ""


def test_entries_and_files_are_counted_as_the_store_counts_them(
    office: FakeOffice, files: list[Path]
) -> None:
    play(office, "scene", files)
    totals = office.queries.totals()
    state = SyncPresenter(office).refresh()
    assert f"{totals.entries + totals.blobs} 项还没有到区级" in state.data.text
    assert [lane.key for lane in state.lanes] == ["entries", "files", "films"]
    assert state.lanes[0].amount.startswith(f"{totals.entries} 条")


def test_files_wait_case_by_case_in_the_lane_of_their_size_each_with_the_reason(
    office: FakeOffice, files: list[Path], tmp_path: Path
) -> None:
    case = play(office, "scene", files).case
    film = tmp_path / "film.mp4"
    film.write_bytes(b"film" * 64)
    office.add_evidence(case, film, act="scene")
    _, still, moving = SyncPresenter(office).refresh().lanes
    assert [line.words for line in still.waiting] == ["照片 2 张、文书 1 份"]
    assert [line.words for line in moving.waiting] == ["录像 1 段"]
    assert still.amount.startswith("3 项") and moving.amount == "1 项·256 B"
    assert all(line.why == "等连接区级" and line.case == case for line in (*still.waiting, *moving.waiting))


def test_the_same_film_in_two_acts_is_counted_twice_and_weighed_once(
    office: FakeOffice, tmp_path: Path
) -> None:
    case = office.docket("inspection", None)
    film = tmp_path / "film.mp4"
    film.write_bytes(b"film" * 64)
    for act in ("scene", "reinspection"):
        office.add_evidence(case, film, act=act)
    moving = SyncPresenter(office).refresh().lanes[2]
    assert (moving.waiting[0].words, moving.amount) == ("录像 2 段", "2 项·256 B")


def test_each_case_with_unsent_entries_is_listed_with_its_number_and_party(
    office: FakeOffice, files: list[Path]
) -> None:
    case = play(office, "scene", files, "演示当事人丁").case
    state = SyncPresenter(office).refresh()
    (line,) = state.lanes[0].waiting
    assert line.case == case
    assert line.words.endswith(line.party) and line.party == "·演示当事人丁"
    assert line.amount == f"{len(office.queries.case(case).acts)} 条"


def test_a_long_list_is_cut_and_says_so(office: FakeOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        office.docket("inspection", None)
    keys = office.queries.case_keys
    monkeypatch.setattr(office.queries, "case_keys", lambda wanted: keys(wanted) * SHOWN_CASES)
    state = SyncPresenter(office).refresh()
    assert f"共 {3 * SHOWN_CASES} 件" in state.foot
    assert f"列出 {SHOWN_CASES} 件" in state.foot


def test_numbers_left_are_told_for_each_class_and_warn_before_they_run_out(office: FakeOffice) -> None:
    office.queries.left = {CLUE: 500, CORRECTION: LOW_NUMBERS, ON_THE_SPOT: 0}
    numbers = {row.number_class: row for row in SyncPresenter(office).refresh().numbers}
    assert (numbers[CLUE].words, numbers[CLUE].tone) == ("余 500 个", "neutral")
    assert (numbers[CORRECTION].words, numbers[CORRECTION].tone) == (f"余 {LOW_NUMBERS} 个", "warn")
    assert (numbers[ON_THE_SPOT].words, numbers[ON_THE_SPOT].tone) == ("已用完", "danger")


def test_in_december_the_numbers_of_the_next_year_are_told_too(office: FakeOffice) -> None:
    office.when = datetime(2026, 12, 1, 8, 0, tzinfo=SHANGHAI)
    titles = [row.title for row in SyncPresenter(office).refresh().numbers]
    assert sum("2027" in title for title in titles) == 3
    office.when = datetime(2026, 11, 30, 8, 0, tzinfo=SHANGHAI)
    assert not any("2027" in row.title for row in SyncPresenter(office).refresh().numbers)


def test_the_list_says_until_when_its_sources_were_read(office: FakeOffice) -> None:
    received = dict(SyncPresenter(office).refresh().received)
    assert office.catalogue.snapshot is not None
    assert office.catalogue.snapshot.isoformat() in received["权责清单"]


def test_a_busy_store_is_told_and_what_was_shown_stays(
    office: FakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    presenter = SyncPresenter(office)
    before = presenter.refresh()

    def busy() -> object:
        raise StoreBusy

    monkeypatch.setattr(office.queries, "totals", busy)
    state = presenter.refresh()
    assert state.message is not None
    assert state.numbers == before.numbers
