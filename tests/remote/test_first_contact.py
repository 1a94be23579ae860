"""Enrolment and tokens at a real district in this process: whom the code names, and clocks that are wrong."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from app.crypto.signing import SigningKey, device_id
from app.district import administration
from app.district.district import District
from app.remote.district_time import DistrictTime
from app.remote.enrolment import DistrictNotOfCode, enrol_laptop, find_district
from app.remote.http_district import HttpDistrict
from app.remote.link import Link
from app.remote.token import Tokens
from app.services.enrol import check_bundle, read_bundle
from app.wire.codes import EnrolmentCode, read_code
from app.wire.problems import CodeUsed, TokenClock
from tests.district.conftest import MORNING, STREET
from tests.fakes.clock import SetClock
from tests.jobs.conftest import Cable, clock, law, served, transport

__all__ = ["clock", "law", "served", "transport"]
ADDRESS = "http://127.0.0.1:1"


@pytest.fixture
def code(served: District) -> EnrolmentCode:
    return read_code(administration.laptop_code(served, STREET, "SF-SFJD-01"))


@pytest.fixture
def cable(transport: httpx.BaseTransport) -> Cable:
    return Cable(transport)


def enrolled(cable: Cable, code: EnrolmentCode, time: DistrictTime | None = None) -> HttpDistrict:
    place, key = find_district(ADDRESS, code, cable), SigningKey.make()
    link = Link(place, cable, time)
    enrol_laptop(link, code, key, "SF-SFJD-01")
    return HttpDistrict(link, Tokens(link, key, (device_id(key.public), place.key)), lambda: None)


def test_the_code_alone_tells_a_fresh_laptop_whom_to_trust(
    served: District, cable: Cable, code: EnrolmentCode
) -> None:
    place, key = find_district(ADDRESS, code, cable), SigningKey.make()
    assert place.key == served.key
    import json

    standing = json.loads(enrol_laptop(Link(place, cable), code, key, "SF-SFJD-01"))
    enrolment = check_bundle(read_bundle(standing, place.key))
    assert enrolment.certificate.device == device_id(key.public)
    assert enrolment.roster.agency.id == STREET


def test_a_district_that_did_not_print_the_code_is_told_nothing(cable: Cable, code: EnrolmentCode) -> None:
    of_another = EnrolmentCode(code.secret, "0" * len(code.mark))
    with pytest.raises(DistrictNotOfCode):
        find_district(ADDRESS, of_another, cable)
    assert cable.paths() == ["GET /v1/district"]


def test_a_code_lets_one_key_in(cable: Cable, code: EnrolmentCode) -> None:
    enrolled(cable, code)
    with pytest.raises(CodeUsed):
        enrolled(cable, code)


def test_f13_a_laptop_with_a_wrong_clock_comes_in_by_the_districts_time(
    cable: Cable, code: EnrolmentCode
) -> None:
    twenty_years_ago = DistrictTime(wall=lambda: 1_160_000_000.0)
    district = enrolled(cable, code, twenty_years_ago)
    assert district.standing(None) is not None
    offset = district.time_offset_ms()
    assert offset is not None
    assert offset > 19 * 365 * 24 * 3600 * 1000


def test_one_token_serves_many_requests_until_the_district_calls_it_old(
    cable: Cable, code: EnrolmentCode, clock: SetClock
) -> None:
    district = enrolled(cable, code)
    district.standing(None)
    district.standing(None)
    assert cable.paths().count("POST /v1/token") == 1
    clock.advance_to(MORNING + timedelta(hours=1))
    assert district.standing(None) is not None
    assert cable.paths().count("POST /v1/token") == 2


def test_a_clock_that_stays_wrong_is_told_after_one_more_try(cable: Cable, code: EnrolmentCode) -> None:
    class Deaf(DistrictTime):
        def note(self, told: str | None) -> None:
            """Learns nothing."""

    district = enrolled(cable, code, Deaf(wall=lambda: 0.0))
    before = cable.paths().count("POST /v1/token")
    with pytest.raises(TokenClock):
        district.standing(None)
    assert cable.paths().count("POST /v1/token") == before + 2


def test_nothing_new_since_a_tag_is_a_short_answer(cable: Cable, code: EnrolmentCode) -> None:
    district = enrolled(cable, code)
    found = district.standing(None)
    assert found is not None
    assert district.standing(found.tag) is None
