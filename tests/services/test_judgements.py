"""What the law said to an act is kept beside it and shown as it was said, whatever the law says later."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app import __version__
from app.domain.findings import RuleBroken, Severity
from app.services.office import LaptopOffice
from tests.flows.demo_laptop import JOURNEY_DAY, YI
from tests.flows.summary_case import at, play
from tests.services.conftest import Laptop
from tests.services.test_damage import raw_store


def said(office: LaptopOffice, case: str) -> list[tuple[str, ...] | None]:
    """The codes of what was said to each entry of a case."""
    lines = office.queries.timeline(case)
    return [None if line.findings is None else line.findings.codes for line in lines]


def docketed_late(office: LaptopOffice) -> str:
    """A clue whose finding is stated half an hour before the clock, so that the law has something to say."""
    return office.docket("巡查发现", YI, JOURNEY_DAY - timedelta(minutes=30))


def test_every_act_of_a_case_has_what_was_said_to_it_and_none_of_it_stopped_the_act(
    office: LaptopOffice,
) -> None:
    journey = play(office)
    answers = [line.findings for line in office.queries.timeline(journey.case)]
    assert all(answer is not None and not answer.blocking for answer in answers)


def test_the_answer_is_the_one_that_was_given_and_not_made_anew(laptop: Laptop) -> None:
    first = laptop.sign_in()
    case = docketed_late(first)
    before = said(first, case)
    assert before == [("clock.difference",)]
    first.close()
    laptop.demo.clock.advance_to(JOURNEY_DAY + timedelta(days=40))
    again = laptop.sign_in()
    assert said(again, case) == before
    assert again.doctor.rebuild()
    assert said(again, case) == before


def test_a_fact_that_is_recorded_against_the_law_carries_the_warning_for_ever(office: LaptopOffice) -> None:
    case = office.docket("巡查发现", None, at(9, 0))
    (line,) = office.queries.timeline(case)
    assert line.findings is not None
    alone = [finding for finding in line.findings if finding.code == "officers.too_few"]
    assert [finding.severity for finding in alone] == [Severity.WARN]
    assert alone[0].articles == ("《中华人民共和国行政处罚法》第四十二条",)


def test_the_answer_names_program_law_roster_and_time(laptop: Laptop) -> None:
    office = laptop.sign_in()
    docketed_late(office)
    with raw_store(laptop) as connection:
        row = connection.execute("SELECT program, law, roster, judged_at FROM judgement").fetchone()
    connection.close()
    assert row[0] == f"fieldcase {__version__}"
    assert row[1] == office.catalogue.release
    assert row[2] == office.roster.version
    assert row[3] == "2026-08-06T09:00:00+08:00"


def test_what_the_law_stops_leaves_neither_entry_nor_answer(laptop: Laptop) -> None:
    office = laptop.sign_in()
    case = docketed_late(office)
    with pytest.raises(RuleBroken):
        office.take_step(case, "S_ELIGIBLE")
    with raw_store(laptop) as connection:
        assert connection.execute("SELECT count(*) FROM judgement").fetchone() == (1,)
    connection.close()


def test_the_doctor_misses_an_answer_that_is_gone(laptop: Laptop) -> None:
    office = laptop.sign_in()
    docketed_late(office)
    with raw_store(laptop) as connection:
        connection.execute("DELETE FROM judgement")
        connection.commit()
    connection.close()
    assert [(fault.part, fault.seq) for fault in office.doctor.check()] == [("judgement", 1)]
