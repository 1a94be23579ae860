"""F15: a store that was put back from a copy notices it, and everything comes back with its old outcomes."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app.district import administration
from app.district.api import make_app
from app.district.database import FILE
from app.district.district import District, open_district
from app.district.law import DistrictLaw
from app.district.schema import number_gap
from app.domain.entry import sha256_id
from app.domain.verdict import Outcome, Verdict
from app.wire.answers import Kind
from app.wire.cursors import Seen, write_seen
from app.wire.entries import entry_json
from tests.district.conftest import STREET, Setting
from tests.district.in_process import client_of
from tests.district.laptop import Laptop
from tests.district.postgres import Server
from tests.district.story import Story
from tests.district.test_settling import held_place, settle
from tests.fakes.clock import SetClock

APPLIED, HELD, REFUSED = Outcome.APPLIED, Outcome.HELD, Outcome.REFUSED
Restored = tuple[Callable[[], None], Callable[..., None]]
"""Take a copy of the store now; later put it back and let laptops speak with what serves from it."""


@pytest.fixture
def restored(
    tmp_path: Path,
    database: str | None,
    district: District,
    clock: SetClock,
    shipped_law: DistrictLaw,
    request: pytest.FixtureRequest,
) -> Iterator[Restored]:
    opened: list[object] = []
    copies: list[str] = []

    def copy() -> None:
        district.engine.dispose()
        if database is None:
            _checkpoint(district)
            shutil.copy(tmp_path / "district" / FILE, tmp_path / "copy.db")
        else:
            server: Server = request.getfixturevalue("postgres")
            copies.append(server.create(database.rpartition("/")[2]))

    def put_back(*laptops: Laptop) -> None:
        district.engine.dispose()
        url = None
        if database is None:
            for left in (tmp_path / "district").glob(f"{FILE}*"):
                left.unlink()
            shutil.copy(tmp_path / "copy.db", tmp_path / "district" / FILE)
        else:
            url = copies[0]
        again = open_district(tmp_path / "district", url, clock, shipped_law)
        client = client_of(make_app(again))
        opened.append((again, client))
        http = client.__enter__()
        for laptop in laptops:
            laptop.http = http
            laptop.sign_in()

    yield copy, put_back
    for again, client in opened:
        client.__exit__(None, None, None)
        again.close()
    for url in copies:
        request.getfixturevalue("postgres").drop(url)


def _checkpoint(district: District) -> None:
    with district.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    district.engine.dispose()


def saw(laptop: Laptop) -> None:
    """Remember what the laptop has seen, as every later request tells."""
    newest = laptop.pull()[-1].verdict
    said = laptop.read(newest)
    laptop.seen = write_seen(Seen(said.epoch, said.commit_seq, sha256_id(newest.encode())))


def test_who_has_seen_what_the_store_holds_is_served(laptop: Laptop) -> None:
    laptop.push(*Story(laptop).begin())
    saw(laptop)
    assert laptop.call("GET", "/v1/changes").status_code == 200


def test_F15_a_laptop_that_saw_more_brings_a_new_epoch(
    restored: Restored, laptop: Laptop, caplog: pytest.LogCaptureFixture
) -> None:
    copy, put_back = restored
    story = Story(laptop)
    laptop.push(story.docket())
    copy()
    laptop.push(story.set("act.place", "示范路01弄"))
    saw(laptop)
    put_back(laptop)
    with caplog.at_level(logging.WARNING):
        answer = laptop.call("GET", "/v1/changes")
    assert (answer.status_code, answer.json()["code"]) == (409, "epoch.new")
    fresh = answer.json()["facts"]["epoch"]
    assert "put back" in caplog.text
    again = laptop.call("GET", "/v1/changes")
    assert (again.status_code, again.json()["facts"]) == (409, {"epoch": fresh})
    laptop.seen = None
    assert laptop.page().epoch == fresh


def test_another_verdict_at_the_same_place_is_noticed_too(
    restored: Restored, laptop: Laptop, setting: Setting, caplog: pytest.LogCaptureFixture
) -> None:
    copy, put_back = restored
    second = setting.laptop("SF-SFJD-02")
    copy()
    laptop.push(Story(laptop).docket())
    saw(laptop)
    put_back(laptop, second)
    second.push(Story(second, 201).docket())
    with caplog.at_level(logging.WARNING):
        assert laptop.call("GET", "/v1/changes").json()["code"] == "epoch.new"


def resend(laptop: Laptop, old: dict[str, str], batch: int = 64) -> list[Verdict]:
    """Begin again as the contract says: pull all, push what the new epoch lacks with the old verdicts."""
    laptop.seen = None
    known = {each.entry for each in laptop.verdicts()}
    lacking = [each for each in laptop.chain if each.id not in known]
    found: list[Verdict] = []
    for at in range(0, len(lacking), batch):
        parts = [
            entry_json(each, old[each.id].encode() if each.id in old else None)
            for each in lacking[at : at + batch]
        ]
        answers = laptop.push(*parts)
        assert {each.answer for each in answers} <= {Kind.VERDICT}
        found += [laptop.read(each.verdict) for each in answers]
    return found


def newest_statements(laptop: Laptop) -> dict[str, str]:
    return {laptop.read(each.verdict).entry: each.verdict for each in laptop.pull()}


def outcomes(laptop: Laptop) -> dict[str, Outcome]:
    return {
        each.entry: each.outcome for each in laptop.verdicts() if each.entry in {e.id for e in laptop.chain}
    }


def test_F15_everything_comes_back_with_its_old_outcome(
    restored: Restored, laptop: Laptop, caplog: pytest.LogCaptureFixture
) -> None:
    copy, put_back = restored
    story = Story(laptop)
    laptop.push(*story.until_told())
    copy()
    laptop.push(*story.decide(), *story.collect())
    early = story.take("S_CLOSED", "10:00")
    assert laptop.outcomes(early) == [HELD]
    before, old = outcomes(laptop), newest_statements(laptop)
    saw(laptop)
    put_back(laptop)
    with caplog.at_level(logging.WARNING):
        laptop.call("GET", "/v1/changes")
    said = resend(laptop, old)
    assert len(said) == 6 and {each.epoch for each in said} == {laptop.page().epoch}
    assert outcomes(laptop) == before


def test_F15_the_register_begins_a_chain_of_its_own_in_the_new_epoch(
    restored: Restored, laptop: Laptop, caplog: pytest.LogCaptureFixture
) -> None:
    copy, put_back = restored
    one, two = Story(laptop, 1), Story(laptop, 2)
    for story in (one, two):
        laptop.push(*story.until_told())
    laptop.push(*one.decide())
    copy()
    laptop.push(*two.decide())
    old = newest_statements(laptop)
    saw(laptop)
    put_back(laptop)
    with caplog.at_level(logging.WARNING):
        laptop.call("GET", "/v1/changes")
    resend(laptop, old)
    entries = [each.entry.entry() for each in laptop.pull() if each.entry is not None]
    records = [each for each in entries if each.header.kind == "summary.recorded"]
    assert [each.header.case for each in records] == [one.case, two.case]
    assert [each.header.seq for each in records] == [1, 1]
    assert len({each.header.device for each in records}) == 2
    assert len(laptop.standing()["devices"]) == 3


def test_old_verdicts_are_taken_in_the_order_of_their_places(
    restored: Restored, laptop: Laptop, setting: Setting, caplog: pytest.LogCaptureFixture
) -> None:
    copy, put_back = restored
    second = setting.laptop("SF-SFJD-02")
    story, other, held = held_place(laptop, second)
    copy_later = other.set("party.phone", "000-2", actor="demo-yi")
    copy()
    second.push(copy_later)
    laptop.push(settle(story, held))
    late = second.chain[:]
    old = newest_statements(second)
    assert [each.id for each in late][-2:] == [held.id, copy_later.id]
    saw(second)
    put_back(laptop, second)
    with caplog.at_level(logging.WARNING):
        second.call("GET", "/v1/changes")
    resend(laptop, newest_statements_of(old, laptop))
    resend(second, old)
    final = {each.entry: each for each in second.verdicts()}
    assert final[held.id].outcome is APPLIED and final[copy_later.id].outcome is APPLIED


def newest_statements_of(old: dict[str, str], laptop: Laptop) -> dict[str, str]:
    mine = {each.id for each in laptop.chain}
    return {entry: text for entry, text in old.items() if entry in mine}


def test_an_old_verdict_of_another_district_or_entry_counts_for_nothing(laptop: Laptop) -> None:
    from app.crypto.signing import SigningKey
    from app.domain.findings import Findings
    from app.wire.verdicts import sign_verdict

    story = Story(laptop)
    laptop.push(*story.begin())
    early, other = story.take("S_TOLD", "09:30"), story.set("party.phone", "000-1", actor="demo-yi")
    applied = Verdict(early.id, "old", 3, APPLIED, Findings(), None, "2026-08-06T09:00:00+08:00")
    forged = sign_verdict(applied, SigningKey.make())
    elsewhere = sign_verdict(
        Verdict("sha256:" + "0" * 64, "old", 3, REFUSED, Findings(), None, ""), SigningKey.make()
    )
    said = laptop.said(entry_json(early, forged), entry_json(other, elsewhere))
    assert [each.outcome for each in said] == [HELD, APPLIED]


def test_a_verdict_of_this_very_epoch_on_an_entry_that_is_not_here_proves_a_restore(
    restored: Restored, laptop: Laptop, caplog: pytest.LogCaptureFixture
) -> None:
    copy, put_back = restored
    copy()
    entry = Story(laptop).docket()
    laptop.push(entry)
    old = newest_statements(laptop)
    put_back(laptop)
    with caplog.at_level(logging.WARNING):
        answer = laptop.send(entry_json(entry, old[entry.id].encode()))
    assert (answer.status_code, answer.json()["code"]) == (409, "epoch.new")
    assert [each.outcome for each in resend(laptop, old)] == [APPLIED]


def test_a_body_that_was_lost_meanwhile_does_not_change_an_old_outcome(
    restored: Restored, laptop: Laptop, caplog: pytest.LogCaptureFixture
) -> None:
    copy, put_back = restored
    copy()
    entry = Story(laptop).docket()
    laptop.push(entry)
    old = newest_statements(laptop)
    saw(laptop)
    put_back(laptop)
    with caplog.at_level(logging.WARNING):
        laptop.call("GET", "/v1/changes")
    laptop.seen = None
    part = entry_json(entry, old[entry.id].encode()) | {"body": None, "salt": None}
    assert laptop.outcomes(part) == [APPLIED]


def test_I8_numbers_go_on_above_all_that_could_have_been_leased(
    restored: Restored, laptop: Laptop, setting: Setting, caplog: pytest.LogCaptureFixture
) -> None:
    copy, put_back = restored
    copy()
    asked = {"request": "01900000-0000-7000-8000-00000000000a", "number_class": "当罚", "year": 2026}
    lost = laptop.call("POST", "/v1/blocks", json=asked).json()["block"]
    laptop.push(Story(laptop).docket())
    saw(laptop)
    put_back(laptop)
    with caplog.at_level(logging.WARNING):
        laptop.call("GET", "/v1/changes")
    laptop.seen = None
    asked["request"] = "01900000-0000-7000-8000-00000000000b"
    block = laptop.call("POST", "/v1/blocks", json=asked).json()["block"]
    assert '"first":201,' in lost
    assert '"first":10201,' in block


def test_the_jump_of_the_numbers_is_one_gap_on_record(
    restored: Restored, laptop: Laptop, district: District, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        fresh = district.epochs.begin(laptop.page().epoch)
    with district.reading() as connection:
        rows = connection.execute(select(number_gap).where(number_gap.c.street == STREET)).all()
    gaps = {(row.number_class, row.year): (row.first, row.last) for row in rows}
    assert gaps["当罚", 2026] == (201, 10_200) and gaps["当罚", 2027] == (1, 10_000)
    assert gaps["备案", 2026] == (1, 10_000)
    assert {row.epoch for row in rows} == {fresh}


def test_two_processes_that_notice_at_once_begin_one_epoch(
    district: District, laptop: Laptop, caplog: pytest.LogCaptureFixture
) -> None:
    was = laptop.page().epoch
    with caplog.at_level(logging.WARNING):
        assert district.epochs.begin(was) == district.epochs.begin(was) != was
    administration.laptop_code(district, STREET, "SF-SFJD-05")
