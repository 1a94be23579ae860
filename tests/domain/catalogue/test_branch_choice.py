"""The clause is the one of the day on which the act ended, for the party that acted."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.domain.catalogue import Branch, Catalogue, PartyKind, SubjectClass
from tests.domain.catalogue import make

DAYS = st.dates(date(2019, 1, 1), date(2028, 12, 31))


@st.composite
def branches(draw: st.DrawFn) -> tuple[Branch, ...]:
    made = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        since = draw(DAYS)
        until = draw(
            st.none() | st.integers(0, 900).map(lambda days, since=since: since + timedelta(days=days))
        )
        made.append(make.branch(number, since, until, draw(st.sampled_from(SubjectClass))))
    return tuple(made)


def slow_choice(item_branches: tuple[Branch, ...], day: date, party: PartyKind) -> list[str]:
    """Count every single day of every branch: slow and too plain to be wrong."""
    reached = []
    for branch in item_branches:
        last = branch.conduct_to or date(2029, 1, 1)
        every_day = {
            branch.conduct_from + timedelta(days=n) for n in range((last - branch.conduct_from).days + 1)
        }
        words = {"person": ["个人", "不区分"], "unit": ["单位", "不区分"], "sole_trader": ["个人", "不区分"]}[
            party
        ]
        if day in every_day and branch.subject_class.value in words:
            reached.append(branch.id)
    return reached


@given(branches(), DAYS, st.sampled_from(PartyKind))
def test_the_choice_equals_counting_every_day(rows: tuple[Branch, ...], day: date, party: PartyKind) -> None:
    item = make.item(*rows)
    chosen = make.catalogue_of(item).branches_on(item, day, party)
    assert [branch.id for branch in chosen] == slow_choice(rows, day, party)


@given(branches(), DAYS)
def test_without_a_party_every_clause_of_the_day_is_shown(rows: tuple[Branch, ...], day: date) -> None:
    item = make.item(*rows)
    list_ = make.catalogue_of(item)
    both = {b.id for party in (PartyKind.PERSON, PartyKind.UNIT) for b in list_.branches_on(item, day, party)}
    assert {branch.id for branch in list_.branches_on(item, day)} == both


@given(branches(), DAYS)
def test_the_versions_shown_agree_with_the_choice_on_every_day(rows: tuple[Branch, ...], day: date) -> None:
    item = make.item(*rows)
    list_ = make.catalogue_of(item)
    shown = [w for w in list_.windows(item) if w.since <= day and (w.until is None or day <= w.until)]
    assert [window.branches for window in shown] == (
        [found] if (found := list_.branches_on(item, day)) else []
    )


def test_the_last_day_of_the_old_text_and_the_first_of_the_new_one(catalogue: Catalogue) -> None:
    unit_mixing = catalogue.item("SH-CG-0001")
    (old,) = catalogue.branches_on(unit_mixing, date(2026, 8, 14), PartyKind.UNIT)
    (new,) = catalogue.branches_on(unit_mixing, date(2026, 8, 15), PartyKind.UNIT)
    assert (old.fine.money, new.fine.money) != (None, None)
    assert old.fine.money is not None and new.fine.money is not None
    assert (old.fine.money.low, old.fine.money.high) == (500_000, 5_000_000)
    assert (new.fine.money.low, new.fine.money.high) == (5_000_000, 50_000_000)


def test_an_act_before_the_first_text_has_no_clause(catalogue: Catalogue) -> None:
    item = catalogue.item("SH-CG-0002")
    assert catalogue.branches_on(item, date(2019, 6, 30), PartyKind.PERSON) == ()


def test_a_unit_finds_no_clause_in_an_item_for_persons(catalogue: Catalogue) -> None:
    item = catalogue.item("SH-CG-0002")
    assert catalogue.branches_on(item, date(2026, 8, 6), PartyKind.UNIT) == ()


def test_a_sole_trader_is_a_person_unless_the_policy_says_otherwise(catalogue: Catalogue) -> None:
    item, day = catalogue.item("SH-CG-0011"), date(2026, 9, 1)
    as_person = catalogue.branches_on(item, day, PartyKind.SOLE_TRADER)
    as_unit = catalogue.branches_on(item, day, PartyKind.SOLE_TRADER, sole_trader_as=PartyKind.UNIT)
    assert as_person == catalogue.branches_on(item, day, PartyKind.PERSON)
    assert as_unit == catalogue.branches_on(item, day, PartyKind.UNIT)


def test_a_clause_that_makes_no_difference_reaches_everybody(catalogue: Catalogue) -> None:
    item, day = catalogue.item("SH-CG-0003"), date(2026, 8, 6)
    assert catalogue.branches_on(item, day, PartyKind.PERSON) == catalogue.branches_on(
        item, day, PartyKind.UNIT
    )


def test_the_newest_version_is_shown_first(catalogue: Catalogue) -> None:
    new, old = catalogue.windows(catalogue.item("SH-CG-0001"))
    assert (new.since, new.until) == (date(2026, 8, 15), None)
    assert (old.since, old.until) == (date(2019, 7, 1), date(2026, 8, 14))


def test_the_norm_broken_is_that_of_the_act_date(catalogue: Catalogue) -> None:
    barbecue = catalogue.item("SH-CG-0022")
    (old,) = catalogue.violated_on(barbecue, date(2026, 8, 14))
    (new,) = catalogue.violated_on(barbecue, date(2026, 8, 15))
    assert old.text == "《中华人民共和国大气污染防治法》第八十一条第三款"
    assert new.text == "《中华人民共和国生态环境法典》第二百五十条第四款"


def test_no_clause_of_a_repealed_law_reaches_an_act_after_its_repeal(catalogue: Catalogue) -> None:
    for item in catalogue.items:
        for branch in catalogue.branches_on(item, date(2026, 8, 15)):
            law = catalogue.law(branch.citation.law)
            assert law.repealed is None, f"{item.code} still cites {law.title}"
