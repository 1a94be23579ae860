"""A file is what its bytes say; what the camera claims is read safely, damage is found and said."""

from __future__ import annotations

import contextlib
import io
import tempfile
import zlib
from pathlib import Path
from typing import Any

import PIL.Image
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pillow_heif import from_pillow

from app.ports.vault import MediaDamaged, MediaFacts, MediaKind, Position, SourceUnreadable
from app.vault import pictures
from app.vault.files import FileVault
from app.vault.media import PhotosAndVideos, sniff

SAMPLES = Path(__file__).parents[1] / "samples"
PHOTO = (SAMPLES / "DSCN0010.jpg").read_bytes()
TURNED = (SAMPLES / "landscape_6.jpg").read_bytes()
MEDIA = PhotosAndVideos()


def probe(data: bytes, *, keep_damaged: bool = False) -> MediaFacts:
    return MEDIA.probe(io.BytesIO(data), keep_damaged=keep_damaged)


def picture(kind: str, size: tuple[int, int] = (40, 30), mode: str = "RGB", **options: Any) -> bytes:
    out = io.BytesIO()
    PIL.Image.new(mode, size, 0).save(out, kind, **options)
    return out.getvalue()


def heic(size: tuple[int, int] = (64, 48)) -> bytes:
    out = io.BytesIO()
    from_pillow(PIL.Image.new("RGB", size, "green")).save(out, quality=50)
    return out.getvalue()


def shown(webp: bytes | None) -> PIL.Image.Image:
    assert webp is not None
    image = PIL.Image.open(io.BytesIO(webp), formats=["WEBP"])
    image.load()
    return image


def test_a_photo_tells_size_time_camera_and_place() -> None:
    assert probe(PHOTO) == MediaFacts(
        MediaKind.JPEG,
        "image/jpeg",
        161_713,
        width=640,
        height=480,
        taken_at="2008-10-22T16:28:39",
        camera="NIKON COOLPIX P6000",
        position=Position(434_674_483, 118_851_267),
    )


def test_a_turned_photo_is_measured_as_a_viewer_sees_it() -> None:
    facts = probe(TURNED)
    assert (facts.width, facts.height, facts.orientation) == (600, 450, 6)


def test_a_photo_without_exif_is_readable_and_claims_nothing() -> None:
    facts = probe((SAMPLES / "broken_image01088.jpg").read_bytes())
    assert (facts.readable, facts.width, facts.height) == (True, 425, 120)
    assert (facts.taken_at, facts.camera, facts.position) == (None, None, None)


def test_a_phones_heic_photo_is_read() -> None:
    facts = probe(heic())
    assert (facts.kind, facts.media_type, facts.width, facts.height) == (MediaKind.HEIC, "image/heic", 64, 48)
    assert shown(MEDIA.thumbnail(io.BytesIO(heic((640, 400))))).size == (320, 200)


def test_the_position_in_the_stream_is_put_back() -> None:
    source = io.BytesIO(PHOTO)
    source.seek(77)
    MEDIA.probe(source)
    MEDIA.thumbnail(source)
    assert source.tell() == 77
    assert not source.closed


@pytest.mark.parametrize(
    ("head", "kind", "media_type"),
    [
        (b"\xff\xd8\xff\xe1rest", MediaKind.JPEG, "image/jpeg"),
        (b"\x89PNG\r\n\x1a\nrest", MediaKind.PNG, "image/png"),
        (b"%PDF-1.7\n", MediaKind.PDF, "application/pdf"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", MediaKind.HEIC, "image/heic"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", MediaKind.HEIC, "image/heic"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", MediaKind.OTHER, "application/octet-stream"),
        (b"\0\0\0\x14ftypavif\0\0\0\0heic", MediaKind.OTHER, "application/octet-stream"),
        (b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41", MediaKind.MP4, "video/mp4"),
        (b"\0\0\0\x14ftypXXXX\0\0\0\0mp42", MediaKind.MP4, "video/mp4"),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", MediaKind.MP4, "video/quicktime"),
        (b"MZ\x90\0", MediaKind.OTHER, "application/octet-stream"),
        (b"", MediaKind.OTHER, "application/octet-stream"),
    ],
)
def test_the_kind_is_told_by_the_first_bytes(head: bytes, kind: MediaKind, media_type: str) -> None:
    assert sniff(head) == (kind, media_type)


def test_a_file_of_unknown_kind_is_kept_without_claims() -> None:
    assert probe(b"notes of the scene") == MediaFacts(MediaKind.OTHER, "application/octet-stream", 18)
    assert MEDIA.thumbnail(io.BytesIO(b"notes of the scene")) is None
    assert MEDIA.thumbnail(io.BytesIO((SAMPLES / "scene-1080p-20s.mp4").read_bytes())) is None


@pytest.mark.parametrize(
    ("data", "kind", "trouble"),
    [
        (PHOTO[: len(PHOTO) // 2], "jpeg", "truncated"),
        (PHOTO[:1000], "jpeg", "header"),
        (b"\xff\xd8\xff", "jpeg", "header"),
        (picture("PNG")[:-30], "png", "truncated"),
        (heic()[:300], "heic", "header"),
        (b"\0\0\0\x18ftypisom\0\0\0\0isommp42", "mp4", "no_index"),
    ],
)
def test_a_damaged_file_is_said_with_its_trouble_and_kept_if_the_officer_insists(
    data: bytes, kind: str, trouble: str
) -> None:
    with pytest.raises(MediaDamaged) as caught:
        probe(data)
    assert caught.value.facts == {"kind": kind, "trouble": trouble}
    facts = probe(data, keep_damaged=True)
    assert (facts.kind.value, facts.readable, facts.trouble, facts.size) == (kind, False, trouble, len(data))


def test_a_damaged_photo_still_tells_what_its_whole_part_holds() -> None:
    facts = probe(PHOTO[: len(PHOTO) // 2], keep_damaged=True)
    assert (facts.width, facts.taken_at, facts.camera) == (640, "2008-10-22T16:28:39", "NIKON COOLPIX P6000")
    with pytest.raises(MediaDamaged):
        MEDIA.thumbnail(io.BytesIO(PHOTO[: len(PHOTO) // 2]))


@pytest.mark.parametrize(
    ("kind", "format_name", "limit"),
    [(MediaKind.JPEG, "JPEG", 1199), (MediaKind.PNG, "PNG", 1199)],
)
def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_decoded(
    kind: MediaKind, format_name: str, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(pictures.MOST_PIXELS, kind, limit)
    with pytest.raises(MediaDamaged) as caught:
        probe(picture(format_name))
    assert caught.value.facts["trouble"] == "too_large"
    monkeypatch.setitem(pictures.MOST_PIXELS, kind, limit + 1)
    assert probe(picture(format_name)).readable


def test_a_png_of_a_few_bytes_that_claims_an_enormous_size_is_refused() -> None:
    bomb = bytearray(picture("PNG", (1, 1)))
    bomb[16:24] = (30_000).to_bytes(4, "big") * 2
    bomb[29:33] = zlib.crc32(bytes(bomb[12:29])).to_bytes(4, "big")
    with pytest.raises(MediaDamaged) as caught:
        probe(bytes(bomb))
    assert caught.value.facts["trouble"] == "too_large"


def test_a_jpeg_that_asks_for_endless_scans_is_refused() -> None:
    honest = picture("JPEG", (64, 64), progressive=True)
    assert probe(honest).readable
    place = honest.rindex(b"\xff\xda")
    scan = honest[place:-2]
    with pytest.raises(MediaDamaged) as caught:
        probe(honest[:-2] + scan * 300 + honest[-2:])
    assert caught.value.facts["trouble"] == "scans"


def test_a_card_that_fails_is_not_called_a_damaged_photo() -> None:
    class FailingCard(io.BytesIO):
        def readinto(self, buffer: Any, /) -> int:
            if self.tell() > 50_000:
                raise OSError(5, f"Input/output error at {len(buffer)}")
            return super().readinto(buffer)

    with pytest.raises(SourceUnreadable) as caught:
        MEDIA.probe(FailingCard(PHOTO))
    assert caught.value.facts == {"reason": "EIO"}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_small_picture_is_upright_whatever_way_the_camera_was_held(orientation: int) -> None:
    upright = PIL.Image.new("RGB", (600, 400), "white")
    upright.paste("red", (0, 0, 300, 200))
    out = io.BytesIO()
    exif = PIL.Image.Exif()
    exif[274] = orientation
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    held = upright.transpose(PIL.Image.Transpose(undo[orientation])) if orientation in undo else upright
    held.save(out, "JPEG", exif=exif)
    small = shown(MEDIA.thumbnail(io.BytesIO(out.getvalue())))
    assert small.size == (300, 200)
    corners = [small.getpixel(place) for place in ((60, 60), (240, 60), (60, 150), (240, 150))]
    assert corners[0][1] < 90
    assert all(min(corner) > 200 for corner in corners[1:])


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "1", "I;16", "RGB"])
def test_every_kind_of_png_gets_a_small_picture(mode: str) -> None:
    assert shown(MEDIA.thumbnail(io.BytesIO(picture("PNG", (640, 100), mode)))).size == (320, 50)


def test_a_transparent_picture_lies_on_white() -> None:
    small = shown(MEDIA.thumbnail(io.BytesIO(picture("PNG", (64, 64), "RGBA"))))
    assert min(small.convert("RGB").getpixel((30, 30))) > 250


def test_a_cmyk_photo_gets_a_small_picture() -> None:
    assert shown(MEDIA.thumbnail(io.BytesIO(picture("JPEG", (640, 400), "CMYK")))).size == (320, 200)


def test_the_small_picture_carries_nothing_of_the_cameras_data() -> None:
    webp = MEDIA.thumbnail(io.BytesIO(PHOTO))
    assert webp is not None
    assert not any(mark in webp for mark in (b"NIKON", b"Exif", b"EXIF", b"JFIF", b"ICCP", b"XMP", b"2008"))


def test_probing_and_small_pictures_write_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> object:
        raise AssertionError("a temporary file was asked for")

    for name in ("mkstemp", "NamedTemporaryFile", "TemporaryFile", "mkdtemp", "SpooledTemporaryFile"):
        monkeypatch.setattr(tempfile, name, refuse)
    monkeypatch.chdir(tmp_path)
    for data in (PHOTO, TURNED, heic(), picture("PNG")):
        probe(data)
        MEDIA.thumbnail(io.BytesIO(data))
    assert list(tmp_path.iterdir()) == []


def test_a_sealed_photo_is_probed_like_the_original(tmp_path: Path) -> None:
    vault = FileVault(tmp_path, bytes(32), kept_free=0)
    blob = vault.seal(io.BytesIO(PHOTO))
    with vault.open(blob.name) as reader:
        assert MEDIA.probe(reader) == probe(PHOTO)
        assert MEDIA.thumbnail(reader) == MEDIA.thumbnail(io.BytesIO(PHOTO))


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_damage_to_a_picture_is_a_bug_of_ours(data: st.DataObject) -> None:
    original = data.draw(st.sampled_from([PHOTO[:30_000], TURNED[:30_000], picture("PNG"), HEIC]))
    damaged = bytearray(original)
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, min(len(damaged) - 1, 4000)))] = data.draw(st.integers(0, 255))
    facts = probe(bytes(damaged), keep_damaged=True)
    assert facts.size == len(original)
    with contextlib.suppress(MediaDamaged):
        MEDIA.thumbnail(io.BytesIO(bytes(damaged)))


HEIC = heic()


def exif_photo(entries: dict[int, object], shot: dict[int, object], place: dict[int, object]) -> bytes:
    exif = PIL.Image.Exif()
    exif.update(entries)
    exif.get_ifd(0x8769).update(shot)
    exif.get_ifd(0x8825).update(place)
    return picture("JPEG", exif=exif)


@pytest.mark.parametrize(
    ("shot", "expected"),
    [
        ({36867: "2026:08:06 09:30:00", 36881: "+08:00"}, "2026-08-06T09:30:00+08:00"),
        ({36867: "2026:08:06 09:30:00", 36881: "   :  "}, "2026-08-06T09:30:00"),
        ({36868: "2026:08:06 09:30:00"}, "2026-08-06T09:30:00"),
        ({36867: "0000:00:00 00:00:00", 36868: "2026:08:06 09:30:00"}, "2026-08-06T09:30:00"),
        ({36867: "2026:02:30 09:30:00"}, None),
        ({36867: "yesterday"}, None),
        ({36867: "2026:08:06 09:30:00", 36881: "+99:99"}, "2026-08-06T09:30:00"),
        ({}, None),
    ],
)
def test_the_time_is_the_cameras_own_or_none(shot: dict[int, object], expected: str | None) -> None:
    assert probe(exif_photo({}, shot, {})).taken_at == expected


@pytest.mark.parametrize(
    ("make", "model", "expected"),
    [
        ("HUAWEI", "ALN-AL00", "HUAWEI ALN-AL00"),
        ("Canon", "Canon EOS R5", "Canon EOS R5"),
        ("", "", None),
        ("x" * 500, "y", "x" * 80),
        ("a\nb\x07", "c", "ab c"),
    ],
)
def test_the_camera_is_a_short_clean_text(make: str, model: str, expected: str | None) -> None:
    assert probe(exif_photo({271: make, 272: model}, {}, {})).camera == expected


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (
            {1: "N", 2: (31.0, 13.0, 48.0), 3: "E", 4: (121.0, 28.0, 12.0)},
            Position(312_300_000, 1_214_700_000),
        ),
        ({1: "S", 2: (31.0, 0.0, 0.0), 3: "W", 4: (121.0, 0.0, 0.0)}, Position(-310_000_000, -1_210_000_000)),
        ({1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)}, None),
        ({1: "N", 2: (91.0, 0.0, 0.0), 3: "E", 4: (121.0, 0.0, 0.0)}, None),
        ({1: "X", 2: (31.0, 0.0, 0.0), 3: "E", 4: (121.0, 0.0, 0.0)}, None),
        ({1: "N", 2: (31.0, 0.0), 3: "E", 4: (121.0, 0.0, 0.0)}, None),
        ({2: (31.0, 0.0, 0.0)}, None),
    ],
)
def test_the_place_is_on_the_globe_or_none(place: dict[int, object], expected: Position | None) -> None:
    assert probe(exif_photo({}, {}, place)).position == expected
