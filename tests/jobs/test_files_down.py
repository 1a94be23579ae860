"""Files that come down into the vault, and files that wait in their lanes (contract, section 7)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import httpx
import pytest

from app.district.district import District
from app.domain.errors import Transient
from app.jobs.files import CHUNK, FileAltered
from app.jobs.lanes import Lane, Lanes
from app.ports.district import AnswerUnreadable, DistrictUnreachable
from app.ports.vault import SealingCancelled
from app.wire.problems import (
    EvidenceNotFound,
    ServerFull,
    UploadBusy,
    UploadChecksum,
)
from tests.fakes.clock import SetClock
from tests.jobs.camera import (
    CASE,
    FILM,
    PHOTO,
    Answer,
    Camera,
    camera,
    original,
    other,
    sha256,
)

__all__ = ["camera", "other"]


@pytest.fixture
def film(camera: Camera, other: Camera) -> Camera:
    """The second laptop, after the first one's film has reached the district."""
    camera.take(FILM)
    camera.squad.exchange.run()
    camera.send()
    other.squad.exchange.run()
    return other


class Broken(httpx.SyncByteStream):
    """A body that breaks off."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def __iter__(self) -> Iterator[bytes]:
        for start in range(0, len(self._data), 65_536):
            yield self._data[start : start + 65_536]
        raise httpx.ReadError("cut")


def breaking(*places: int) -> Callable[[httpx.Request, Answer], Answer]:
    """Cut the downloads, each after so many bytes."""
    left = list(places)

    def spoil(request: httpx.Request, answer: Answer) -> Answer:
        if "/v1/evidence/" not in request.url.path or not left:
            return answer
        whole = b"".join(answer.stream) if isinstance(answer.stream, httpx.SyncByteStream) else b""
        return Answer(answer.status_code, headers=answer.headers, stream=Broken(whole[: left.pop(0)]))

    return spoil


def fetched(camera: Camera) -> str:
    return camera.fetcher.fetch(CASE, sha256(FILM), len(FILM))


def test_a_download_that_breaks_off_goes_on_from_where_it_ended(film: Camera) -> None:
    film.squad.cable.spoil = breaking(1, 1_000_000, 0, 0, 5_000_000, 0, 0)
    assert film.read(fetched(film)) == FILM
    ranges = [each.headers.get("Range") for each in film.squad.cable.requests if "evidence" in each.url.path]
    told = [None, "bytes=1-", *["bytes=1000001-"] * 3, *["bytes=6000001-"] * 3]
    assert ranges == told


def test_a_download_that_brings_nothing_any_more_is_given_up_and_leaves_nothing(film: Camera) -> None:
    film.squad.cable.spoil = breaking(700_000, 0, 0, 0)
    with pytest.raises(DistrictUnreachable):
        fetched(film)
    assert film.files() == []
    film.squad.cable.spoil = None
    assert film.read(fetched(film)) == FILM


@pytest.mark.parametrize("place", [0, CHUNK, len(FILM) - 1])
def test_a_download_that_was_altered_is_kept_nowhere(film: Camera, place: int) -> None:
    def alter(request: httpx.Request, answer: Answer) -> Answer:
        if "/v1/evidence/" not in request.url.path or not isinstance(answer.stream, httpx.SyncByteStream):
            return answer
        body = bytearray(b"".join(answer.stream))
        body[place] ^= 1
        return Answer(answer.status_code, headers=answer.headers, stream=httpx.ByteStream(bytes(body)))

    film.squad.cable.spoil = alter
    with pytest.raises(FileAltered):
        fetched(film)
    assert film.files() == []
    assert film.squad.store.queries().blob(sha256(FILM)) is None


def test_a_download_of_another_length_is_not_begun(film: Camera) -> None:
    with pytest.raises(AnswerUnreadable):
        film.fetcher.fetch(CASE, sha256(FILM), len(FILM) - 1)
    assert film.files() == []


def test_what_the_district_does_not_have_is_told(film: Camera) -> None:
    with pytest.raises(EvidenceNotFound):
        film.fetcher.fetch(CASE, sha256(PHOTO), len(PHOTO))
    assert film.files() == []


def test_a_download_that_an_officer_stops_leaves_nothing(film: Camera) -> None:
    seen: list[int] = []
    with pytest.raises(SealingCancelled):
        film.fetcher.fetch(CASE, sha256(FILM), len(FILM), seen.append, lambda: len(seen) > 2)
    assert film.files() == []


# Lanes


def lanes_of(camera: Camera, clock: SetClock) -> Lanes:
    return Lanes(
        camera.squad.exchange, camera.sender, camera.squad.store.work, clock, lambda: 1.0, lambda _: None
    )


@pytest.mark.parametrize("problem", [UploadBusy, UploadChecksum])
def test_a_file_that_cannot_go_now_waits_by_itself_and_the_link_is_well(
    camera: Camera, clock: SetClock, problem: type[Transient]
) -> None:
    camera.take(PHOTO)
    lanes = lanes_of(camera, clock)

    def refuse(request: httpx.Request, answer: Answer) -> Answer:
        if request.method == "PATCH":
            body = json.dumps({"code": problem.code, "facts": {}}).encode()
            headers = {**answer.headers, "Content-Type": "application/problem+json"}
            return Answer(423, headers=headers, content=body)
        return answer

    camera.squad.cable.spoil = refuse
    assert lanes.run(Lane.SMALL_FILES) == 0
    waiting = camera.stored(sha256(PHOTO))
    assert (waiting.trouble, waiting.attempts) == (problem.code, 1)
    assert lanes.status.connected and lanes.status.next_try_ms == 0
    camera.squad.cable.spoil = None
    lanes.hurry_files()
    lanes.run(Lane.SMALL_FILES)
    assert camera.stored(sha256(PHOTO)).receipt is not None


def test_f19_a_full_district_rests_the_link_and_takes_the_file_later(
    camera: Camera, clock: SetClock, served: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    camera.take(PHOTO)
    lanes = lanes_of(camera, clock)

    def full() -> None:
        raise ServerFull()

    with monkeypatch.context() as disk:
        disk.setattr(served.files, "chunk", full)
        lanes.run(Lane.SMALL_FILES)
    assert isinstance(lanes.status.trouble, ServerFull)
    lanes.hurry()
    lanes.run(Lane.SMALL_FILES)
    assert original(served, camera.stored(sha256(PHOTO))) == PHOTO
