"""Photos opened safely with Pillow: limits before any pixel is decoded, no temporary file, no settings."""

from __future__ import annotations

import io
import os
import re
import struct
import threading
import unicodedata
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.durable import system_name
from app.ports.vault import ByteSource, MediaKind, Position, SourceUnreadable
from app.vault.mp4 import position

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile
    from typing_extensions import Buffer

MOST_PIXELS = {MediaKind.JPEG: 250_000_000, MediaKind.PNG: 50_000_000, MediaKind.HEIC: 60_000_000}
"""What a picture may decode to. [P] A JPEG is decoded at an eighth of its size, the others whole."""
MOST_PIXELS_PROGRESSIVE = 60_000_000
"""[P] A progressive JPEG is held whole as coefficients whatever size it is decoded at."""
MOST_SCANS = 200
LARGEST_HEIC = 200_000_000
LONGEST_TEXT = 80
UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    RuntimeError,
    EOFError,
    MemoryError,
    struct.error,
)
"""What Pillow and its decoders raise on bytes that are no picture."""
EXIF_TIME = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)")
EXIF_OFFSET = re.compile(r"[+-](?:0\d|1[0-4]):[0-5]\d")
MAKE, MODEL, ORIENTATION, EXIF_IFD, GPS_IFD = 271, 272, 274, 0x8769, 0x8825
TAKEN, DIGITISED, TAKEN_OFFSET = 36867, 36868, 36881
_warnings_lock = threading.Lock()


class BadPicture(Exception):
    """The bytes are no whole picture; the message is the trouble's word: ``header``, ``truncated``,
    ``too_large`` or ``scans``."""


@dataclass(frozen=True, slots=True)
class CameraFacts:
    """What EXIF says: see :class:`app.ports.vault.MediaFacts`."""

    orientation: int = 1
    taken_at: str | None = None
    camera: str | None = None
    position: Position | None = None


@contextmanager
def open_picture(source: ByteSource, kind: MediaKind) -> Iterator[ImageFile]:
    """Open a picture from the source's beginning; its size is checked and nothing is decoded yet.

    Raises:
        BadPicture: no picture of this kind, or one too large to be decoded safely. Errors of decoding
            inside the block come out as BadPicture as well.
        SourceUnreadable: the source itself failed.
    """
    image = None
    try:
        with _quiet():
            image = _plugin(kind, io.BufferedReader(_Window(source), 64 * 1024))
            _check_size(image, source, kind)
            yield image
    except UNREADABLE as error:
        raise BadPicture("header" if image is None else "truncated") from error
    finally:
        if image is not None:
            image.close()


def camera_facts(image: ImageFile) -> CameraFacts:
    """Orientation, time, camera and place, as far as the EXIF part can be read."""
    try:
        exif = image.getexif()
        shot, place = exif.get_ifd(EXIF_IFD), exif.get_ifd(GPS_IFD)
    except UNREADABLE:
        return CameraFacts()
    orientation = exif.get(ORIENTATION)
    return CameraFacts(
        orientation=orientation if isinstance(orientation, int) and 1 <= orientation <= 8 else 1,
        taken_at=_taken_at(shot),
        camera=_camera(exif),
        position=_position(place),
    )


def upright(size: tuple[int, int], orientation: int) -> tuple[int, int]:
    """Width and height as a viewer sees them."""
    return size[::-1] if orientation >= 5 else size


def _plugin(kind: MediaKind, stream: io.BufferedReader) -> ImageFile:
    """Pillow's reader for exactly this kind, past its guessing and its global limit of pixels."""
    if kind is MediaKind.JPEG:
        from PIL.JpegImagePlugin import JpegImageFile

        return JpegImageFile(stream)
    if kind is MediaKind.PNG:
        from PIL.PngImagePlugin import PngImageFile

        return PngImageFile(stream)
    if stream.seek(0, os.SEEK_END) > LARGEST_HEIC:
        raise BadPicture("too_large")
    stream.seek(0)
    from pillow_heif import HeifImageFile

    return HeifImageFile(stream)


def _check_size(image: ImageFile, source: ByteSource, kind: MediaKind) -> None:
    pixels = image.width * image.height
    progressive = kind is MediaKind.JPEG and "progressive" in image.info
    if pixels > (MOST_PIXELS_PROGRESSIVE if progressive else MOST_PIXELS[kind]):
        raise BadPicture("too_large")
    if progressive and _scans(source) > MOST_SCANS:
        raise BadPicture("scans")


def _scans(source: ByteSource) -> int:
    """How often a JPEG asks to go over all pixels again; thousands of them would take hours."""
    stream = io.BufferedReader(_Window(source), 64 * 1024)
    count, tail = 0, b""
    while block := stream.read(1024 * 1024):
        count += (tail + block).count(b"\xff\xda")
        tail = block[-1:]
    return count


def _taken_at(shot: Mapping[int, object]) -> str | None:
    for tag in (TAKEN, DIGITISED):
        found = EXIF_TIME.fullmatch(_text(shot.get(tag)))
        if found is None:
            continue
        moment = f"{found[1]}-{found[2]}-{found[3]}T{found[4]}"
        offset = _text(shot.get(TAKEN_OFFSET))
        try:
            datetime.fromisoformat(moment)
            return moment + offset if EXIF_OFFSET.fullmatch(offset) else moment
        except ValueError:
            continue
    return None


def _camera(exif: Mapping[int, object]) -> str | None:
    make, model = _text(exif.get(MAKE)), _text(exif.get(MODEL))
    name = model if model.casefold().startswith(make.casefold()) else f"{make} {model}".strip()
    return name[:LONGEST_TEXT].strip() or None


def _position(place: Mapping[int, object]) -> Position | None:
    latitude = _degrees(place.get(2), _text(place.get(1)), "NS")
    longitude = _degrees(place.get(4), _text(place.get(3)), "EW")
    return None if latitude is None or longitude is None else position(latitude, longitude)


def _degrees(parts: object, side: str, sides: str) -> float | None:
    if not isinstance(parts, tuple) or len(parts) != 3 or len(side) != 1 or side not in sides:
        return None
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
    except UNREADABLE:
        return None
    value = degrees + minutes / 60 + seconds / 3600
    return None if value != value else value * (1 if side == sides[0] else -1)


def _text(value: object) -> str:
    """A text of the camera without what does not belong into a record: control signs and half letters."""
    if not isinstance(value, str):
        return ""
    kept = (sign for sign in value if unicodedata.category(sign)[0] != "C")
    return unicodedata.normalize("NFC", "".join(kept)).strip()


@contextmanager
def _quiet() -> Iterator[None]:
    """Pillow warns of odd EXIF; it is the camera's oddity and no concern of the log."""
    with _warnings_lock, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


class _Window(io.RawIOBase):
    """A source as the kind of file that Pillow takes; closing it leaves the source open."""

    def __init__(self, source: ByteSource) -> None:
        self._source = source
        self._place = 0

    def readinto(self, buffer: Buffer, /) -> int:
        try:
            self._source.seek(self._place)
            count = self._source.readinto(memoryview(buffer)) or 0
        except OSError as error:
            raise SourceUnreadable(reason=system_name(error)) from error
        self._place += count
        return count

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        if whence == os.SEEK_END:
            offset += self._source.seek(0, os.SEEK_END)
        elif whence == os.SEEK_CUR:
            offset += self._place
        if offset < 0:
            raise ValueError("a position before the beginning")
        self._place = offset
        return offset

    def tell(self) -> int:
        return self._place

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True
