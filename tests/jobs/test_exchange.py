"""A round with the district: entries go up, verdicts and others' entries come down, and nothing twice."""

from __future__ import annotations

import json
from collections.abc import Callable

import httpx
import pytest

from app.domain.bodies import CaseDocketed, FieldSet, Unknown
from app.domain.entry import Entry
from app.jobs.exchange import PushStopped
from app.jobs.trust import ArrivalRefused
from app.ports.district import DistrictUnreachable, NotTheDistrict
from app.ports.work import CaseFilter
from app.storage.files import Store
from tests.domain.make import UNOPPOSED
from tests.jobs.conftest import Squad

CASE = "01900000-0000-7000-8000-000000000001"
AT = "2026-08-06T09:30:00+08:00"


def docket(squad: Squad, case: str = CASE, number: int = 1) -> Entry:
    body = CaseDocketed(f"沪示示线索登记〔2026〕第{number:04d}号", "summary", "巡查发现", "线", 2026, number)
    return written(squad, body, case)


def name(squad: Squad, party: str, case: str = CASE, base: str | None = None) -> Entry:
    return written(squad, FieldSet("party.name", base, party), case)


def written(squad: Squad, body: CaseDocketed | FieldSet | Unknown, case: str) -> Entry:
    entry = squad.hand.make(body, case, AT)
    with squad.store.work() as work:
        work.journal.append(entry, UNOPPOSED)
        work.commit()
    return entry


def lines(store: Store) -> list[tuple[str, int, str]]:
    with store.work() as work:
        return sorted((each.entry, each.commit_seq, each.outcome) for each in work.exchange.lines(10**9))


def party(store: Store) -> str:
    return store.queries().case(CASE).text("party.name")


def test_what_one_laptop_writes_is_on_the_other_after_a_round_of_each(
    squad: Squad, new_squad: Callable[[str], Squad]
) -> None:
    other = new_squad("SF-SFJD-02")
    docket(squad)
    name(squad, "演示当事人王𬭎")
    assert squad.exchange.run().sent == 2
    done = other.exchange.run()
    assert (done.received, done.cases) == (2, {CASE})
    assert party(other.store) == "演示当事人王𬭎"
    assert lines(squad.store) == lines(other.store)
    assert squad.store.queries().totals().entries == 0


def test_a_round_with_nothing_new_changes_nothing_and_sends_no_entry(squad: Squad) -> None:
    docket(squad)
    squad.exchange.run()
    before = squad.store.projections_digest()
    squad.cable.requests.clear()
    done = squad.exchange.run()
    assert (done.sent, done.received, done.mended) == (0, 0, 0)
    assert "POST /v1/entries" not in squad.cable.paths()
    assert squad.store.projections_digest() == before


def test_without_a_network_everything_stays_and_goes_up_later(squad: Squad) -> None:
    docket(squad)
    squad.cable.is_cut = True
    with pytest.raises(DistrictUnreachable):
        squad.exchange.run()
    assert squad.store.queries().totals().entries == 1
    squad.cable.is_cut = False
    assert squad.exchange.run().sent == 1


def test_the_same_field_set_on_two_laptops_is_held_and_both_values_are_kept(
    squad: Squad, new_squad: Callable[[str], Squad]
) -> None:
    other = new_squad("SF-SFJD-02")
    docket(squad)
    squad.exchange.run()
    other.exchange.run()
    other.hand.heads[CASE] = squad.hand.heads[CASE]
    name(squad, "甲写的")
    held = name(other, "乙写的")
    squad.exchange.run()
    done = other.exchange.run()
    assert done.held == 1
    assert party(other.store) == party(squad.store) == "甲写的"
    (line,) = (each for each in other.store.queries().timeline(CASE) if each.entry.id == held.id)
    assert line.findings is not None
    assert "merge.field" in line.findings.codes


def test_an_answer_that_is_lost_is_asked_for_again_and_has_one_effect(squad: Squad) -> None:
    docket(squad)
    name(squad, "演示当事人甲")

    def lose(request: httpx.Request, answer: httpx.Response) -> httpx.Response:
        if request.url.path == "/v1/entries":
            raise httpx.ReadError("the answer is lost", request=request)
        return answer

    squad.cable.spoil = lose
    with pytest.raises(DistrictUnreachable):
        squad.exchange.run()
    assert squad.store.queries().totals().entries == 2
    squad.cable.spoil = None
    assert squad.exchange.run().sent == 2
    assert [place for _, place, _ in sorted(lines(squad.store), key=lambda line: line[1])] == [1, 2]


def test_a_captive_portal_is_never_taken_for_the_district(squad: Squad) -> None:
    docket(squad)

    def portal(request: httpx.Request, answer: httpx.Response) -> httpx.Response:
        return httpx.Response(200, html="<html>请先登录</html>", request=request)

    squad.cable.spoil = portal
    with pytest.raises(NotTheDistrict) as raised:
        squad.exchange.run()
    assert raised.value.facts["status"] == 200
    assert squad.store.queries().totals().entries == 1


def test_an_entry_that_was_changed_on_its_way_down_is_kept_nowhere(
    squad: Squad, new_squad: Callable[[str], Squad]
) -> None:
    other = new_squad("SF-SFJD-02")
    docket(squad)
    name(squad, "演示当事人甲")
    squad.exchange.run()

    def forge(request: httpx.Request, answer: httpx.Response) -> httpx.Response:
        if request.url.path != "/v1/changes":
            return answer
        page = json.loads(answer.read())
        for change in page["changes"]:
            if change["entry"] is not None:
                change["entry"]["body"] = change["entry"]["body"].replace("演示当事人甲", "演示当事人丙")
        fields = {"Fieldcase-District": answer.headers["Fieldcase-District"]}
        return httpx.Response(200, json=page, headers=fields, request=request)

    other.cable.spoil = forge
    with pytest.raises(ArrivalRefused):
        other.exchange.run()
    assert other.store.queries().case_keys(CaseFilter()) == ()


def test_what_is_missing_here_is_found_by_digests_and_fetched_again(squad: Squad) -> None:
    docket(squad)
    name(squad, "演示当事人甲")
    squad.exchange.run()
    before = lines(squad.store)
    from sqlalchemy import delete

    from app.storage.engine import writing
    from app.storage.schema import verdict

    with writing(squad.store.engine) as connection, connection.begin():
        connection.execute(delete(verdict).where(verdict.c.commit_seq == 1))
    assert lines(squad.store) != before
    assert squad.exchange.run().mended == 1
    assert lines(squad.store) == before


def test_a_kind_that_nobody_here_knows_goes_up_and_down_untouched(
    squad: Squad, new_squad: Callable[[str], Squad]
) -> None:
    other = new_squad("SF-SFJD-02")
    docket(squad)
    sent = written(squad, Unknown("drone.flown", {"height": 12}), CASE)
    squad.exchange.run()
    other.exchange.run()
    (line,) = (each for each in other.store.queries().timeline(CASE) if each.entry.id == sent.id)
    assert (line.entry.header_bytes, line.entry.body) == (sent.header_bytes, sent.body)


def test_a_chain_that_the_district_does_not_know_stops_with_its_place(squad: Squad) -> None:
    squad.hand.make(Unknown("drone.flown", {}), None, AT)
    ahead = squad.hand.chain[-1]
    assert ahead.header.seq == 1
    squad.hand.push(ahead)
    docketed = squad.hand.chain.pop()
    docket(squad)
    with pytest.raises(PushStopped) as raised:
        squad.exchange.run()
    assert raised.value.facts["seq"] == 1
    assert docketed.id != squad.hand.chain[0].id


def test_the_newest_roster_grants_and_devices_come_with_a_round(
    squad: Squad, new_squad: Callable[[str], Squad]
) -> None:
    other = new_squad("SF-SFJD-02")
    assert other.hand.device not in squad.trust.devices
    squad.exchange.run()
    assert other.hand.device in squad.exchange.trust.devices
    squad.cable.requests.clear()
    squad.exchange.run()
    assert squad.cable.paths()[0] == "GET /v1/standing"
