"""The on-the-spot page as data: five blocks, the papers beside them, the bar with the one next step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.ports.paperwork import StampPlace
from app.presenters.finding_words import FindingText
from app.presenters.messages import Message
from app.presenters.spot_fields import FieldState


@dataclass(frozen=True, slots=True)
class Person:
    """An officer of the team with the state of his card. ``tone``: ok or danger."""

    id: str
    name: str
    card: str
    tone: str = "ok"
    tip: str = ""


@dataclass(frozen=True, slots=True)
class BlockState:
    """One of the five. ``state``: open, done or shut; ``why`` stands at the right of its head."""

    key: str
    number: int
    title: str
    state: str = "open"
    why: str = ""
    tone: str = "neutral"
    reasons: tuple[FindingText, ...] = ()
    extras: tuple[FieldState, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkWord:
    """A small mark beside a figure: ``mark`` checked, derived or unchecked, with what it is about."""

    about: str
    mark: str
    tip: str = ""


@dataclass(frozen=True, slots=True)
class ItemView:
    """The chosen item."""

    code: str
    name: str
    marks: tuple[MarkWord, ...] = ()
    correction_first: bool = False
    order: str = ""


@dataclass(frozen=True, slots=True)
class ItemOption:
    """One hit of the search for items; what is not the street's is grey."""

    code: str
    name: str
    line: str
    ours: bool


@dataclass(frozen=True, slots=True)
class Tile:
    """One sealed file. ``kind``: image, video or file."""

    id: str
    kind: str
    caption: str
    hash: str
    length: str = ""
    tip: str = ""
    readable: bool = True


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper of this page. ``state``: missing, issued or served."""

    form: str
    title: str
    state: str
    words: str
    document: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionState:
    """The part of block 证据 that orders correction and records what was found afterwards."""

    shown: bool = False
    may_reinspect: bool = False
    term: FieldState | None = None
    due: FieldState | None = None
    demand: FieldState | None = None
    result: str = ""
    narrative: str = ""
    tiles: tuple[Tile, ...] = ()
    recorded: str = ""


@dataclass(frozen=True, slots=True)
class TellingState:
    """What was told and answered; typed values until it is recorded, ``error`` and ``note`` on the words."""

    card_shown: bool = False
    rights_told: bool = False
    defence: str = ""
    words: str = ""
    new_fact: bool = False
    recorded: str = ""
    error: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class LevelOption:
    """A level to choose. ``key`` is warning, range or benchmark:tier."""

    key: str
    words: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class PenaltyState:
    """Levels, amount and how it is paid."""

    levels: tuple[LevelOption, ...] = ()
    level: str = ""
    warning: bool = False
    range_words: str = ""
    mark: MarkWord | None = None
    cap_words: str = ""
    pay_title: str = ""
    pay_text: str = ""
    pay_tone: str = "neutral"
    pay_choice: str = ""
    pays_on_spot: bool = False


@dataclass(frozen=True, slots=True)
class PrimaryAct:
    """The one next step. ``act``: docket, confirm, scene_record, order, reinspect, reinspection_record,
    tell, decide, collect or open_case."""

    act: str
    word: str
    icon: str = ""
    enabled: bool = True
    hint: str = ""


@dataclass(frozen=True, slots=True)
class BarState:
    """The action bar: how far it is, which number comes, the next step and its reasons."""

    filled: int = 0
    fields: int = 0
    words: str = ""
    tone: str = "neutral"
    number_words: str = ""
    primary: PrimaryAct = PrimaryAct("docket", "登记线索")
    reasons: tuple[FindingText, ...] = ()


@dataclass(frozen=True, slots=True)
class Sealing:
    """A file that is being sealed; sizes in bytes."""

    name: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class HandOver:
    """What the hand-over dialog proposes."""

    form: str
    title: str
    recipient: str
    consequence: str
    deed: str


@dataclass(frozen=True, slots=True)
class SpotState:
    """The whole page."""

    case: str = ""
    number: str = ""
    me: Person = Person("", "", "")
    assist: Person | None = None
    assists: tuple[tuple[str, str], ...] = ()
    unconfirmed: int = 0
    blocks: tuple[BlockState, ...] = ()
    fields: Mapping[str, FieldState] = field(default_factory=dict)
    item: ItemView | None = None
    tiles: tuple[Tile, ...] = ()
    correction: CorrectionState = CorrectionState()
    telling: TellingState = TellingState()
    penalty: PenaltyState = PenaltyState()
    papers: tuple[PaperRow, ...] = ()
    shown_form: str = "D20"
    bar: BarState = BarState()
    hand_over: HandOver | None = None
    message: Message | None = None
    warnings: tuple[FindingText, ...] = ()
    damaged: tuple[str, ...] = ()
    decided: bool = False
    finished: bool = False

    def block(self, key: str) -> BlockState:
        """One block by its key; an unknown one reads as shut."""
        return next((block for block in self.blocks if block.key == key), BlockState(key, 0, "", "shut"))


@dataclass(frozen=True, slots=True)
class PaperPreview:
    """The paper beside the form: PDF bytes with the places of the stamp, or why there is none."""

    case: str = ""
    form: str = ""
    title: str = ""
    caption: str = ""
    pdf: bytes = b""
    stamps: tuple[StampPlace, ...] = ()
    empty: str = ""
    message: Message | None = None
