"""A line of the record tells what the law had said to the act, in the words of that time."""

from __future__ import annotations

from datetime import date

from app.domain.bodies import FieldSet, PartyTold
from app.domain.findings import Finding, Findings, Severity
from app.ports.work import TimelineRow
from app.presenters.timeline import days_of, line_of
from tests.domain.make import ChainMaker

ALONE = Findings.of([Finding("officers.too_few", Severity.WARN, ("条",), facts={"named": 1, "needed": 2})])
TOLD = PartyTold(True, True, "none")


def test_an_act_with_a_warning_of_its_time_shows_it() -> None:
    line = line_of(TimelineRow(ChainMaker().add(TOLD), sent=False, findings=ALONE))
    assert len(line.said) == 1
    assert line.caption == f"未提出陈述申辩·当时提示：{line.said[0]}"


def test_an_act_to_which_nothing_was_said_or_kept_shows_nothing_of_it() -> None:
    for findings in (Findings(), None):
        line = line_of(TimelineRow(ChainMaker().add(TOLD), sent=False, findings=findings))
        assert (line.said, line.caption) == ((), "未提出陈述申辩")


def test_a_run_of_typing_keeps_each_warning_once() -> None:
    maker = ChainMaker()
    rows = [
        TimelineRow(maker.add(FieldSet(name, None, "甲")), sent=False, findings=ALONE)
        for name in ("party.name", "act.place")
    ]
    (day,) = days_of(rows, date(2026, 8, 6), {})
    (moment,) = day.moments
    assert moment.caption == f"自动保存·当时提示：{moment.said[0]}"
