"""The frame's own words: officer, pill, what is saved, and the search."""

from __future__ import annotations

from pathlib import Path

from app.domain.numbers import DocumentNumber
from app.ports.vault import MendReport
from app.presenters.shell import ShellPresenter
from tests.fakes.office import FakeOffice
from tests.fakes.story import play


def test_the_pill_tells_truthfully_what_the_district_lacks(office: FakeOffice, files: list[Path]) -> None:
    shell = ShellPresenter(office)
    assert shell.open().reach.pill == "未连区级·没有待传"
    play(office, "filled", files)
    state = shell.note_saved()
    count = len(office.queries.entries) + 2
    assert state.reach.pill.startswith(f"未连区级·待传 {count} 项")
    assert state.reach.short == f"未连区级·待传 {count}"
    assert state.saved == "本机已保存 09:11"


def test_at_the_start_the_foot_tells_when_something_was_last_saved_here(
    office: FakeOffice, files: list[Path]
) -> None:
    assert ShellPresenter(office).open().saved == ""
    play(office, "filled", files)
    assert ShellPresenter(office).open().saved == "本机已保存 09:11"
    office.pass_time(60 * 24)
    assert ShellPresenter(office).open().saved == "本机已保存 08-06"


def test_a_start_that_mended_something_says_what(office: FakeOffice) -> None:
    office.report = MendReport(("a.part",), (), ("b",), ())
    state = ShellPresenter(office).open()
    assert "没有正常关闭" in state.mended
    assert "1 份没有写完的文件" in state.mended and "找回 1 份" in state.mended


def test_a_start_that_wrote_numbers_off_names_them(office: FakeOffice) -> None:
    office.voided = (DocumentNumber("当罚", 2026, 2, "沪示示城管当罚字〔2026〕第0002号"),)
    mended = ShellPresenter(office).open().mended
    assert mended.startswith("上次中断时已取出、没有用上的文号已登记注销")
    assert "沪示示城管当罚字〔2026〕第0002号" in mended
    office.report = MendReport(("a.part",), (), (), ())
    assert ShellPresenter(office).open().mended.startswith("上次没有正常关闭")


def test_a_start_without_trouble_says_nothing(office: FakeOffice) -> None:
    assert ShellPresenter(office).open().mended == ""


def test_the_search_finds_cases_items_and_commands(office: FakeOffice, files: list[Path]) -> None:
    case = play(office, "filled", files, "演示当事人丁").case
    shell = ShellPresenter(office)
    assert shell.find("演示当事人丁")[0].place == f"case:{case}"
    assert any(hit.place == "item:SH-CG-0002" for hit in shell.find("SH-CG-0002"))
    assert any(hit.place == "command:papers" for hit in shell.find("文书"))


def test_an_empty_search_finds_nothing(office: FakeOffice) -> None:
    assert ShellPresenter(office).find("   ") == ()
