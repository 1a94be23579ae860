"""Fields of a block that come and go: whoever is typing in one of them notices nothing of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.presenters.spot_fields import FieldState
from app.ui.pages.bound import BoundFields
from app.ui.pages.spot.block import Block
from tests.pages.page_stage import Stage, a_stage

REASON = FieldState("decision.reason", "理由")
GROUND = FieldState("payment.ground_reason", "当场收缴的理由")
ENDED = FieldState("act.ended_at", "终了")


class Shown:
    """A block in a window, and what it told."""

    def __init__(self, stage: Stage) -> None:
        self.driver = stage.driver
        self.block = Block("penalty", "罚款", 5)
        self.bound = BoundFields(self.block)
        self.told: list[tuple[str, str]] = []
        self.bound.edited.connect(lambda name, text: self.told.append((name, text)))
        stage.show("spot", self.block)

    def show(self, *fields: FieldState) -> None:
        """Show these fields and no others."""
        self.block.show_extras(fields, self.bound)


@pytest.fixture
def shown() -> Iterator[Shown]:
    with a_stage() as stage:
        yield Shown(stage)


def test_what_is_being_typed_stays_while_another_field_appears(shown: Shown) -> None:
    shown.show(REASON)
    shown.driver.find("field_decision_reason").setFocus()
    shown.driver.type_text("首次查处，")
    shown.show(ENDED, GROUND, REASON)
    shown.driver.type_text("当事人拒不改正")
    assert shown.driver.text("field_decision_reason") == "首次查处，当事人拒不改正"
    assert shown.driver.focused_name() == "field_decision_reason"
    assert shown.told == [], "half a sentence is nothing to save"


def test_what_is_being_typed_stays_while_another_field_goes(shown: Shown) -> None:
    shown.show(ENDED, GROUND, REASON)
    shown.driver.find("field_decision_reason").setFocus()
    shown.driver.type_text("首次查处")
    shown.show(REASON)
    assert shown.driver.text("field_decision_reason") == "首次查处"
    assert not shown.driver.sees("field_payment_ground_reason")


def test_what_was_typed_is_told_when_its_own_field_goes(shown: Shown) -> None:
    shown.show(REASON, GROUND)
    shown.driver.find("field_decision_reason").setFocus()
    shown.driver.type_text("首次查处")
    shown.show(GROUND)
    assert shown.told == [("decision.reason", "首次查处")]


def test_tab_leads_through_the_fields_in_their_order(shown: Shown) -> None:
    shown.show(REASON)
    shown.show(GROUND, REASON)
    shown.driver.find("field_payment_ground_reason").setFocus()
    shown.driver.press("Tab")
    assert shown.driver.focused_name() == "field_decision_reason"
