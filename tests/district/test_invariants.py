"""What must hold after any doings of two laptops and a leader: one outcome, one state, no word lost."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.district.cases import CaseShelf, OpenCases
from app.district.schema import case_state
from app.domain.bodies import FieldSet
from app.domain.entry import Entry
from app.domain.settling import ConflictSettled
from app.domain.verdict import Outcome, Verdict
from tests.district.conftest import STREET, Setting
from tests.district.laptop import Laptop
from tests.district.story import Story

NAMES = st.sampled_from(["act.place", "party.phone", "decision.amount"])
ACTS = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(["demo-jia", "demo-yi"]), NAMES, st.integers(1, 3)),
    min_size=1,
    max_size=8,
)
_NUMBERS = count(1)


@pytest.fixture
def laptops(setting: Setting) -> tuple[Laptop, Laptop]:
    return setting.laptop("SF-SFJD-01"), setting.laptop("SF-SFJD-02")


def value_of(name: str, word: int) -> object:
    return 10_000 * word if name == "decision.amount" else f"第{word}种说法"


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS, st.lists(st.tuples(st.integers(0, 7), st.booleans()), min_size=8, max_size=8))
def test_I2_I4_I5_any_doings_end_in_one_outcome_each_and_lose_no_word(
    laptops: tuple[Laptop, Laptop],
    setting: Setting,
    acts: list[tuple[int, str, str, int]],
    choices: list[tuple[int, bool]],
) -> None:
    one, two = laptops
    begun = Story(one, next(_NUMBERS))
    one.push(begun.docket())
    two.heads[begun.case] = one.heads[begun.case]
    stories = (begun, Story(two, begun.number, begun.case))
    made: list[Entry] = []
    for place, who, name, word in acts:
        entry = stories[place].set(name, value_of(name, word), "09:30", who)
        made.append(entry)
        stories[place].laptop.push(entry)
    for index, applies in choices:
        told = newest(one)
        held = [each for each in made if told[each.id].outcome is Outcome.HELD]
        if held:
            outcome = "applied" if applies else "refused"
            decision = ConflictSettled(held[index % len(held)].id, outcome, "核对后决定")
            (said,) = one.said(begun.say(decision, "10:00", "demo-wu"))
            assert said.findings.blocking == ()
    finals = [each for each in one.verdicts() if each.outcome.is_final]
    assert len({each.entry for each in finals}) == len(finals)
    check_words(setting, begun, made, {each.entry: each.outcome for each in finals})
    answers = [each.call("GET", "/v1/digests").json() for each in laptops]
    assert answers[0] == answers[1]


def newest(laptop: Laptop) -> dict[str, Verdict]:
    return {each.entry: each for each in laptop.verdicts()}


def check_words(setting: Setting, story: Story, made: list[Entry], final: dict[str, Outcome]) -> None:
    """Every value is the present one, or stands in an entry that everybody can read; folds agree."""
    with setting.district.reading() as connection:
        fresh = OpenCases(connection, STREET, CaseShelf()).get(story.case)
        row = connection.execute(select(case_state).where(case_state.c.case_id == story.case)).one()
    kept = setting.district.push.shelf.get(STREET, story.case)
    assert (fresh.place, fresh.case) == kept
    assert (row.held, row.refused) == (0, 0)
    assert fresh.case is not None
    applied = [each for each in made if final[each.id] is Outcome.APPLIED]
    assert {each.id for each in made} <= set(final)
    for name, value in fresh.case.fields.items():
        assert value.entry in {each.id for each in applied}, name
    brought = {each.entry.entry().id for each in story.laptop.pull() if each.entry is not None}
    assert {each.id for each in made if each.header.device != story.laptop.device} <= brought


def test_a_settled_field_is_what_the_leader_chose(laptops: tuple[Laptop, Laptop], setting: Setting) -> None:
    one, two = laptops
    story = Story(one)
    one.push(story.docket())
    two.heads[story.case] = one.heads[story.case]
    one.push(story.say(FieldSet("act.place", None, "甲地"), "09:20"))
    held = two.make(FieldSet("act.place", None, "乙地"), story.case, "2026-08-06T09:21:00+08:00", "demo-yi")
    assert two.outcomes(held) == [Outcome.HELD]
    one.push(story.say(ConflictSettled(held.id, "applied", "乙地属实"), "10:00", "demo-wu"))
    case = setting.district.push.shelf.get(STREET, story.case)[1]
    assert case is not None and case.value("act.place") == "乙地"
