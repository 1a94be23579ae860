"""What does not fit on a paper is kept as it was typed, counted, and stops the paper, never the officer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.bootstrap import LaptopDoor
from app.documents.client import PaperWorker
from app.documents.frames import Frame
from app.domain.findings import Finding
from app.places import resources_dir
from app.ports.paperwork import MissingGlyph, PaperWorkerLost
from app.services.offers import RoomLeft, Service
from app.services.office import LaptopOffice
from tests.flows.demo_laptop import JIA, PASSPHRASES, DemoLaptop
from tests.flows.summary_case import at
from tests.services.conftest import Laptop
from tests.services.test_refusals import codes, confirmed, ordered_and_refused, prepared, refusal

PLACE, FACTS = "示范路00号门前" * 40, "当事人投放湿垃圾。" * 250


@pytest.fixture(scope="module")
def worker() -> Iterator[PaperWorker]:
    with PaperWorker(resources_dir()) as worker:
        yield worker


@pytest.fixture
def printing(worker: PaperWorker, tmp_path: Path) -> Iterator[LaptopOffice]:
    """An office with the real setter of papers, which outlives it."""
    demo = DemoLaptop(tmp_path / "home").make()
    lasting = Lasting(resources_dir(), worker)
    office = LaptopDoor(demo.home, replace(demo.machine, paperwork=lambda: lasting)).unlock(
        JIA, PASSPHRASES[JIA]
    )
    yield office
    office.close()


class Lasting(PaperWorker):
    """Asks a process that other offices use too."""

    def __init__(self, resources: Path, other: PaperWorker) -> None:
        super().__init__(resources)
        self._other = other

    def _ask(self, request: Mapping[str, object]) -> Frame:
        return self._other._ask(request)


def too_long(office: LaptopOffice, case: str, form: str) -> dict[str, Finding]:
    found = office.check_issue(case, form)
    return {str(one.facts["field"]): one for one in found.blocking if one.code == "text.too_long"}


def test_a_place_of_300_characters_and_facts_of_2000_are_saved_and_stop_the_paper_with_the_count(
    printing: LaptopOffice,
) -> None:
    case = prepared(printing, act__place=PLACE[:300], act__facts=FACTS[:2000])
    confirmed(printing, case)
    saved = printing.queries.case(case)
    assert (saved.text("act.place"), saved.text("act.facts")) == (PLACE[:300], FACTS[:2000])
    broken = refusal(lambda: printing.issue(case, "D08", at(9, 25)))
    counts = {
        str(one.facts["field"]): one.facts["over"] for one in broken.findings if one.code == "text.too_long"
    }
    assert set(counts) == {"act.place", "act.facts"}
    assert printing.queries.case(case).papers("D08") == ()
    room = printing.rooms(case)
    for field in counts:
        assert room[field].used == len(saved.text(field))
        assert room[field].left <= -int(str(counts[field]))


@pytest.mark.parametrize("facts", [FACTS[:2000], FACTS[:1998], "当事人投放湿垃圾" * 250])
def test_a_text_cut_to_what_the_count_says_is_printed(printing: LaptopOffice, facts: str) -> None:
    """Wherever it is cut: the paper sets the full stop that the officer leaves out."""
    case = prepared(printing, act__facts=facts)
    confirmed(printing, case)
    most = too_long(printing, case, "D08")["act.facts"].facts["most"]
    assert isinstance(most, int)
    printing.set_fields(case, {"act.facts": facts[:most]}, at(9, 20))
    assert too_long(printing, case, "D08") == {}
    assert printing.rooms(case)["act.facts"].used == most
    printing.print_and_hand_over(case, "D08", Service("王𬭎"), end=None, at=at(9, 25))
    assert printing.queries.case(case).papers("D08")


@pytest.mark.parametrize("end", ["", "。"])
def test_as_many_characters_as_the_count_says_can_still_be_written(printing: LaptopOffice, end: str) -> None:
    case = prepared(printing, act__facts="当事人投放湿垃圾" + end)
    written = "当事人投放湿垃圾" + end
    while left := printing.rooms(case)["act.facts"].left:
        written += "字" * left
        printing.set_fields(case, {"act.facts": written}, at(9, 20))
    assert len(written) > 100
    printing.set_fields(case, {"act.facts": written + "字字字"}, at(9, 21))
    assert printing.rooms(case)["act.facts"].left < 0


def test_the_room_is_the_least_of_all_papers_that_are_still_ahead(printing: LaptopOffice) -> None:
    case = prepared(printing)
    before = printing.rooms(case)
    assert {"act.place", "act.facts", "correction.demand", "decision.reason"} == set(before)
    assert (before["act.facts"].form, before["correction.demand"].form) == ("D20", "D08")
    fitting = "当事人投放湿垃圾。" * 60
    printing.set_fields(
        case, {"act.facts": fitting[: before["act.facts"].used + before["act.facts"].left]}, at(9, 20)
    )
    after = printing.rooms(case)
    assert after["act.facts"].left >= 0
    assert after["decision.reason"].left < before["decision.reason"].left, "the texts share one page"


def test_what_the_party_says_is_counted_before_it_is_recorded(printing: LaptopOffice) -> None:
    case = prepared(printing)
    assert "telling.words" not in printing.rooms(case)
    assert printing.rooms(case, "请求从轻")["telling.words"].left > 0
    assert printing.rooms(case, "请求从轻。" * 200)["telling.words"].left < 0


def test_a_paper_that_is_issued_takes_no_more_text(laptop: Laptop) -> None:
    office = laptop.sign_in()
    case = prepared(office)
    laptop.paperwork.left = {"correction.demand": 40, "act.facts": 12}
    assert office.rooms(case)["correction.demand"] == RoomLeft(17, 40, "D08")
    ordered_and_refused(office, case)
    assert {room.form for room in office.rooms(case).values()} == {"D20"}


def test_every_text_that_is_too_long_is_named_with_its_article(laptop: Laptop) -> None:
    office = laptop.sign_in()
    case = prepared(office)
    confirmed(office, case)
    laptop.paperwork.left = {"correction.demand": -3, "act.facts": 0, "act.place": -160}
    left = office.queries.numbers_left("责改", 2026)
    broken = refusal(lambda: office.print_and_hand_over(case, "D08", Service("王𬭎"), end=None, at=at(9, 25)))
    assert codes(broken) == {"text.too_long"}
    assert {one.facts["field"]: one.facts["over"] for one in broken.findings} == {
        "correction.demand": 3,
        "act.place": 160,
    }
    assert office.queries.numbers_left("责改", 2026) == left


def test_a_character_without_a_shape_is_named_before_the_issue(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = laptop.sign_in()
    case = prepared(office)

    def lacks(*asked: object, **named: object) -> dict[str, int]:
        raise MissingGlyph(field="told.answer", label="答复", character="🙂", codepoint="U+1F642")

    monkeypatch.setattr(laptop.paperwork, "rooms", lacks)
    found = [one for one in office.check_issue(case, "D08").blocking if one.code == "text.no_glyph"]
    assert [(one.facts["field"], one.facts["character"]) for one in found] == [
        ("decision.defence_answer", "🙂")
    ]
    assert office.rooms(case) == {}


def test_a_setter_that_does_not_answer_hides_no_other_reason(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = laptop.sign_in()
    case = prepared(office)

    def gone(*asked: object, **named: object) -> dict[str, int]:
        raise PaperWorkerLost()

    monkeypatch.setattr(laptop.paperwork, "rooms", gone)
    assert "officers.not_confirmed" in office.check_issue(case, "D08").codes
    assert office.rooms(case) == {}


def test_the_same_page_is_measured_once(laptop: Laptop) -> None:
    office = laptop.sign_in()
    case = prepared(office)
    office.rooms(case)
    asked = len(laptop.paperwork.measured)
    laptop.demo.clock.advance_to(office.now().at + timedelta(seconds=2))
    office.rooms(case)
    assert len(laptop.paperwork.measured) == asked
    office.set_fields(case, {"act.facts": "另一事实。"}, at(9, 20))
    office.rooms(case)
    assert len(laptop.paperwork.measured) == asked + 2
