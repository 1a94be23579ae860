"""Files up and down between two laptops: whatever the cable does, the same bytes lie at three places (I6)."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from app.crypto.signing import verify
from app.district.district import District
from app.domain.errors import AppError
from app.jobs.files import CHUNK
from app.jobs.trust import ArrivalRefused
from app.ports.district import DistrictUnreachable
from app.ports.vault import BlobMissing, EvidenceAltered
from app.wire.problems import (
    TokenRefused,
    UploadChecksum,
    UploadHash,
    UploadOffset,
    UploadUnknown,
)
from app.wire.statements import StatementRefused
from app.wire.verdicts import read_receipt
from tests.district.conftest import MORNING
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


def at(method: str, part: str, then: Callable[[int], None]) -> Callable[[httpx.Request, Answer], Answer]:
    """Something that happens to the answers of some requests; it is told which of them it is, from 1."""
    seen = 0

    def spoil(request: httpx.Request, answer: Answer) -> Answer:
        nonlocal seen
        if request.method == method and part in request.url.path:
            seen += 1
            then(seen)
        return answer

    return spoil


def lost(request: int) -> Callable[[int], None]:
    def then(number: int) -> None:
        if number == request:
            raise httpx.ReadError("the answer is lost")

    return then


def test_I6_the_same_bytes_lie_at_capture_at_the_district_and_at_the_second_laptop(
    served: District, camera: Camera, other: Camera
) -> None:
    camera.take(FILM)
    camera.squad.exchange.run()
    sent = camera.send()
    assert (sent.sent, sent.trouble, camera.patches()) == (len(FILM), "", 3)
    assert camera.stored(sha256(FILM)) == sent
    other.squad.exchange.run()
    name = other.fetcher.fetch(CASE, sha256(FILM), len(FILM))
    other.vault.verify(name, sha256(FILM))
    assert original(served, sent) == other.read(name) == FILM
    blob = other.squad.store.queries().blob(sha256(FILM))
    assert blob is not None and blob.name == name
    assert not any(FILM[:64] in path.read_bytes() for path in other.files())


def test_a_film_that_is_sent_is_no_longer_waiting(camera: Camera) -> None:
    camera.take(PHOTO)
    assert camera.squad.store.queries().totals().blobs == 1
    camera.send()
    assert camera.squad.store.queries().totals().blobs == 0


def test_what_is_on_its_way_is_told_chunk_by_chunk(camera: Camera) -> None:
    camera.take(FILM)
    told: list[int] = []
    sender = replace(camera.sender, told=lambda upload: told.append(upload.sent))
    sender.send(camera.waiting())
    assert told == [CHUNK, 2 * CHUNK, len(FILM), len(FILM)]


@pytest.mark.parametrize("cut", range(1, 9))
def test_f07_f08_after_a_cut_at_any_request_the_file_goes_on_and_at_most_one_chunk_goes_again(
    served: District, camera: Camera, cut: int
) -> None:
    camera.take(FILM)
    done = 0

    def break_off(request: httpx.Request) -> httpx.Request:
        nonlocal done
        done += request.url.path.startswith("/v1/uploads")
        if done == cut and cut % 2:
            raise httpx.WriteError("cut before it arrived", request=request)
        return request

    def lose(request: httpx.Request, answer: Answer) -> Answer:
        if request.url.path.startswith("/v1/uploads") and done == cut and not cut % 2:
            raise httpx.ReadError("the answer is lost", request=request)
        return answer

    camera.squad.cable.alter, camera.squad.cable.spoil = break_off, lose
    if cut <= 5:
        with pytest.raises(DistrictUnreachable):
            camera.send()
        assert camera.stored(sha256(FILM)).receipt is None
    camera.squad.cable.alter = camera.squad.cable.spoil = None
    sent = camera.send()
    assert original(served, sent) == FILM
    assert camera.patches() <= 4
    assert {each.url.path for each in camera.squad.cable.requests if each.method == "PATCH"} == {
        f"/v1/uploads/{read_receipt(sent.receipt or b'', served.key, verify).address}"
    }


def test_f08_when_the_last_reply_is_lost_only_the_receipt_is_fetched(camera: Camera) -> None:
    camera.take(FILM)
    camera.squad.cable.spoil = at("PATCH", "/v1/uploads/", lost(3))
    with pytest.raises(DistrictUnreachable):
        camera.send()
    camera.squad.cable.requests.clear()
    assert camera.send().receipt is not None
    assert [path.split("/")[-1] for path in camera.squad.cable.paths()] == ["uploads", "receipt"]


def flip(times: int) -> Callable[[httpx.Request], httpx.Request]:
    left = times

    def alter(request: httpx.Request) -> httpx.Request:
        nonlocal left
        if request.method != "PATCH" or not left:
            return request
        left -= 1
        body = bytearray(request.read())
        body[len(body) // 2] ^= 4
        return httpx.Request(request.method, request.url, headers=request.headers, content=bytes(body))

    return alter


def test_f09_a_chunk_that_was_changed_on_its_way_goes_again_by_itself(
    served: District, camera: Camera
) -> None:
    camera.take(FILM)
    camera.squad.cable.alter = flip(2)
    sent = camera.send()
    assert camera.patches() == 5
    assert original(served, sent) == FILM


def test_f09_a_line_that_changes_every_chunk_makes_the_file_wait(camera: Camera) -> None:
    camera.take(PHOTO)
    camera.squad.cable.alter = flip(99)
    with pytest.raises(UploadChecksum):
        camera.send()
    assert camera.patches() == 3
    waiting = camera.stored(sha256(PHOTO))
    assert (waiting.sent, waiting.receipt) == (0, None)


def test_a_chunk_of_another_offset_goes_on_from_the_districts(served: District, camera: Camera) -> None:
    camera.take(FILM)
    camera.send()
    late = random.Random(3).randbytes(2 * CHUNK)
    camera.take(late, "e-2")
    stepped = 0

    def skip(request: httpx.Request, answer: Answer) -> Answer:
        nonlocal stepped
        if request.method == "POST" and request.url.path == "/v1/uploads":
            stepped += 1
            answer.headers["Upload-Offset"] = str(CHUNK)
        return answer

    camera.squad.cable.spoil = skip
    sent = camera.send()
    assert stepped == 1
    assert "HEAD" in {each.method for each in camera.squad.cable.requests}
    assert original(served, sent) == late


def test_a_district_that_keeps_nothing_is_not_asked_for_ever(camera: Camera) -> None:
    camera.take(PHOTO)

    def deaf(request: httpx.Request, answer: Answer) -> Answer:
        if request.method in ("PATCH", "HEAD"):
            answer.headers["Upload-Offset"] = "0"
        return answer

    camera.squad.cable.spoil = deaf
    with pytest.raises(UploadOffset):
        camera.send()
    camera.squad.cable.spoil = None
    assert camera.send().receipt is not None


def test_an_own_film_that_was_altered_is_not_sent_and_no_byte_of_it_gets_a_receipt(
    served: District, camera: Camera
) -> None:
    camera.take(FILM)
    (path,) = camera.files()
    sealed = bytearray(path.read_bytes())
    sealed[-1000] ^= 1
    path.chmod(0o600)
    path.write_bytes(sealed)
    with pytest.raises(EvidenceAltered):
        camera.send()
    assert camera.patches() <= 2
    waiting = camera.stored(sha256(FILM))
    assert waiting.receipt is None and waiting.sent < len(FILM)
    path.unlink()
    with pytest.raises(BlobMissing):
        camera.send()
    assert [each for each in (served.home / "evidence").rglob("*") if each.is_file()] == []


def test_a_row_that_names_another_file_than_the_vaults_sends_nothing(camera: Camera) -> None:
    camera.take(PHOTO)
    with pytest.raises(EvidenceAltered):
        camera.sender.send(replace(camera.waiting(), size=len(PHOTO) - 1))
    with pytest.raises(BlobMissing):
        camera.sender.send(replace(camera.waiting(), sha256="sha256:" + "0" * 64))
    assert camera.patches() == 0


def test_a_file_whose_hash_the_district_denies_begins_anew(camera: Camera, served: District) -> None:
    blob = camera.vault.seal(io.BytesIO(PHOTO))
    camera.take(PHOTO[::-1])
    with camera.squad.store.work() as work:
        work.blobs.add(replace(blob, sha256=sha256(PHOTO[::-1])))
        work.commit()
    with pytest.raises(UploadHash):
        camera.send()
    camera.take(PHOTO[::-1], "e-2")
    assert original(served, camera.send()) == PHOTO[::-1]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"{}", StatementRefused),
        (b"[]", StatementRefused),
        (b'{"receipt":1}', StatementRefused),
        (b"<html>", StatementRefused),
        (b'{"receipt":"{}"}', StatementRefused),
    ],
)
def test_what_is_no_receipt_is_not_kept(camera: Camera, body: bytes, expected: type[AppError]) -> None:
    camera.take(PHOTO)

    def replace_body(request: httpx.Request, answer: Answer) -> Answer:
        if request.url.path.endswith("/receipt"):
            return Answer(200, headers={**answer.headers, "Content-Length": str(len(body))}, content=body)
        return answer

    camera.squad.cable.spoil = replace_body
    with pytest.raises(expected):
        camera.send()
    assert camera.stored(sha256(PHOTO)).receipt is None


def test_a_receipt_of_another_file_is_not_kept(camera: Camera) -> None:
    camera.take(FILM)
    of_film = camera.send().receipt
    assert of_film is not None
    camera.take(PHOTO, "e-2")
    body = json.dumps({"receipt": of_film.decode("utf-8")}).encode("utf-8")

    def swap(request: httpx.Request, answer: Answer) -> Answer:
        if request.url.path.endswith("/receipt"):
            return Answer(200, headers={**answer.headers, "Content-Length": str(len(body))}, content=body)
        return answer

    camera.squad.cable.spoil = swap
    with pytest.raises(ArrivalRefused):
        camera.send()
    assert camera.stored(sha256(PHOTO)).receipt is None


def test_an_offset_is_asked_with_a_fresh_token_where_the_old_one_is_over(
    camera: Camera, clock: SetClock
) -> None:
    camera.take(PHOTO)
    district = camera.squad.district
    place = district.begin_upload(CASE, sha256(PHOTO), len(PHOTO), "evidence")
    clock.advance_to(MORNING + timedelta(hours=1))
    assert district.upload_offset(place.address) == 0
    with pytest.raises(UploadUnknown):
        district.upload_offset("0" * 64)


def test_a_token_that_is_never_good_is_told(camera: Camera) -> None:
    def deny(request: httpx.Request, answer: Answer) -> Answer:
        if request.method == "HEAD":
            return Answer(401, headers=answer.headers)
        return answer

    camera.squad.cable.spoil = deny
    with pytest.raises(TokenRefused):
        camera.squad.district.upload_offset("0" * 64)
