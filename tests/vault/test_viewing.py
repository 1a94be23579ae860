"""A photo for the viewer: upright, true in colour, of bounded size, decoded whole or not at all."""

from __future__ import annotations

import io
from pathlib import Path

import PIL.Image
import PIL.ImageOps
import pytest
from pillow_heif import from_pillow

from app.ports.vault import MediaDamaged, Pixels
from app.vault import viewing
from app.vault.media import PhotosAndVideos

SAMPLES = Path(__file__).parents[1] / "samples"
MEDIA = PhotosAndVideos()


def pixels(data: bytes) -> Pixels:
    found = MEDIA.pixels(io.BytesIO(data))
    assert found is not None
    return found


def seen(found: Pixels) -> PIL.Image.Image:
    return PIL.Image.frombytes("RGB", (found.width, found.height), found.data, "raw", "BGRX")


def saved(image: PIL.Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def test_a_photo_is_given_pixel_for_pixel() -> None:
    data = (SAMPLES / "DSCN0010.jpg").read_bytes()
    found = pixels(data)
    assert (found.width, found.height, found.reduced) == (640, 480, False)
    assert seen(found).tobytes() == PIL.Image.open(io.BytesIO(data)).convert("RGB").tobytes()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_stands_upright(orientation: int) -> None:
    image = PIL.Image.new("RGB", (40, 20), "black")
    image.putpixel((0, 0), (255, 0, 0))
    exif = PIL.Image.Exif()
    exif[274] = orientation
    data = saved(image, "PNG", exif=exif)
    wanted = PIL.ImageOps.exif_transpose(PIL.Image.open(io.BytesIO(data)))
    assert wanted is not None
    assert seen(pixels(data)).tobytes() == wanted.tobytes()


def test_a_photo_that_the_window_itself_cannot_read_is_given_too() -> None:
    out = io.BytesIO()
    from_pillow(PIL.Image.new("RGB", (64, 48), "green")).save(out, quality=90)
    found = pixels(out.getvalue())
    assert (found.width, found.height) == (64, 48)
    assert list(seen(found).resize((1, 1)).tobytes()) == pytest.approx([0, 128, 0], abs=4)


def test_a_transparent_picture_stands_on_white() -> None:
    assert seen(pixels(saved(PIL.Image.new("RGBA", (4, 4), (0, 0, 0, 0)), "PNG"))).getpixel((1, 1)) == (
        255,
        255,
        255,
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_very_large_photo_is_reduced_and_says_so(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(viewing, "LONGEST_SIDE", 100)
    found = pixels(saved(PIL.Image.new("RGB", (900, 300), "blue"), kind))
    assert found.reduced
    assert max(found.width, found.height) <= 100
    assert found.width / found.height == pytest.approx(3, rel=0.1)


def test_a_photo_that_just_fits_is_left_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(viewing, "LONGEST_SIDE", 900)
    assert not pixels(saved(PIL.Image.new("RGB", (900, 300)), "JPEG")).reduced


def test_what_is_no_photo_gives_nothing() -> None:
    assert MEDIA.pixels(io.BytesIO(b"%PDF-1.7 paper")) is None
    assert MEDIA.pixels(io.BytesIO(b"words")) is None


def test_a_photo_cut_short_is_refused() -> None:
    data = (SAMPLES / "DSCN0010.jpg").read_bytes()
    with pytest.raises(MediaDamaged):
        pixels(data[: len(data) // 2])
