"""Cases in different states for pages that show many: told quickly, through the presenter of the thread."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.domain.case import Case
from app.presenters.office import Service
from app.presenters.spot import SpotPresenter
from tests.fakes.office import PASSPHRASES, YI, FakeOffice

PERSON = {
    "party.kind": "person",
    "party.name": "王𬭎",
    "party.identity": "000000199107010000",
    "party.phone": "000-00000000",
    "party.address": "上海市示范区示范路00弄0号",
}
ACT = {
    "act.place": "上海市示范区示范路00弄生活垃圾投放点，西侧第一组桶",
    "act.facts": "当事人将剩饭菜等湿垃圾一袋投入干垃圾收集容器。",
}
ITEM, LEVEL, RECEIPT = "SH-CG-0002", "BM-0002:1", "演示票据00000001"
STAGES = ("docketed", "filled", "scene", "ordered", "refused", "recorded", "told", "decided", "collected")


def play(
    office: FakeOffice, until: str, files: Sequence[Path], name: str = PERSON["party.name"]
) -> SpotPresenter:
    """Play case 1 up to a stage; each act is one minute after the one before."""
    page = SpotPresenter(office)
    page.open("")
    page.choose_assist(YI)
    for field, text in {**PERSON, "party.name": name}.items():
        page.set_field(field, text)
    page.choose_item(ITEM)
    for stage in STAGES[1 : STAGES.index(until) + 1]:
        _act(office, page, stage, files)
        assert page.state.message is None, page.state.message
    return page


def _act(office: FakeOffice, page: SpotPresenter, stage: str, files: Sequence[Path]) -> None:
    office.pass_time(1)
    if stage == "filled":
        for field, text in ACT.items():
            page.set_field(field, text)
        page.add_files(tuple(files[:2]), "scene")
    elif stage == "scene":
        page.confirm(YI, PASSPHRASES[YI])
        page.issue_scene_record()
    elif stage == "ordered":
        page.order_correction(Service("王𬭎"))
    elif stage == "refused":
        page.add_files(tuple(files[2:3]), "reinspection")
        page.record_reinspection("refused", "当事人明确表示不愿改正，湿垃圾仍在干垃圾收集容器内。")
    elif stage == "recorded":
        page.confirm(YI, PASSPHRASES[YI])
        page.issue_reinspection_record()
    elif stage == "told":
        for name, text in {"card": "yes", "rights": "yes", "defence": "none"}.items():
            page.note(f"telling.{name}", text)
        page.act("tell")
    elif stage == "decided":
        page.confirm(YI, PASSPHRASES[YI])
        page.choose_level(LEVEL)
        page.set_field("decision.amount", "100.00")
        page.answer_all("已核对市人民政府公布的清单")
        page.decide(Service("王𬭎"))
    elif stage == "collected":
        page.set_field("payment.receipt", RECEIPT)
        page.take_money()


def case_of(page: SpotPresenter, office: FakeOffice) -> Case:
    """The case of a page as the record has it."""
    return office.queries.case(page.case)
