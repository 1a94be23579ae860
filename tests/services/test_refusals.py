"""What the law does not allow is refused before it happens, with every reason and its article."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.clock import rfc3339
from app.domain.errors import AppError
from app.domain.findings import RuleBroken
from app.ports.keys import WrongPassphrase
from app.ports.paperwork import TextTooLong
from app.ports.vault import MediaDamaged, SourceUnreadable
from app.services.confirm_acts import NotTheSecondOfficer
from app.services.offers import Service, Told
from app.services.office import LaptopOffice
from tests.flows import summary_case as lawful
from tests.flows.demo_laptop import BING, JIA, PASSPHRASES, YI
from tests.flows.summary_case import at
from tests.services.conftest import Laptop

TOLD = Told(card_shown=True, rights_told=True, defence="none")


def prepared(office: LaptopOffice, assist: str | None = YI, **changes: object) -> str:
    """A case with everything but the order to correct; ``changes`` replace fields (dots as underscores)."""
    case = office.docket("巡查发现", assist, at(9, 10))
    values = {**lawful.PARTY, **lawful.ACT, **lawful.SCENE, **lawful.CORRECTION, **lawful.REINSPECTION}
    values |= lawful.DECISION
    values |= {name.replace("__", "."): value for name, value in changes.items()}
    office.set_fields(case, values, at(9, 15))
    office.add_evidence(case, lawful.VIDEO, act="scene", at=at(9, 16))
    return case


def confirmed(office: LaptopOffice, case: str) -> None:
    office.confirm(case, YI, PASSPHRASES[YI], at(9, 46))


def ordered_and_refused(office: LaptopOffice, case: str, result: str = "refused") -> None:
    confirmed(office, case)
    office.print_and_hand_over(case, "D08", Service("王𬭎"), end=None, at=at(9, 25))
    video = office.add_evidence(case, lawful.VIDEO, act="reinspection", at=at(9, 38))
    office.record_reinspection(case, result, "复查情况如录像所示。", (video,), at(9, 40))
    office.tell_party(case, TOLD, at(9, 45))
    confirmed(office, case)


def refusal(act: Callable[[], object]) -> RuleBroken:
    with pytest.raises(RuleBroken) as broken:
        act()
    assert all(finding.articles for finding in broken.value.findings), "every reason names its article"
    return broken.value


def codes(broken: RuleBroken) -> set[str]:
    return {finding.code for finding in broken.findings}


def test_R47_a_fine_without_a_served_order_and_a_recorded_refusal_is_refused(office: LaptopOffice) -> None:
    case = prepared(office)
    office.tell_party(case, TOLD, at(9, 45))
    confirmed(office, case)
    broken = refusal(lambda: office.take_step(case, "S_ELIGIBLE", at(9, 47)))
    assert any("第五十七条" in article for each in broken.findings for article in each.articles)
    assert office.queries.case(case).step == "S_FOUND"


def test_R47_corrected_at_once_means_no_fine(office: LaptopOffice) -> None:
    case = prepared(office)
    ordered_and_refused(office, case, "corrected")
    refusal(lambda: office.take_step(case, "S_ELIGIBLE", at(9, 47)))


def test_R01_a_fine_of_200_01_yuan_on_a_person_is_no_summary_case(office: LaptopOffice) -> None:
    case = prepared(office, decision__amount=20_001)
    ordered_and_refused(office, case)
    broken = refusal(lambda: office.take_step(case, "S_ELIGIBLE", at(9, 47)))
    assert any("第五十一条" in article for each in broken.findings for article in each.articles)


def test_R08_one_officer_alone_may_record_evidence_but_take_no_step_and_issue_no_paper(
    office: LaptopOffice,
) -> None:
    case = prepared(office, assist=None)
    assert len(office.queries.case(case).evidence) == 1
    for act in (
        lambda: office.issue(case, "D10", at(9, 20)),
        lambda: office.print_and_hand_over(case, "D08", Service("王𬭎"), end=None, at=at(9, 25)),
        lambda: office.take_step(case, "S_ELIGIBLE", at(9, 47)),
    ):
        broken = refusal(act)
        assert any("第四十二条" in article for each in broken.findings for article in each.articles)
    assert office.queries.case(case).documents == ()


def test_R08_a_second_officer_whose_card_ran_out_does_not_count(office: LaptopOffice) -> None:
    case = prepared(office, assist=BING)
    office.confirm(case, BING, PASSPHRASES[BING], at(9, 46))
    broken = refusal(lambda: office.issue(case, "D10", at(9, 20)))
    assert any("第四十二条" in article for each in broken.findings for article in each.articles)


def test_R05_cash_without_the_number_of_a_receipt_is_not_recorded(office: LaptopOffice) -> None:
    case = prepared(office, payment__receipt=None)
    ordered_and_refused(office, case)
    lawful._answer_warnings(office, case, "S_ELIGIBLE")
    office.take_step(case, "S_ELIGIBLE", at(9, 47))
    office.take_step(case, "S_TOLD", at(9, 47))
    decision = office.print_and_hand_over(case, "D20", Service("王𬭎"), end="S_ISSUED", at=at(9, 52))
    broken = refusal(lambda: office.take_money(case, decision, "  ", at(9, 55)))
    assert any("第七十条" in article for each in broken.findings for article in each.articles)
    assert office.queries.case(case).money == ()


@pytest.mark.parametrize(
    "change",
    [
        {"act__at": rfc3339(at(9, 10).replace(year=2027))},
        {"scene__until": rfc3339(at(9, 5))},
        {"act__ended_at": rfc3339(at(8, 0))},
    ],
    ids=["an act in the future", "a record that ends before it begins", "an act that ends before it began"],
)
def test_wrong_dates_are_refused_where_they_matter(office: LaptopOffice, change: dict[str, object]) -> None:
    case = prepared(office, **change)
    confirmed(office, case)
    refusal(lambda: office.issue(case, "D10", at(9, 20)))


def test_all_reasons_come_at_once(office: LaptopOffice) -> None:
    case = office.docket("巡查发现", None, at(9, 10))
    broken = refusal(lambda: office.take_step(case, "S_ELIGIBLE", at(9, 47)))
    articles = {article for finding in broken.findings for article in finding.articles}
    assert len(broken.findings) >= 6
    assert any("第四十二条" in article for article in articles)


def test_an_empty_mandatory_field_is_named_before_a_number_is_used(laptop: Laptop) -> None:
    office = laptop.sign_in()
    case = prepared(office)
    confirmed(office, case)
    left = office.queries.numbers_left("责改", 2026)
    laptop.paperwork.empty = ["违法地点"]
    broken = refusal(lambda: office.issue(case, "D08", at(9, 25)))
    assert any("违法地点" in str(finding.facts) for finding in broken.findings)
    assert office.queries.numbers_left("责改", 2026) == left


def test_a_paper_that_cannot_be_set_uses_no_number_and_leaves_no_entry(laptop: Laptop) -> None:
    office = laptop.sign_in()
    case = prepared(office)
    confirmed(office, case)
    before = len(office.queries.timeline(case))
    laptop.paperwork.trouble = TextTooLong(form="D08", field="correction.demand", label="改正要求", over=3)
    with pytest.raises(TextTooLong):
        office.print_and_hand_over(case, "D08", Service("王𬭎"), end=None, at=at(9, 25))
    assert len(office.queries.timeline(case)) == before
    laptop.paperwork.trouble = None
    office.print_and_hand_over(case, "D08", Service("王𬭎"), end=None, at=at(9, 26))
    assert office.queries.case(case).papers("D08")[0].number == "沪示示城管责改字〔2026〕第0001号"


def test_only_the_second_officer_of_the_case_confirms_and_only_by_his_own_passphrase(
    office: LaptopOffice,
) -> None:
    case = prepared(office)
    with pytest.raises(NotTheSecondOfficer):
        office.confirm(case, JIA, PASSPHRASES[JIA], at(9, 20))
    with pytest.raises(WrongPassphrase):
        office.confirm(case, YI, PASSPHRASES[JIA], at(9, 20))
    assert office.unconfirmed(case)


def test_a_damaged_photo_is_refused_unless_the_officer_insists(office: LaptopOffice, tmp_path: Path) -> None:
    case = prepared(office)
    broken = tmp_path / "cut-off.jpg"
    broken.write_bytes(lawful.PHOTO.read_bytes()[:60_000])
    with pytest.raises(MediaDamaged):
        office.add_evidence(case, broken, act="scene", at=at(9, 17))
    evidence = office.add_evidence(case, broken, act="scene", at=at(9, 17), keep_unreadable=True)
    kept = next(item for item in office.queries.case(case).evidence if item.id == evidence)
    assert not kept.readable
    with office.open_evidence(case, evidence) as reader:
        assert reader.read_at(0, reader.size) == broken.read_bytes()


def test_a_file_that_is_not_there_is_named(office: LaptopOffice, tmp_path: Path) -> None:
    case = prepared(office)
    with pytest.raises(SourceUnreadable) as trouble:
        office.add_evidence(case, tmp_path / "card" / "0001.jpg", act="scene", at=at(9, 17))
    assert trouble.value.facts["name"] == "0001.jpg"


def test_an_unknown_case_is_named(office: LaptopOffice) -> None:
    with pytest.raises(AppError, match=r"case\.unknown"):
        office.set_fields("01900000-0000-7000-8000-000000000009", {"party.name": "甲"})
