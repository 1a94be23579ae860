"""Two laptops on one case: what is held, who settles it, and what waits for it."""

from __future__ import annotations

import pytest

from app.domain import bodies
from app.domain.bodies import FieldSet, StepTaken
from app.domain.entry import Entry
from app.domain.settling import ConflictSettled
from app.domain.verdict import Outcome, Verdict
from tests.district.conftest import Setting
from tests.district.laptop import Laptop, altered
from tests.district.story import Story

APPLIED, HELD, REFUSED = Outcome.APPLIED, Outcome.HELD, Outcome.REFUSED
LEADERS = ("demo-jia", "demo-yi", "demo-wu")


@pytest.fixture
def second(setting: Setting) -> Laptop:
    """Another laptop of the same street, with the same people under keys of their own."""
    return setting.laptop("SF-SFJD-02")


def beside(story: Story, laptop: Laptop) -> Story:
    """The same case on another laptop, as far as it is known there."""
    laptop.heads[story.case] = story.laptop.heads[story.case]
    return Story(laptop, story.number, story.case, story.step, dict(story.fields))


def settle(
    story: Story, held: Entry, outcome: str = "applied", by: str = "demo-wu", time: str = "10:00"
) -> Entry:
    return story.say(ConflictSettled(held.id, outcome, "核对录像后决定"), time, by)


def newest(laptop: Laptop) -> dict[str, Verdict]:
    """The newest verdict of each entry."""
    return {each.entry: each for each in laptop.verdicts()}


def value_of(setting: Setting, story: Story, name: str) -> object:
    """What the district's own fold says."""
    shelf = setting.district.push.shelf
    case = shelf.get("DEMO-SFJD", story.case)[1]
    assert case is not None
    return case.value(name)


def test_F16_different_fields_of_two_laptops_are_merged_and_nobody_is_asked(
    laptop: Laptop, second: Laptop
) -> None:
    story = Story(laptop)
    laptop.push(*story.begin())
    other = beside(story, second)
    assert laptop.outcomes(story.set("act.place", "示范路01弄")) == [APPLIED]
    assert second.outcomes(other.set("party.phone", "000-1")) == [APPLIED]


def test_F17_the_same_field_with_other_words_is_held_with_both_values(laptop: Laptop, second: Laptop) -> None:
    story = Story(laptop)
    laptop.push(*story.begin())
    other, old = beside(story, second), "上海市示范区示范路00弄投放点"
    laptop.push(story.set("act.place", "示范路01弄"))
    (said,) = second.said(other.set("act.place", "示范路02弄"))
    assert said.outcome is HELD and said.findings.codes == ("merge.field",)
    facts = said.findings.items[0].facts
    assert (facts["base"], facts["current"], facts["new"]) == (old, "示范路01弄", "示范路02弄")


def test_the_same_words_of_two_laptops_are_no_conflict(laptop: Laptop, second: Laptop) -> None:
    story = Story(laptop)
    laptop.push(*story.begin())
    other = beside(story, second)
    laptop.push(story.set("act.place", "示范路01弄"))
    assert second.outcomes(other.set("act.place", "示范路01弄")) == [APPLIED]


def test_F18_of_two_fines_the_first_stands(laptop: Laptop, second: Laptop) -> None:
    story = Story(laptop)
    laptop.push(*story.begin())
    other = beside(story, second)
    laptop.push(story.set("decision.amount", 10_000))
    (said,) = second.said(other.set("decision.amount", 20_000))
    assert said.outcome is HELD and said.findings.codes == ("merge.field",)


def test_F18_of_two_steps_the_first_stands_and_what_was_handed_over_is_a_fact(
    laptop: Laptop, second: Laptop
) -> None:
    story = Story(laptop)
    laptop.push(*story.until_told())
    other = beside(story, second)
    assert laptop.outcomes(*story.decide()) == [APPLIED] * 3
    other.number = 2
    said = second.said(
        other.issue("D20", "当罚", "09:53"), other.serve("D20", "09:53"), other.take("S_ISSUED", "09:53")
    )
    assert [each.outcome for each in said] == [APPLIED, APPLIED, HELD]
    assert said[2].findings.codes[0] == "merge.step" and "step.not_here" not in said[2].findings.codes
    assert said[2].findings.items[0].facts == {"start": "S_TOLD", "end": "S_ISSUED", "step": "S_ISSUED"}


def held_place(laptop: Laptop, second: Laptop) -> tuple[Story, Story, Entry]:
    """A held place of a second laptop."""
    story = Story(laptop)
    laptop.push(*story.begin())
    other = beside(story, second)
    laptop.push(story.set("act.place", "示范路01弄"))
    held = other.set("act.place", "示范路02弄", "09:31")
    assert second.outcomes(held) == [HELD]
    return story, other, held


@pytest.mark.parametrize(("outcome", "place"), [("applied", "示范路02弄"), ("refused", "示范路01弄")])
def test_a_leader_decides_and_the_final_verdict_names_his_entry(
    setting: Setting, laptop: Laptop, second: Laptop, outcome: str, place: str
) -> None:
    story, _, held = held_place(laptop, second)
    decision = settle(story, held, outcome)
    assert laptop.outcomes(decision) == [APPLIED]
    final = newest(laptop)[held.id]
    assert (final.outcome, final.cause) == (Outcome(outcome), decision.id)
    assert value_of(setting, story, "act.place") == place
    (again,) = second.said(held)
    assert again == final


def test_a_refused_value_says_for_ever_why_it_was_held(laptop: Laptop, second: Laptop) -> None:
    story, _, held = held_place(laptop, second)
    laptop.push(settle(story, held, "refused"))
    final = newest(laptop)[held.id]
    assert final.findings.items[0].facts["new"] == "示范路02弄"


def test_held_stops_only_the_same_authors_later_intents_of_that_case(laptop: Laptop, second: Laptop) -> None:
    _, other, held = held_place(laptop, second)
    mine = other.set("party.phone", "000-2", "09:32")
    colleague = other.set("party.address", "示范路03号", "09:33", actor="demo-yi")
    fact = other.say(bodies.PartyTold(True, True, "none"), "09:34")
    elsewhere = Story(second, 2).begin()
    said = second.said(mine, colleague, fact, *elsewhere)
    assert [each.outcome for each in said] == [HELD, APPLIED, APPLIED] + [APPLIED] * len(elsewhere)
    assert said[0].findings.codes == ("merge.waits",)
    assert said[0].findings.items[0].facts == {"entry": held.id, "count": 1}


@pytest.mark.parametrize("outcome", ["applied", "refused"])
def test_what_waited_is_judged_in_its_order_once_the_first_is_settled(
    laptop: Laptop, second: Laptop, outcome: str
) -> None:
    story, other, held = held_place(laptop, second)
    waiting = [other.set("party.phone", f"000-{n}", "09:32") for n in range(3)]
    assert second.outcomes(*waiting) == [HELD] * 3
    decision = settle(story, held, outcome)
    laptop.push(decision)
    final = newest(laptop)
    assert [final[each.id].outcome for each in waiting] == [APPLIED] * 3
    assert {final[each.id].cause for each in waiting} == {decision.id}
    places = [final[each.id].commit_seq for each in (held, *waiting)]
    assert places == sorted(places)


def test_what_waited_and_is_stopped_for_itself_is_held_anew_with_that_reason(
    laptop: Laptop, second: Laptop
) -> None:
    story, other, held = held_place(laptop, second)
    early = other.take("S_TOLD", "09:33")
    behind = other.set("party.phone", "000-9", "09:34")
    assert second.outcomes(early, behind) == [HELD, HELD]
    laptop.push(settle(story, held))
    found = newest(laptop)
    assert found[early.id].outcome is HELD and "step.unknown" in found[early.id].findings.codes
    assert found[behind.id].findings.codes == ("merge.waits",)
    laptop.push(settle(story, early, "refused", time="10:05"))
    assert newest(laptop)[behind.id].outcome is APPLIED


def test_nobody_settles_his_own(setting: Setting, laptop: Laptop) -> None:
    story = Story(laptop)
    laptop.push(*story.begin())
    early = story.take("S_TOLD", "09:33")
    laptop.push(early)
    own = story.say(StepTaken("S_FOUND", "S_TOLD"), "09:40", "demo-wu")
    assert laptop.outcomes(own) == [HELD]
    (said,) = laptop.said(settle(story, own, "refused"))
    assert said.outcome is APPLIED and [each.code for each in said.findings.blocking] == ["settle.own"]
    assert newest(laptop)[own.id].outcome is HELD


def test_an_officer_without_the_role_settles_nothing(laptop: Laptop, second: Laptop) -> None:
    story, _, held = held_place(laptop, second)
    (said,) = laptop.said(settle(story, held, by="demo-yi"))
    assert said.outcome is APPLIED and "role.not_allowed" in said.findings.codes
    assert newest(laptop)[held.id].outcome is HELD


def test_a_leader_cannot_set_the_law_aside(laptop: Laptop) -> None:
    story = Story(laptop)
    laptop.push(*story.begin())
    early = story.take("S_TOLD", "09:33")
    laptop.push(early)
    (said,) = laptop.said(settle(story, early, "applied"))
    assert [each.code for each in said.findings.blocking] == ["settle.against_law"]
    assert newest(laptop)[early.id].outcome is HELD
    assert laptop.said(settle(story, early, "refused"))[0].findings.blocking == ()
    assert newest(laptop)[early.id].outcome is REFUSED


def test_the_first_of_two_settlements_stands_and_the_second_says_so(laptop: Laptop, second: Laptop) -> None:
    story, other, held = held_place(laptop, second)
    laptop.push(settle(story, held, "refused"))
    (late,) = second.said(settle(other, held, "applied"))
    assert late.outcome is APPLIED and [each.code for each in late.findings.blocking] == ["settle.not_held"]
    finals = [each for each in laptop.verdicts() if each.entry == held.id]
    assert [each.outcome for each in finals] == [HELD, REFUSED]


def test_a_settlement_of_another_case_or_of_nothing_has_no_effect(laptop: Laptop, second: Laptop) -> None:
    _, _, held = held_place(laptop, second)
    elsewhere = Story(laptop, 2)
    laptop.push(*elsewhere.begin())
    (said,) = laptop.said(settle(elsewhere, held))
    assert [each.code for each in said.findings.blocking] == ["settle.not_held"]
    assert newest(laptop)[held.id].outcome is HELD


def test_F27_a_case_goes_on_once_the_leader_acknowledged_what_was_refused(laptop: Laptop) -> None:
    story = Story(laptop)
    laptop.push(*story.begin())
    bad = story.set("act.place", "示范路01弄")
    assert laptop.outcomes(altered(bad, body=None, salt=None)) == [REFUSED]
    story.fields.pop("act.place")
    waiting = [
        story.set("party.phone", "000-1"),
        story.say(FieldSet("party.sex", None, "女"), "09:40", "demo-yi"),
    ]
    assert laptop.outcomes(*waiting) == [HELD, HELD]
    wrong = laptop.said(settle(story, bad, "applied"))[0]
    assert [each.code for each in wrong.findings.blocking] == ["settle.stays_refused"]
    decision = settle(story, bad, "refused", time="10:05")
    laptop.push(decision)
    final = newest(laptop)
    assert final[bad.id].outcome is REFUSED and final[bad.id].cause is None
    assert final[waiting[0].id].outcome is APPLIED and final[waiting[0].id].cause == decision.id
    assert laptop.outcomes(story.set("party.phone", "000-3", "10:06")) == [APPLIED]


def test_several_refused_entries_are_acknowledged_one_by_one(laptop: Laptop) -> None:
    story = Story(laptop)
    laptop.push(*story.begin())
    bad = [story.set("act.place", f"示范路0{n}弄") for n in (1, 2)]
    assert laptop.outcomes(*[altered(each, body=None, salt=None) for each in bad]) == [REFUSED, REFUSED]
    waiting = story.set("party.phone", "000-1")
    (said,) = laptop.said(waiting)
    assert said.findings.items[0].facts == {"entry": bad[0].id, "count": 2}
    laptop.push(settle(story, bad[0], "refused"))
    assert newest(laptop)[waiting.id].outcome is HELD
    laptop.push(settle(story, bad[1], "refused", time="10:05"))
    assert newest(laptop)[waiting.id].outcome is APPLIED


def test_I2_every_entry_reaches_one_final_outcome_at_most(laptop: Laptop, second: Laptop) -> None:
    story, other, held = held_place(laptop, second)
    second.push(other.set("party.phone", "000-1"), other.take("S_TOLD", "09:33"))
    laptop.push(settle(story, held))
    finals = [each.entry for each in laptop.verdicts() if each.outcome.is_final]
    assert len(finals) == len(set(finals))
