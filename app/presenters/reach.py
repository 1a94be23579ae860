"""Where the data stand between this laptop and the district: the one source of pill, foot and badge.

This set-up knows no district, so nothing may look as if it were safe there, not even where nothing waits.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.ports.work import Totals
from app.presenters.formats import dotted, size_words

APART = "未连区级"


@dataclass(frozen=True, slots=True)
class Reach:
    """What is not with the district, and why.

    Attributes:
        state: of the pill: safe, sending, offline or parked.
        pill: one sentence; ``short`` the same for a narrow window.
        title: the head of the workbench's foot, in ``tone`` (neutral or warn); ``parts`` what waits by sort.
        note: where it lies meanwhile, and why it waits.
        waiting: how many entries and files.
    """

    state: str = "offline"
    pill: str = ""
    short: str = ""
    title: str = ""
    tone: str = "neutral"
    parts: tuple[str, ...] = ()
    note: str = ""
    waiting: int = 0


NOT_READ = Reach()


def reach_of(totals: Totals) -> Reach:
    """What a laptop without a district can truly say of its data."""
    count, size = totals.entries + totals.blobs, totals.entry_bytes + totals.blob_bytes
    if not count:
        return Reach(
            pill=dotted(APART, "没有待传"),
            short=APART,
            title=APART,
            parts=("还没有要传的内容",),
            note="这台笔记本还没有连接区级；新办的案件先加密存在本机",
        )
    return Reach(
        pill=dotted(APART, f"待传 {count} 项 {size_words(size)}"),
        short=dotted(APART, f"待传 {count}"),
        title="还没有到区级",
        tone="warn",
        parts=_parts(totals),
        note="都已加密存在本机；这台笔记本还没有连接区级",
        waiting=count,
    )


def _parts(totals: Totals) -> tuple[str, ...]:
    """办案记录 7 条 18 KB, 照片、录像和文书 6 项 31.2 MB."""
    found = []
    if totals.entries:
        found.append(f"办案记录 {totals.entries} 条 {size_words(totals.entry_bytes)}")
    if totals.blobs:
        found.append(f"照片、录像和文书 {totals.blobs} 项 {size_words(totals.blob_bytes)}")
    return tuple(found)
