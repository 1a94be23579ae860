"""Small pictures for lists, made in memory and without anything of the camera's own data."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

SIZE = (320, 200)
QUALITY = 80


def render(image: ImageFile, orientation: int) -> bytes:
    """A WebP picture of at most 320 x 200 pixels, upright, on white where the photo is transparent.

    Raises:
        whatever decoding raises; :func:`app.vault.pictures.open_picture` translates it.
    """
    from PIL.Image import Resampling

    image.draft("RGB", (2 * max(SIZE), 2 * max(SIZE)))
    small = opaque(image)
    small.thumbnail(SIZE if orientation < 5 else SIZE[::-1], Resampling.LANCZOS, reducing_gap=2.0)
    out = io.BytesIO()
    turned(small, orientation).save(out, "WEBP", quality=QUALITY, icc_profile=b"", exif=b"", xmp=b"")
    return out.getvalue()


def opaque(image: Image) -> Image:
    """Three colours, on white where the photo is transparent."""
    import PIL.Image

    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256, "L")
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    with_alpha = image.convert("RGBA")
    ground = PIL.Image.new("RGB", image.size, "white")
    ground.paste(with_alpha, mask=with_alpha.getchannel("A"))
    return ground


def turned(image: Image, orientation: int) -> Image:
    """Upright, for an EXIF orientation from 1 to 8."""
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return image.transpose(turns[orientation]) if orientation in turns else image
