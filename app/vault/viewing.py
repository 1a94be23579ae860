"""Photos as large as a viewer draws them, decoded in memory alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ports.vault import Pixels
from app.vault.thumbnails import opaque, turned

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

LONGEST_SIDE = 8000
"""[P] A longer photo is halved until it fits: more pixels than that show nothing more on a screen."""


def render(image: ImageFile, orientation: int) -> Pixels:
    """Decode, reduce where it is very large, and turn upright.

    Raises:
        whatever decoding raises; :func:`app.vault.pictures.open_picture` translates it.
    """
    whole = image.size
    factor = 1
    while max(whole) > LONGEST_SIDE * factor:
        factor *= 2
    image.draft("RGB", (max(whole[0] // factor, 1), max(whole[1] // factor, 1)))
    shown = opaque(image)
    if max(shown.size) > LONGEST_SIDE:
        shown = shown.reduce(-(-max(shown.size) // LONGEST_SIDE))
    upright = turned(shown, orientation)
    return Pixels(upright.width, upright.height, upright.tobytes("raw", "BGRX"), shown.size != whole)
