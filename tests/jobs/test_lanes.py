"""Lanes and pauses: what waits and for how long; nothing is dropped, small things pass."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import cast

import pytest

from app.domain.bodies import EvidenceAdded
from app.domain.entry import ClockReading
from app.domain.errors import AppError
from app.jobs.exchange import EntryExchange, PushStopped, Round
from app.jobs.files import FileSender
from app.jobs.lanes import REST_MS, SMALL, Lane, Lanes, Status
from app.jobs.pauses import FILE_MOST_MS, LINK_MOST_MS, file_pause_ms, link_pause_ms
from app.jobs.runner import Runner
from app.ports.district import DistrictUnreachable
from app.ports.sync import Upload
from app.storage.files import Store
from app.wire.problems import UploadHash
from tests.domain.make import CASE, ChainMaker
from tests.storage.conftest import maker, store
from tests.storage.make import docketed, save

__all__ = ["maker", "store"]
PHOTO, FILM = "sha256:" + "a" * 64, "sha256:" + "b" * 64


@dataclass
class World:
    """What the district does to each request: the errors to raise, one after the other, then none."""

    entries: list[AppError] = field(default_factory=list)
    files: dict[str, list[AppError]] = field(default_factory=dict)
    sent: list[str] = field(default_factory=list)
    rounds: int = 0

    def run(self) -> Round:
        self.rounds += 1
        if self.entries:
            raise self.entries.pop(0)
        return Round(sent=1)


@dataclass(frozen=True)
class Sender:
    """Stands in for the sender of files."""

    world: World
    store: Store
    told: Callable[[Upload], None] = lambda upload: None

    def send(self, upload: Upload) -> Upload:
        troubles = self.world.files.get(upload.sha256, [])
        if troubles:
            raise troubles.pop(0)
        self.world.sent.append(upload.sha256)
        with self.store.work() as work:
            work.uploads.keep(replace(upload, sent=upload.size, receipt=b"receipt"))
            work.commit()
        return upload


@pytest.fixture
def world() -> World:
    return World()


@dataclass
class Watch:
    """Both clocks of a machine, moved by hand."""

    ms: int = 1_786_000_000_000

    def read(self) -> ClockReading:
        return ClockReading(self.ms, "boot", self.ms - 1_785_000_000_000)


@pytest.fixture
def clock() -> Watch:
    return Watch()


@pytest.fixture
def shown() -> list[Status]:
    return []


@pytest.fixture
def lanes(store: Store, maker: ChainMaker, world: World, clock: Watch, shown: list[Status]) -> Lanes:
    """The lanes of a laptop on which a film waits before a photo."""
    film = EvidenceAdded("film", FILM, SMALL + 1, "video/mp4", "录像", "scene")
    photo = EvidenceAdded("photo", PHOTO, 900, "image/jpeg", "照片", "scene")
    save(store, maker, [docketed(), film, photo])
    exchange, sender = cast(EntryExchange, world), cast(FileSender, Sender(world, store))
    return Lanes(exchange, sender, store.work, clock, lambda: 1.0, shown.append)


def test_the_link_waits_two_seconds_then_twice_as_long_up_to_a_minute() -> None:
    assert [link_pause_ms(failures, 1.0) for failures in range(8)] == [
        0, 2_000, 4_000, 8_000, 16_000, 32_000, LINK_MOST_MS, LINK_MOST_MS,
    ]  # fmt: skip
    assert link_pause_ms(3, 0.0) == 4_000


def test_a_file_waits_three_times_as_long_each_time_up_to_an_hour() -> None:
    assert [file_pause_ms(attempts, 1.0) for attempts in range(7)] == [
        0, 25_000, 75_000, 225_000, 675_000, 2_025_000, FILE_MOST_MS,
    ]  # fmt: skip
    assert file_pause_ms(10**6, 1.0) == FILE_MOST_MS


def test_a_photo_goes_while_the_film_waits_in_its_own_lane(lanes: Lanes, world: World) -> None:
    assert lanes.run(Lane.SMALL_FILES) == 0
    assert world.sent == [PHOTO]
    assert lanes.run(Lane.SMALL_FILES) == REST_MS
    lanes.run(Lane.LARGE_FILES)
    assert world.sent == [PHOTO, FILM]


def test_a_link_that_fails_rests_all_lanes_and_says_since_what(
    lanes: Lanes, world: World, clock: Watch
) -> None:
    world.entries = [DistrictUnreachable(reason="ConnectError")]
    assert lanes.run(Lane.ENTRIES) == 2_000
    status = lanes.status
    assert (status.connected, status.busy) == (False, frozenset())
    assert isinstance(status.trouble, DistrictUnreachable)
    assert lanes.run(Lane.SMALL_FILES) > 0
    assert world.sent == []
    clock.ms += 2_000
    lanes.run(Lane.ENTRIES)
    assert lanes.status.connected
    assert lanes.status.trouble is None
    assert lanes.run(Lane.SMALL_FILES) == 0


def test_an_officer_who_asks_is_not_kept_waiting_by_the_pause(lanes: Lanes, world: World) -> None:
    world.entries = [DistrictUnreachable(reason="ConnectError")] * 5
    for _ in range(5):
        lanes.hurry()
        lanes.run(Lane.ENTRIES)
    lanes.hurry()
    assert lanes.run(Lane.ENTRIES) == REST_MS
    assert world.rounds == 6


def test_a_refusal_of_the_entries_is_shown_until_a_round_succeeds(lanes: Lanes, world: World) -> None:
    world.entries = [PushStopped(seq=4, reason="prev")]
    assert lanes.run(Lane.ENTRIES) == REST_MS
    assert isinstance(lanes.status.trouble, PushStopped)
    assert lanes.status.connected
    lanes.run(Lane.SMALL_FILES)
    assert isinstance(lanes.status.trouble, PushStopped)
    lanes.run(Lane.ENTRIES)
    assert lanes.status.trouble is None
    assert lanes.status.round == Round(sent=1)


def test_a_file_that_was_refused_keeps_its_reason_waits_its_time_and_lets_others_go(
    lanes: Lanes, world: World, store: Store, clock: Watch
) -> None:
    world.files = {PHOTO: [UploadHash()]}
    assert lanes.run(Lane.SMALL_FILES) == 0
    (waiting,) = (each for each in store.queries().uploads() if each.sha256 == PHOTO)
    assert (waiting.trouble, waiting.attempts, waiting.sent) == ("upload.hash", 1, 0)
    assert lanes.run(Lane.SMALL_FILES) == REST_MS
    lanes.run(Lane.LARGE_FILES)
    assert world.sent == [FILM]
    clock.ms += 25_000
    lanes.run(Lane.SMALL_FILES)
    assert world.sent == [FILM, PHOTO]


def test_send_now_forgets_the_pause_of_a_file(lanes: Lanes, world: World) -> None:
    world.files = {PHOTO: [UploadHash()]}
    lanes.run(Lane.SMALL_FILES)
    lanes.hurry_files(CASE, PHOTO)
    lanes.run(Lane.SMALL_FILES)
    assert world.sent == [PHOTO]


def test_what_is_on_its_way_is_shown_and_taken_away_again(lanes: Lanes, shown: list[Status]) -> None:
    lanes.run(Lane.SMALL_FILES)
    assert any([each.sha256 for each in status.sending] == [PHOTO] for status in shown)
    assert any(Lane.SMALL_FILES in status.busy for status in shown)
    assert (shown[-1].sending, shown[-1].busy) == ((), frozenset())


def test_the_threads_send_everything_and_end_when_they_are_told(
    lanes: Lanes, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = threading.Event()
    plain = lanes.run

    def run(lane: Lane) -> int:
        rest = plain(lane)
        if sorted(world.sent) == [PHOTO, FILM]:
            done.set()
        return rest

    monkeypatch.setattr(lanes, "run", run)
    with Runner(lanes) as runner:
        runner.wake()
        assert done.wait(30)
    assert not [each for each in threading.enumerate() if each.name.startswith("lane-")]
