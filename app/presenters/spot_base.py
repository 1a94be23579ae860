"""What every act of the on-the-spot page shares: the case, what is typed, drafts, the state made of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from app.domain.catalogue.search import CatalogueSearch
from app.domain.clock import rfc3339
from app.domain.errors import AppError
from app.presenters.messages import message_for
from app.presenters.newest import Newest
from app.presenters.office import Office
from app.presenters.screen import Screen
from app.presenters.spot_blocks import bar, blocks, form_title, shown_form, warnings_of
from app.presenters.spot_facts import FORM_OF_ACT, SpotFacts, gather
from app.presenters.spot_fields import (
    BLOCK_OF,
    CHOICES,
    DEFENCE,
    FieldState,
    field_state,
    read_typed,
    with_room,
)
from app.presenters.spot_parts import (
    assist_of,
    assists,
    correction,
    item_view,
    paper_rows,
    penalty,
    person,
    telling,
    tiles,
)
from app.presenters.spot_state import HandOver, SpotState
from app.presenters.spot_values import at_docketing, follows_from, for_item
from app.presenters.wording import SOURCE_WORDS

NEW = "spot:new"


class SpotBase(Screen[SpotState]):
    """Holds one case, or a page that has none yet."""

    def __init__(self, office: Office) -> None:
        super().__init__(SpotState())
        self._office = office
        self._case = ""
        self._form = ""
        self._typed: dict[str, str] = {}
        self._errors: dict[str, str] = {}
        self._drafts: dict[str, str] = {}
        self._facts: SpotFacts | None = None
        self._search: CatalogueSearch | None = None
        self._newest = Newest()

    @property
    def case(self) -> str:
        """The case of the page; empty before the docketing."""
        return self._case

    def docket(self, source: str = SOURCE_WORDS["inspection"]) -> SpotState:
        """Register the clue; everything typed so far becomes the record."""
        if self._case:
            return self.state
        facts = self._known()
        try:
            values = {name: read_typed(name, text) for name, text in self._typed.items()}
            assist = values.pop("case.assist", None)
            self._case = self._office.docket(source, str(assist) if assist else None)
            values = {**at_docketing(values, facts), **{k: v for k, v in values.items() if v is not None}}
            for name in tuple(values):
                values |= {
                    k: v for k, v in follows_from(name, values[name], facts).items() if k not in values
                }
            if code := values.pop("act.item", None):
                values |= for_item(facts.catalogue.item(str(code)), facts)
            self._office.set_fields(self._case, values)
        except AppError as error:
            return self._refused(error)
        self._typed = {}
        self._office.save_draft(NEW, "")
        return self._save_draft(self._refresh())

    def _acted(self, act: Callable[[str], object]) -> SpotState:
        if not self._case:
            self.docket()
        if not self._case:
            return self.state
        try:
            act(self._case)
        except AppError as error:
            self._refresh()
            return self._refused(error)
        return self._refresh()

    def _refused(self, error: AppError) -> SpotState:
        message = message_for(error)
        return self._change(lambda state: replace(state, message=message))

    def _known(self) -> SpotFacts:
        if self._facts is None:
            self._facts = gather(self._office, self._case, self._typed, self._errors, self._heard())
        return self._facts

    def _heard(self) -> str:
        """What the party says while it is written down."""
        made = self._drafts.get("telling.defence") == "made"
        return self._drafts.get("telling.words", "") if made else ""

    def _refresh(self, *, keep_message: bool = False) -> SpotState:
        """Read everything anew; a reading that was overtaken by a later one is dropped."""
        ticket = self._newest.ask()
        try:
            typed, errors = dict(self._typed), dict(self._errors)
            self._facts = gather(self._office, self._case, typed, errors, self._heard())
        except AppError as error:
            return self._refused(error)
        fresh = self._shown(self._facts)
        if not self._newest.counts(ticket):
            return self.state
        return self._change(lambda state: replace(fresh, message=state.message if keep_message else None))

    def _shown(self, facts: SpotFacts) -> SpotState:
        drafts = dict(self._drafts)
        case = facts.case
        shown = bar(facts, drafts)
        return SpotState(
            case=self._case,
            number="" if case is None else case.clue_number,
            me=person(facts.me, facts),
            assist=assist_of(facts),
            assists=assists(facts),
            unconfirmed=facts.unconfirmed,
            blocks=blocks(facts, drafts),
            fields=self._fields(facts),
            item=item_view(facts),
            tiles=tiles(case, "scene", "identity", "other"),
            correction=correction(facts, drafts),
            telling=telling(facts, drafts),
            penalty=penalty(facts),
            papers=paper_rows(facts),
            shown_form=self._form or shown_form(facts),
            bar=shown,
            hand_over=_hand_over(shown.primary.act, facts),
            warnings=warnings_of(facts),
            decided=facts.decision is not None,
            finished=shown.primary.act == "open_case",
        )

    def _fields(self, facts: SpotFacts) -> dict[str, FieldState]:
        names = [name for name in BLOCK_OF if "." in name and name not in (DEFENCE,)]
        found = {
            name: field_state(facts.case, name, self._typed, self._errors.get(name, "")) for name in names
        }
        return {
            name: replace(with_room(field, facts.rooms.get(name)), choices=CHOICES.get(name, ()))
            for name, field in found.items()
        }

    def _save_draft(self, state: SpotState) -> SpotState:
        key = f"spot:{self._case}" if self._case else NEW
        kept = {**self._drafts, **({} if self._case else self._typed)}
        try:
            self._office.save_draft(key, json.dumps(kept, ensure_ascii=False, sort_keys=True))
        except AppError as error:
            return self._refused(error)
        return state

    def _drop_drafts(self, start: str) -> None:
        self._drafts = {name: text for name, text in self._drafts.items() if not name.startswith(start)}

    def _now_text(self) -> str:
        return rfc3339(self._office.now().at)


def _hand_over(act: str, facts: SpotFacts) -> HandOver | None:
    if act not in ("order", "decide"):
        return None
    form = FORM_OF_ACT[act]
    name = facts.text("party.name") or facts.text("party.unit_name")
    consequence = "打印后取号并冻结内容，交付后不能撤回。"
    return HandOver(form, f"打印并交付{form_title(form)}", name, consequence, "打印并交付")


def read_draft(text: str | None) -> dict[str, str]:
    try:
        kept = json.loads(text) if text else {}
    except ValueError:
        return {}
    if not isinstance(kept, dict):
        return {}
    return {str(name): value for name, value in kept.items() if isinstance(value, str)}
