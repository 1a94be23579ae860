"""Files go up chunk by chunk and get a receipt when every byte is proven (contract, section 7)."""

from __future__ import annotations

import os

import pytest

from app.district.district import District
from app.wire.limits import MAX_CHUNK, MIB
from tests.district.conftest import OTHER_STREET, STREET, Setting
from tests.district.laptop import Laptop
from tests.district.sending import (
    FILM,
    Sending,
    b64,
    hex_of,
    kept,
    metadata,
    originals,
    parts,
    refused,
)
from tests.district.story import new_case


@pytest.fixture
def sending(laptop: Laptop) -> Sending:
    return Sending(laptop, new_case(), FILM)


def test_a_file_goes_up_in_chunks_and_its_receipt_names_it(district: District, sending: Sending) -> None:
    sending.send()
    told = sending.receipt()
    assert (told.street, told.case, told.device) == (STREET, sending.case, sending.laptop.device)
    assert (told.sha256, told.size) == (f"sha256:{sending.sha256}", len(FILM))
    assert (told.address, told.at) == (sending.address, "2026-08-06T10:30:00+08:00")
    assert kept(district, sending).read_bytes() == FILM
    assert parts(district) == []


def test_every_answer_tells_where_the_file_stands(sending: Sending) -> None:
    answer = sending.ask()
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (201, "0")
    sending.place = answer.headers["Location"]
    assert sending.place.startswith("/v1/uploads/")
    assert sending.patch(0, FILM[:1000]).headers["Upload-Offset"] == "1000"
    looked = sending.look()
    assert (looked.status_code, looked.content) == (200, b"")
    told = {name: looked.headers[name] for name in ("Upload-Offset", "Upload-Length", "Upload-Metadata")}
    assert told == {
        "Upload-Offset": "1000",
        "Upload-Length": str(len(FILM)),
        "Upload-Metadata": metadata(sending.case, sending.sha256),
    }
    for each in (answer, looked, sending.patch(3, b"x"), sending.end()):
        assert each.headers["Tus-Resumable"] == "1.0.0"
        assert each.headers["Cache-Control"] == "no-store"


def test_asking_again_gives_the_same_place_with_what_is_there(sending: Sending) -> None:
    sending.begin()
    place = sending.place
    sending.patch(0, FILM[:777])
    assert sending.begin() == 777
    assert sending.place == place


def test_the_same_receipt_is_given_again(sending: Sending) -> None:
    sending.send()
    assert sending.ask_receipt().json() == sending.ask_receipt().json()
    assert sending.begin() == len(FILM)


def test_an_address_is_of_one_street_one_case_one_hash_and_one_size(setting: Setting) -> None:
    laptop, stranger = setting.laptop(), setting.laptop("LJZ-01", OTHER_STREET)
    case = new_case()
    places = set()
    for each in (
        Sending(laptop, case, FILM),
        Sending(laptop, new_case(), FILM),
        Sending(laptop, case, FILM[1:]),
        Sending(stranger, case, FILM),
    ):
        each.begin()
        places.add(each.place)
    longer = Sending(laptop, case, FILM).ask(Upload_Length=str(len(FILM) + 1))
    assert len({*places, longer.headers["Location"]}) == 5


def test_a_file_without_a_byte_has_a_receipt_too(district: District, laptop: Laptop) -> None:
    nothing = Sending(laptop, new_case(), b"")
    assert nothing.begin() == 0
    assert nothing.receipt().size == 0
    assert kept(district, nothing).read_bytes() == b""


def test_a_chunk_of_eight_mebibytes_is_taken_and_one_byte_more_is_not(
    district: District, laptop: Laptop
) -> None:
    large = Sending(laptop, new_case(), os.urandom(MIB) * 8 + b"xy")
    large.begin()
    too_much = large.patch(0, large.data[: MAX_CHUNK + 1])
    assert refused(too_much) == (413, "request.too_large", {"limit": MAX_CHUNK})
    assert large.offset() == 0
    assert large.patch(0, large.data[:MAX_CHUNK]).status_code == 204
    assert large.patch(MAX_CHUNK, b"xy").status_code == 204
    assert large.receipt().size == MAX_CHUNK + 2


def test_no_byte_is_taken_beyond_the_announced_size(district: District, sending: Sending) -> None:
    sending.begin()
    assert refused(sending.patch(0, FILM + b"x")) == (413, "request.too_large", {"limit": len(FILM)})
    sending.patch(0, FILM[:-1])
    assert refused(sending.patch(len(FILM) - 1, b"xy")) == (413, "request.too_large", {"limit": 1})
    assert parts(district) == [FILM[:-1]]


def test_a_chunk_that_does_not_follow_is_told_where_to_go_on(sending: Sending) -> None:
    sending.begin()
    sending.patch(0, FILM[:1000])
    for offset in (0, 999, 1001, len(FILM)):
        answer = sending.patch(offset, FILM[1000:1100])
        assert refused(answer) == (409, "upload.offset", {"offset": 1000})
        assert sending.offset() == 1000


def test_f09_a_chunk_with_a_flipped_bit_leaves_nothing_and_goes_again(
    district: District, sending: Sending
) -> None:
    sending.begin()
    sending.patch(0, FILM[:500])
    chunk = FILM[500:1500]
    for bit in (0, 7, 4096, 8 * 1000 - 1):
        flipped = bytearray(chunk)
        flipped[bit // 8] ^= 1 << bit % 8
        checksum = f"sha256 {b64(bytes.fromhex(hex_of(chunk)))}"
        answer = sending.patch(500, bytes(flipped), Upload_Checksum=checksum)
        assert refused(answer) == (460, "upload.checksum", {})
        assert sending.offset() == 500 and parts(district) == [FILM[:500]]
    assert sending.patch(500, chunk).status_code == 204
    sending.send()
    assert sending.receipt().sha256 == f"sha256:{sending.sha256}"


def test_a_whole_with_another_hash_is_thrown_away_and_begins_anew(
    district: District, sending: Sending
) -> None:
    sending.begin()
    wrong = b"\1" + FILM[1:]
    sending.patch(0, wrong[:3000])
    assert refused(sending.patch(3000, wrong[3000:])) == (422, "upload.hash", {})
    assert sending.offset() == 0
    assert (parts(district), originals(district)) == ([], [])
    assert refused(sending.ask_receipt()) == (409, "upload.offset", {"offset": 0})
    sending.send()
    assert sending.receipt().size == len(FILM)


def test_f08_after_a_lost_reply_the_file_is_complete_and_its_receipt_waits(
    district: District, sending: Sending
) -> None:
    sending.send()
    assert sending.offset() == len(FILM)
    again = sending.patch(len(FILM) - 120, FILM[-120:])
    assert refused(again) == (409, "upload.offset", {"offset": len(FILM)})
    assert sending.patch(len(FILM), b"").status_code == 204
    assert sending.receipt().size == len(FILM)
    assert len(originals(district)) == 1


def test_a_receipt_waits_for_the_last_byte(sending: Sending) -> None:
    sending.begin()
    sending.patch(0, FILM[:-1])
    assert refused(sending.ask_receipt()) == (409, "upload.offset", {"offset": len(FILM) - 1})


def test_another_device_has_its_own_offset_and_a_receipt_only_for_what_it_sent(
    district: District, setting: Setting, sending: Sending
) -> None:
    sending.send()
    other = Sending(setting.laptop("SF-SFJD-02"), sending.case, FILM)
    assert other.begin() == 0
    assert other.place == sending.place
    assert refused(other.ask_receipt()) == (409, "upload.offset", {"offset": 0})
    other.patch(0, FILM[:100])
    assert (other.offset(), sending.offset()) == (100, len(FILM))
    other.send()
    assert other.receipt().device == other.laptop.device
    assert sending.receipt().device == sending.laptop.device
    assert len(originals(district)) == 1


def test_a_refused_chunk_leaves_no_claim_behind(sending: Sending) -> None:
    sending.begin()
    for answer in (
        sending.patch(0, FILM[:10], Upload_Checksum=f"sha256 {b64(bytes(32))}"),
        sending.patch(0, FILM + b"x"),
        sending.patch(1, FILM),
    ):
        assert answer.status_code in (460, 413, 409)
    assert sending.patch(0, FILM[:10]).status_code == 204


def test_an_unfinished_file_can_be_ended_and_a_finished_one_cannot(
    district: District, sending: Sending
) -> None:
    sending.begin()
    sending.patch(0, FILM[:1000])
    assert sending.end().status_code == 204
    assert parts(district) == []
    assert sending.look().status_code == 404
    assert refused(sending.end()) == refused(sending.ask_receipt()) == (404, "upload.unknown", {})
    sending.send()
    assert refused(sending.end()) == (404, "upload.unknown", {})
    assert kept(district, sending).read_bytes() == FILM


MALFORMED = [
    ({"Tus-Resumable": "0.2.2"}, "Tus-Resumable"),
    ({"Tus-Resumable": ""}, "Tus-Resumable"),
    ({"Upload-Length": ""}, "Upload-Length"),
    ({"Upload-Length": "-1"}, "Upload-Length"),
    ({"Upload-Length": "1e3"}, "Upload-Length"),
    ({"Upload-Length": str(2**53)}, "Upload-Length"),
    ({"Upload-Metadata": ""}, "Upload-Metadata"),
    ({"Upload-Metadata": "case"}, "Upload-Metadata"),
    ({"Upload-Metadata": "case ####"}, "Upload-Metadata"),
    ({"Upload-Metadata": metadata("", "0" * 64)}, "Upload-Metadata"),
    ({"Upload-Metadata": metadata("x" * 201, "0" * 64)}, "Upload-Metadata"),
    ({"Upload-Metadata": metadata("a\0b", "0" * 64)}, "Upload-Metadata"),
    ({"Upload-Metadata": metadata("x", "0" * 63)}, "Upload-Metadata"),
    ({"Upload-Metadata": metadata("x", "A" * 64)}, "Upload-Metadata"),
    ({"Upload-Metadata": metadata("x", "0" * 64, "film")}, "Upload-Metadata"),
    ({"Upload-Metadata": metadata("x", "0" * 64) + "," + metadata("y", "0" * 64)}, "Upload-Metadata"),
    ({"Upload-Metadata": f"case {b64(bytes([255]))}"}, "Upload-Metadata"),
]
MALFORMED_CHUNK = [
    ({"Tus_Resumable": "2.0.0"}, "Tus-Resumable"),
    ({"Content_Type": "application/octet-stream"}, "Content-Type"),
    ({"Upload_Offset": "x"}, "Upload-Offset"),
    ({"Upload_Checksum": ""}, "Upload-Checksum"),
    ({"Upload_Checksum": "md5 " + b64(bytes(16))}, "Upload-Checksum"),
    ({"Upload_Checksum": "sha256 " + b64(bytes(31))}, "Upload-Checksum"),
    ({"Upload_Checksum": "sha256 ####"}, "Upload-Checksum"),
]


def test_a_malformed_request_for_a_place_is_told_its_field(sending: Sending) -> None:
    for fields, field in MALFORMED:
        answer = sending.ask(**{name.replace("-", "_"): value for name, value in fields.items()})
        assert refused(answer) == (400, "request.malformed", {"field": field}), fields


def test_a_malformed_chunk_is_told_its_field_and_leaves_nothing(sending: Sending) -> None:
    sending.begin()
    for fields, field in MALFORMED_CHUNK:
        answer = sending.patch(0, FILM, **fields)
        assert refused(answer) == (400, "request.malformed", {"field": field}), fields
        assert sending.offset() == 0


def test_an_address_that_is_none_is_unknown(laptop: Laptop) -> None:
    for address in ("0" * 64, "x", "..", "%2e%2e%2fkeys.json"):
        nowhere = Sending(laptop, "x", FILM, place=f"/v1/uploads/{address}")
        assert nowhere.look().status_code == 404
        for answer in (nowhere.patch(0, FILM), nowhere.end(), nowhere.ask_receipt()):
            assert answer.status_code == 404 and answer.json()["code"] in ("upload.unknown", "path.unknown")
