"""Who may act: what the statute names, what is only assumed, what was taken back in 2025."""

from __future__ import annotations

from datetime import date

from app.domain.catalogue import Catalogue, HolderLevel, HolderPeriod, Item, Mark
from app.domain.catalogue.competence import AgencyKind, competence_findings, competence_on
from app.domain.findings import Severity
from tests.domain.catalogue import make

JOURNEY = date(2026, 8, 6)
BEFORE, AFTER = date(2025, 9, 30), date(2025, 10, 1)


def codes(found: object) -> list[tuple[str, Severity]]:
    assert isinstance(found, tuple)
    return [(finding.code, finding.severity) for finding in found]


def test_an_assumed_holder_warns_and_never_blocks(catalogue: Catalogue) -> None:
    item = catalogue.item("SH-CG-0002")
    assert codes(competence_findings(catalogue, item, JOURNEY)) == [("holder.unconfirmed", Severity.WARN)]
    answer = competence_on(catalogue, item, JOURNEY)
    assert (answer.ours, answer.mark) == (True, Mark.ASSUMED)


def test_no_unconfirmed_holder_of_the_list_blocks_anything(catalogue: Catalogue) -> None:
    for item in catalogue.items:
        if not item.holder.checked:
            found = competence_findings(catalogue, item, JOURNEY)
            assert found and all(finding.severity is Severity.WARN for finding in found), item.code


def test_a_holder_named_by_the_statute_needs_no_confirmation(catalogue: Catalogue) -> None:
    riverside = next(item for item in catalogue.items if item.domain == "RIVER")
    assert competence_findings(catalogue, riverside, JOURNEY) == ()
    assert competence_on(catalogue, riverside, JOURNEY).mark is Mark.CHECKED


def test_a_confirmed_district_item_is_refused_to_a_street() -> None:
    item = make.item(holder=make.holder(level=HolderLevel.DISTRICT))
    found = competence_findings(make.catalogue_of(item), item, JOURNEY)
    assert codes(found) == [("holder.not_ours", Severity.BLOCK)]
    assert found[0].articles == ("《中华人民共和国行政处罚法》第二十四条",)


def test_a_town_may_do_what_only_towns_may() -> None:
    item = make.item(holder=make.holder(level=HolderLevel.TOWN))
    list_ = make.catalogue_of(item)
    assert not competence_on(list_, item, JOURNEY, AgencyKind.STREET).ours
    assert competence_on(list_, item, JOURNEY, AgencyKind.TOWN).ours


def taken_back(confirmed: bool) -> Item:
    periods = (
        HolderPeriod(HolderLevel.STREET, date(2021, 8, 1), BEFORE, confirmed),
        HolderPeriod(HolderLevel.DISTRICT if confirmed else HolderLevel.OPEN, AFTER, None, confirmed),
    )
    return make.item(
        holder=make.holder(*periods, checked=confirmed, withdrawal="W-DEMO", withdrawal_checked=confirmed)
    )


def test_r48_an_item_taken_back_is_refused_at_filing_and_the_receiver_is_named() -> None:
    item = taken_back(confirmed=True)
    (finding,) = competence_findings(make.catalogue_of(item), item, date(2025, 10, 9))
    assert (finding.code, finding.severity) == ("item.taken_back", Severity.BLOCK)
    assert (finding.facts["since"], finding.facts["receivers"]) == ("2025-10-01", "区城管执法部门")


def test_r48_on_the_last_day_before_the_item_is_still_ours() -> None:
    item = taken_back(confirmed=True)
    assert competence_findings(make.catalogue_of(item), item, BEFORE) == ()


def test_r48_an_unread_withdrawal_asks_for_a_choice_and_switches_nothing(catalogue: Catalogue) -> None:
    flagged = [item for item in catalogue.items if item.holder.withdrawal == "W2025-1"]
    assert len(flagged) == 60
    for item in flagged:
        found = competence_findings(catalogue, item, date(2025, 10, 9))
        assert codes(found) == [("withdrawal.unconfirmed", Severity.WARN)]
        assert found[0].tag == "UNVERIFIED"


def test_r48_an_open_case_of_a_withdrawn_item_needs_a_choice_at_the_decision(catalogue: Catalogue) -> None:
    road = catalogue.item("SH-CG-0147")
    (finding,) = competence_findings(catalogue, road, date(2025, 11, 3), filed_on=BEFORE)
    assert (finding.code, finding.severity) == ("withdrawal.open_case", Severity.WARN)
    assert finding.facts["filed_on"] == "2025-09-30"


def test_r48_a_case_filed_on_the_day_of_the_withdrawal_is_no_open_case() -> None:
    item = taken_back(confirmed=True)
    (finding,) = competence_findings(make.catalogue_of(item), item, AFTER, filed_on=AFTER)
    assert finding.code == "item.taken_back"


def test_the_holder_of_a_day_comes_from_its_timeline(catalogue: Catalogue) -> None:
    road = catalogue.item("SH-CG-0147")
    before, after = road.holder.on(BEFORE), road.holder.on(AFTER)
    assert before is not None and after is not None
    assert (before.level, after.level) == (HolderLevel.STREET, HolderLevel.OPEN)
    assert road.holder.on(date(2021, 7, 31)) is None


def test_twenty_three_holders_are_named_by_a_statute(catalogue: Catalogue) -> None:
    assert sum(item.holder.checked for item in catalogue.items) == 23
