"""Parts of the on-the-spot page from the facts of one refresh: team, item, tiles, papers, penalty."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.case import Case, Evidence
from app.domain.catalogue import Item, Mark, PartyKind, Source
from app.domain.catalogue.competence import competence_on
from app.domain.catalogue.summary import SummaryCaps, caps_of
from app.domain.dates import moment_of
from app.domain.roster import Officer
from app.presenters.formats import clock, dotted, length_words, seconds, short_hash, short_number, yuan
from app.presenters.spot_facts import (
    DECISION,
    ORDER,
    REINSPECTION_RECORD,
    SCENE_RECORD,
    SpotFacts,
)
from app.presenters.spot_fields import FieldState, field_state, with_room
from app.presenters.spot_state import (
    CorrectionState,
    ItemView,
    LevelOption,
    MarkWord,
    PaperRow,
    PenaltyState,
    Person,
    TellingState,
    Tile,
)
from app.presenters.timeline import evidence_kind
from app.presenters.wording import FORM_WORDS, MODE_WORDS, RESULT_WORDS

MARKS = {Mark.CHECKED: "checked", Mark.ASSUMED: "derived", Mark.UNCHECKED: "unchecked"}
WARNING, RANGE = "warning", "range"


def person(officer: Officer, facts: SpotFacts) -> Person:
    """An officer with the card that is valid on the day of the act."""
    card = officer.card_on(facts.today)
    if card is not None:
        return Person(officer.id, officer.name, card.number, "ok", f"执法证有效期至 {card.valid_until}")
    newest = max(officer.cards, key=lambda one: one.valid_until, default=None)
    tip = f"执法证 {newest.valid_until} 已到期" if newest else "没有执法证"
    return Person(officer.id, officer.name, newest.number if newest else "无证", "danger", tip)


def assist_of(facts: SpotFacts) -> Person | None:
    """The second officer, or None."""
    chosen = facts.typed.get("case.assist", "")
    if facts.case is not None:
        chosen = facts.case.team[1] if len(facts.case.team) > 1 else ""
    if not chosen or not facts.roster.knows(chosen):
        return None
    return person(facts.roster.officer(chosen), facts)


def assists(facts: SpotFacts) -> tuple[tuple[str, str], ...]:
    """Who may be the second officer: everyone else who holds a card."""
    return tuple(
        (officer.id, dotted(officer.name, officer.cards[-1].number))
        for officer in facts.roster.officers
        if officer.id != facts.me.id and officer.cards
    )


def item_view(facts: SpotFacts) -> ItemView | None:
    """The chosen item with the marks of holder and figure."""
    item = facts.item
    if item is None:
        return None
    marks = [
        MarkWord("街镇事项", MARKS[competence_on(facts.catalogue, item, facts.today).mark], item.holder.note)
    ]
    if branches := facts.branches:
        marks.append(MarkWord("数额", MARKS[branches[0].mark], branches[0].source))
    return ItemView(item.code, item.short_name, tuple(marks), facts.correction_first, item.correction.order)


def tile(item: Evidence) -> Tile:
    """One sealed file in a row of tiles; a camera's own clock is shown only where it fits the day."""
    length = item.facts.get("duration_ms")
    taken, sealed = item.taken_at or "", moment_of(item.at)
    same_day = taken[:10] == sealed.date().isoformat() and "T" in taken
    kind = item.media_type.split("/", 1)[0]
    claimed = f"相机时间 {taken[:16].replace('T', ' ')}" if taken else ""
    return Tile(
        id=item.id,
        kind=kind if kind in ("image", "video") else "file",
        caption=dotted(taken[11:16] if same_day else clock(sealed), evidence_kind(item.media_type)),
        hash=short_hash(item.sha256),
        length=length_words(length) if isinstance(length, int) else "",
        tip=dotted(item.title, f"封存 {seconds(sealed)}", claimed),
        readable=item.readable,
    )


def tiles(case: Case | None, *acts: str) -> tuple[Tile, ...]:
    """The files of some acts, oldest first."""
    return () if case is None else tuple(tile(one) for one in case.evidence if one.act in acts)


def paper_rows(facts: SpotFacts) -> tuple[PaperRow, ...]:
    """The papers of this page in the order of the act."""
    forms = [SCENE_RECORD, DECISION]
    if facts.correction_first:
        forms = [SCENE_RECORD, ORDER, REINSPECTION_RECORD, DECISION]
    return tuple(_paper_row(facts, form) for form in forms)


def _paper_row(facts: SpotFacts, form: str) -> PaperRow:
    paper = facts.paper(form)
    title = FORM_WORDS[form]
    if paper is None:
        return PaperRow(form, title, "missing", "未出具")
    number = short_number(paper.number)
    if paper.served_at is None:
        return PaperRow(form, title, "issued", dotted("已出具", number), paper.id)
    refused = "，拒绝签收" if paper.refused_to_sign else ""
    mode = MODE_WORDS.get(paper.served_mode or "", "已送达")
    words = f"{clock(moment_of(paper.served_at))} {mode}{refused}"
    return PaperRow(form, title, "served", dotted(words, number), paper.id)


def correction(facts: SpotFacts, drafts: Mapping[str, str]) -> CorrectionState:
    """The correction part: shown for items that fine only refusal."""
    found = facts.reinspection
    recorded = ""
    if found is not None:
        recorded = f"{clock(moment_of(found.at))} 复查：{RESULT_WORDS.get(found.result, found.result)}"
    return CorrectionState(
        shown=facts.correction_first,
        may_reinspect=facts.order is not None and found is None,
        term=field_state(facts.case, "correction.term", facts.typed),
        demand=with_room(
            field_state(facts.case, "correction.demand", facts.typed), facts.rooms.get("correction.demand")
        ),
        due=field_state(facts.case, "correction.due", facts.typed, facts.errors.get("correction.due", "")),
        result=found.result if found else drafts.get("reinspection.result", ""),
        narrative=found.narrative if found else drafts.get("reinspection.narrative", ""),
        tiles=tiles(facts.case, "correction", "reinspection"),
        recorded=recorded,
    )


def telling(facts: SpotFacts, drafts: Mapping[str, str]) -> TellingState:
    """What was told, or what is being filled in."""
    told = facts.telling
    if told is None:
        heard = FieldState("telling.words", "内容", drafts.get("telling.words", ""))
        heard = with_room(heard, facts.rooms.get("telling.words"))
        return TellingState(
            card_shown=drafts.get("telling.card") == "yes",
            rights_told=drafts.get("telling.rights") == "yes",
            defence=drafts.get("telling.defence", ""),
            words=heard.text,
            new_fact=drafts.get("telling.new_fact") == "yes",
            error=heard.error,
            note=heard.note,
        )
    answer = "未提出陈述申辩" if told.defence == "none" else "已提出陈述申辩"
    recorded = f"{clock(moment_of(told.at))} 已告知，{answer}"
    return TellingState(told.card_shown, told.rights_told, told.defence, told.words, told.new_fact, recorded)


def level_options(facts: SpotFacts) -> tuple[LevelOption, ...]:
    """A warning where the item knows one, the levels of the benchmark, and the statutory range."""
    item = facts.item
    if item is None:
        return ()
    found = [LevelOption(WARNING, "警告")] if "警告" in item.penalty_kinds else []
    for level in facts.levels:
        words = f"{level.label}　{yuan(level.low)}–{yuan(level.high)} 元"
        found.append(
            LevelOption(f"{level.benchmark}:{level.tier}", words, "已核" if level.quotable else "推定")
        )
    if statutory := _statutory(facts):
        found.append(LevelOption(RANGE, f"法定幅度　{statutory} 元，须说明理由"))
    return tuple(found)


def _statutory(facts: SpotFacts) -> str:
    money = facts.branches[0].fine.money if facts.branches else None
    return f"{yuan(money.low)}–{yuan(money.high)}" if money else ""


def chosen_level(facts: SpotFacts) -> str:
    """The key of the level that the record holds."""
    if facts.text("decision.kind") == WARNING:
        return WARNING
    benchmark, tier = facts.text("decision.benchmark"), facts.text("decision.tier")
    if benchmark and tier:
        return f"{benchmark}:{tier}"
    return RANGE if facts.text("decision.kind") == "fine" and facts.text("decision.branch") else ""


def penalty(facts: SpotFacts) -> PenaltyState:
    """Levels, the range and its mark, what may be fined on the spot, and how it is paid."""
    level = chosen_level(facts)
    title, text, tone = _payment(facts)
    return PenaltyState(
        levels=level_options(facts),
        level=level,
        warning=level == WARNING,
        range_words=_range_words(facts, level),
        mark=_level_mark(facts, level),
        cap_words=_cap_words(facts),
        pay_title=title,
        pay_text=text,
        pay_tone=tone,
        pay_choice=facts.text("payment.mode"),
        pays_on_spot=facts.text("payment.mode") == "on_spot" and level != WARNING,
    )


def _range_words(facts: SpotFacts, level: str) -> str:
    for offer in facts.levels:
        if f"{offer.benchmark}:{offer.tier}" == level:
            low = "" if offer.low_inclusive else "不含 "
            high = "" if offer.high_inclusive else "（不含）"
            return f"{low}{yuan(offer.low)}–{yuan(offer.high)} 元{high}"
    return f"{_statutory(facts)} 元" if level == RANGE else ""


def _level_mark(facts: SpotFacts, level: str) -> MarkWord | None:
    for offer in facts.levels:
        if f"{offer.benchmark}:{offer.tier}" == level:
            benchmark = facts.catalogue.benchmark(offer.benchmark)
            words = (
                "已发布的裁量基准" if benchmark.source is Source.PUBLISHED else "按幅度切分的参考，文书不引用"
            )
            return MarkWord("档次", "checked" if offer.quotable else "derived", words)
    return None


def caps(facts: SpotFacts) -> SummaryCaps:
    """The caps of the summary procedure on the day of the act."""
    return caps_of(facts.parameters, facts.today)


def _cap_words(facts: SpotFacts) -> str:
    party = facts.party
    if party is None or facts.item is None:
        return ""
    who = "单位" if party is PartyKind.UNIT else "个人"
    return f"{who}当场处罚以 {yuan(caps(facts).cap_for(party))} 元为限"


def collect_limit(facts: SpotFacts) -> int:
    """The highest fine that may be taken on the spot without another ground, in fen."""
    return int(facts.parameters.fen("summary.collect_max", facts.today))


def _payment(facts: SpotFacts) -> tuple[str, str, str]:
    """Title, text and tone of the line about payment; empty while there is no amount."""
    amount = None if facts.case is None else facts.case.amount("decision.amount")
    if amount is None or facts.text("decision.kind") == WARNING:
        return "", "", "neutral"
    limit = yuan(collect_limit(facts))
    if facts.text("payment.mode") == "on_spot":
        return f"{limit} 元以下，可以当场收缴。", "开具财政票据，票据号留存（第六十八条、第七十条）。", "ok"
    if amount <= collect_limit(facts):
        return "由当事人到银行缴纳。", f"{limit} 元以下也可以当场收缴（第六十七条、第六十八条）。", "neutral"
    days = facts.parameters.value("payment.days", facts.today)
    return (
        f"超过 {limit} 元，不当场收缴。",
        f"文书印明 {days} 日内到代收银行缴纳（第六十七条、第六十八条）。",
        "warn",
    )


def item_line(item: Item, facts: SpotFacts) -> str:
    """Code and ranges of an item, for the list of hits."""
    ranges = []
    for branch in facts.catalogue.branches_on(item, facts.today):
        money = branch.fine.money
        if money is not None:
            ranges.append(f"{branch.subject} {money.low // 100:,}–{money.high // 100:,}")
    return dotted(item.code, *ranges[:2])
