"""Files on their way while the world fails: claims left behind, lost bytes, full disks, other processes."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import obstore
import pytest
from obstore.exceptions import GenericError

from app.district import files_parts
from app.district.district import District, open_district
from app.wire.problems import UploadBusy
from tests.district.conftest import MORNING, Setting
from tests.district.laptop import Laptop
from tests.district.sending import (
    FILM,
    Sending,
    kept,
    known,
    originals,
    parts,
    refused,
)
from tests.district.story import new_case
from tests.fakes.clock import SetClock


class PutBack(SetClock):
    """A clock that somebody can put back."""

    def put_back(self, by: timedelta) -> None:
        self._offset -= by // timedelta(milliseconds=1)


@pytest.fixture
def clock() -> PutBack:
    return PutBack(MORNING)


@pytest.fixture
def sending(laptop: Laptop) -> Sending:
    return Sending(laptop, new_case(), FILM)


def test_f06_a_proof_that_never_began_is_done_when_the_receipt_is_asked_for(
    district: District, sending: Sending
) -> None:
    sending.begin()
    claim = district.files.claim(known(district, sending.laptop), sending.address, 0)
    with district.files.chunk() as chunk:
        chunk.write(FILM)
        district.files.keep(claim, chunk)
    assert (sending.offset(), originals(district)) == (len(FILM), [])
    assert sending.receipt().size == len(FILM)
    assert kept(district, sending).read_bytes() == FILM


def test_f10_a_claim_left_behind_gives_way_within_half_a_minute(
    district: District, sending: Sending, clock: SetClock
) -> None:
    sending.begin()
    device = known(district, sending.laptop)
    dead = district.files.claim(device, sending.address, 0)
    assert refused(sending.patch(0, FILM[:100])) == (423, "upload.busy", {})
    clock.advance_to(MORNING + timedelta(seconds=29))
    assert sending.patch(0, FILM[:100]).status_code == 423
    clock.advance_to(MORNING + timedelta(seconds=32))
    assert sending.patch(0, FILM[:100]).status_code == 204
    with district.files.chunk() as chunk, pytest.raises(UploadBusy):
        chunk.write(b"from beyond")
        district.files.keep(dead, chunk)
    assert (sending.offset(), parts(district)) == (100, [FILM[:100]])


def test_a_connection_that_moves_keeps_its_claim(
    district: District, sending: Sending, clock: SetClock
) -> None:
    sending.begin()
    device = known(district, sending.laptop)
    slow = district.files.claim(device, sending.address, 0)
    for seconds in range(20, 200, 20):
        clock.advance_to(MORNING + timedelta(seconds=seconds))
        district.files.still(slow)
        assert sending.patch(0, FILM[:100]).status_code == 423
        assert refused(sending.end()) == (423, "upload.busy", {})
    with district.files.chunk() as chunk:
        chunk.write(FILM[:50])
        assert district.files.keep(slow, chunk) == 50
    assert sending.patch(50, FILM[50:100]).status_code == 204


def test_f14_a_clock_that_is_put_back_makes_nobody_wait(
    district: District, sending: Sending, clock: PutBack
) -> None:
    sending.begin()
    district.files.claim(known(district, sending.laptop), sending.address, 0)
    clock.put_back(timedelta(hours=1))
    assert sending.patch(0, FILM[:100]).status_code == 204


def test_f06_what_lies_behind_the_durable_bytes_is_cut_off(district: District, sending: Sending) -> None:
    sending.begin()
    sending.patch(0, FILM[:1000])
    (part,) = (district.home / files_parts.FOLDER).glob("*")
    with part.open("ab") as file:
        file.write(b"written, then the power went")
    assert sending.offset() == 1000
    assert sending.patch(1000, FILM[1000:1100]).status_code == 204
    assert parts(district) == [FILM[:1100]]
    sending.send()
    assert kept(district, sending).read_bytes() == FILM


def test_bytes_that_the_folder_has_lost_are_sent_again(district: District, sending: Sending) -> None:
    sending.begin()
    sending.patch(0, FILM[:1000])
    (part,) = (district.home / files_parts.FOLDER).glob("*")
    os.truncate(part, 300)
    assert sending.offset() == 300
    sending.send()
    assert kept(district, sending).read_bytes() == FILM


def test_f15_an_original_that_the_store_has_lost_is_sent_again(district: District, sending: Sending) -> None:
    sending.send()
    kept(district, sending).unlink()
    assert sending.begin() == 0
    assert refused(sending.ask_receipt())[:2] == (409, "upload.offset")
    sending.send()
    assert kept(district, sending).read_bytes() == FILM


def test_a_file_to_which_nothing_was_added_for_thirty_days_is_cleared(
    district: District, setting: Setting, sending: Sending, clock: SetClock
) -> None:
    sending.begin()
    sending.patch(0, FILM[:1000])
    done = Sending(sending.laptop, sending.case, FILM[:10])
    done.send()
    clock.advance_to(MORNING + timedelta(days=30))
    assert district.files.clear() == 0
    sending.laptop.sign_in()
    assert sending.offset() == 1000
    clock.advance_to(MORNING + timedelta(days=30, seconds=1))
    assert district.files.clear() == 1
    assert sending.look().status_code == 404
    assert parts(district) == []
    assert done.receipt().size == 10


def test_parts_that_nobody_knows_go_after_a_day(district: District, sending: Sending) -> None:
    sending.begin()
    sending.patch(0, FILM[:1000])
    (part,) = (district.home / files_parts.FOLDER).glob("*")
    stray = part.with_name(part.name.replace(part.name[:4], "beef"))
    stray.write_bytes(b"of a store that was put back")
    district.files.clear()
    assert len(parts(district)) == 2
    for path in (part, stray):
        os.utime(path, (1, 1))
    district.files.clear()
    assert parts(district) == [FILM[:1000]]


def _fails(error: Exception) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> Any:
        raise error

    return fail


def full(*_: object, **__: object) -> Any:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_f19_a_full_disk_takes_nothing_of_a_chunk_and_all_of_it_later(
    district: District, sending: Sending, monkeypatch: pytest.MonkeyPatch
) -> None:
    sending.begin()
    sending.patch(0, FILM[:1000])
    with monkeypatch.context() as disk:
        disk.setattr(files_parts.os, "fsync", full)
        assert refused(sending.patch(1000, FILM[1000:2000])) == (507, "server.full", {})
    assert (sending.offset(), parts(district)) == (1000, [FILM[:1000]])
    with monkeypatch.context() as disk:
        disk.setattr(files_parts, "TemporaryFile", full)
        assert refused(sending.patch(1000, FILM[1000:2000])) == (507, "server.full", {})
    assert (sending.offset(), parts(district)) == (1000, [FILM[:1000]])
    sending.send()
    assert kept(district, sending).read_bytes() == FILM


def test_f19_a_full_store_keeps_no_half_original(
    district: District, sending: Sending, monkeypatch: pytest.MonkeyPatch
) -> None:
    sending.begin()
    with monkeypatch.context() as disk:
        disk.setattr(obstore, "put", _fails(GenericError("No space left on device (os error 28)")))
        assert refused(sending.patch(0, FILM)) == (507, "server.full", {})
        assert refused(sending.ask_receipt()) == (507, "server.full", {})
    assert originals(district) == []
    assert sending.offset() == len(FILM)
    assert sending.receipt().size == len(FILM)


def test_another_process_goes_on_where_one_ended(
    district: District, sending: Sending, database: str | None, clock: SetClock
) -> None:
    sending.begin()
    sending.patch(0, FILM[:1000])
    device = known(district, sending.laptop)
    beside = open_district(district.home, database, clock, district.law)
    try:
        claim = beside.files.claim(device, sending.address, 1000)
        assert sending.patch(1000, FILM[1000:]).status_code == 423
        with beside.files.chunk() as chunk:
            chunk.write(FILM[1000:])
            assert beside.files.keep(claim, chunk) == len(FILM)
        proofs = [each.files.prove(device, sending.address) for each in (beside, district)]
        first, second = (each.result(60) for each in proofs)
    finally:
        beside.close()
    assert first == second == sending.ask_receipt().json()["receipt"]
    assert (len(originals(district)), parts(district)) == (1, [])
