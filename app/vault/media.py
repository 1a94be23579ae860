"""What a file is by its first bytes, what its camera says of it, and a small picture of it.

Everything is read from the plaintext stream, whether it comes from a card or from a sealed file; nothing is
written anywhere and no other program is called.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from app.durable import system_name
from app.ports.vault import ByteSource, MediaDamaged, MediaFacts, MediaKind, Pixels, SourceUnreadable
from app.vault import mp4, pictures, thumbnails, viewing
from app.vault.pictures import BadPicture

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

T = TypeVar("T")
PICTURES = frozenset({MediaKind.JPEG, MediaKind.PNG, MediaKind.HEIC})
HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis"})
IMAGE_BRANDS = frozenset({b"mif1", b"msf1"})
"""Any picture in such boxes; only with a HEIC brand beside them is it one that we can show."""
VIDEO_BRANDS = (b"iso", b"mp4", b"avc1", b"hvc1", b"M4V", b"3g", b"qt  ", b"MSNV", b"XAVC", b"dash")
MEDIA_TYPES = {
    MediaKind.JPEG: "image/jpeg",
    MediaKind.PNG: "image/png",
    MediaKind.HEIC: "image/heic",
    MediaKind.MP4: "video/mp4",
    MediaKind.PDF: "application/pdf",
    MediaKind.OTHER: "application/octet-stream",
}


def sniff(head: bytes) -> tuple[MediaKind, str]:
    """Kind and IANA media type by the first 64 bytes or more; the name of a file has no say."""
    if head[4:8] == b"ftyp":
        return _sniff_brands(head)
    marks = {b"\xff\xd8\xff": MediaKind.JPEG, b"\x89PNG\r\n\x1a\n": MediaKind.PNG, b"%PDF-": MediaKind.PDF}
    kind = next((kind for mark, kind in marks.items() if head.startswith(mark)), MediaKind.OTHER)
    return kind, MEDIA_TYPES[kind]


class PhotosAndVideos:
    """Reads photos (JPEG, PNG, HEIC), videos (MP4, QuickTime) and knows PDF by sight."""

    def probe(self, source: ByteSource, *, keep_damaged: bool = False) -> MediaFacts:
        """Look at a seekable source; see :class:`app.ports.vault.Media`."""
        with _place_kept(source):
            facts = _look(source)
        if facts.trouble is not None and not keep_damaged:
            raise MediaDamaged(kind=facts.kind.value, trouble=facts.trouble)
        return facts

    def thumbnail(self, source: ByteSource) -> bytes | None:
        """A WebP picture of at most 320 x 200 pixels; see :class:`app.ports.vault.Media`."""
        return _rendered(source, thumbnails.render)

    def pixels(self, source: ByteSource) -> Pixels | None:
        """A photo as a viewer draws it; see :class:`app.ports.vault.Media`."""
        return _rendered(source, viewing.render)


def _rendered(source: ByteSource, render: Callable[[ImageFile, int], T]) -> T | None:
    with _place_kept(source):
        kind, _ = sniff(_head(source))
        if kind not in PICTURES:
            return None
        try:
            with pictures.open_picture(source, kind) as image:
                return render(image, pictures.camera_facts(image).orientation)
        except BadPicture as error:
            raise MediaDamaged(kind=kind.value, trouble=str(error)) from error


def _look(source: ByteSource) -> MediaFacts:
    kind, media_type = sniff(_head(source))
    size = source.seek(0, os.SEEK_END)
    if kind in PICTURES:
        return _look_at_picture(source, kind, media_type, size)
    if kind is not MediaKind.MP4:
        return MediaFacts(kind, media_type, size)
    video = mp4.read_video(source)
    return MediaFacts(
        kind,
        media_type,
        size,
        readable=video.trouble is None,
        trouble=video.trouble,
        width=video.width,
        height=video.height,
        taken_at=video.taken_at,
        position=video.position,
        duration_ms=video.duration_ms,
    )


def _look_at_picture(source: ByteSource, kind: MediaKind, media_type: str, size: int) -> MediaFacts:
    """Decode once, so that a damaged photo is found while the officer still stands beside the camera."""
    width, height, camera, trouble = None, None, pictures.CameraFacts(), None
    try:
        with pictures.open_picture(source, kind) as image:
            camera = pictures.camera_facts(image)
            width, height = pictures.upright(image.size, camera.orientation)
            if kind is MediaKind.JPEG:
                image.draft("RGB", thumbnails.SIZE)
            image.load()
    except BadPicture as error:
        trouble = str(error)
    return MediaFacts(
        kind,
        media_type,
        size,
        readable=trouble is None,
        trouble=trouble,
        width=width,
        height=height,
        orientation=camera.orientation,
        taken_at=camera.taken_at,
        camera=camera.camera,
        position=camera.position,
    )


def _sniff_brands(head: bytes) -> tuple[MediaKind, str]:
    length = max(16, min(int.from_bytes(head[:4], "big"), len(head)))
    brands = [head[8:12], *(head[place : place + 4] for place in range(16, length, 4))]
    if brands[0] in HEIC_BRANDS or (brands[0] in IMAGE_BRANDS and HEIC_BRANDS & set(brands)):
        return MediaKind.HEIC, MEDIA_TYPES[MediaKind.HEIC]
    if any(brand.startswith(VIDEO_BRANDS) for brand in brands):
        return MediaKind.MP4, "video/quicktime" if brands[0] == b"qt  " else MEDIA_TYPES[MediaKind.MP4]
    return MediaKind.OTHER, MEDIA_TYPES[MediaKind.OTHER]


def _head(source: ByteSource) -> bytes:
    source.seek(0)
    head = b""
    while len(head) < 256 and (part := source.read(256 - len(head))):
        head += part
    return head


@contextmanager
def _place_kept(source: ByteSource) -> Iterator[None]:
    try:
        here = source.tell()
        try:
            yield
        finally:
            source.seek(here)
    except OSError as error:
        raise SourceUnreadable(reason=system_name(error)) from error
