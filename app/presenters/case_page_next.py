"""The next lawful step of a case: the bar of steps, what stands against the step, and who has to act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.domain.case import Case
from app.domain.law.calendar import Calendar
from app.domain.law.deadlines import Deadline
from app.presenters.case_page_exits import EXITS, Exit
from app.presenters.due import NO_DUE, DueState, due_state
from app.presenters.duties import doing_of
from app.presenters.finding_words import FindingText, texts_of
from app.presenters.office import StepOutlook
from app.presenters.wording import FORM_WORDS, ON_PAGE, STAGE_WORDS, STEP_ACTS, STEP_WORDS

PATH = ("S_FOUND", "S_ELIGIBLE", "S_TOLD", "S_ISSUED", "S_COLLECTED", "S_RECORDED", "S_CLOSED", "S_ARCHIVED")
WAITS: Mapping[str, str] = {"summary.not_recorded": "等收到"}
"""Reasons that end by an act of somebody else, which no button here can stand for, and their short word."""
STOPPED_BY: Mapping[str, str] = {"S_RECORDED": "T22"}
"""The deadline that a step ends, shown beside the step and not among what else is due."""


@dataclass(frozen=True, slots=True)
class StepState:
    """One step of the bar. ``state``: done, here, blocked, waiting or later."""

    key: str
    word: str
    state: str
    note: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class AlsoDue:
    """What runs beside the step: ``what`` to do by when, and how where this laptop cannot record it."""

    what: str
    due: DueState
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next lawful step.

    Attributes:
        act: spot (on the on-the-spot page), step:<state>, or empty; ``word`` is what its button says.
        waits: somebody else has to act first; there is nothing to press, and the reasons say what ends it.
        due: until when the step must be done, where a deadline says so.
    """

    title: str
    caption: str = ""
    act: str = ""
    word: str = ""
    reasons: tuple[FindingText, ...] = ()
    warnings: tuple[FindingText, ...] = ()
    met: tuple[tuple[str, str], ...] = ()
    waits: bool = False
    due: DueState = NO_DUE
    also: tuple[AlsoDue, ...] = ()

    @property
    def open(self) -> bool:
        """Whether nothing stops it."""
        return bool(self.act) and not self.reasons


NO_STEP = NextStep("")


def choose_onward(case: Case, outlook: Sequence[StepOutlook]) -> StepOutlook | None:
    """The way on; of two the one that the way of paying points to."""
    ahead = [step for step in outlook if step.end in PATH or step.end == "S_TO_PAY"]
    bank = case.text("payment.mode") == "bank"
    wanted = [step for step in ahead if step.end == ("S_TO_PAY" if bank else "S_COLLECTED")]
    if case.text("decision.kind") == "warning":
        wanted = [step for step in ahead if step.end == "S_RECORDED"]
    return next(iter(wanted or ahead), None)


def only_waits(texts: Sequence[FindingText]) -> bool:
    """Whether everything that stops a step is the act of somebody else."""
    return bool(texts) and all(text.code in WAITS for text in texts)


def steps_of(case: Case, onward: StepOutlook | None) -> tuple[StepState, ...]:
    """The bar of the summary procedure; the way of paying names its fifth step."""
    path = list(PATH)
    if case.text("payment.mode") == "bank" or case.step == "S_TO_PAY":
        path[path.index("S_COLLECTED")] = "S_TO_PAY"
    here = path.index(case.step) if case.step in path else 0 if case.step in EXITS else len(path)
    blocking = texts_of(onward.findings.blocking) if onward is not None else ()
    found = []
    for place, key in enumerate(path):
        state, note = "later", ""
        if place <= here and not (place == here == 0 and blocking):
            state = "done"
        elif place == here == 0:
            state = "here"
        elif place == here + 1 and onward is not None:
            state, note = _ahead(blocking)
        tip = "；".join(text.sentence for text in blocking) if note else ""
        found.append(StepState(key, STEP_WORDS[key], state, note, tip))
    return tuple(found)


def _ahead(blocking: Sequence[FindingText]) -> tuple[str, str]:
    if only_waits(blocking):
        return "waiting", WAITS[blocking[0].code]
    return ("blocked", f"缺 {len(blocking)} 项") if blocking else ("here", "")


def next_of(
    case: Case, onward: StepOutlook | None, running: Sequence[Deadline], today: date, calendar: Calendar
) -> NextStep:
    """The step with all that stands against it; ``running`` are the deadlines that ask something of us."""
    if case.step in EXITS:
        return NextStep(STAGE_WORDS.get(case.step, ""), "简易程序到此为止，记录和证据都在。", met=_met(case))
    if onward is None:
        return NextStep("本案已办结", "没有下一步。", met=_met(case))
    texts = texts_of(onward.findings.items)
    reasons = tuple(text for text in texts if text.blocks)
    title = STEP_ACTS.get(onward.end, onward.end)
    on_page = case.step in ON_PAGE or (case.step == "S_ISSUED" and onward.end == "S_COLLECTED")
    own = STOPPED_BY.get(onward.end, "")
    return NextStep(
        title,
        _caption(reasons),
        act="spot" if on_page else f"step:{onward.end}",
        word="继续当场处罚" if on_page else title,
        reasons=reasons,
        warnings=tuple(text for text in texts if text.severity == "warn"),
        met=_met(case),
        waits=only_waits(reasons),
        due=next((due_state(one, today, calendar) for one in running if one.rule == own), NO_DUE),
        also=tuple(_also(one, today, calendar) for one in running if one.rule != own),
    )


def with_exits(onward: NextStep, exits: Sequence[Exit]) -> NextStep:
    """A way out that is shut cures nothing here: its reason says who may take it instead."""
    shut = {f"step:{way.end}": way.why for way in exits if way.why}
    reasons = tuple(
        replace(text, cure="", remedy=shut[text.goes_to]) if text.goes_to in shut else text
        for text in onward.reasons
    )
    return replace(onward, reasons=reasons)


def _caption(reasons: Sequence[FindingText]) -> str:
    if only_waits(reasons):
        return "这一步到街道办事处线下办理；本机收到消息以后才转为已备案。"
    return f"还缺 {len(reasons)} 项，补齐就能办。" if reasons else "条件成立，可以办理。"


def _also(one: Deadline, today: date, calendar: Calendar) -> AlsoDue:
    doing = doing_of(one)
    return AlsoDue(doing.title, due_state(one, today, calendar), doing.remedy)


def _met(case: Case) -> tuple[tuple[str, str], ...]:
    """What is already there, with the article or form it answers."""
    found = []
    if len(case.team) > 1:
        found.append(("两名执法人员在案", "第四十二条"))
    if case.evidence_of("scene"):
        found.append((f"现场证据 {len(case.evidence_of('scene'))} 份，已封存", "第四十六条"))
    for form, article in (("D10", "D10"), ("D08", "第二十八条"), ("D09", "D09"), ("D20", "第五十二条")):
        papers = case.papers(form)
        if papers:
            done = "已送达" if papers[-1].served_at else "已出具"
            found.append((f"{FORM_WORDS[form]}{done}", article))
    if case.tellings:
        found.append(("已告知并听取陈述申辩", "第四十四条"))
    if case.money:
        found.append((f"罚款已当场收缴，票据 {case.money[-1].receipt}", "第七十条"))
    return tuple(found)
