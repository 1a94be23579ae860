"""The fields of the on-the-spot page: where each stands, how it is typed and how it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.domain.case import Case
from app.domain.clock import SHANGHAI, rfc3339
from app.domain.dates import moment_of
from app.domain.fields import FIELDS, FieldKind, FieldRefused, checked_value
from app.domain.money import parse
from app.presenters.formats import minute, yuan
from app.presenters.office import RoomLeft
from app.presenters.wording import FIELD_WORDS, FORM_WORDS

WHO, WHAT, EVIDENCE, TELLING, PENALTY = "who", "what", "evidence", "telling", "penalty"
BLOCKS: tuple[tuple[str, str], ...] = (
    (WHO, "谁"),
    (WHAT, "什么"),
    (EVIDENCE, "证据"),
    (TELLING, "告知与申辩"),
    (PENALTY, "处罚"),
)

PERSON_FIELDS = ("party.kind", "party.name", "party.identity", "party.phone", "party.address")
UNIT_FIELDS = (
    "party.kind",
    "party.unit_name",
    "party.credit_code",
    "party.representative",
    "party.phone",
    "party.unit_address",
)
WHAT_FIELDS = ("act.item", "act.at", "act.place", "act.facts")
FILES, DEFENCE, LEVEL = "evidence.files", "telling.defence", "decision.level"
"""Three entries of the page that are no fields of the record: files, the answer of the party, the level."""
PENALTY_FIELDS = (LEVEL, "decision.amount")
RECEIPT = "payment.receipt"

BLOCK_OF: Mapping[str, str] = {
    **dict.fromkeys((*PERSON_FIELDS, *UNIT_FIELDS, "party.sex", "party.born"), WHO),
    **dict.fromkeys(
        (
            *WHAT_FIELDS,
            "act.ended_at",
            "act.circumstance",
            "act.repeat",
            "act.harm_to_life_or_health",
            "act.gravity",
        ),
        WHAT,
    ),
    **dict.fromkeys(
        (
            FILES,
            "scene.from",
            "scene.until",
            "scene.narrative",
            "scene.statement",
            "scene.witness",
            "scene.card_shown",
            "scene.rights_told",
            "scene.party_present",
            "scene.recusal_asked",
            "correction.demand",
            "correction.term",
            "correction.due",
            "reinspection.from",
            "reinspection.until",
            "reinspection.card_shown",
            "reinspection.party_present",
        ),
        EVIDENCE,
    ),
    DEFENCE: TELLING,
    **dict.fromkeys(
        (
            *PENALTY_FIELDS,
            RECEIPT,
            "decision.kind",
            "decision.branch",
            "decision.benchmark",
            "decision.tier",
            "decision.reason",
            "decision.defence_answer",
            "decision.other_penalties",
            "act.no_penalty_choice",
            "payment.mode",
            "payment.ground",
            "payment.ground_reason",
        ),
        PENALTY,
    ),
}
CHOICES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "party.kind": (("person", "个人"), ("unit", "单位"), ("sole_trader", "个体工商户")),
    "party.sex": (("男", "男"), ("女", "女")),
    "act.repeat": (("first", "首次"), ("repeat", "第二次及以上")),
    "act.gravity": (
        ("ordinary", "一般"),
        ("slight", "轻微"),
        ("minor_corrected_no_harm", "轻微、已改正、没有后果"),
        ("first_slight_corrected", "初次、后果轻微、已改正"),
    ),
    "correction.term": (("at_once", "立即改正"), ("by_date", "限期改正")),
    "payment.mode": (("on_spot", "当场收缴"), ("bank", "银行缴纳")),
    "payment.ground": (
        ("at_most_limit", "当场收缴限额以下"),
        ("hard_later", "事后难以执行"),
        ("remote", "边远地区当事人提出"),
    ),
}


@dataclass(frozen=True, slots=True)
class FieldState:
    """One field as it is shown.

    Attributes:
        text: what stands in it: a typed text, the key of a choice, ``yes`` or ``no`` of a flag.
        error: one sentence when what was typed cannot be saved, or does not fit on a paper.
        note: where a derived value comes from, or how much a paper still takes.
        locked: it is printed on an issued paper and no longer changes.
    """

    name: str
    label: str
    text: str = ""
    error: str = ""
    note: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    locked: bool = False

    @property
    def filled(self) -> bool:
        """Whether something is there that can be saved and printed."""
        return bool(self.text) and not self.error


def fields_of_party(kind: str) -> tuple[str, ...]:
    """The fields of block 谁 for a kind of party; a person's before anything is chosen."""
    return UNIT_FIELDS if kind == "unit" else PERSON_FIELDS


def label_of(name: str, kind: str = "") -> str:
    """What stands before a field; a sole trader's name is that of the operator."""
    if kind == "sole_trader" and name == "party.name":
        return "经营者"
    return FIELD_WORDS.get(name, name)


def read_typed(name: str, typed: str) -> object:
    """The value of what was typed, ready to be saved; None for an empty text.

    Raises:
        FieldRefused: it does not fit the field.
        MoneyUnreadable: it is no amount.
    """
    text = typed.strip()
    if not text:
        return None
    spec = FIELDS.get(name)
    kind = FieldKind.TEXT if spec is None else spec.kind
    if kind is FieldKind.FEN:
        return checked_value(name, int(parse(text)))
    if kind is FieldKind.FLAG:
        return checked_value(name, text == "yes")
    if kind is FieldKind.TIME:
        return checked_value(name, _moment(name, text))
    if kind is FieldKind.DATE:
        return checked_value(name, _day(name, text))
    return checked_value(name, text)


def shown_value(name: str, value: object) -> str:
    """How a saved value stands in its field."""
    if value is None:
        return ""
    spec = FIELDS.get(name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if spec is not None and spec.kind is FieldKind.FEN and isinstance(value, int):
        return yuan(value)
    if spec is not None and spec.kind is FieldKind.TIME:
        return minute(moment_of(str(value)))
    return str(value)


def field_state(case: Case | None, name: str, typed: Mapping[str, str], error: str = "") -> FieldState:
    """The state of one field: what is being corrected stands before what was saved."""
    kind = str(case.value("party.kind") or "") if case is not None else typed.get("party.kind", "")
    saved = "" if case is None else shown_value(name, case.value(name))
    text = typed.get(name, saved)
    choices = CHOICES.get(name, ())
    return FieldState(name, label_of(name, kind), text, error, choices=choices, locked=is_locked(case, name))


NEAR = 30
"""Characters that are left on a paper from which on they are counted beside the field."""


def with_room(field: FieldState, room: RoomLeft | None) -> FieldState:
    """The field with the count of characters that its paper still takes, or that are too many."""
    if room is None or field.locked or field.error or room.left > NEAR:
        return field
    if room.left < 0:
        return replace(field, error=f"{FORM_WORDS[room.form]}上写不下，超出 {-room.left} 字。")
    return replace(field, note=f"还能写 {room.left} 字")


FREEZES: Mapping[str, tuple[str, ...]] = {
    "D10": ("scene.",),
    "D08": ("correction.",),
    "D09": ("reinspection.",),
    "D20": ("party.", "act.", "decision.", "payment.mode", "payment.ground"),
}
"""What each paper freezes, as the tables of the procedure have it; the judge has the last word."""


def is_locked(case: Case | None, name: str) -> bool:
    """Whether an issued paper holds the field."""
    if case is None:
        return False
    if name == RECEIPT and case.money:
        return True
    return any(name.startswith(starts) for form, starts in FREEZES.items() if case.papers(form))


def _moment(name: str, text: str) -> str:
    plain = text.replace("：", ":").replace("/", "-").replace("T", " ")
    for shape in ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"):
        try:
            return rfc3339(datetime.strptime(plain, shape).replace(tzinfo=SHANGHAI))
        except ValueError:
            continue
    raise FieldRefused(field=name, reason="no_date")


def _day(name: str, text: str) -> str:
    try:
        return date.fromisoformat(text.replace("/", "-")).isoformat()
    except ValueError as error:
        raise FieldRefused(field=name, reason="no_date") from error
