"""Case page: where the case stands, the next lawful step with all its reasons, and everything on record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from app.domain.case import Case, Document
from app.domain.dates import moment_of
from app.domain.errors import AppError
from app.domain.law.deadlines import Deadline
from app.presenters.case_page_exits import GROUND, REASON, Exit, exits_of, shutting
from app.presenters.case_page_next import (
    NO_STEP,
    NextStep,
    StepState,
    choose_onward,
    next_of,
    steps_of,
    with_exits,
)
from app.presenters.due import NO_DUE, DueState, due_state, rule_words
from app.presenters.duties import asks_us, doing_of
from app.presenters.formats import clock, dotted, minute, moment_words, short_day
from app.presenters.messages import Message, message_for
from app.presenters.office import Office
from app.presenters.screen import Screen
from app.presenters.spot_parts import tile
from app.presenters.spot_state import Tile
from app.presenters.timeline import Day, days_of
from app.presenters.wording import ACT_WORDS, FORM_WORDS, MODE_WORDS, STAGE_WORDS


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
    """The whole page. ``party`` is the end of the title, which stays in sight."""

    case: str = ""
    title: str = ""
    party: str = ""
    number: str = ""
    stage: str = ""
    due: DueState = NO_DUE
    steps: tuple[StepState, ...] = ()
    onward: NextStep = NO_STEP
    others: tuple[Exit, ...] = ()
    days: tuple[Day, ...] = ()
    moments: int = 0
    evidence: tuple[TileGroup, ...] = ()
    files: int = 0
    photos: int = 0
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

    def leave(self, end: str, reason: str, ground: str = "") -> CasePageState:
        """Take a way out of the procedure; why is recorded only where nothing else stops it."""
        case = self.state.case
        try:
            step = next((one for one in self._office.outlook(case) if one.end == end), None)
            if step is not None and not shutting(step):
                stated = {REASON: reason.strip(), GROUND: ground or None}
                self._office.set_fields(case, {name: value for name, value in stated.items() if value})
        except AppError as error:
            return self.note_trouble(message_for(error))
        return self.take_step(end)

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
        onward, exits = choose_onward(case, outlook), exits_of(outlook)
        deadlines = office.deadlines(case_id)
        ours = [one for one in deadlines if asks_us(one)]
        rows = office.queries.timeline(case_id)
        names = {officer.id: officer.name for officer in office.roster.officers}
        days = days_of(rows, today, names)
        party = case.text("party.name") or case.text("party.unit_name")
        return CasePageState(
            case=case_id,
            title=dotted(self._item(case), party) or "新线索",
            party=f"·{party}" if party else "",
            number=case.clue_number,
            stage=STAGE_WORDS.get(case.step, case.step),
            due=self._first_due(ours, today),
            steps=steps_of(case, onward),
            onward=with_exits(next_of(case, onward, ours, today, office.calendar), exits),
            others=exits,
            days=days,
            moments=sum(len(day.moments) for day in days),
            evidence=_groups(case, today),
            files=len(case.evidence),
            photos=sum(1 for one in case.evidence if one.media_type.startswith("image/")),
            papers=tuple(_paper(paper, today) for paper in case.documents),
            deadlines=tuple(self._deadline(one, today) for one in deadlines),
        )

    def _first_due(self, running: list[Deadline], today: date) -> DueState:
        """The soonest deadline that asks something of us, with the word of what it asks."""
        if not running:
            return NO_DUE
        due = due_state(running[0], today, self._office.calendar)
        return replace(due, text=" ".join(part for part in (doing_of(running[0]).short, due.text) if part))

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
