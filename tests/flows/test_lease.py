"""How long a laptop works without its district (F21): reading never ends, writing does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.domain.canonical import canonical_bytes
from app.domain.clock import rfc3339
from app.laptop import shown_contact
from app.presenters.limits import limit_message
from app.services.contact import CONTACT, By
from app.services.limits import Refusal
from tests.fakes.clock import SetClock
from tests.flows.demo_laptop import JIA, JOURNEY_DAY, PASSPHRASES, YI, DemoLaptop
from tests.flows.worked_laptop import Worked, reads_all, worked, writes


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Worked:
    return worked(tmp_path_factory.mktemp("template") / "home")


@pytest.fixture
def laptop(template: Worked, tmp_path: Path) -> Iterator[Worked]:
    copy = template.copy(tmp_path / "home")
    yield copy
    copy.close()


CONTACT_AT = JOURNEY_DAY


def enrolled(laptop: Worked, at: datetime | None = CONTACT_AT, by: str = By.DISTRICT) -> Worked:
    """The laptop as one of a real district: its last contact, in place of the demonstration's exemption."""
    said = canonical_bytes({"by": str(by), "at": None if at is None else rfc3339(at)}).decode()
    laptop.setting(CONTACT, said)
    return laptop


def after(laptop: Worked, passed: timedelta) -> Worked:
    """So much later, in another run of the machine."""
    laptop.demo.clock = SetClock(CONTACT_AT + passed, boot="later")
    return laptop


def lease_days(laptop: Worked) -> int:
    return laptop.sign_in().parameters.value("contact.lease_days", CONTACT_AT.date())


def warn_days(laptop: Worked) -> int:
    return laptop.sign_in().parameters.value("contact.warn_days", CONTACT_AT.date())


def test_F21_a_laptop_works_until_its_lease_ends_and_then_reads(laptop: Worked) -> None:
    end = timedelta(days=lease_days(enrolled(laptop)))
    office = after(laptop, end - timedelta(minutes=5)).sign_in()
    assert office.limits.refusal is None
    assert office.limits.lease.days_left == 1
    laptop.close()
    office = after(laptop, end + timedelta(seconds=1)).sign_in()
    assert office.limits.refusal is Refusal.LEASE
    reads_all(laptop, office)
    assert not writes(office)


def test_F21_the_bound_itself_is_the_end(laptop: Worked) -> None:
    end = timedelta(days=lease_days(enrolled(laptop)))
    assert after(laptop, end).sign_in().limits.refusal is Refusal.LEASE


def test_F21_officers_are_warned_some_days_before(laptop: Worked) -> None:
    begin, end = timedelta(days=warn_days(enrolled(laptop))), timedelta(days=lease_days(laptop))
    assert limit_message(after(laptop, begin - timedelta(minutes=5)).sign_in().limits) is None
    office = after(laptop, begin).sign_in()
    message = limit_message(office.limits)
    assert message is not None
    assert f"还剩 {(end - begin).days} 天" in message.what
    assert writes(office)


def test_F21_the_recovery_code_begins_the_lease_anew(laptop: Worked) -> None:
    late = timedelta(days=lease_days(enrolled(laptop)) + 10)
    office = after(laptop, late).recover(JIA, PASSPHRASES[JIA])
    assert office.limits.refusal is None
    laptop.close()
    assert laptop.sign_in(YI).limits.refusal is None
    laptop.close()
    assert (
        after(laptop, late + timedelta(days=lease_days(laptop))).sign_in(YI).limits.refusal is Refusal.LEASE
    )


def test_F13_a_clock_that_was_set_back_warns_and_refuses_nothing(laptop: Worked) -> None:
    enrolled(laptop)
    office = after(laptop, timedelta(days=-400)).sign_in()
    assert office.limits.lease.unsure
    assert office.limits.refusal is None
    message = limit_message(office.limits)
    assert message is not None
    assert "时间" in message.what


def test_F21_a_store_that_cannot_say_when_counts_from_its_certificate(laptop: Worked) -> None:
    for text in (None, "", "[]", '{"by":"district","at":"yesterday"}', '{"by":"nobody","at":null}'):
        laptop.setting(CONTACT, text)
        office = laptop.sign_in()
        assert office.limits.lease.since == datetime.fromisoformat("2026-08-01T00:00:00+08:00")
        laptop.close()


def test_a_demonstration_has_no_district_and_so_no_lease(laptop: Worked) -> None:
    office = after(laptop, timedelta(days=4_000)).sign_in()
    assert (office.limits.refusal, office.limits.lease.days_left) == (None, None)
    laptop.close()
    laptop.recover(YI, PASSPHRASES[YI])
    laptop.close()
    assert laptop.sign_in().limits.lease.days_left is None, "a recovery begins no lease where there was none"


def test_the_sign_in_page_shows_the_last_answer_of_the_district(laptop: Worked) -> None:
    laptop.sign_in()
    assert laptop.door().facts().last_contact is None
    laptop.close()
    enrolled(laptop).sign_in()
    assert laptop.door().facts().last_contact == rfc3339(CONTACT_AT) == shown_contact(laptop.home)


def test_set_up_writes_the_exemption_and_nothing_else(tmp_path: Path) -> None:
    demo = DemoLaptop(tmp_path / "home").make()
    office = demo.door().unlock(JIA, PASSPHRASES[JIA])
    assert office.queries.setting(CONTACT) == '{"at":null,"by":"exempt"}'
    office.close()
