"""The full-process record in words: one line for each act, grouped by day, runs of typing folded into one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.domain import bodies
from app.domain.bodies import Body, body_of
from app.domain.dates import moment_of
from app.domain.errors import AppError
from app.ports.work import TimelineRow
from app.presenters.finding_words import texts_of
from app.presenters.formats import clock, day_word, dotted, short_number, size_words, weekday, yuan
from app.presenters.timeline_ordinary import ORDINARY_WORDS
from app.presenters.wording import (
    ACT_WORDS,
    FIELD_WORDS,
    FORM_WORDS,
    GROUND_WORDS,
    MODE_WORDS,
    RESULT_WORDS,
    SOURCE_WORDS,
    STEP_ACTS,
)

TYPED = "field.set"
SHOWN_FIELDS = 3
"""A run of typing names so many fields; more are counted, and named by the tool tip."""
VOID_WORDS: Mapping[str, str] = {
    "cut_off": "取号后程序或者电源中断，号码注销",
    "reapproved": "文书出具前重新审批，原号码注销",
}
"""Reasons that the program itself gives for voiding a number."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One line. ``tone``: neutral, accent, ok, warn or danger; ``sent`` whether the district has it.

    ``said`` is what the law had said to the act when it was recorded, in sentences; it is not made anew.
    ``tip`` names everything that a run of typing filled in.
    """

    entry: str
    time: str
    title: str
    caption: str = ""
    tone: str = "neutral"
    sent: bool = False
    fields: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """The acts of one day, oldest first."""

    key: str
    title: str
    note: str
    moments: tuple[Moment, ...]


def days_of(rows: Iterable[TimelineRow], today: date, names: Mapping[str, str]) -> tuple[Day, ...]:
    """Group acts by the stated day, in the order of the record. ``names`` are officers by roster id."""
    found: dict[date, list[Moment]] = {}
    for row in rows:
        day = moment_of(row.entry.header.act_at).date()
        moments = found.setdefault(day, [])
        line = line_of(row, names)
        if moments and line.fields and moments[-1].fields:
            moments[-1] = _joined(moments[-1], line)
        else:
            moments.append(line)
    return tuple(
        Day(
            day.isoformat(),
            f"{day_word(day, today)} {weekday(day)}",
            f"{len(moments)} 条",
            tuple(moments),
        )
        for day, moments in sorted(found.items())
    )


def line_of(row: TimelineRow, names: Mapping[str, str] | None = None) -> Moment:
    """One act in words; a body that was erased or cannot be read says so."""
    header = row.entry.header
    who = names or {}
    said = () if row.findings is None else tuple(text.sentence for text in texts_of(row.findings.items))
    base = Moment(
        entry=row.entry.id, time=clock(moment_of(header.act_at)), title="记录", sent=row.sent, said=said
    )
    try:
        body = body_of(row.entry)
    except AppError:
        return replace(base, title="记录读不懂", caption="内容原样保留", tone="danger")
    if body is None:
        return replace(base, title="内容已依法删除", caption="仅保留抬头和校验值")
    title, caption, tone = WORDS.get(type(body), _unknown)(body, who)
    fields = (body.field,) if isinstance(body, bodies.FieldSet) else ()
    if not caption:
        caption = who.get(header.actor, "")
    return replace(base, title=title, caption=_with_said(caption, said), tone=tone, fields=fields)


def _joined(first: Moment, later: Moment) -> Moment:
    fields = tuple(dict.fromkeys((*first.fields, *later.fields)))
    names = [FIELD_WORDS.get(name, name) for name in fields]
    title = f"填写{'、'.join(names)}" if len(names) <= SHOWN_FIELDS else f"填写 {len(names)} 项"
    said = tuple(dict.fromkeys((*first.said, *later.said)))
    return replace(
        first,
        title=title,
        fields=fields,
        caption=_with_said("自动保存", said),
        sent=first.sent and later.sent,
        said=said,
        tip=f"填写：{'、'.join(names)}" if len(names) > SHOWN_FIELDS else "",
    )


def _with_said(caption: str, said: tuple[str, ...]) -> str:
    return dotted(caption, f"当时提示：{''.join(said)}") if said else caption


Words = tuple[str, str, str]


def _docketed(body: bodies.CaseDocketed, names: Mapping[str, str]) -> Words:
    return f"登记线索·{short_number(body.clue_number)}", SOURCE_WORDS.get(body.source, body.source), "neutral"


def _field(body: bodies.FieldSet, names: Mapping[str, str]) -> Words:
    return f"填写{FIELD_WORDS.get(body.field, body.field)}", "自动保存", "neutral"


def _step(body: bodies.StepTaken, names: Mapping[str, str]) -> Words:
    return STEP_ACTS.get(body.end, body.end), "", "ok"


def _evidence(body: bodies.EvidenceAdded, names: Mapping[str, str]) -> Words:
    kind = evidence_kind(body.media_type)
    where = ACT_WORDS.get(body.act, body.act)
    note = "" if body.readable else "打不开，仍已封存"
    return f"{kind}封存·{where}", dotted(body.title, size_words(body.size), note), "neutral"


def _confirmed(body: bodies.ActConfirmed, names: Mapping[str, str]) -> Words:
    how = "本人口令" if body.how == "passphrase" else "纸质签名"
    return f"协办确认 {len(body.entries)} 项", how, "ok"


def _told(body: bodies.PartyTold, names: Mapping[str, str]) -> Words:
    answer = "未提出陈述申辩" if body.defence == "none" else f"陈述申辩：{body.words}"
    return "告知并听取陈述申辩", answer, "warn" if body.new_fact else "neutral"


def _issued(body: bodies.DocumentIssued, names: Mapping[str, str]) -> Words:
    form = FORM_WORDS.get(body.form, body.form)
    return f"出具{form}", dotted(body.number, f"{body.copies} 份"), "accent"


def _printed(body: bodies.DocumentPrinted, names: Mapping[str, str]) -> Words:
    where = "存为文件" if body.where.startswith("file") else "打印"
    return f"{where} {body.copies} 份", "份数已计入", "neutral"


def _served(body: bodies.DocumentServed, names: Mapping[str, str]) -> Words:
    signed = f"拒绝签收：{body.reason}" if body.refused_to_sign else "当事人已签收"
    return f"{MODE_WORDS.get(body.mode, body.mode)}·{body.recipient}", signed, "ok"


def _reinspected(body: bodies.ReinspectionRecorded, names: Mapping[str, str]) -> Words:
    tone = "ok" if body.result == "corrected" else "warn"
    return f"复查：{RESULT_WORDS.get(body.result, body.result)}", body.narrative, tone


def _money(body: bodies.MoneyTaken, names: Mapping[str, str]) -> Words:
    ground = GROUND_WORDS.get(body.ground, body.ground)
    return f"当场收缴 {yuan(body.amount)} 元", dotted(f"票据 {body.receipt}", ground), "ok"


def _voided(body: bodies.NumberVoided, names: Mapping[str, str]) -> Words:
    return f"作废文号 {body.number}", VOID_WORDS.get(body.reason, body.reason), "danger"


def _answered(body: bodies.FindingConfirmed, names: Mapping[str, str]) -> Words:
    return "核对提示并说明", body.reason, "neutral"


def _recorded(body: bodies.SummaryRecorded, names: Mapping[str, str]) -> Words:
    return "街道办事处已备案", body.register_number, "ok"


def _unknown(body: Body, names: Mapping[str, str]) -> Words:
    return "新版本的记录", "本版本不认识，原样保留", "warn"


WORDS: Mapping[type, Callable[[Any, Mapping[str, str]], Words]] = {
    bodies.CaseDocketed: _docketed,
    bodies.FieldSet: _field,
    bodies.StepTaken: _step,
    bodies.EvidenceAdded: _evidence,
    bodies.ActConfirmed: _confirmed,
    bodies.PartyTold: _told,
    bodies.DocumentIssued: _issued,
    bodies.DocumentPrinted: _printed,
    bodies.DocumentServed: _served,
    bodies.ReinspectionRecorded: _reinspected,
    bodies.MoneyTaken: _money,
    bodies.NumberVoided: _voided,
    bodies.FindingConfirmed: _answered,
    bodies.SummaryRecorded: _recorded,
    bodies.Unknown: _unknown,
    **ORDINARY_WORDS,
}


def evidence_kind(media_type: str) -> str:
    """照片, 录像, 录音, 文书 or 文件 of a media type."""
    kinds = {"image": "照片", "video": "录像", "audio": "录音"}
    return kinds.get(media_type.split("/", 1)[0], "文书" if media_type == "application/pdf" else "文件")
