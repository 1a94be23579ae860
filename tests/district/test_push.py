"""The push: every answer of the contract, and never one entry's trouble on another case."""

from __future__ import annotations

from app.domain.verdict import Outcome
from tests.district.laptop import Laptop
from tests.district.story import Story


def test_a_lawful_case_is_applied_entry_by_entry(laptop: Laptop) -> None:
    story = Story(laptop)
    entries = [*story.until_told(), *story.decide(), *story.collect()]
    said = laptop.said(*entries)
    assert [(each.outcome, each.findings.codes) for each in said if each.outcome is not Outcome.APPLIED] == []
    assert [each.entry for each in said] == [each.id for each in entries]
    assert {code for each in said for code in (f.code for f in each.findings.blocking)} == set()
