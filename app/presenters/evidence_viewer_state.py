"""The evidence page as data: files by act, one or two looked at closely, and what a whole reading found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.ports.vault import Pixels
from app.presenters.evidence_viewer_facts import Moment
from app.presenters.messages import Message

UNPLAYABLE = Message(
    "这段录像放不出来。",
    "封存的原件没有改动，可以点“校验”确认。",
    "请技术人员查看原件；需要当场出示的，用拍摄的设备播放。",
    "media.unplayable",
)
UNDECODABLE = Message(
    "这张照片显示不出来。",
    "封存的原件没有改动，可以点“校验”确认。",
    "请技术人员查看原件。",
    "media.undecodable",
)


@dataclass(frozen=True, slots=True)
class Shot:
    """One sealed file in the list. ``kind``: image, video or file."""

    id: str
    kind: str
    time: str
    words: str
    hash: str
    length: str = ""
    readable: bool = True


@dataclass(frozen=True, slots=True)
class ShotGroup:
    """The files of one act."""

    key: str
    title: str
    shots: tuple[Shot, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """What a whole reading found. ``state``: unread, running, whole or altered."""

    state: str = "unread"
    words: str = "还没有从头读过"
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class ShotView:
    """One file looked at closely."""

    id: str
    kind: str
    label: str
    time: str
    words: str
    hash: str
    pairs: tuple[tuple[str, str], ...]
    custody: tuple[Moment, ...]
    note: str = ""
    proof: Proof = Proof()
    message: Message | None = None


@dataclass(frozen=True, slots=True)
class EvidenceState:
    """The whole page. ``mode``: single or compare; ``side``: whose facts are shown, left or right.

    ``party`` is the end of the title that stays in sight, ``parties`` those of ``cases``.
    """

    case: str = ""
    cases: tuple[tuple[str, str], ...] = ()
    parties: Mapping[str, str] = field(default_factory=dict)
    number: str = ""
    title: str = ""
    party: str = ""
    groups: tuple[ShotGroup, ...] = ()
    count: int = 0
    mode: str = "single"
    side: str = "left"
    left: ShotView | None = None
    right: ShotView | None = None
    pair: str = ""
    message: Message | None = None

    @property
    def shown(self) -> ShotView | None:
        """The file whose facts stand at the side."""
        return self.right if self.side == "right" and self.mode == "compare" else self.left

    def ids(self) -> tuple[str, ...]:
        """All files in the order of the list."""
        return tuple(shot.id for group in self.groups for shot in group.shots)


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo to be drawn, or why there is none."""

    evidence: str
    pixels: Pixels | None = None
    note: str = ""
    message: Message | None = None
