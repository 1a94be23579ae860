"""The five blocks and the action bar of the on-the-spot page, worked out from the facts of one refresh."""

from __future__ import annotations

from collections.abc import Mapping

from app.presenters.finding_words import FindingText, texts_of
from app.presenters.formats import yuan
from app.presenters.spot_facts import FORM_OF_ACT, SCENE_RECORD, SpotFacts, next_act
from app.presenters.spot_fields import (
    BLOCK_OF,
    BLOCKS,
    DEFENCE,
    EVIDENCE,
    FILES,
    LEVEL,
    PENALTY,
    RECEIPT,
    TELLING,
    WHAT,
    WHAT_FIELDS,
    WHO,
    FieldState,
    field_state,
    fields_of_party,
    with_room,
)
from app.presenters.spot_parts import WARNING, chosen_level
from app.presenters.spot_state import BarState, BlockState, PrimaryAct
from app.presenters.wording import FORM_WORDS

_BLOCK_OF_ACT = {"order": EVIDENCE, "reinspect": EVIDENCE, "evidence": EVIDENCE, "tell": TELLING}
_OUR_OWN_STEP = frozenset({"paper.not_now", "paper.wrong_step"})
"""What the page itself does on the way to the decision: steps that nothing stands against."""
_HIDDEN = frozenset({"scene.until", "reinspection.until", "reinspection.from", "scene.from"})
"""Times that the page writes itself at the moment of the act."""
_WORDS = {
    "docket": ("登记线索，开始办案", "file-plus"),
    "confirm": ("协办确认", "users"),
    "scene_record": ("出具现场检查笔录", "file-text"),
    "order": ("打印并交付责令改正通知书", "printer"),
    "reinspect": ("记录复查结果", "eye"),
    "reinspection_record": ("出具复查记录", "file-text"),
    "tell": ("记录告知与申辩", "pen-line"),
    "decide": ("打印并交付", "printer"),
    "collect": ("登记当场收缴", "banknote"),
    "open_case": ("打开案件", "folder-open"),
}
_NUMBER_CLASSES = {"order": "责改", "decide": "当罚", "docket": "线"}


def basic_fields(facts: SpotFacts) -> tuple[str, ...]:
    """The fields of the page, at most fourteen, in the order in which they are filled."""
    last = () if facts.text("payment.mode") != "on_spot" else (RECEIPT,)
    amount = () if chosen_level(facts) == WARNING else ("decision.amount",)
    kind = facts.text("party.kind")
    return (*fields_of_party(kind), *WHAT_FIELDS, FILES, DEFENCE, LEVEL, *amount, *last)


def is_filled(name: str, facts: SpotFacts, drafts: Mapping[str, str]) -> bool:
    """Whether a field of the page holds something that is saved."""
    if name in facts.errors:
        return False
    if name == FILES:
        return facts.case is not None and bool(facts.case.evidence_of("scene"))
    if name == DEFENCE:
        return facts.telling is not None or bool(drafts.get(DEFENCE))
    if name == LEVEL:
        return bool(chosen_level(facts))
    if facts.case is None:
        return bool(facts.typed.get(name))
    return facts.case.value(name) is not None


def reasons_of(facts: SpotFacts) -> tuple[FindingText, ...]:
    """What blocks the next act, without what the page does by itself on the way."""
    found = [one for one in facts.against if one.code not in _OUR_OWN_STEP]
    texts = texts_of(tuple(found))
    return tuple(text for text in texts if text.blocks and _field_of(text) not in _HIDDEN)


def warnings_of(facts: SpotFacts) -> tuple[FindingText, ...]:
    """What must be read and answered once, and is not yet answered."""
    case = facts.case
    texts = texts_of(tuple(one for one in facts.against if one.severity.value == "warn"))
    seen: dict[str, FindingText] = {}
    for text in texts:
        if case is None or not case.has_confirmed(text.code):
            seen.setdefault(text.code, text)
    return tuple(seen.values())


def _field_of(text: FindingText) -> str:
    kind, _, name = text.goes_to.partition(":")
    return name if kind == "field" else ""


def block_of(text: FindingText) -> str:
    """The block in which a reason is cured; empty for none of them."""
    kind, _, name = text.goes_to.partition(":")
    if kind == "block":
        return name
    return BLOCK_OF.get(name, "") if kind == "field" else _BLOCK_OF_ACT.get(name, "")


def blocks(facts: SpotFacts, drafts: Mapping[str, str]) -> tuple[BlockState, ...]:
    """All five, in the order of the act."""
    reasons = reasons_of(facts)
    basic = basic_fields(facts)
    found = []
    for number, (key, title) in enumerate(BLOCKS, start=1):
        own = tuple(text for text in reasons if block_of(text) == key)
        missing = [name for name in basic if BLOCK_OF[name] == key and not is_filled(name, facts, drafts)]
        state, why, tone = _standing(key, facts, own, missing)
        found.append(BlockState(key, number, title, state, why, tone, own, _extras(key, own, facts, basic)))
    return tuple(found)


def _standing(
    key: str, facts: SpotFacts, own: tuple[FindingText, ...], missing: list[str]
) -> tuple[str, str, str]:
    if key in (TELLING, PENALTY) and not facts.opened:
        why = "已改正，不罚款" if facts.corrected else "先责令改正，拒不改正后才办这一步"
        return "shut", why, "neutral"
    if facts.decision is not None and key != PENALTY:
        return "done", _done_words(key, facts), "ok"
    if own:
        return "open", f"还差 {len(own)} 项", "danger"
    if missing or not _act_done(key, facts):
        return "open", f"还有 {len(missing)} 项没填" if missing else _open_words(key, facts), "neutral"
    return "done", _done_words(key, facts), "ok"


def _act_done(key: str, facts: SpotFacts) -> bool:
    if key == EVIDENCE and facts.correction_first:
        return facts.refused or facts.corrected
    if key == TELLING:
        return facts.telling is not None
    return True


def _open_words(key: str, facts: SpotFacts) -> str:
    if key == TELLING:
        return "还没有记录告知"
    if key == EVIDENCE and facts.order is None:
        return "先责令改正，拒不改正才罚款"
    return "等待复查" if key == EVIDENCE else ""


def _done_words(key: str, facts: SpotFacts) -> str:
    case = facts.case
    if key == WHO:
        return "身份已登记"
    if key == WHAT:
        return "违法事实已登记"
    if key == EVIDENCE and case is not None:
        photos = sum(1 for one in case.evidence if one.media_type.startswith("image/"))
        films = sum(1 for one in case.evidence if one.media_type.startswith("video/"))
        words = [f"{photos} 张照片"] if photos else []
        words += [f"{films} 段录像"] if films else []
        return "·".join([*words, "均已封存"])
    if key == TELLING:
        return "已告知，已听取"
    return "当场处罚条件成立"


def _extras(
    key: str, own: tuple[FindingText, ...], facts: SpotFacts, basic: tuple[str, ...]
) -> tuple[FieldState, ...]:
    """Fields that the page does not show by itself: asked for by a reason, or already filled."""
    asked = [name for text in own if (name := _field_of(text)) and name not in basic]
    asked += [name for name in _KEPT.get(key, ()) if facts.text(name)]
    if facts.case is not None and facts.paper(SCENE_RECORD) is None and facts.decision is None:
        asked += _FOR_SCENE_RECORD.get(key, ())
    known = [name for name in dict.fromkeys(asked) if name in BLOCK_OF and name not in _PLACED]
    shown = (field_state(facts.case, name, facts.typed, facts.errors.get(name, "")) for name in known)
    return tuple(with_room(field, facts.rooms.get(field.name)) for field in shown)


_FOR_SCENE_RECORD = {EVIDENCE: ("scene.statement", "scene.witness")}
"""What the scene record tells when there is something to tell: nothing asks for it."""
_KEPT = {
    WHO: ("party.sex", "party.born"),
    EVIDENCE: ("scene.statement", "scene.witness"),
    PENALTY: ("decision.reason", "decision.defence_answer", "act.no_penalty_choice", "payment.ground_reason"),
}
_PLACED = frozenset(
    {
        LEVEL,
        RECEIPT,
        "decision.tier",
        "decision.branch",
        "decision.kind",
        "correction.demand",
        "correction.term",
        "correction.due",
        "scene.card_shown",
        "scene.rights_told",
        "scene.party_present",
        "scene.recusal_asked",
        "reinspection.card_shown",
        "reinspection.party_present",
    }
)
"""Fields with a place of their own on the page beside the basic ones."""


def bar(facts: SpotFacts, drafts: Mapping[str, str]) -> BarState:
    """How far the page is, which number comes, and the one next step."""
    basic = basic_fields(facts)
    filled = sum(1 for name in basic if is_filled(name, facts, drafts))
    act = next_act(facts)
    reasons = reasons_of(facts)
    whole = filled == len(basic) and not reasons
    return BarState(
        filled=filled,
        fields=len(basic),
        words=f"{'五块都齐了，' if whole else ''}{len(basic)} 项已填 {filled}",
        tone="ok" if whole else "neutral",
        number_words=_number_words(act, facts),
        primary=_primary(act, facts, reasons, drafts),
        reasons=reasons,
    )


def _number_words(act: str, facts: SpotFacts) -> str:
    number_class = _NUMBER_CLASSES.get(act)
    if number_class is None:
        return ""
    left = facts.numbers_left.get(number_class, 0)
    when = "登记时" if act == "docket" else "打印时"
    return (
        f"{number_class}文号在{when}启用，本机号段余 {left} 个" if left else f"本机{number_class}文号已用完"
    )


def _primary(
    act: str, facts: SpotFacts, reasons: tuple[FindingText, ...], drafts: Mapping[str, str]
) -> PrimaryAct:
    only_confirm = bool(reasons) and all(text.goes_to == "act:confirm" for text in reasons)
    if only_confirm and facts.unconfirmed and act in FORM_OF_ACT:
        return PrimaryAct("confirm", f"协办确认 {facts.unconfirmed} 项", "users")
    word, icon = _WORDS[act]
    if act == "docket":
        return PrimaryAct(act, word, icon, enabled=facts.numbers_left.get("线", 0) > 0)
    if act == "reinspect":
        return PrimaryAct(act, word, icon, enabled=bool(drafts.get("reinspection.result")))
    if act == "tell":
        return PrimaryAct(act, word, icon, enabled=bool(drafts.get(DEFENCE)))
    if act == "collect" and facts.case is not None:
        amount = yuan(facts.case.amount("decision.amount"))
        return PrimaryAct(act, f"{word} {amount} 元", icon, enabled=bool(facts.text(RECEIPT)))
    hint = "Ctrl+P" if act in ("order", "decide") else ""
    return PrimaryAct(act, word, icon, enabled=not (reasons and act in FORM_OF_ACT), hint=hint)


def shown_form(facts: SpotFacts) -> str:
    """The paper that grows beside the form: that of the next act."""
    act = next_act(facts)
    return {"reinspect": "D09", "docket": "D10" if facts.correction_first else "D20"}.get(
        act, FORM_OF_ACT.get(act, "D20")
    )


def form_title(form: str) -> str:
    """The name of a paper."""
    return FORM_WORDS.get(form, form)
