"""Case page: where the case stands, the next lawful step with all its reasons, and everything on record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from app.domain.case import Case, Document
from app.domain.dates import moment_of
from app.domain.errors import AppError
from app.domain.law.deadlines import Deadline
from app.domain.law.parameters import Binds
from app.presenters.due import NO_DUE, DueState, due_state, rule_words
from app.presenters.finding_words import FindingText, texts_of
from app.presenters.formats import clock, dotted, minute, moment_words, short_day
from app.presenters.messages import Message, message_for
from app.presenters.office import Office, StepOutlook
from app.presenters.screen import Screen
from app.presenters.spot_parts import tile
from app.presenters.spot_state import Tile
from app.presenters.timeline import Day, days_of
from app.presenters.wording import ACT_WORDS, FORM_WORDS, MODE_WORDS, STAGE_WORDS, STEP_ACTS, STEP_WORDS

PATH = ("S_FOUND", "S_ELIGIBLE", "S_TOLD", "S_ISSUED", "S_COLLECTED", "S_RECORDED", "S_CLOSED", "S_ARCHIVED")
EXITS = {"CLUE_TO_FILE": "转普通程序", "CLUE_NOCASE": "不予立案", "CLUE_OUT": "移送"}
"""Ways out of the summary procedure."""
ON_PAGE = frozenset({"S_FOUND", "S_ELIGIBLE", "S_TOLD"})
"""Steps that are taken on the on-the-spot page; cash on the spot is taken there too."""


@dataclass(frozen=True, slots=True)
class StepState:
    """One step of the bar. ``state``: done, here, blocked or later."""

    key: str
    word: str
    state: str
    note: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next lawful step. ``act``: spot (on the on-the-spot page), step:<state>, or empty."""

    title: str
    caption: str = ""
    act: str = ""
    word: str = ""
    reasons: tuple[FindingText, ...] = ()
    warnings: tuple[FindingText, ...] = ()
    met: tuple[tuple[str, str], ...] = ()

    @property
    def open(self) -> bool:
        """Whether nothing stops it."""
        return bool(self.act) and not self.reasons


@dataclass(frozen=True, slots=True)
class TileGroup:
    """The files of one act."""

    title: str
    caption: str
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper of the case. ``tone``: neutral, accent or ok."""

    document: str
    title: str
    number: str
    words: str
    tone: str
    icon: str
    copies: str


@dataclass(frozen=True, slots=True)
class DeadlineLine:
    """One deadline with the reason for its day."""

    what: str
    due: DueState
    basis: str
    met: str = ""


@dataclass(frozen=True, slots=True)
class CasePageState:
    """The whole page."""

    case: str = ""
    title: str = ""
    number: str = ""
    stage: str = ""
    due: DueState = NO_DUE
    steps: tuple[StepState, ...] = ()
    onward: NextStep = NextStep("")
    others: tuple[tuple[str, str], ...] = ()
    days: tuple[Day, ...] = ()
    moments: int = 0
    evidence: tuple[TileGroup, ...] = ()
    files: int = 0
    papers: tuple[PaperLine, ...] = ()
    deadlines: tuple[DeadlineLine, ...] = ()
    message: Message | None = None


class CasePresenter(Screen[CasePageState]):
    """Reads one case in all its parts."""

    def __init__(self, office: Office) -> None:
        super().__init__(CasePageState())
        self._office = office

    def open(self, case: str) -> CasePageState:
        """Show a case."""
        try:
            fresh = self._read(case)
        except AppError as error:
            message = message_for(error)
            return self._change(lambda state: replace(state, case=case, message=message))
        return self._change(lambda _: fresh)

    def refresh(self) -> CasePageState:
        """Read the same case anew."""
        return self.open(self.state.case) if self.state.case else self.state

    def take_step(self, end: str) -> CasePageState:
        """Take a step; all reasons are told when the law stops it."""
        try:
            self._office.take_step(self.state.case, end)
        except AppError as error:
            self.refresh()
            return self.note_trouble(message_for(error))
        return self.refresh()

    def add_files(self, case: str, paths: tuple[Path, ...]) -> CasePageState:
        """Seal files as evidence of the case for which they were brought, of no act of the procedure."""
        for path in paths:
            try:
                self._office.add_evidence(case, path, act="other", title=path.stem)
            except AppError as error:
                self.refresh()
                return self.note_trouble(message_for(error))
        return self.refresh()

    def answer(self, code: str, reason: str) -> CasePageState:
        """Answer a warning once."""
        try:
            self._office.confirm_finding(self.state.case, code, reason)
        except AppError as error:
            return self.note_trouble(message_for(error))
        return self.refresh()

    def thumbnail(self, evidence: str) -> bytes | None:
        """A small picture of a sealed photo."""
        return self._office.thumbnail(self.state.case, evidence)

    def _read(self, case_id: str) -> CasePageState:
        office = self._office
        case, today = office.queries.case(case_id), office.now().at.date()
        outlook = office.outlook(case_id)
        ahead = [step for step in outlook if step.end in PATH or step.end == "S_TO_PAY"]
        onward = _choose(case, ahead)
        running = [
            one for one in office.deadlines(case_id) if one.met_at is None and one.binds is not Binds.COURT
        ]
        ours = [one for one in running if one.rule not in _NOT_OURS]
        rows = office.queries.timeline(case_id)
        names = {officer.id: officer.name for officer in office.roster.officers}
        days = days_of(rows, today, names)
        return CasePageState(
            case=case_id,
            title=dotted(self._item(case), case.text("party.name") or case.text("party.unit_name"))
            or "新线索",
            number=case.clue_number,
            stage=STAGE_WORDS.get(case.step, case.step),
            due=due_state(ours[0], today, office.calendar) if ours else NO_DUE,
            steps=steps_of(case, onward),
            onward=_next(case, onward),
            others=tuple((step.end, EXITS[step.end]) for step in outlook if step.end in EXITS),
            days=days,
            moments=sum(len(day.moments) for day in days),
            evidence=_groups(case, today),
            files=len(case.evidence),
            papers=tuple(_paper(paper, today) for paper in case.documents),
            deadlines=tuple(self._deadline(one, today) for one in office.deadlines(case_id)),
        )

    def _item(self, case: Case) -> str:
        code = case.text("act.item")
        try:
            return self._office.catalogue.item(code).short_name if code else ""
        except AppError:
            return code

    def _deadline(self, one: Deadline, today: date) -> DeadlineLine:
        due = due_state(one, today, self._office.calendar)
        basis = dotted(one.due.why.source.replace("中华人民共和国", ""), rule_words(one.rule))
        met = f"{moment_words(one.met_at, today)} 已办" if one.met_at else ""
        return DeadlineLine(one.what, due, basis, met)


_NOT_OURS = frozenset({"T10", "T40", "T40.harm"})
"""Deadlines of the party and the limitation: shown among the deadlines, not as what we must do next."""


def _choose(case: Case, ahead: list[StepOutlook]) -> StepOutlook | None:
    """Of two ways onward the one that the way of paying points to."""
    bank = case.text("payment.mode") == "bank"
    wanted = [step for step in ahead if step.end == ("S_TO_PAY" if bank else "S_COLLECTED")]
    if case.text("decision.kind") == "warning":
        wanted = [step for step in ahead if step.end == "S_RECORDED"]
    return next(iter(wanted or ahead), None)


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
            state = "blocked" if blocking else "here"
            note = f"缺 {len(blocking)} 项" if blocking else ""
        tip = "；".join(text.sentence for text in blocking) if note else ""
        found.append(StepState(key, STEP_WORDS[key], state, note, tip))
    return tuple(found)


def _next(case: Case, onward: StepOutlook | None) -> NextStep:
    if case.step in EXITS:
        return NextStep(STAGE_WORDS.get(case.step, ""), "简易程序到此为止，记录和证据都在。", met=_met(case))
    if onward is None:
        return NextStep("本案已办结", "没有下一步。", met=_met(case))
    texts = texts_of(onward.findings.items)
    reasons = tuple(text for text in texts if text.blocks)
    warnings = tuple(text for text in texts if text.severity == "warn")
    title = STEP_ACTS.get(onward.end, onward.end)
    caption = f"还缺 {len(reasons)} 项，补齐就能办。" if reasons else "条件成立，可以办理。"
    if case.step in ON_PAGE or (case.step == "S_ISSUED" and onward.end == "S_COLLECTED"):
        return NextStep(title, caption, "spot", "继续当场处罚", reasons, warnings, _met(case))
    return NextStep(title, caption, f"step:{onward.end}", title, reasons, warnings, _met(case))


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


def _groups(case: Case, today: date) -> tuple[TileGroup, ...]:
    found = []
    for act, word in ACT_WORDS.items():
        items = case.evidence_of(act)
        if items:
            day = short_day(moment_of(items[0].at).date(), today)
            found.append(TileGroup(f"{word} {day}", f"{len(items)} 份", tuple(tile(one) for one in items)))
    return tuple(found)


def _paper(paper: Document, today: date) -> PaperLine:
    title = FORM_WORDS.get(paper.form, paper.form)
    copies = f"{paper.copies} 份·已出 {paper.printed} 份"
    if paper.served_at:
        refused = "，拒绝签收" if paper.refused_to_sign else ""
        mode = MODE_WORDS.get(paper.served_mode or "", "已送达")
        words = f"{moment_words(paper.served_at, today)} {mode}{refused}"
        return PaperLine(paper.id, title, paper.number, words, "ok", "badge-check", copies)
    words = f"{clock(moment_of(paper.issued_at))} 出具"
    return PaperLine(paper.id, title, paper.number, words, "accent", "hash", copies)


def issued_at(paper: Document) -> str:
    """When a paper was issued, to the minute."""
    return minute(moment_of(paper.issued_at))
