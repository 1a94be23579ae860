"""The on-the-spot page: from the finding to the paper in the party's hand (行政处罚法第五十一条以下)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from app.domain.catalogue import Item
from app.domain.catalogue.competence import competence_on
from app.domain.catalogue.search import CatalogueSearch
from app.domain.errors import AppError
from app.domain.findings import RuleBroken
from app.presenters.formats import short_number
from app.presenters.messages import message_for
from app.presenters.office import Service, Told
from app.presenters.spot_base import NEW, SpotBase, read_draft
from app.presenters.spot_blocks import form_title
from app.presenters.spot_fields import BLOCK_OF, read_typed
from app.presenters.spot_parts import item_line
from app.presenters.spot_state import ItemOption, PaperPreview, Sealing, SpotState
from app.presenters.spot_values import follows_from, for_item, for_level, for_payment

NO_PAPER = "登记线索后，纸面在这里随填随显。"
GROWING = "随填随显"
UNCONFIRMED = "确认没有记入，案件里别的内容没有变。"
SHOWN_HITS = 30
_STEPS = ("S_ELIGIBLE", "S_TOLD")


class SpotPresenter(SpotBase):
    """Saves what is typed at once, issues the papers in their order and takes the steps between them."""

    def open(self, case: str = "") -> SpotState:
        """Show a case, or an empty page with what was typed last and not yet docketed."""
        self._case, self._form, self._errors = case, "", {}
        self._typed, self._drafts = {}, {}
        kept = read_draft(self._office.queries.draft(f"spot:{case}" if case else NEW))
        if case:
            self._drafts = kept
        else:
            self._typed = {
                name: text for name, text in kept.items() if name in BLOCK_OF or name == "case.assist"
            }
            self._drafts = {name: text for name, text in kept.items() if name not in self._typed}
        return self._refresh()

    def show_paper(self, form: str) -> SpotState:
        """Choose which paper grows beside the form."""
        self._form = form
        return self._change(lambda state: replace(state, shown_form=form))

    def choose_assist(self, officer: str) -> SpotState:
        """Name the second officer."""
        return self.set_field("case.assist", officer)

    def set_field(self, name: str, typed: str) -> SpotState:
        """Save a field when its editing ends; what cannot be saved stays typed, with a sentence."""
        self._typed[name] = typed
        try:
            value = read_typed(name, typed)
        except AppError as error:
            self._errors[name] = message_for(error).what
            return self._refresh()
        self._errors.pop(name, None)
        if not self._case:
            return self._save_draft(self._refresh())

        def save(case: str) -> None:
            try:
                self._set(case, name, value)
            except AppError as error:
                self._errors[name] = message_for(error).what
                raise
            self._typed.pop(name, None)

        return self._acted(save)

    def note(self, name: str, text: str) -> SpotState:
        """Keep what belongs to an act that is not yet recorded: the answer of the party, a result."""
        self._drafts[name] = text
        return self._save_draft(self._refresh())

    def search_items(self, words: str) -> tuple[ItemOption, ...]:
        """Items of the list that hold the words, the street's first; quick enough for each key stroke."""
        if self._search is None:
            self._search = CatalogueSearch(self._office.catalogue)
        hits = self._search.find(words)[:SHOWN_HITS]
        found = [self._option(self._office.catalogue.item(hit.code)) for hit in hits]
        return tuple(sorted(found, key=lambda option: not option.ours))

    def choose_item(self, code: str) -> SpotState:
        """Choose the item; the first choice dockets the clue."""
        item = self._office.catalogue.item(code)
        if not self._case:
            self._typed["act.item"] = code
            return self.docket()
        return self._acted(lambda case: self._office.set_fields(case, for_item(item, self._known())))

    def choose_level(self, key: str) -> SpotState:
        """Choose a level: clause, benchmark and circumstance follow."""
        return self._acted(lambda case: self._office.set_fields(case, for_level(key, self._known())))

    def choose_payment(self, mode: str) -> SpotState:
        """Choose whether it is paid on the spot or at the bank."""
        return self._acted(lambda case: self._office.set_fields(case, for_payment(mode, self._known())))

    def add_files(
        self,
        paths: tuple[Path, ...],
        act: str,
        *,
        case: str = "",
        keep_unreadable: bool = False,
        progress: Callable[[Sealing], None] | None = None,
    ) -> SpotState:
        """Seal files as evidence of an act of the case they were brought for; damaged ones are named."""
        if not (case or self._case):
            self.docket()
        into = case or self._case
        if not into:
            return self.state
        damaged: list[str] = []
        for path in paths:
            try:
                self._office.add_evidence(
                    into,
                    path,
                    act=act,
                    title=path.stem,
                    keep_unreadable=keep_unreadable,
                    progress=_telling(path.name, progress),
                )
            except AppError as error:
                if error.code != "media.damaged":
                    self._refresh()
                    return self._refused(error)
                damaged.append(str(path))
        fresh = self._refresh()
        return self._change(lambda state: replace(state, damaged=tuple(damaged))) if damaged else fresh

    def act(self, act: str) -> SpotState:
        """Do the next act that needs no dialog, with what stands on the page."""
        drafts = self._drafts
        if act == "docket":
            return self.docket()
        if act == "scene_record":
            return self.issue_scene_record()
        if act == "reinspect":
            result, narrative = (
                drafts.get("reinspection.result", ""),
                drafts.get("reinspection.narrative", ""),
            )
            return self.record_reinspection(result, narrative)
        if act == "reinspection_record":
            return self.issue_reinspection_record()
        if act == "tell":
            return self.tell(_told(drafts))
        return self.take_money() if act == "collect" else self.state

    def confirm(self, officer: str, passphrase: str) -> SpotState:
        """The second officer confirms all open acts with his own passphrase."""
        before = self.state
        state = self._acted(lambda case: self._office.confirm(case, officer, passphrase))
        if state.message is None or state is before:
            return state
        message = replace(state.message, data=UNCONFIRMED)
        if message.code == "passphrase.wrong":
            message = replace(message, remedy="请协办本人重新输入；看看大写锁定和输入法。")
        return self._change(lambda now: replace(now, message=message))

    def answer(self, code: str, reason: str) -> SpotState:
        """Answer a warning once."""
        return self._acted(lambda case: self._office.confirm_finding(case, code, reason))

    def answer_all(self, reason: str) -> SpotState:
        """Answer every open warning with one reason."""

        def answers(case: str) -> None:
            for text in self.state.warnings:
                self._office.confirm_finding(case, text.code, reason)

        return self._acted(answers)

    def issue_scene_record(self) -> SpotState:
        """Issue D10; the inspection ends now."""
        return self._acted(lambda case: self._issue(case, "D10", self._written_at_issue("D10")))

    def order_correction(self, service: Service) -> SpotState:
        """Print and hand over D08."""
        return self._acted(lambda case: self._office.print_and_hand_over(case, "D08", service, end=None))

    def record_reinspection(self, result: str, narrative: str) -> SpotState:
        """Record corrected, refused or overdue; it began with its first evidence and ends now."""

        def record(case: str) -> None:
            found = self._office.queries.case(case)
            shown, now = found.evidence_of("reinspection"), self._now_text()
            began = min((one.at for one in shown), default=now)
            self._office.set_fields(case, {"reinspection.from": began, "reinspection.until": now})
            self._office.record_reinspection(case, result, narrative, tuple(one.id for one in shown))
            self._drop_drafts("reinspection.")

        return self._acted(record)

    def issue_reinspection_record(self) -> SpotState:
        """Issue D09."""
        return self._acted(lambda case: self._office.issue(case, "D09"))

    def tell(self, told: Told) -> SpotState:
        """Record that the party was told and heard."""

        def record(case: str) -> None:
            self._office.tell_party(case, told)
            self._drop_drafts("telling.")

        return self._acted(record)

    def decide(self, service: Service) -> SpotState:
        """打印并交付: take the steps that are due, issue D20, serve it and take the step of the decision."""

        def act(case: str) -> None:
            self._advance(case)
            paper = self._known().decision
            if paper is not None and paper.served_at is None:
                self._office.hand_over(case, paper.id, service)
                self._office.take_step(case, "S_ISSUED")
            else:
                self._office.print_and_hand_over(case, "D20", service, end="S_ISSUED")
            if self._known().text("payment.mode") == "bank":
                self._office.take_step(case, "S_TO_PAY")

        return self._acted(act)

    def take_money(self) -> SpotState:
        """Record the cash against the receipt number that stands on the page."""

        def act(case: str) -> None:
            found = self._office.queries.case(case)
            paper = found.papers("D20")[-1]
            self._office.take_money(case, paper.id, found.text("payment.receipt"))

        return self._acted(act)

    def preview(self, form: str = "", typed: Mapping[str, str] | None = None) -> PaperPreview:
        """The paper as it would look now; the frozen one once it was issued. Slow: ask for it apart.

        ``typed`` stands in fields that nobody has left yet: it is shown and not saved.
        """
        case, wanted = self._case, form or self.state.shown_form
        shown = PaperPreview(case, wanted, form_title(wanted))
        if not case:
            return replace(shown, empty=NO_PAPER)
        try:
            papers = self._office.queries.case(case).papers(wanted)
            if papers:
                pdf = self._office.paper_bytes(case, papers[-1].id)
                return replace(shown, caption=short_number(papers[-1].number), pdf=pdf)
            values = {**self._written_at_issue(wanted), **self._values_of(typed or {})}
            rendered = self._office.preview(case, wanted, values)
        except AppError as error:
            return replace(shown, message=message_for(error))
        return replace(shown, caption=GROWING, pdf=rendered.pdf, stamps=rendered.stamps)

    def thumbnail(self, evidence: str) -> bytes | None:
        """A small picture of a sealed photo."""
        return self._office.thumbnail(self._case, evidence) if self._case else None

    def dismiss(self) -> SpotState:
        """Take the message away."""
        return self._change(lambda state: replace(state, message=None, damaged=()))

    def _option(self, item: Item) -> ItemOption:
        facts = self._known()
        ours = competence_on(self._office.catalogue, item, facts.today).ours
        return ItemOption(item.code, item.short_name, item_line(item, facts), ours and item.usability.usable)

    def _written_at_issue(self, form: str) -> dict[str, object]:
        """What the page itself writes when a paper is issued: the inspection ends with its record."""
        return {"scene.until": self._now_text()} if form == "D10" else {}

    def _values_of(self, typed: Mapping[str, str]) -> dict[str, object]:
        """What unsaved texts would be once they are saved; half a date is nothing yet."""
        found: dict[str, object] = {}
        for name, text in typed.items():
            with suppress(AppError):
                value = read_typed(name, text)
                found |= {name: value, **follows_from(name, value, self._known())}
        return found

    def _set(self, case: str, name: str, value: object) -> None:
        values = {name: value, **follows_from(name, value, self._known())}
        self._office.set_fields(case, values)

    def _issue(self, case: str, form: str, values: Mapping[str, object]) -> None:
        if not self._office.queries.case(case).papers(form):
            self._office.set_fields(case, values)
        self._office.issue(case, form)

    def _advance(self, case: str) -> None:
        """Take the steps before the decision; a blocked one says all its reasons."""
        for end in _STEPS:
            for step in self._office.outlook(case):
                if step.end == end:
                    if step.findings.blocking:
                        raise RuleBroken(step.findings.blocking)
                    self._office.take_step(case, end)
                    break


def _told(drafts: Mapping[str, str]) -> Told:
    made = drafts.get("telling.defence") == "made"
    return Told(
        card_shown=drafts.get("telling.card") == "yes",
        rights_told=drafts.get("telling.rights") == "yes",
        defence=drafts.get("telling.defence", ""),
        words=drafts.get("telling.words", "") if made else "",
        new_fact=made and drafts.get("telling.new_fact") == "yes",
    )


def _telling(name: str, progress: Callable[[Sealing], None] | None) -> Callable[[int, int], None] | None:
    if progress is None:
        return None
    return lambda done, total: progress(Sealing(name, done, total))
