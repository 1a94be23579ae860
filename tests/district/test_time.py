"""F13: whatever a laptop's clock says, order and outcome stay; where it cannot be believed, guards warn."""

from __future__ import annotations

from dataclasses import replace

from app.domain.bodies import FieldSet
from app.domain.entry import ClockReading
from app.domain.verdict import Outcome
from app.presenters.finding_words import sentence_for
from tests.district.laptop import Laptop
from tests.district.story import Story

PLACE = FieldSet("act.place", None, "示范路01弄")
DAY_MS = 24 * 60 * 60 * 1000


def reading(laptop: Laptop, at: str, ahead_ms: int, boot: str = "laptop-boot") -> ClockReading:
    return replace(laptop.reading(at), wall_ms=laptop.reading(at).wall_ms + ahead_ms, boot=boot)


def test_F13_a_clock_three_years_ahead_is_not_believed(laptop: Laptop) -> None:
    at = "2026-08-06T09:10:00+08:00"
    story = Story(laptop)
    laptop.push(story.docket())
    entry = story.say(PLACE, "09:12", clock=reading(laptop, at, 3 * 365 * DAY_MS, "new-boot"))
    (said,) = laptop.said(entry)
    assert said.outcome is Outcome.APPLIED
    (unsure,) = [each for each in said.findings if each.code == "clock.unsure"]
    assert unsure.facts["reason"] == "ahead"
    assert "快于区级平台的时间" in sentence_for(unsure).sentence


def test_F13_a_clock_that_jumps_in_the_middle_of_a_boot_is_told_by_the_boot(laptop: Laptop) -> None:
    at = "2026-08-06T09:10:00+08:00"
    story = Story(laptop)
    laptop.push(story.docket())
    (said,) = laptop.said(story.say(PLACE, "09:12", clock=reading(laptop, at, 3 * 365 * DAY_MS)))
    assert said.outcome is Outcome.APPLIED
    assert [each.facts["reason"] for each in said.findings if each.code == "clock.unsure"] == ["jumped"]


def test_F13_a_clock_twenty_years_behind_changes_neither_order_nor_outcome(laptop: Laptop) -> None:
    at = "2026-08-06T09:10:00+08:00"
    story = Story(laptop)
    first = story.docket()
    entry = story.say(PLACE, "09:12", clock=reading(laptop, at, -20 * 365 * DAY_MS))
    said = laptop.said(first, entry)
    assert [each.outcome for each in said] == [Outcome.APPLIED, Outcome.APPLIED]
    assert [each.commit_seq for each in said] == [1, 2]
    assert "clock.unsure" in said[1].findings.codes


def test_a_clock_that_runs_with_its_boot_is_believed(laptop: Laptop) -> None:
    said = laptop.said(*Story(laptop).begin())
    assert "clock.unsure" not in {code for each in said for code in each.findings.codes}
