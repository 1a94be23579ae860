"""A laptop of one street gets nothing of another by any address; without a token nobody does (I11)."""

from __future__ import annotations

import json

import pytest

from app.domain import bodies
from app.domain.verdict import Outcome
from app.wire.answers import Kind
from app.wire.digests import bucket_of
from tests.district.conftest import OTHER_STREET, Setting
from tests.district.laptop import Laptop
from tests.district.story import Story

ADDRESSES = [
    ("GET", "/v1/standing"),
    ("POST", "/v1/grants"),
    ("POST", "/v1/blocks"),
    ("POST", "/v1/beacon"),
    ("POST", "/v1/entries"),
    ("POST", "/v1/entries/fetch"),
    ("GET", "/v1/changes"),
    ("GET", "/v1/digests"),
    ("GET", "/v1/buckets/00"),
]


@pytest.fixture
def stranger(setting: Setting) -> Laptop:
    """A laptop of the other street, whose people bear the same ids."""
    return setting.laptop("LJZ-01", OTHER_STREET)


def test_I11_nothing_of_one_street_reaches_another(laptop: Laptop, stranger: Laptop) -> None:
    story = Story(laptop)
    entries = [*story.until_told(), *story.decide()]
    laptop.push(*entries)
    secret = {story.case, *(each.id for each in entries), "王𬭎", "演示当事人丙", laptop.device}
    answers = [
        stranger.call("GET", "/v1/changes"),
        stranger.call("GET", "/v1/digests"),
        stranger.call("GET", f"/v1/buckets/{bucket_of(story.case)}"),
        stranger.call("POST", "/v1/entries/fetch", json={"ids": [each.id for each in entries][:64]}),
        stranger.call("GET", "/v1/standing"),
    ]
    assert [each.status_code for each in answers] == [200] * 5
    for answer in answers:
        assert not [each for each in secret if each in answer.text or json.dumps(each)[1:-1] in answer.text]
    assert answers[0].json()["changes"] == answers[3].json()["changes"] == answers[2].json()["lines"] == []
    assert answers[1].json()["buckets"] == {}


def test_a_case_id_of_another_street_opens_no_case(laptop: Laptop, stranger: Laptop) -> None:
    story = Story(laptop)
    laptop.push(*story.begin())
    theirs = Story(stranger, case=story.case)
    said = stranger.said(
        theirs.set("act.place", "别处"), theirs.say(bodies.PartyTold(True, True, "none"), "09:30")
    )
    assert [each.outcome for each in said] == [Outcome.HELD, Outcome.APPLIED]
    assert {code for each in said for code in each.findings.codes} == {"case.not_docketed"}
    assert len(stranger.pull()) == 2
    assert laptop.outcomes(story.set("act.place", "示范路03弄")) == [Outcome.APPLIED]


def test_a_grant_of_another_street_is_unknown(laptop: Laptop, stranger: Laptop) -> None:
    stranger.people = laptop.people
    (said,) = stranger.said(Story(stranger).docket())
    assert said.outcome is Outcome.REFUSED and said.findings.codes == ("entry.grant",)


def test_an_entry_of_another_streets_device_is_rejected(laptop: Laptop, stranger: Laptop) -> None:
    entry = Story(laptop).docket()
    laptop.push(entry)
    assert [each.answer for each in stranger.push(entry)] == [Kind.REJECTED]


def test_an_officers_code_of_one_street_makes_no_grant_in_another(setting: Setting, stranger: Laptop) -> None:
    from app.district import administration
    from app.wire.codes import read_code
    from tests.district.laptop import proven

    secret = read_code(administration.officer_code(setting.district, "DEMO-SFJD", "demo-jia")).secret
    answer = stranger.call("POST", "/v1/grants", json={"secret": secret, **proven(stranger.key, secret)})
    assert (answer.status_code, answer.json()["code"]) == (404, "code.unknown")


def test_the_same_number_in_two_streets_is_no_conflict(laptop: Laptop, stranger: Laptop) -> None:
    laptop.push(Story(laptop).docket())
    (said,) = stranger.said(Story(stranger).docket())
    assert "number.taken" not in said.findings.codes


def test_I11_earlier_penalties_of_another_street_are_told_to_nobody(laptop: Laptop, stranger: Laptop) -> None:
    story = Story(laptop)
    laptop.push(*story.until_told())
    laptop.push(*story.decide())
    said = stranger.said(*Story(stranger, 2).until_told())
    assert "history.not_first" not in {code for each in said for code in each.findings.codes}


@pytest.mark.parametrize(("method", "address"), ADDRESSES)
def test_without_a_token_nobody_gets_anything(laptop: Laptop, method: str, address: str) -> None:
    for header, code in (
        (None, "token.missing"),
        ("", "token.missing"),
        ("Basic eDp5", "token.missing"),
        ("Bearer", "token.missing"),
        ("Bearer x", "token.refused"),
        ("Bearer a.b.c", "token.refused"),
        (f"Bearer {laptop.token[:-2]}", "token.refused"),
    ):
        headers = {} if header is None else {"Authorization": header}
        answer = laptop.http.request(method, address, headers=headers)
        assert (answer.status_code, answer.json()) == (401, {"code": code, "facts": {}})
        assert answer.headers["Fieldcase-District"] == laptop.district
