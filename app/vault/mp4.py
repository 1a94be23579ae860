"""What an MP4 or QuickTime file says of itself, read from its boxes (ISO/IEC 14496-12) and nothing else.

No picture is decoded. Every size, depth and count in the file is somebody else's word, so all have limits.
"""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from app.ports.vault import ByteSource, Position

MOST_BOXES = 5_000
MOST_READ = 4_096
LONGEST_MS = 30 * 24 * 3_600_000
EPOCH_1904 = datetime(1904, 1, 1, tzinfo=UTC)
FIRST_YEAR, LAST_YEAR = 1990, 2100
ISO_6709 = re.compile(r"([+-]\d{1,2}(?:\.\d{1,9})?)([+-]\d{1,3}(?:\.\d{1,9})?)")


class BadBoxes(Exception):
    """The boxes do not fit each other; the message is the trouble's word."""


@dataclass(slots=True)
class VideoFacts:
    """What was found; ``trouble`` is None when index and pictures are whole as far as boxes tell.

    ``trouble`` is ``truncated``, ``no_index`` (the camera stopped before it wrote one) or ``boxes``.
    """

    duration_ms: int | None = None
    taken_at: str | None = None
    width: int | None = None
    height: int | None = None
    position: Position | None = None
    trouble: str | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A box: its four-letter kind, where its content starts and where it ends."""

    kind: bytes
    start: int
    end: int


@dataclass(slots=True)
class _Boxes:
    source: ByteSource
    left: int = field(default=MOST_BOXES)

    def within(self, start: int, end: int, *, outermost: bool = False) -> Iterator[Box]:
        while start < end:
            box = self._box(start, end, outermost)
            yield box
            start = box.end

    def content(self, box: Box, most: int = MOST_READ) -> bytes:
        return self._read(box.start, min(box.end - box.start, most))

    def _box(self, start: int, end: int, outermost: bool) -> Box:
        self.left -= 1
        if self.left < 0:
            raise BadBoxes("boxes")
        head = self._read(start, 16)
        if len(head) < 8 or start + 8 > end:
            raise BadBoxes("truncated" if outermost else "boxes")
        size, header = int.from_bytes(head[:4], "big"), 8
        if size == 1 and len(head) == 16:
            size, header = int.from_bytes(head[8:], "big"), 16
        elif size == 0 and outermost:
            size = end - start
        if size < header:
            raise BadBoxes("boxes")
        if start + size > end:
            raise BadBoxes("truncated" if outermost else "boxes")
        return Box(head[4:8], start + header, start + size)

    def _read(self, start: int, length: int) -> bytes:
        self.source.seek(start)
        parts = b""
        while len(parts) < length and (part := self.source.read(length - len(parts))):
            parts += part
        return parts


def read_video(source: ByteSource) -> VideoFacts:
    """Walk the boxes of a seekable source from its beginning; never raises for what the file holds."""
    boxes, facts, index = _Boxes(source), VideoFacts(), False
    try:
        for box in boxes.within(0, source.seek(0, os.SEEK_END), outermost=True):
            if box.kind == b"moov" and not index:
                index = True
                _read_movie(boxes, box, facts)
    except BadBoxes as error:
        facts.trouble = str(error)
    except struct.error:
        facts.trouble = "boxes"
    if not index and facts.trouble is None:
        facts.trouble = "no_index"
    return facts


def _read_movie(boxes: _Boxes, movie: Box, facts: VideoFacts) -> None:
    for box in boxes.within(movie.start, movie.end):
        if box.kind == b"mvhd":
            _read_header(boxes.content(box), facts)
        elif box.kind == b"trak":
            _read_track(boxes, box, facts)
        elif box.kind == b"udta":
            _read_position(boxes, box, facts)


def _read_header(content: bytes, facts: VideoFacts) -> None:
    layout = ">4xQQIQ" if content[:1] == b"\1" else ">4xIIII"
    created, _, timescale, duration = struct.unpack_from(layout, content)
    facts.taken_at = _moment(created)
    length = round(duration * 1000 / timescale) if timescale else 0
    facts.duration_ms = length if 0 < length <= LONGEST_MS else None


def _moment(seconds: int) -> str | None:
    try:
        moment = EPOCH_1904 + timedelta(seconds=seconds)
    except OverflowError:
        return None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _read_track(boxes: _Boxes, track: Box, facts: VideoFacts) -> None:
    parts = {box.kind: box for box in boxes.within(track.start, track.end)}
    if b"tkhd" not in parts or b"mdia" not in parts or facts.width is not None:
        return
    media = {box.kind: box for box in boxes.within(parts[b"mdia"].start, parts[b"mdia"].end)}
    if b"hdlr" not in media or boxes.content(media[b"hdlr"])[8:12] != b"vide":
        return
    header = boxes.content(parts[b"tkhd"])
    start = 52 if header[:1] == b"\1" else 40
    a, b, _, c, d, _, _, _, _, width, height = struct.unpack_from(">iiiiiiiiiII", header, start)
    quarter_turn = a == d == 0 and b != 0 and c != 0
    sides = (width >> 16, height >> 16)
    facts.width, facts.height = sides[::-1] if quarter_turn else sides


def _read_position(boxes: _Boxes, user_data: Box, facts: VideoFacts) -> None:
    for box in boxes.within(user_data.start, user_data.end):
        if box.kind == b"\xa9xyz":
            facts.position = _position_in_text(boxes.content(box)[4:])
        elif box.kind == b"loci" and facts.position is None:
            facts.position = _position_in_numbers(boxes.content(box)[6:])


def _position_in_text(content: bytes) -> Position | None:
    found = ISO_6709.match(content.decode("ascii", "replace"))
    return position(float(found[1]), float(found[2])) if found else None


def _position_in_numbers(content: bytes) -> Position | None:
    """A 3GPP location: a name ended by zero, one byte of role, longitude and latitude in 1/65536 degrees."""
    if content[:2] in (b"\xfe\xff", b"\xff\xfe"):
        return None
    _, ended, rest = content.partition(b"\0")
    if not ended or len(rest) < 9:
        return None
    longitude, latitude = struct.unpack_from(">ii", rest, 1)
    return position(latitude / 65536, longitude / 65536)


def position(latitude: float, longitude: float) -> Position | None:
    """A place from degrees; None outside the globe and at 0, 0, which cameras write when they know none."""
    if not (abs(latitude) <= 90 and abs(longitude) <= 180) or latitude == longitude == 0:
        return None
    return Position(round(latitude * 10**7), round(longitude * 10**7))
