"""Words that papers share: texts that end like sentences, evidence by its name and number."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.case import Evidence

_ENDS = "。！？”）"
RECORDS = {"D10": "现场检查（勘验）笔录", "D08": "责令改正通知书", "D09": "复查记录"}
"""Issued papers that are evidence themselves."""


def as_sentence(text: str) -> str:
    """The text closed by 。 unless a mark closes it already."""
    stripped = text.rstrip()
    return stripped if not stripped or stripped[-1] in _ENDS else f"{stripped}。"


def counted(items: Sequence[Evidence]) -> list[str]:
    """Photos, recordings and other files by their number: 现场照片2张."""
    photos = sum(item.media_type.startswith("image/") for item in items)
    videos = sum(item.media_type.startswith("video/") for item in items)
    others = len(items) - photos - videos
    words = (
        (photos, f"现场照片{photos}张"),
        (videos, f"音像记录{videos}份"),
        (others, f"其他材料{others}份"),
    )
    return [word for count, word in words if count]
