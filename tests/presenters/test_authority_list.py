"""Authority list: the day of the act picks the version, words find items, and what is unsure says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.catalogue import Usability
from app.domain.clock import SHANGHAI
from app.domain.law.parameters import LawParameters
from app.presenters.authority_list import AuthorityPresenter, ItemRow
from app.presenters.authority_list_detail import ItemDetail, RangeRow
from tests.fakes.law import catalogue, law
from tests.fakes.office import FakeOffice

DUMPING, SORTING, BURNING = "SH-CG-0011", "SH-CG-0001", "SH-CG-0023"
DAY_OF_CODE = date(2026, 8, 15)


@pytest.fixture
def autumn() -> FakeOffice:
    """An office after the new code took effect."""
    return FakeOffice(when=datetime(2026, 9, 29, 16, 42, tzinfo=SHANGHAI))


def opened(office: FakeOffice) -> AuthorityPresenter:
    presenter = AuthorityPresenter(office)
    presenter.refresh()
    return presenter


def detail(office: FakeOffice, code: str) -> ItemDetail:
    found = opened(office).choose(code).detail
    assert found is not None
    return found


def ranges(found: ItemDetail) -> dict[str, RangeRow]:
    return {row.party: row for row in found.ranges}


def test_all_items_are_there_grouped_by_field_with_counts(autumn: FakeOffice) -> None:
    state = opened(autumn).state
    assert state.total == len(state.rows) == len(catalogue().items) == 203
    assert sum(row.count for row in state.domains) == 203
    assert state.day == date(2026, 9, 29)


def test_a_field_shows_its_items_alone(autumn: FakeOffice) -> None:
    presenter = opened(autumn)
    state = presenter.show_domain("SW")
    assert [row.code for row in state.rows] == [
        item.code for item in catalogue().items if item.domain == "SW"
    ]
    assert state.heading == "固体废物与厨余、建筑垃圾"
    assert state.total == 203


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("焚烧生活垃圾", DUMPING),
        ("0011", DUMPING),
        ("SH-CG-0011", DUMPING),
        ("法典 第一千一百六十九条第三款", DUMPING),
        ("1169条3款", DUMPING),
    ],
)
def test_an_item_is_found_by_name_code_and_article(autumn: FakeOffice, words: str, code: str) -> None:
    assert code in [row.code for row in opened(autumn).find(words).rows]


def test_an_item_is_found_by_the_initials_of_its_name_and_the_characters_are_marked(
    autumn: FakeOffice,
) -> None:
    rows = opened(autumn).find("fsshlj").rows
    row = next(row for row in rows if row.code == DUMPING)
    assert [row.name[start:end] for start, end in row.marks] == ["焚烧生活垃圾"]


def test_the_hit_is_marked_in_the_name_as_it_is_shown(autumn: FakeOffice) -> None:
    row = next(row for row in opened(autumn).find("焚烧").rows if row.code == DUMPING)
    assert [row.name[start:end] for start, end in row.marks] == ["焚烧"]


def test_the_hit_is_marked_in_the_number(autumn: FakeOffice) -> None:
    row = next(row for row in opened(autumn).find("0011").rows if row.code == DUMPING)
    assert [row.number[start:end] for start, end in row.number_marks] == ["0011"]


def test_a_hit_in_an_article_shows_that_article(autumn: FakeOffice) -> None:
    row = next(row for row in opened(autumn).find("57条").rows if row.code == SORTING)
    assert "《上海市生活垃圾管理条例》" in row.found
    assert [row.found[start:end] for start, end in row.found_marks] == ["第五十七条"]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="生活垃圾焚烧第条款一二三0123hb ", max_size=8))
def test_marks_never_leave_the_text_that_they_stand_in(words: str) -> None:
    def inside(row: ItemRow) -> bool:
        return (
            all(0 <= start < end <= len(row.name) for start, end in row.marks)
            and all(0 <= start < end <= len(row.number) for start, end in row.number_marks)
            and all(0 <= start < end <= len(row.found) for start, end in row.found_marks)
        )

    rows = AuthorityPresenter(FakeOffice()).find(words).rows
    assert all(inside(row) for row in rows)


def test_searching_keeps_the_item_that_is_still_listed_and_else_takes_the_first(autumn: FakeOffice) -> None:
    presenter = opened(autumn)
    presenter.choose(DUMPING)
    state = presenter.find("焚烧")
    assert state.detail is not None and state.detail.code == DUMPING
    state = presenter.find("养犬")
    assert state.detail is not None and state.detail.code == state.rows[0].code


def test_a_search_without_a_hit_leaves_the_list_empty_and_the_item_in_sight(autumn: FakeOffice) -> None:
    presenter = opened(autumn)
    presenter.choose(DUMPING)
    state = presenter.find("没有这种事项")
    assert state.rows == ()
    assert state.detail is not None and state.detail.code == DUMPING


def test_the_day_of_the_act_picks_the_version_of_the_law(autumn: FakeOffice) -> None:
    presenter = opened(autumn)
    now = presenter.choose(DUMPING).detail
    assert now is not None
    assert ranges(now)["个人"].amount == "100.00 – 1,000.00"
    assert "生态环境法典" in now.citations[0].text
    before = presenter.show_day(date(2026, 8, 14)).detail
    assert before is not None
    assert ranges(before)["个人"].amount == "100.00 – 500.00"
    assert "固体废物污染环境防治法" in before.citations[0].text
    assert before.window == "2020-09-01"


def test_the_first_day_of_the_new_law_belongs_to_it(autumn: FakeOffice) -> None:
    presenter = opened(autumn)
    presenter.choose(DUMPING)
    found = presenter.show_day(DAY_OF_CODE).detail
    assert found is not None and found.window == DAY_OF_CODE.isoformat()


def test_another_version_can_be_looked_at_without_changing_the_day(autumn: FakeOffice) -> None:
    presenter = opened(autumn)
    presenter.choose(DUMPING)
    state = presenter.show_window("2020-09-01")
    assert state.detail is not None
    assert not state.detail.own_window
    assert ranges(state.detail)["个人"].amount == "100.00 – 500.00"
    assert state.day == date(2026, 9, 29)
    assert state.detail.ask_reason == ""


def test_a_day_that_is_none_and_one_to_come_are_refused_and_the_list_stays(autumn: FakeOffice) -> None:
    presenter = opened(autumn)
    rows = presenter.state.rows
    assert presenter.show_day(None).day_error
    assert presenter.show_day(date(2026, 9, 30)).day_error == "行为日不能晚于今天"
    assert presenter.state.rows == rows
    assert presenter.show_day(date(2026, 9, 28)).day_error == ""


def test_the_procedure_follows_from_the_limits_in_the_parameters(autumn: FakeOffice) -> None:
    rows = ranges(detail(autumn, DUMPING))
    assert rows["个人"].procedure == "200.00 元以下可以当场处罚"
    assert rows["单位"].procedure == "普通程序，须告知听证"
    assert "未核" in rows["单位"].tip
    both = ranges(detail(autumn, BURNING))
    assert both["个人"].procedure == "普通程序"
    assert both["单位"].procedure == "可以当场处罚"


def test_other_limits_give_another_procedure(autumn: FakeOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = LawParameters(
        replace(one, value=750) if one.id == "summary.fine_max_person" else one for one in law().parameters
    )
    monkeypatch.setattr(FakeOffice, "parameters", property(lambda _: changed))
    found = detail(autumn, DUMPING)
    assert ranges(found)["个人"].procedure == "750.00 元以下可以当场处罚"
    scale = next(scale for scale in found.scales if scale.word == "个人")
    assert scale.limits[0][1] == "750"


def test_derived_levels_say_that_they_are_and_that_no_paper_names_them(autumn: FakeOffice) -> None:
    scale = detail(autumn, DUMPING).shown_scale()
    assert scale is not None
    assert scale.mark == "derived"
    assert "文书不引用" in scale.note
    assert [bar.label for bar in scale.rows[0].bars] == ["较轻", "一般", "较重"]
    assert (scale.rows[0].bars[0].start, scale.rows[0].bars[-1].end) == (0.0, 1.0)


def test_the_limit_stands_on_the_scale_where_it_belongs(autumn: FakeOffice) -> None:
    scale = detail(autumn, DUMPING).shown_scale()
    assert scale is not None
    (share, figure, _), *_ = scale.limits
    assert figure == "200"
    assert share == pytest.approx((200 - 100) / (1000 - 100))


def test_published_levels_are_told_apart_from_derived_ones() -> None:
    office = FakeOffice()
    presenter = opened(office)
    presenter.choose(SORTING)
    found = presenter.show_day(date(2026, 8, 1)).detail
    assert found is not None
    scale = found.shown_scale()
    assert scale is not None
    assert scale.mark == "checked"
    assert "可以引用" in scale.note
    assert [row.label for row in scale.rows] == ["可回收物与干垃圾混投", "湿垃圾混投", "有害垃圾混投"]


def test_an_item_for_look_up_alone_says_so_and_begins_no_case(autumn: FakeOffice) -> None:
    found = detail(autumn, "SH-CG-0069")
    assert found.stopped == "仅供查询：数额或者条号未核"
    assert found.ask_reason
    assert found.ranges == ()


@pytest.mark.parametrize(
    "usability", [one for one in Usability if not one.usable], ids=lambda one: str(one.name)
)
def test_no_case_begins_with_an_item_that_must_not_be_used(autumn: FakeOffice, usability: Usability) -> None:
    item = next(item for item in catalogue().items if item.usability is usability)
    found = detail(autumn, item.code)
    assert found.stopped == usability.value
    assert found.ask_reason


def test_what_is_not_the_streets_is_listed_but_begins_no_case(autumn: FakeOffice) -> None:
    presenter = opened(autumn)
    theirs = [row for row in presenter.state.rows if not row.ours]
    assert len(theirs) == 120
    found = presenter.choose(theirs[0].code).detail
    assert found is not None and found.ask_reason
    assert all(row.ours for row in presenter.only_ours(True).rows)


def test_fines_above_the_limit_for_everybody_need_the_ordinary_procedure(autumn: FakeOffice) -> None:
    assert "普通程序" in detail(autumn, SORTING).ask_reason


def test_refusal_first_is_told_before_the_figures(autumn: FakeOffice) -> None:
    assert ("先责令立即改正，拒不改正才罚", "warn") in detail(autumn, SORTING).chips


def test_versions_say_which_one_is_in_force(autumn: FakeOffice) -> None:
    assert [(row.days, row.word) for row in detail(autumn, DUMPING).versions] == [
        ("2026-08-15 起", "现行"),
        ("2020-09-01 至 2026-08-14", "旧法"),
    ]
    early = FakeOffice(when=datetime(2026, 8, 6, 9, 0, tzinfo=SHANGHAI))
    assert [row.word for row in detail(early, DUMPING).versions] == ["将施行", "现行"]


def test_every_item_can_be_shown_on_every_day_that_matters(autumn: FakeOffice) -> None:
    presenter = opened(autumn)
    for day in (date(2019, 7, 1), date(2026, 8, 14), date(2026, 9, 29)):
        presenter.show_day(day)
        for item in catalogue().items:
            state = presenter.choose(item.code)
            assert state.message is None
            assert state.detail is not None and state.detail.code == item.code


def test_every_figure_and_article_carries_a_mark(autumn: FakeOffice) -> None:
    presenter = opened(autumn)
    for item in catalogue().items:
        found = presenter.choose(item.code).detail
        assert found is not None
        marks = [row.mark for row in (*found.ranges, *found.citations)]
        assert set(marks) <= {"checked", "derived", "unchecked"}


def test_an_item_that_was_found_elsewhere_is_shown_in_its_field(autumn: FakeOffice) -> None:
    presenter = opened(autumn)
    presenter.find("养犬")
    state = presenter.open_item(DUMPING)
    assert (state.words, state.domain) == ("", "SW")
    assert state.detail is not None and state.detail.code == DUMPING


def test_an_unknown_item_is_told_and_the_page_stays(autumn: FakeOffice) -> None:
    presenter = opened(autumn)
    before = presenter.state.rows
    state = presenter.open_item("SH-CG-9999")
    assert state.message is not None
    assert state.rows == before


def test_the_release_and_how_old_it_is_stand_at_the_foot(autumn: FakeOffice) -> None:
    state = opened(autumn).state
    assert catalogue().version in state.release
    assert "未能确认是否最新" in state.until
