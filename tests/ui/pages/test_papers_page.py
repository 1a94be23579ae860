"""The page of papers in its frame: the list by case, the frozen page, copies, printing without a printer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.bodies import DocumentPrinted
from app.ports.vault import EvidenceAltered
from app.presenters.papers_page import PapersPresenter, PrintFailed
from app.ui.pages.papers_page import PaperPane, PapersPage
from app.ui.pages.papers_page_join import PapersJoin
from app.ui.pages.papers_page_printing import NoPrinter, prepare, print_pdf
from tests.fakes.office import FakeOffice
from tests.fakes.paper import tiny_pdf
from tests.fakes.queries import bodies_of
from tests.fakes.story import play
from tests.pages.driver import wait_until
from tests.pages.page_stage import DOUBLED, LAPTOP, Stage, a_stage
from tests.pages.papers_page import PapersPageObject


class Shown:
    """The page with what its dialogs would have answered."""

    def __init__(self, stage: Stage, office: FakeOffice) -> None:
        self.stage, self.office = stage, office
        self.target: Path | None = None
        self.printer: QPrinter | None = None
        self.has_printer = True
        self.page = PapersPage()
        self.join = PapersJoin(
            stage.work, PapersPresenter(office), self.page, target=self._target, printer=self._choose
        )
        stage.show("papers", self.page)
        self.join.refresh()
        self.hands = PapersPageObject(stage.driver)

    def _target(self, parent: QWidget, proposed: str) -> Path | None:
        return None if self.target is None else self.target / proposed

    def _choose(self, parent: QWidget) -> QPrinter | None:
        if not self.has_printer:
            raise NoPrinter
        return self.printer


@pytest.fixture
def stage(request: pytest.FixtureRequest) -> Iterator[Stage]:
    with a_stage(getattr(request, "param", LAPTOP)) as made:
        yield made


def file_printer(path: Path) -> QPrinter:
    """A printer that writes what it prints into a PDF."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    prepare(printer)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_papers_stand_below_the_head_of_their_case_and_the_first_is_shown(
    stage: Stage, photos: list[Path]
) -> None:
    office = FakeOffice()
    play(office, "ordered", photos)
    shown = Shown(stage, office)
    shown.hands.wait_for_rows(4)
    head, order, record, draft = shown.hands.rows()
    assert head[0].startswith("线 0001")
    assert order == ("责令改正通知书", "责改 0001", "2", "已送达")
    assert record == ("现场检查笔录", "随案件编号", "1", "已出具")
    assert draft[:3] == ("复查记录", "出具时编号", "")
    shown.hands.wait_for_paper("责令改正通知书")
    assert stage.frame.findChild(PaperPane).pdf.pages.page_count == 2
    assert stage.driver.text("papers_print") == "打印 2 份"


def test_arrow_keys_walk_from_paper_to_paper_over_the_heads(stage: Stage, photos: list[Path]) -> None:
    office = FakeOffice()
    play(office, "scene", photos)
    play(office, "scene", photos, "演示当事人丁")
    shown = Shown(stage, office)
    shown.hands.wait_for_rows(6)
    shown.hands.choose(2)
    stage.driver.press("Down")
    first, second = office.queries.ids()
    wait_until(lambda: shown.join.presenter.state.shown.line.case == first, "the older case's paper is shown")
    stage.driver.press("Up")
    wait_until(lambda: shown.join.presenter.state.shown.line.case == second, "the newer one again")
    for _ in range(2):
        stage.driver.press("Up")
    assert shown.page.table.currentIndex().row() == 1


def test_enter_opens_the_case_of_a_paper(stage: Stage, photos: list[Path]) -> None:
    office = FakeOffice()
    case = play(office, "scene", photos).case
    shown = Shown(stage, office)
    asked: list[str] = []
    shown.page.case_asked.connect(asked.append)
    shown.hands.wait_for_rows(3)
    shown.hands.choose(1)
    stage.driver.press("Return")
    stage.driver.click("papers_open_case")
    assert asked == [case, case]


def test_filters_count_and_narrow(stage: Stage, photos: list[Path]) -> None:
    office = FakeOffice()
    case = play(office, "scene", photos).case
    office.issue(case, "D08")
    shown = Shown(stage, office)
    shown.hands.wait_for_rows(3)
    assert shown.hands.filter_words("serve") == "待送达 1"
    shown.hands.filter("serve")
    shown.hands.wait_for_rows(2)
    shown.hands.filter("serve")
    shown.hands.wait_for_rows(3)


def test_words_find_and_an_empty_find_says_so(stage: Stage, photos: list[Path]) -> None:
    office = FakeOffice()
    play(office, "scene", photos)
    shown = Shown(stage, office)
    shown.hands.wait_for_rows(3)
    shown.hands.find("没有这个人")
    stage.driver.wait_for("papers_nothing")


def test_before_the_first_paper_the_page_says_what_will_come(stage: Stage) -> None:
    Shown(stage, FakeOffice())
    stage.driver.wait_for("papers_empty")
    assert not stage.driver.find("papers_print").isEnabled()


def test_a_saved_copy_has_the_frozen_bytes_and_is_counted(
    stage: Stage, photos: list[Path], tmp_path: Path
) -> None:
    office = FakeOffice()
    case = play(office, "scene", photos).case
    shown = Shown(stage, office)
    shown.target = tmp_path
    saved: list[bool] = []
    shown.join.saved.connect(lambda: saved.append(True))
    shown.hands.wait_for_paper("现场检查笔录")
    shown.hands.save()
    wait_until(lambda: "份数已计入" in shown.hands.done(), "the copy is told")
    paper = office.queries.case(case).documents[0]
    (copy,) = tmp_path.glob("*.pdf")
    assert copy.read_bytes() == office.papers[paper.id].pdf
    assert saved == [True]
    assert shown.hands.rows()[1][3] == "已打印"


def test_all_pages_are_printed_as_large_as_they_are_and_counted(
    stage: Stage, photos: list[Path], tmp_path: Path
) -> None:
    office = FakeOffice()
    case = play(office, "ordered", photos).case
    paper = office.queries.case(case).papers("D08")[0]
    shown = Shown(stage, office)
    out = tmp_path / "out.pdf"
    shown.printer = file_printer(out)
    shown.hands.wait_for_paper("责令改正通知书")
    shown.hands.print()
    wait_until(lambda: "打印机" in shown.hands.done(), "the printing is told")
    with pikepdf.open(out) as printed:
        assert len(printed.pages) == 2
        wide, high = (float(value) for value in printed.pages[0].mediabox[2:])
    assert (wide, high) == (pytest.approx(595, abs=1), pytest.approx(842, abs=1))
    assert bodies_of(office.queries, case)[-1] == DocumentPrinted(paper.id, 2, "printer")


def test_several_ticked_papers_are_printed_by_one_button_that_counts_kinds_and_copies(
    stage: Stage, photos: list[Path], tmp_path: Path
) -> None:
    office = FakeOffice()
    case = play(office, "ordered", photos).case
    shown = Shown(stage, office)
    shown.printer = file_printer(tmp_path / "out.pdf")
    shown.hands.wait_for_paper("责令改正通知书")
    shown.hands.tick(1)
    shown.hands.tick(2)
    assert stage.driver.text("papers_print") == "打印所选 2 种，共 3 份"
    shown.hands.print()
    wait_until(lambda: shown.hands.done() == "2 种已送到打印机，份数已计入", "both are told")
    papers = office.queries.case(case).documents
    assert [body for body in bodies_of(office.queries, case) if isinstance(body, DocumentPrinted)][-2:] == [
        DocumentPrinted(papers[1].id, 2, "printer"),
        DocumentPrinted(papers[0].id, 1, "printer"),
    ]
    wait_until(lambda: stage.driver.text("papers_print") == "打印 1 份", "nothing is ticked any more")


def test_the_space_key_ticks_and_the_head_ticks_all_that_was_issued(stage: Stage, photos: list[Path]) -> None:
    office = FakeOffice()
    play(office, "ordered", photos)
    shown = Shown(stage, office)
    shown.hands.wait_for_paper("责令改正通知书")
    shown.hands.choose(2)
    stage.driver.press("Space")
    every = stage.driver.find_as("papers_all", QCheckBox)
    assert stage.driver.text("papers_print") == "打印所选 1 种，共 1 份"
    assert every.checkState() is Qt.CheckState.PartiallyChecked
    stage.driver.click("papers_all")
    assert stage.driver.text("papers_print") == "打印所选 2 种，共 3 份"
    assert every.checkState() is Qt.CheckState.Checked
    stage.driver.click("papers_all")
    assert stage.driver.text("papers_print").startswith("打印 ")
    assert every.checkState() is Qt.CheckState.Unchecked


def test_a_draft_says_below_the_list_why_it_cannot_be_printed_and_leads_to_the_cure(
    stage: Stage, photos: list[Path]
) -> None:
    office = FakeOffice()
    case = play(office, "filled", photos).case
    shown = Shown(stage, office)
    asked: list[str] = []
    shown.page.spot_asked.connect(asked.append)
    shown.hands.wait_for_rows(2)
    wait_until(lambda: shown.hands.notice(), "the reason is told")
    assert shown.hands.rows()[1] == ("现场检查笔录", "出具时编号", "", "缺 1 项")
    assert shown.hands.notice().startswith("现场检查笔录还不能打印。有 2 项现场行为，协办还没有确认。")
    assert not stage.driver.find("papers_print").isEnabled()
    assert not stage.driver.find("papers_copy").isEnabled()
    shown.hands.tick(1)
    assert not stage.driver.find("papers_print").isEnabled()
    stage.driver.wait_for("papers_pdf")
    stage.driver.click("papers_notice_action")
    assert asked == [case]


def test_a_draft_in_which_nothing_is_missing_is_issued_on_its_own_page(
    stage: Stage, photos: list[Path]
) -> None:
    office = FakeOffice()
    play(office, "scene", photos)
    shown = Shown(stage, office)
    shown.hands.wait_for_rows(3)
    shown.hands.choose(2)
    assert shown.hands.rows()[2][3] == "草稿"
    wait_until(lambda: "还没有出具" in shown.hands.notice(), "the notice follows")
    assert stage.driver.text("papers_notice_action") == "去出具"
    shown.hands.choose(1)
    wait_until(lambda: not shown.hands.notice(), "an issued paper has no notice")


def test_changing_ones_mind_in_the_dialog_prints_and_counts_nothing(stage: Stage, photos: list[Path]) -> None:
    office = FakeOffice()
    case = play(office, "scene", photos).case
    before = bodies_of(office.queries, case)
    shown = Shown(stage, office)
    shown.hands.wait_for_paper("现场检查笔录")
    shown.hands.print()
    shown.hands.save()
    stage.work.close()
    assert bodies_of(office.queries, case) == before


def test_without_a_printer_the_page_says_what_to_do(stage: Stage, photos: list[Path]) -> None:
    office = FakeOffice()
    play(office, "scene", photos)
    shown = Shown(stage, office)
    shown.has_printer = False
    shown.hands.wait_for_paper("现场检查笔录")
    shown.hands.print()
    wait_until(lambda: stage.driver.sees("papers_banner_part1"), "the trouble is told")
    assert "没有装打印机" in shown.hands.trouble()


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_cannot_write_is_told_and_nothing_is_counted(
    stage: Stage, photos: list[Path], tmp_path: Path
) -> None:
    office = FakeOffice()
    case = play(office, "scene", photos).case
    before = bodies_of(office.queries, case)
    shown = Shown(stage, office)
    shown.printer = file_printer(tmp_path / "no such folder" / "out.pdf")
    shown.hands.wait_for_paper("现场检查笔录")
    shown.hands.print()
    wait_until(lambda: stage.driver.sees("papers_banner_part1"), "the trouble is told")
    assert "没有打印出来" in shown.hands.trouble()
    assert bodies_of(office.queries, case) == before


def test_bytes_that_are_no_paper_are_not_printed(stage: Stage, tmp_path: Path) -> None:
    with pytest.raises(PrintFailed):
        print_pdf(b"no PDF at all", file_printer(tmp_path / "out.pdf"))


def test_a_paper_is_printed_on_a4_whatever_the_printer_had_before(stage: Stage, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    printer = file_printer(out)
    assert printer.pageLayout().pageSize().id() is QPageSize.PageSizeId.A4
    print_pdf(tiny_pdf("paper", 3), printer)
    with pikepdf.open(out) as printed:
        assert len(printed.pages) == 3


def test_a_damaged_paper_shows_its_trouble_in_three_parts_where_the_page_would_be(
    stage: Stage, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    office = FakeOffice()
    play(office, "scene", photos)

    def altered(*_: object) -> bytes:
        raise EvidenceAltered(name="aa", reason="hash")

    monkeypatch.setattr(office, "paper_bytes", altered)
    shown = Shown(stage, office)
    wait_until(lambda: stage.driver.sees("papers_damaged_part1"), "the trouble is told")
    assert not stage.driver.sees("papers_pdf")
    assert not stage.driver.find("papers_print").isEnabled()
    assert not stage.driver.find("papers_copy").isEnabled()
    assert "不一致" in stage.driver.text("papers_damaged_part1")
    assert len(shown.hands.rows()) == 3


@pytest.mark.parametrize("stage", [DOUBLED], indirect=True)
def test_at_200_percent_the_list_and_the_paper_are_tabs_and_printing_stays_in_sight(
    stage: Stage, photos: list[Path]
) -> None:
    office = FakeOffice()
    play(office, "ordered", photos)
    shown = Shown(stage, office)
    shown.hands.wait_for_rows(4)
    assert stage.driver.find("papers_print").isVisible()
    assert stage.cut_texts() == []
    stage.driver.click("papers_columns_tab_paper")
    stage.driver.wait_for("papers_pdf")
    assert stage.driver.find("papers_only_today").isVisible()
