"""Enrolment: a printed code is good once, in its days, for the key that proves itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.crypto.signing import SigningKey, verify
from app.district import administration
from app.district.errors import DistrictUnusable
from app.district.street_file import CardFacts, OfficerFacts
from app.domain.verdict import Outcome
from app.ports.keys import SignatureTag
from app.wire.codes import mark_of, read_code
from app.wire.statements import (
    device_certificate,
    grant,
    number_block,
    read_statement,
    roster,
)
from tests.district.conftest import MORNING, STREET, Setting
from tests.district.laptop import Laptop, proven
from tests.district.story import Story
from tests.fakes.clock import SetClock


@pytest.fixture
def fresh(setting: Setting) -> Laptop:
    """A laptop that knows nothing but a code."""
    return Laptop(setting.http, setting.clock, setting.district.key, setting.district.law.newest)


@pytest.fixture
def code(setting: Setting) -> str:
    return administration.laptop_code(setting.district, STREET, "SF-SFJD-07")


def test_the_code_alone_tells_whom_to_trust(setting: Setting, code: str) -> None:
    told = setting.http.get("/v1/district").json()
    assert told == {"district": setting.district.key, "authority": "", "name": "示范区城市管理行政执法局"}
    assert read_code(code).mark == mark_of(told["district"], None)


def test_a_fresh_laptop_gets_its_whole_standing(setting: Setting, fresh: Laptop, code: str) -> None:
    answer = fresh.enrol(code, "machine-4711")
    assert answer.status_code == 201
    standing, district = answer.json(), fresh.district
    certificate = device_certificate(
        read_statement(standing["certificate"].encode(), SignatureTag.DEVICE_CERTIFICATE, district, verify)
    )
    assert (certificate.device, certificate.laptop, certificate.agency) == (
        fresh.device,
        "SF-SFJD-07",
        STREET,
    )
    assert certificate.issued_on == "2026-08-06"
    people = roster(read_statement(standing["roster"].encode(), SignatureTag.ROSTER, district, verify), ())
    assert {"demo-jia", "demo-yi", "demo-wu", "register"} <= {each.id for each in people.officers}
    blocks = [
        number_block(read_statement(each.encode(), SignatureTag.NUMBER_BLOCK, district, verify), fresh.device)
        for each in standing["blocks"]
    ]
    assert {"线", "责改", "当罚"} <= {each.number_class for each in blocks}
    assert {(each.year, each.first) for each in blocks} == {(2026, 1)}
    assert "备案" not in {each.number_class for each in blocks}
    assert standing["certificate"] in standing["devices"]


def test_the_same_request_of_the_same_key_is_answered_the_same_again(fresh: Laptop, code: str) -> None:
    first = fresh.enrol(code)
    assert (fresh.enrol(code).status_code, fresh.enrol(code).json()) == (201, first.json())


def test_a_code_serves_one_key_alone(setting: Setting, fresh: Laptop, code: str) -> None:
    assert fresh.enrol(code).status_code == 201
    fresh.key = SigningKey.make()
    answer = fresh.enrol(code)
    assert (answer.status_code, answer.json()["code"]) == (409, "code.used")


def test_a_key_is_one_device_whatever_codes_it_has(setting: Setting, fresh: Laptop, code: str) -> None:
    assert fresh.enrol(code).status_code == 201
    other = administration.laptop_code(setting.district, STREET, "SF-SFJD-08")
    assert fresh.enrol(other).json()["code"] == "code.used"


@pytest.mark.parametrize(("days", "status"), [(6, 201), (8, 404)])
def test_a_code_is_good_for_seven_days(
    fresh: Laptop, code: str, clock: SetClock, days: int, status: int
) -> None:
    clock.advance_to(MORNING + timedelta(days=days))
    assert fresh.enrol(code).status_code == status


def test_a_code_that_served_answers_its_key_even_after_its_days(
    fresh: Laptop, code: str, clock: SetClock
) -> None:
    assert fresh.enrol(code).status_code == 201
    clock.advance_to(MORNING + timedelta(days=30))
    assert fresh.enrol(code).status_code == 201


def test_an_invented_code_is_unknown_and_an_officers_code_enrols_no_laptop(
    setting: Setting, fresh: Laptop
) -> None:
    officers = administration.officer_code(setting.district, STREET, "demo-jia")
    for code in ("0" * 40, officers):
        answer = fresh.enrol(code)
        assert (answer.status_code, answer.json()["code"]) == (404, "code.unknown")


def test_a_key_must_prove_itself(setting: Setting, fresh: Laptop, code: str) -> None:
    secret, other = read_code(code).secret, SigningKey.make()
    for proof in (proven(other, secret)["proof"], proven(fresh.key, "0" * 20)["proof"], "AAAA", ""):
        request = {"secret": secret, "laptop": "x", "public_key": fresh.key.public, "proof": proof}
        answer = setting.http.post("/v1/enrolment", json=request)
        assert (answer.status_code, answer.json()["code"]) == (422, "enrolment.proof")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("secret", 7),
        ("secret", "0" * 19),
        ("secret", "0000-0000-0000-0000-0000"),
        ("public_key", "ed25519:x"),
        ("public_key", "rsa:AAAA"),
        ("public_key", None),
        ("laptop", "x" * 101),
        ("laptop", None),
        ("proof", 3),
        ("proof", "***"),
    ],
)
def test_a_malformed_part_is_named(
    setting: Setting, fresh: Laptop, code: str, field: str, value: object
) -> None:
    secret = read_code(code).secret
    request = {"secret": secret, "laptop": "x", **proven(fresh.key, secret), field: value}
    answer = setting.http.post("/v1/enrolment", json=request)
    assert (answer.status_code, answer.json()) == (
        400,
        {"code": "request.malformed", "facts": {"field": field}},
    )


def test_no_laptop_may_be_called_the_register(setting: Setting) -> None:
    for name in ("register", ""):
        with pytest.raises(DistrictUnusable):
            administration.laptop_code(setting.district, STREET, name)
    with pytest.raises(DistrictUnusable):
        administration.officer_code(setting.district, STREET, "register")


# Officers.


def test_an_officer_gets_his_grant_with_his_roles_of_the_roster(setting: Setting, laptop: Laptop) -> None:
    person = laptop.become("demo-wu", administration.officer_code(setting.district, STREET, "demo-wu"))
    found = [
        grant(read_statement(each.encode(), SignatureTag.GRANT, laptop.district, verify))
        for each in laptop.standing()["grants"]
    ]
    mine = next(each for each in found if each.id == person.grant)
    assert (mine.officer, mine.public_key, set(mine.roles)) == (
        "demo-wu",
        person.key.public,
        {"SQUAD_LEADER", "OFFICER"},
    )
    assert (mine.valid_from.isoformat(), mine.valid_until.isoformat()) == ("2026-01-01", "2027-12-31")


def test_the_same_request_of_an_officer_gets_the_same_grant(setting: Setting, laptop: Laptop) -> None:
    code, key = administration.officer_code(setting.district, STREET, "demo-jia"), SigningKey.make()
    first = laptop.become("demo-jia", code, key)
    assert laptop.become("demo-jia", code, key).grant == first.grant
    secret = read_code(code).secret
    answer = laptop.call("POST", "/v1/grants", json={"secret": secret, **proven(SigningKey.make(), secret)})
    assert (answer.status_code, answer.json()["code"]) == (409, "code.used")


def test_who_comes_back_with_a_new_key_keeps_his_old_entries_valid(setting: Setting, laptop: Laptop) -> None:
    story = Story(laptop)
    old = story.docket()
    laptop.become("demo-jia", administration.officer_code(setting.district, STREET, "demo-jia"))
    new = story.set("act.place", "示范路01弄")
    assert laptop.outcomes(old, new) == [Outcome.APPLIED, Outcome.APPLIED]
    assert old.header.grant != new.header.grant


def test_a_new_role_comes_with_a_new_grant_of_the_same_key(setting: Setting, laptop: Laptop) -> None:
    yi = OfficerFacts("demo-yi", "演示员乙", ("OFFICER", "SQUAD_LEADER"), "示范街道综合行政执法队")
    administration.put_person(setting.district, STREET, yi)
    found = [
        grant(read_statement(each.encode(), SignatureTag.GRANT, laptop.district, verify))
        for each in laptop.standing()["grants"]
    ]
    mine = [each for each in found if each.public_key == laptop.people["demo-yi"].key.public]
    assert [each.roles for each in mine] == [("OFFICER",), ("OFFICER", "SQUAD_LEADER")]


def test_F25_rights_that_were_taken_away_stop_intents_and_mark_facts(
    setting: Setting, laptop: Laptop
) -> None:
    story = Story(laptop)
    laptop.push(*story.begin())
    jia = administration.person(setting.district, STREET, "demo-jia")
    assert jia is not None
    administration.put_person(setting.district, STREET, jia, until="2026-08-05")
    intent, fact = story.set("act.place", "示范路01弄"), story.issue("D10", "", "09:30")
    said = laptop.said(intent, fact)
    assert [each.outcome for each in said] == [Outcome.HELD, Outcome.APPLIED]
    assert all("grant.not_valid" in [f.code for f in each.findings.blocking] for each in said)


def test_a_new_officer_stands_on_the_next_roster_with_his_card(setting: Setting, laptop: Laptop) -> None:
    before = laptop.standing()
    card = CardFacts("演示-0199", "2026-01-01", "2030-12-31")
    new = OfficerFacts("demo-xin", "演示员辛", ("OFFICER",), "示范街道综合行政执法队", (card,))
    administration.put_person(setting.district, STREET, new)
    after = laptop.standing()
    people = roster(
        read_statement(after["roster"].encode(), SignatureTag.ROSTER, laptop.district, verify), ()
    )
    assert people.officer("demo-xin").cards[0].number == "演示-0199"
    assert after["roster"] != before["roster"] and after["devices"] == before["devices"]


# Standing, blocks, beacon.


def test_a_standing_that_did_not_change_is_not_sent_again(setting: Setting, laptop: Laptop) -> None:
    first = laptop.call("GET", "/v1/standing")
    etag = first.headers["ETag"]
    again = laptop.call("GET", "/v1/standing", headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    weak = laptop.call("GET", "/v1/standing", headers={"If-None-Match": f'"x", W/{etag}'})
    assert weak.status_code == 304
    setting.laptop("SF-SFJD-02", people=())
    changed = laptop.call("GET", "/v1/standing", headers={"If-None-Match": etag})
    assert changed.status_code == 200 and len(changed.json()["devices"]) == 2


REQUEST = "01900000-0000-7000-8000-00000000000a"


def test_I8_blocks_follow_one_another_and_the_same_request_gets_the_same(
    setting: Setting, laptop: Laptop
) -> None:
    second = setting.laptop("SF-SFJD-02", people=())
    asked = {"request": REQUEST, "number_class": "当罚", "year": 2026}
    texts = [laptop.call("POST", "/v1/blocks", json=asked).json()["block"] for _ in range(2)]
    assert texts[0] == texts[1]
    other = second.call("POST", "/v1/blocks", json=asked).json()["block"]
    blocks = [
        number_block(
            read_statement(text.encode(), SignatureTag.NUMBER_BLOCK, laptop.district, verify), device
        )
        for text, device in ((texts[0], laptop.device), (other, second.device))
    ]
    assert [(each.first, each.last) for each in blocks] == [(401, 600), (601, 800)]
    assert texts[0] in laptop.standing()["blocks"]


@pytest.mark.parametrize(
    ("number_class", "year"), [("备案", 2026), ("不", 2026), ("当罚", 2025), ("当罚", 2027)]
)
def test_blocks_that_the_street_does_not_give_are_refused(
    laptop: Laptop, number_class: str, year: int
) -> None:
    asked = {"request": REQUEST, "number_class": number_class, "year": year}
    answer = laptop.call("POST", "/v1/blocks", json=asked)
    assert (answer.status_code, answer.json()["code"]) == (422, "block.class")


def test_from_december_on_blocks_of_the_next_year_are_given(setting: Setting, clock: SetClock) -> None:
    clock.advance_to(MORNING.replace(month=12, day=1, hour=0, minute=1))
    laptop = setting.laptop("SF-SFJD-09", people=())
    years = {
        number_block(
            read_statement(each.encode(), SignatureTag.NUMBER_BLOCK, laptop.district, verify), laptop.device
        ).year
        for each in laptop.standing()["blocks"]
    }
    assert years == {2026, 2027}
    asked = {"request": REQUEST, "number_class": "当罚", "year": 2027}
    assert laptop.call("POST", "/v1/blocks", json=asked).status_code == 201


@pytest.mark.parametrize("request_id", ["x", "", REQUEST.upper(), "at enrolment 线 2026"])
def test_a_request_for_a_block_needs_a_name_of_its_own(laptop: Laptop, request_id: str) -> None:
    asked = {"request": request_id, "number_class": "当罚", "year": 2026}
    answer = laptop.call("POST", "/v1/blocks", json=asked)
    assert (answer.status_code, answer.json()["facts"]) == (400, {"field": "request"})


@pytest.mark.parametrize("year", ["2026", None, True, 2026.0, 10**30])
def test_a_year_is_a_whole_number(laptop: Laptop, year: object) -> None:
    asked = {"request": REQUEST, "number_class": "当罚", "year": year}
    assert laptop.call("POST", "/v1/blocks", json=asked).json()["facts"] == {"field": "year"}


def test_a_beacon_is_the_districts_signed_time_for_this_question(laptop: Laptop, clock: SetClock) -> None:
    from app.wire.verdicts import read_beacon

    answer = laptop.call("POST", "/v1/beacon", json={"nonce": "0123456789abcdef" * 2})
    beacon = read_beacon(answer.json()["beacon"].encode(), laptop.district, verify)
    assert beacon.nonce == "0123456789abcdef" * 2
    assert abs(beacon.server_ms - clock.read().wall_ms) < 5_000
    for nonce in ("", "x" * 32, "A" * 32, 5):
        assert laptop.call("POST", "/v1/beacon", json={"nonce": nonce}).status_code == 400
