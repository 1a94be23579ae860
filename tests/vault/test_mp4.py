"""A video's own claims are read from its boxes; hostile boxes cost neither memory nor time."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.ports.vault import MediaKind, Position
from app.vault.media import PhotosAndVideos
from app.vault.mp4 import MOST_BOXES, VideoFacts, read_video

VIDEO = (Path(__file__).parents[1] / "samples" / "scene-1080p-20s.mp4").read_bytes()
FTYP = b"\0\0\0\x14ftypisom\0\0\0\0mp42"
MDAT = b"\0\0\0\x10mdatpictures"
SECONDS_1904_TO_1970 = 2_082_844_800
NOON_2026_08_06 = 1_785_988_800 + SECONDS_1904_TO_1970


def box(kind: bytes, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return struct.pack(">I4s", 8 + len(content), kind) + content


def movie_header(created: int = 0, timescale: int = 1000, duration: int = 5000, version: int = 0) -> bytes:
    layout = ">B3xQQIQ" if version else ">B3xIIII"
    return box(b"mvhd", struct.pack(layout, version, created, 0, timescale, duration), bytes(80))


def track(handler: bytes = b"vide", sides: tuple[int, int] = (1920, 1080), turned: bool = False) -> bytes:
    one = 1 << 16
    matrix = (0, one, 0, -one, 0, 0, 0, 0, 1 << 30) if turned else (one, 0, 0, 0, one, 0, 0, 0, 1 << 30)
    header = box(
        b"tkhd", bytes(40), struct.pack(">9i", *matrix), struct.pack(">II", *(side << 16 for side in sides))
    )
    return box(b"trak", header, box(b"mdia", box(b"hdlr", bytes(8), handler, bytes(12))))


def read(*boxes: bytes) -> VideoFacts:
    return read_video(io.BytesIO(b"".join(boxes)))


def test_the_sample_video_tells_length_time_size_and_place() -> None:
    facts = PhotosAndVideos().probe(io.BytesIO(VIDEO))
    assert (facts.kind, facts.media_type, facts.readable) == (MediaKind.MP4, "video/mp4", True)
    assert (facts.duration_ms, facts.width, facts.height) == (20_000, 1920, 1080)
    assert facts.taken_at is not None
    assert facts.taken_at.endswith("Z")
    assert facts.position == Position(311_699_982, 1_213_969_879)


@pytest.mark.parametrize("version", [0, 1])
def test_length_and_time_are_read_from_both_forms_of_the_header(version: int) -> None:
    facts = read(FTYP, box(b"moov", movie_header(NOON_2026_08_06, 600, 1500, version), track()), MDAT)
    assert (facts.duration_ms, facts.taken_at, facts.trouble) == (2500, "2026-08-06T04:00:00Z", None)


def test_a_video_held_upright_is_measured_as_a_viewer_sees_it() -> None:
    facts = read(FTYP, box(b"moov", movie_header(), track(turned=True)), MDAT)
    assert (facts.width, facts.height) == (1080, 1920)


def test_sound_alone_has_no_size() -> None:
    facts = read(FTYP, box(b"moov", movie_header(), track(b"soun")), MDAT)
    assert (facts.width, facts.height, facts.trouble) == (None, None, None)


def test_the_index_may_stand_behind_the_pictures_of_any_length() -> None:
    large = struct.pack(">I4sQ", 1, b"mdat", 16 + 8) + b"pictures"
    assert read(FTYP, large, box(b"moov", movie_header(), track())).duration_ms == 5000


def test_pictures_may_last_to_the_end_of_the_file() -> None:
    assert read(FTYP, box(b"moov", movie_header(), track()), b"\0\0\0\0mdat", bytes(1000)).trouble is None


@pytest.mark.parametrize(
    ("boxes", "trouble"),
    [
        ([FTYP, MDAT], "no_index"),
        ([FTYP], "no_index"),
        ([], "no_index"),
        ([FTYP, box(b"moov", movie_header()), MDAT[:-1]], "truncated"),
        ([FTYP, box(b"moov", movie_header())[:-1]], "truncated"),
        ([FTYP, b"\0\0\0"], "truncated"),
        ([FTYP, b"\0\0\0\x07moov"], "boxes"),
        ([FTYP, struct.pack(">I4sQ", 1, b"mdat", 15)], "boxes"),
        ([FTYP, struct.pack(">I4sQ", 1, b"mdat", 2**64 - 1)], "truncated"),
        ([FTYP, box(b"moov", b"\0\0\1\0trak")], "boxes"),
        ([FTYP, box(b"moov", box(b"mvhd", b"\0\0"))], "boxes"),
        ([FTYP, box(b"moov", b"\0\0\0\0trak")], "boxes"),
    ],
)
def test_what_is_wrong_with_a_video_is_said(boxes: list[bytes], trouble: str) -> None:
    assert read(*boxes).trouble == trouble


def test_a_flood_of_boxes_is_cut_short() -> None:
    flood = b"\0\0\0\x08free" * (MOST_BOXES + 10)
    assert read(FTYP, flood, box(b"moov", movie_header())).trouble == "boxes"
    assert read(FTYP, box(b"moov", movie_header(), flood)).trouble == "boxes"


@pytest.mark.parametrize(
    ("created", "timescale", "duration"),
    [(0, 0, 5000), (1, 1000, 0), (2**64 - 1, 1, 2**64 - 1), (2**63, 1, 2**40)],
)
def test_senseless_figures_are_no_claims(created: int, timescale: int, duration: int) -> None:
    facts = read(FTYP, box(b"moov", movie_header(created, timescale, duration, version=1), track()), MDAT)
    assert (facts.duration_ms, facts.taken_at) == (None, None)


@pytest.mark.parametrize(
    ("user_data", "expected"),
    [
        (box(b"\xa9xyz", b"\0\x12\x15\xc7+31.2300+121.4700/"), Position(312_300_000, 1_214_700_000)),
        (box(b"\xa9xyz", b"\0\x12\x15\xc7-31.5-121.25+4.0/"), Position(-315_000_000, -1_212_500_000)),
        (box(b"\xa9xyz", b"\0\x12\x15\xc7+99.0+121.0/"), None),
        (box(b"\xa9xyz", b"\0\x12\x15\xc7somewhere"), None),
        (box(b"\xa9xyz", b"\0"), None),
        (
            box(b"loci", bytes(6), b"home\0", b"\0", struct.pack(">iii", 121 << 16, 31 << 16, 0)),
            Position(310_000_000, 1_210_000_000),
        ),
        (box(b"loci", bytes(6), b"no end"), None),
        (box(b"loci", bytes(6), b"\0\0\1"), None),
        (box(b"loci", bytes(6), b"\0", b"\0", bytes(12)), None),
        (box(b"loci", bytes(6), b"\xfe\xff\x5f\x20\0\0"), None),
    ],
)
def test_the_place_of_a_video_is_on_the_globe_or_none(user_data: bytes, expected: Position | None) -> None:
    facts = read(FTYP, box(b"moov", movie_header(), box(b"udta", user_data)), MDAT)
    assert (facts.position, facts.trouble) == (expected, None)


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_no_damage_to_a_video_is_a_bug_of_ours(data: st.DataObject) -> None:
    whole = FTYP + box(
        b"moov",
        movie_header(NOON_2026_08_06),
        track(),
        track(b"soun"),
        box(b"udta", box(b"\xa9xyz", b"\0\x12\x15\xc7+31.2300+121.4700/")),
    )
    damaged = bytearray(whole + MDAT)
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    facts = read(bytes(damaged[: data.draw(st.integers(0, len(damaged)))]))
    assert facts.trouble in (None, "truncated", "no_index", "boxes")
