"""Papers: what was issued, what became of it, and the frozen bytes of one of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.bodies import DocumentPrinted
from app.ports.vault import EvidenceAltered
from app.presenters.office import Service
from app.presenters.papers_page import PapersPresenter, PapersState, PrintFailed
from app.presenters.papers_page_state import print_words
from tests.fakes.office import FakeOffice
from tests.fakes.queries import bodies_of
from tests.fakes.story import play


def states(state: PapersState) -> dict[str, str]:
    """What the list says of each issued paper of the first case."""
    return {line.form: line.state for line in state.groups[0].papers if not line.draft}


def test_papers_are_grouped_by_case_with_copies_and_what_became_of_them(
    office: FakeOffice, files: list[Path]
) -> None:
    play(office, "decided", files)
    play(office, "scene", files, "演示当事人丁")
    state = PapersPresenter(office).refresh()
    assert [group.words.rsplit("·", 1)[-1] for group in state.groups] == ["演示当事人丁", "王𬭎"]
    served = state.groups[1]
    assert [line.form for line in served.papers] == ["D20", "D09", "D08", "D10"]
    decision = served.papers[0]
    assert (decision.copies, decision.words, decision.number) == ("3", "已送达", "当罚 0001")
    assert served.papers[1].words == "已出具"
    assert served.papers[1].number == "随案件编号"


def test_a_refusal_to_sign_stands_on_the_paper_with_its_reason(office: FakeOffice, files: list[Path]) -> None:
    page = play(office, "scene", files)
    page.order_correction(Service("王𬭎", mode="LEAVE", refused_to_sign=True, reason="当事人拒绝签字"))
    state = PapersPresenter(office).refresh()
    order = next(line for line in state.groups[0].papers if line.form == "D08")
    assert order.words == "拒签"
    assert "当事人拒绝签字" in order.tip


def test_a_numbered_paper_waits_for_print_and_service(office: FakeOffice, files: list[Path]) -> None:
    case = play(office, "scene", files).case
    office.issue(case, "D08")
    presenter = PapersPresenter(office)
    state = presenter.refresh()
    assert states(state) == {"D08": "numbered", "D10": "issued"}
    assert (state.to_print, state.to_serve) == (2, 1)
    assert [line.form for line in presenter.show_only("serve").groups[0].papers] == ["D08"]
    assert [line.form for line in presenter.show_only("print").groups[0].papers] == ["D08", "D10"]


def test_papers_of_other_days_are_left_out_of_today(office: FakeOffice, files: list[Path]) -> None:
    play(office, "scene", files)
    office.pass_time(60 * 24)
    presenter = PapersPresenter(office)
    assert presenter.refresh().today == 0
    assert presenter.show_only("today").groups == ()
    assert presenter.state.narrowed


def test_words_narrow_to_cases_that_hold_them(office: FakeOffice, files: list[Path]) -> None:
    play(office, "scene", files)
    case = play(office, "scene", files, "演示当事人丁").case
    assert [group.case for group in PapersPresenter(office).find("演示当事人丁").groups] == [case]


def test_the_frozen_page_is_shown_with_its_facts(office: FakeOffice, files: list[Path]) -> None:
    case = play(office, "decided", files).case
    paper = office.queries.case(case).papers("D20")[0]
    shown = PapersPresenter(office).open_paper(case, paper.id).shown
    assert shown is not None
    assert shown.pdf == office.papers[paper.id].pdf
    assert dict(shown.facts)["文号"] == paper.number
    assert shown.hash == paper.pdf_sha256
    assert shown.file_name.endswith(".pdf")


def test_a_damaged_paper_says_so_in_its_place_and_the_list_stays(
    office: FakeOffice, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = play(office, "scene", files).case
    paper = office.queries.case(case).documents[0]
    presenter = PapersPresenter(office)
    before = presenter.refresh()

    def altered(*_: object) -> bytes:
        raise EvidenceAltered(name="aa", reason="hash")

    monkeypatch.setattr(office, "paper_bytes", altered)
    state = presenter.open_paper(case, paper.id)
    assert state.shown is not None
    assert state.shown.pdf == b""
    assert state.shown.message is not None
    assert state.shown.message.code == "evidence.altered"
    assert state.groups == before.groups


def test_a_saved_copy_is_counted(office: FakeOffice, files: list[Path], tmp_path: Path) -> None:
    case = play(office, "scene", files).case
    paper = office.queries.case(case).documents[0]
    target = tmp_path / "副本.pdf"
    state = PapersPresenter(office).save_copy(case, paper.id, target)
    assert target.read_bytes() == office.papers[paper.id].pdf
    assert "份数已计入" in state.done
    assert state.groups[0].papers[0].state == "printed"


def test_printed_copies_are_counted_once_the_printer_took_them(office: FakeOffice, files: list[Path]) -> None:
    case = play(office, "scene", files).case
    paper = office.queries.case(case).documents[0]
    printed: list[bytes] = []
    state = PapersPresenter(office).print_out([(case, paper.id)], printed.append)
    assert printed == [office.papers[paper.id].pdf]
    assert bodies_of(office.queries, case)[-1] == DocumentPrinted(paper.id, paper.copies, "printer")
    assert "打印机" in state.done


def test_what_the_printer_refused_is_not_counted(office: FakeOffice, files: list[Path]) -> None:
    case = play(office, "scene", files).case
    paper = office.queries.case(case).documents[0]
    before = bodies_of(office.queries, case)

    def refuse(pdf: bytes) -> None:
        raise PrintFailed(reason="打印机没有响应")

    state = PapersPresenter(office).print_out([(case, paper.id)], refuse)
    assert state.message is not None
    assert "打印机没有响应" in state.message.what
    assert bodies_of(office.queries, case) == before


def test_where_printing_breaks_off_what_came_out_is_counted_and_the_rest_is_named(
    office: FakeOffice, files: list[Path]
) -> None:
    case = play(office, "ordered", files).case
    first, second = office.queries.case(case).documents
    out: list[bytes] = []

    def jam(pdf: bytes) -> None:
        if out:
            raise PrintFailed(reason="卡纸")
        out.append(pdf)

    state = PapersPresenter(office).print_out([(case, first.id), (case, second.id)], jam)
    assert state.message is not None
    assert state.message.what == "第 2 种没有打印出来：卡纸。"
    assert "前 1 种已送到打印机并计入份数" in state.message.data
    assert bodies_of(office.queries, case)[-1] == DocumentPrinted(first.id, first.copies, "printer")


@pytest.mark.parametrize(
    ("stage", "form", "state"),
    [
        ("docketed", "D10", "lacking"),
        ("scene", "D08", "draft"),
        ("ordered", "D09", "lacking"),
        ("recorded", "D20", "lacking"),
    ],
)
def test_the_next_paper_of_a_case_is_listed_with_what_is_missing(
    office: FakeOffice, files: list[Path], stage: str, form: str, state: str
) -> None:
    play(office, stage, files)
    (draft,) = [line for line in PapersPresenter(office).refresh().groups[0].papers if line.draft]
    assert (draft.form, draft.state) == (form, state)
    assert bool(draft.reasons) is (state == "lacking")
    if draft.reasons:
        assert draft.words == f"缺 {len(draft.reasons)} 项"


@pytest.mark.parametrize("stage", ["decided", "collected"])
def test_after_the_decision_no_draft_is_listed(office: FakeOffice, files: list[Path], stage: str) -> None:
    play(office, stage, files)
    assert not any(line.draft for line in PapersPresenter(office).refresh().groups[0].papers)


def test_a_draft_belongs_to_no_filter_and_is_not_counted_as_a_paper(
    office: FakeOffice, files: list[Path]
) -> None:
    play(office, "scene", files)
    presenter = PapersPresenter(office)
    state = presenter.refresh()
    assert state.headline == "1 份文书·草稿 1 份·1 个案件"
    assert (state.today, state.to_print, state.to_serve) == (1, 1, 0)
    assert not any(line.draft for line in presenter.show_only("today").groups[0].papers)


def test_a_draft_is_shown_as_it_would_look_now(office: FakeOffice, files: list[Path]) -> None:
    case = play(office, "scene", files).case
    presenter = PapersPresenter(office)
    draft = presenter.refresh().groups[0].papers[-1]
    shown = presenter.open_paper(case, draft.document).shown
    assert shown is not None and shown.pdf == office.preview(case, "D08").pdf
    assert shown.line == draft and shown.hash == ""


def test_a_draft_that_was_issued_meanwhile_is_no_longer_shown(office: FakeOffice, files: list[Path]) -> None:
    case = play(office, "scene", files).case
    presenter = PapersPresenter(office)
    draft = presenter.refresh().groups[0].papers[-1]
    presenter.open_paper(case, draft.document)
    office.issue(case, "D08")
    assert presenter.refresh().shown is None


def test_the_button_counts_kinds_and_copies(office: FakeOffice, files: list[Path]) -> None:
    play(office, "ordered", files)
    lines = [line for line in PapersPresenter(office).refresh().groups[0].papers if not line.draft]
    assert print_words(lines, chosen=True) == "打印所选 2 种，共 3 份"
    assert print_words(lines[:1], chosen=False) == "打印 2 份"
    assert print_words((), chosen=False) == "打印"


def test_without_a_printer_the_page_offers_a_copy(office: FakeOffice) -> None:
    message = PapersPresenter(office).no_printer().message
    assert message is not None
    assert "另存副本" in message.remedy


def test_an_answer_that_comes_too_late_does_not_replace_the_newer_paper(
    office: FakeOffice, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = play(office, "decided", files).case
    first, second = office.queries.case(case).documents[:2]
    presenter = PapersPresenter(office)
    read = office.paper_bytes

    def slow(wanted: str, document: str) -> bytes:
        if document == first.id:
            monkeypatch.setattr(office, "paper_bytes", read)
            presenter.open_paper(case, second.id)
        return read(wanted, document)

    monkeypatch.setattr(office, "paper_bytes", slow)
    presenter.open_paper(case, first.id)
    assert presenter.state.shown is not None
    assert presenter.state.shown.line.document == second.id
