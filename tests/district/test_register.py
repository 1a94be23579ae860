"""The register of the street: it receives on-the-spot decisions, and finds one number in two cases."""

from __future__ import annotations

from datetime import datetime

import pytest

from app.crypto.entries import entry_verifier
from app.crypto.signing import verify
from app.domain.bodies import NumberDoubled, SummaryRecorded, body_of
from app.domain.chain import check_chain
from app.domain.clock import SHANGHAI
from app.domain.entry import Entry
from app.domain.verdict import Outcome
from app.ports.keys import SignatureTag
from app.wire.statements import device_certificate, grant, read_statement
from tests.district.conftest import Setting
from tests.district.laptop import Laptop
from tests.district.story import Story
from tests.fakes.clock import SetClock


def registered(laptop: Laptop) -> list[Entry]:
    """The entries of the register, as a laptop pulls them."""
    found = [each.entry for each in laptop.pull() if each.entry is not None]
    return [each.entry() for each in found if each.entry().header.actor == "register"]


def test_a_served_decision_is_received_in_the_same_push(laptop: Laptop) -> None:
    story = Story(laptop)
    entries = [*story.until_told(), *story.decide()]
    laptop.push(*entries)
    (record,) = registered(laptop)
    body = body_of(record)
    assert body == SummaryRecorded("D20-1", "沪示示简罚备〔2026〕第0001号")
    assert record.header.case == story.case and record.header.officers == ("register",)
    verdicts = laptop.verdicts()
    (said,) = [each for each in verdicts if each.entry == record.id]
    assert said.outcome is Outcome.APPLIED and said.findings.blocking == ()
    served = [each for each in verdicts if each.entry == entries[-2].id]
    assert said.commit_seq == served[0].commit_seq + 1


def test_the_case_goes_on_to_its_recording(laptop: Laptop) -> None:
    story = Story(laptop)
    laptop.push(*story.until_told(), *story.decide(), *story.collect())
    assert laptop.outcomes(story.take("S_RECORDED", "10:00")) == [Outcome.APPLIED]


def test_nothing_is_recorded_before_the_decision_was_handed_over(laptop: Laptop) -> None:
    story = Story(laptop)
    laptop.push(*story.until_told(), story.issue("D20", "当罚", "09:52"))
    assert registered(laptop) == []


def test_a_decision_is_received_once(laptop: Laptop) -> None:
    story = Story(laptop)
    laptop.push(*story.until_told(), *story.decide())
    laptop.push(story.serve("D20", "09:58"))
    assert len(registered(laptop)) == 1


def test_the_register_is_a_device_whose_chain_anybody_can_check(laptop: Laptop) -> None:
    for number in (1, 2, 3):
        story = Story(laptop, number)
        laptop.push(*story.until_told())
        laptop.push(*story.decide())
    records = registered(laptop)
    standing, district = laptop.standing(), laptop.district
    devices = [
        device_certificate(read_statement(each.encode(), SignatureTag.DEVICE_CERTIFICATE, district, verify))
        for each in standing["devices"]
    ]
    grants = [
        grant(read_statement(each.encode(), SignatureTag.GRANT, district, verify))
        for each in standing["grants"]
    ]
    check = entry_verifier(
        {each.device: each.public_key for each in devices}.get,
        {each.id: each.public_key for each in grants}.get,
    )
    register = next(each for each in devices if each.laptop == "register")
    head, faults = check_chain(records, register.device, check)
    assert faults == () and head.seq == 3
    assert next(each for each in grants if each.officer == "register").roles == ("REGISTER",)


def test_numbers_of_the_register_begin_anew_each_year(
    setting: Setting, laptop: Laptop, clock: SetClock
) -> None:
    for number in (1, 2):
        story = Story(laptop, number)
        laptop.push(*story.until_told())
        laptop.push(*story.decide())
        clock.advance_to(datetime(2027, 1, 4, 9, 0, tzinfo=SHANGHAI))
        laptop.sign_in()
    bodies = [body_of(each) for each in registered(laptop)]
    assert [each.register_number for each in bodies if isinstance(each, SummaryRecorded)] == [
        "沪示示简罚备〔2026〕第0001号",
        "沪示示简罚备〔2027〕第0001号",
    ]


def test_the_register_never_calls(setting: Setting, laptop: Laptop) -> None:
    story = Story(laptop)
    laptop.push(*story.until_told())
    laptop.push(*story.decide())
    (record,) = registered(laptop)
    laptop.key = setting.district.keys.register_device("DEMO-SFJD", laptop.page().epoch)
    assert laptop.device == record.header.device
    answer = laptop.ask_token(laptop.assertion())
    assert (answer.status_code, answer.json()["code"]) == (401, "token.refused")


# One number in two cases.


@pytest.fixture
def second(setting: Setting) -> Laptop:
    return setting.laptop("SF-SFJD-02")


def test_I8_a_number_used_twice_is_applied_both_times_and_told_on_both_cases(
    laptop: Laptop, second: Laptop
) -> None:
    one, two = Story(laptop, 1), Story(second, 1)
    laptop.push(*one.until_told())
    (first,) = laptop.said(one.issue("D20", "当罚", "09:52"))
    second.push(*two.until_told())
    (later,) = second.said(two.issue("D20", "当罚", "09:55"))
    assert first.outcome is later.outcome is Outcome.APPLIED
    assert "number.taken" not in first.findings.codes
    assert "number.taken" in [each.code for each in later.findings.blocking]
    doubled = {each.header.case: each for each in registered(laptop) if each.header.kind == "number.doubled"}
    told = body_of(doubled[one.case])
    assert isinstance(told, NumberDoubled) and {told.entry, told.other} >= {first.entry, later.entry}
    said = {each.entry: each for each in laptop.verdicts()}[doubled[one.case].id]
    assert [each.code for each in said.findings.blocking] == ["number.taken"]


def test_a_number_that_nobody_leased_is_told(laptop: Laptop) -> None:
    story = Story(laptop, 4999)
    (said,) = laptop.said(story.docket())
    assert said.outcome is Outcome.APPLIED
    assert "number.not_leased" in [each.code for each in said.findings.blocking]


def test_a_voided_number_is_never_used_again(laptop: Laptop) -> None:
    from app.domain.bodies import NumberVoided

    at = "2026-08-06T09:10:00+08:00"
    void = NumberVoided("当罚", 2026, 1, "沪示示城管当罚字〔2026〕第0001号", "cut_off")
    assert laptop.outcomes(laptop.make(void, None, at)) == [Outcome.APPLIED]
    story = Story(laptop, 1)
    laptop.push(*story.until_told())
    (said,) = laptop.said(story.issue("D20", "当罚", "09:52"))
    assert "number.written_off" in [each.code for each in said.findings.blocking]


def test_R33_earlier_penalties_of_the_party_in_other_cases_are_found(laptop: Laptop, second: Laptop) -> None:
    one, two = Story(laptop, 1), Story(second, 301)
    laptop.push(*one.until_told())
    laptop.push(*one.decide())
    told = two.until_told()
    said = second.said(*told)
    step = next(each for each in said if each.entry == told[-2].id)
    assert "history.not_first" in [each.code for each in step.findings.warnings]
