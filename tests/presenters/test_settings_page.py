"""Settings: officers and cards, the store and its examination, custody, releases, figures of the law."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.roster import Card, Officer
from app.ports.work import StoreBusy
from app.presenters.look import Look, look_of
from app.presenters.settings_page import (
    CHECKED,
    LOW_SPACE,
    Check,
    SettingsPresenter,
    person_of,
)
from app.services.doctor import Fault
from tests.fakes.door import CODE, FakeDoor
from tests.fakes.office import JIA, FakeOffice

TODAY = date(2026, 8, 6)


def opened(office: FakeOffice) -> SettingsPresenter:
    presenter = SettingsPresenter(office, FakeDoor().facts)
    presenter.refresh()
    return presenter


def officer(until: date) -> Officer:
    return Officer(
        "demo", "演示员甲", ("OFFICER_LEAD",), "squad", (Card("演示-0107", date(2021, 8, 1), until),)
    )


def test_everybody_of_the_roster_is_listed_with_role_and_card(office: FakeOffice) -> None:
    people = opened(office).state.people
    assert [person.name for person in people] == ["演示员甲", "演示员乙", "演示员丙"]
    assert [person.me for person in people] == [True, False, False]
    assert people[0].roles == "执法人员"
    assert people[0].until == "2028-06-30"


CARD_WARN_DAYS = 60


@pytest.mark.parametrize(
    ("left", "words", "tone"),
    [
        (-1, "已过期，不能执法", "danger"),
        (0, "今天到期", "warn"),
        (CARD_WARN_DAYS, f"还剩 {CARD_WARN_DAYS} 日", "warn"),
        (CARD_WARN_DAYS + 1, "有效", "ok"),
    ],
)
def test_the_end_of_a_card_is_told_in_words(left: int, words: str, tone: str) -> None:
    person = person_of(officer(TODAY + timedelta(days=left)), TODAY, me=False, warn_days=CARD_WARN_DAYS)
    assert (person.words, person.tone) == (words, tone)


def test_an_officer_without_a_card_and_one_whose_card_begins_later_are_called_out() -> None:
    bare = replace(officer(TODAY), cards=())
    assert person_of(bare, TODAY, me=False, warn_days=CARD_WARN_DAYS).words == "没有执法证"
    early = replace(officer(TODAY), cards=(Card("演示-0107", TODAY + timedelta(days=1), date(2030, 1, 1)),))
    assert person_of(early, TODAY, me=False, warn_days=CARD_WARN_DAYS).tone == "danger"


def test_roles_are_told_in_words() -> None:
    assert person_of(officer(TODAY), TODAY, me=False, warn_days=CARD_WARN_DAYS).roles == "主办执法人员"


def test_the_recovery_code_itself_is_nowhere_on_the_page(office: FakeOffice) -> None:
    state = opened(office).state
    assert CODE not in repr(state)
    assert any("不再显示" in words for _, words in state.recovery)


def test_a_disk_that_runs_full_is_told(office: FakeOffice) -> None:
    facts = replace(FakeDoor().facts(), free_bytes=LOW_SPACE - 1)
    state = SettingsPresenter(office, lambda: facts).refresh()
    assert state.store.tone == "warn"
    assert "腾出空间" in state.store.free


def test_a_whole_store_is_told_with_the_time_of_the_check_and_remembered(office: FakeOffice) -> None:
    presenter = opened(office)
    assert presenter.state.store.check == Check()
    state = presenter.examine()
    assert state.store.check.state == "whole"
    assert "全部与保存时一致" in state.store.check.words
    assert json.loads(office.queries.settings[CHECKED])["faults"] == 0
    again = opened(office).state.store.check
    assert (again.state, again.words) == ("whole", state.store.check.words)


def test_faults_are_counted_and_named(office: FakeOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    faults = (Fault("vault", "3f" * 16, "segment"), Fault("entry", "sha256:ab", "prev", 7))
    monkeypatch.setattr(office, "examine", lambda progress=None: faults)
    check = opened(office).examine().store.check
    assert check.state == "faults"
    assert "2 处" in check.words
    assert "封存文件有一段被改动" in check.faults[0]
    assert "第 7 条" in check.faults[1]


def test_the_examination_tells_how_far_it_is(office: FakeOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Check] = []

    def examine(progress: Callable[[int, int], None]) -> tuple[Fault, ...]:
        progress(1 << 20, 4 << 20)
        return ()

    monkeypatch.setattr(office, "examine", examine)
    opened(office).examine(told.append)
    assert [check.state for check in told] == ["running", "running"]
    assert told[-1].share == 0.25
    assert "1.0 MB / 4.0 MB" in told[-1].words


def test_an_examination_that_breaks_off_claims_nothing(office: FakeOffice) -> None:
    office.fails["examine"] = StoreBusy()
    state = opened(office).examine()
    assert state.store.check == Check()
    assert state.message is not None
    assert CHECKED not in office.queries.settings


def test_a_refresh_while_the_examination_runs_keeps_how_far_it_is(
    office: FakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    presenter = opened(office)

    def examine(progress: Callable[[int, int], None]) -> tuple[Fault, ...]:
        progress(1, 2)
        assert presenter.refresh().store.check.share == 0.5
        return ()

    monkeypatch.setattr(office, "examine", examine)
    assert presenter.examine().store.check.state == "whole"


def test_every_figure_of_the_law_has_value_source_and_mark(office: FakeOffice) -> None:
    figures = opened(office).state.figures
    assert len(figures) == len(tuple(office.parameters))
    assert all(figure.value and figure.source and figure.mark_word for figure in figures)
    cap = next(figure for figure in figures if figure.id == "summary.fine_max_person")
    assert (cap.value, cap.unit, cap.mark_word) == ("200.00", "元", "已核")
    hearing = next(figure for figure in figures if figure.id == "hearing.person")
    assert (hearing.value, hearing.mark_word) == ("5,000.00", "未核")
    policy = next(figure for figure in figures if figure.id == "summary.sole_trader_as_person")
    assert (policy.value, policy.mark_word) == ("是", "政策")


def test_figures_are_found_by_words_of_any_column(office: FakeOffice) -> None:
    presenter = opened(office)
    assert [figure.id for figure in presenter.find("听证标准 公民").figures] == ["hearing.person"]
    assert all(figure.mark == "unchecked" for figure in presenter.find("未核").figures)
    assert presenter.find("没有这个").figures == ()
    assert len(presenter.find("").figures) == len(tuple(office.parameters))


def test_the_release_is_told_with_its_identity_and_how_old_its_sources_are(office: FakeOffice) -> None:
    releases = dict(opened(office).state.releases)
    assert releases["内容编号"] == office.catalogue.release
    assert office.catalogue.version in releases["版本"]
    assert "未能确认是否最新" in releases["清单截至"]


def test_about_names_the_program_and_that_a_demonstration_is_one(office: FakeOffice) -> None:
    about = dict(opened(office).state.about)
    assert about["程序版本"] == "0.1.0"
    assert "演示存储" in about["存储"]


def test_the_look_is_remembered_for_the_officer_who_chose_it(office: FakeOffice) -> None:
    ordinary = Look()
    assert look_of(office, ordinary) == ordinary
    opened(office).remember_scheme("dark")
    opened(office).remember_text_size(125)
    assert look_of(office, ordinary) == Look("dark", 125)
    office.signed_in = next(one.id for one in office.roster.officers if one.id != JIA)
    assert look_of(office, ordinary) == ordinary


@pytest.mark.parametrize("kept", ["{", '"pink"', "999", "[]", "null"])
def test_a_look_that_nobody_offers_changes_nothing(office: FakeOffice, kept: str) -> None:
    for what in ("scheme", "text"):
        office.queries.settings[f"window.{what}.{JIA}"] = kept
    assert look_of(office, Look("dark", 110)) == Look("dark", 110)


def test_the_folder_of_the_store_is_told_by_the_door(office: FakeOffice) -> None:
    assert opened(office).state.store.folder == FakeDoor().facts().folder != ""


def test_when_the_window_covers_itself_and_locks_is_told_from_the_release(office: FakeOffice) -> None:
    guard = dict(opened(office).state.guard)
    cover = office.parameters.value("window.cover_minutes", TODAY)
    lock = office.parameters.value("window.lock_minutes", TODAY)
    assert f"{cover} 分钟后遮盖" in guard["没人操作"]
    assert f"{lock} 分钟锁定" in guard["遮盖以后"]


def test_the_part_that_was_chosen_stays_after_a_refresh(office: FakeOffice) -> None:
    presenter = opened(office)
    presenter.show_section("figures")
    assert presenter.refresh().section == "figures"
